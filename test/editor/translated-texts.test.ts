import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../local/environment.ts";

/** What has no other name in Chinese or Russian: formats, programs, laws, addresses, codes and examples. */
const names = new Set(
  `AA AES Atom axe Cloudflare CNY Cookie CSV DNT DPV EdDSA Ed FZ GCM GDPR Global Privacy Control Do Not Track Sec GPC
  HTML ISO JSON LD Feed Signature Web Kept Linux Markdown MB Node js OpenSSL PDF PIPL RFC QR scrypt SHA shasum sum
  TLS Telegram UTC WeChat WhatsApp ZIP YYYY MM DD
  first material clarification correction upcoming in force superseded withdrawn null md verify timeZone utm source medium campaign email xx
  npm run status diff
  data kept record versions policy docs operating staff people name example com id log`
    .split(/\s+/)
    .map((name) => name.toLowerCase()),
);

/** Every text of a language, without what code puts in and without its marks. */
function textsOf(language: string): [at: string, text: string][] {
  const folder = join(root, "content/texts", language);
  return globSync("**/*.json", { cwd: folder })
    .filter((file) => file !== "language.json")
    .flatMap((file) => flat(JSON.parse(readFileSync(join(folder, file), "utf8")), file));
}

function flat(entry: unknown, at: string): [string, string][] {
  if (typeof entry === "string") return [[at, entry]];
  return Object.entries(entry as object).flatMap(([key, value]) => flat(value, `${at} ${key}`));
}

/** The words that people read: no names of arguments, of branches or of tags. */
function said(text: string): string {
  return text
    .replace(/<\/?\w+>/g, "")
    .replace(/\{\w+(?:, (?:date|number)(?:, [^{}]*)?)?\}/g, "0")
    .replace(/\{\w+, (?:plural|select), /g, "{")
    .replace(/(?:=\d+|[\w-]+) \{/g, "{");
}

/** What a language sets otherwise, in the texts themselves. */
const setOtherwise = {
  zh: /[，。；：、！？）》”]\{* (?=\S)|[一-鿿”）][,;:!?](?!\d)|[一-鿿]\.(?!\w)|[一-鿿] ?\(|[一-鿿]"/,
  ru: /[“”"]| - |\.\.\./,
} as const;

describe.each(["en", "zh", "ru"])("the texts in %s", (language) => {
  const texts = textsOf(language);

  it("write days and times in words", () => {
    expect(texts.filter(([, text]) => /\{(?:day|date|from|to|until|since)\}/.test(text))).toEqual([]);
  });

  it("have no mark of a typewriter", () => {
    expect(texts.filter(([, text]) => /['"]|\.\.\.| - /.test(said(text).replaceAll("'<'", "")))).toEqual([]);
  });
});

describe.each(["zh", "ru"] as const)("the texts in %s", (language) => {
  const texts = textsOf(language);

  it("have no English word but names", () => {
    const english = texts.flatMap(([at, text]) => {
      const words = said(text).match(/[A-Za-z]{2,}/g) ?? [];
      const strange = words.filter((word) => !names.has(word.toLowerCase()));
      return strange.length > 0 ? [`${at}: ${strange.join(" ")}`] : [];
    });
    expect(english).toEqual([]);
  });

  it("are set as the language is set", () => {
    expect(texts.filter(([, text]) => setOtherwise[language].test(said(text)))).toEqual([]);
  });
});

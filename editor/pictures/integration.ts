import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import type { VersionText } from "../../worker/policy/text/version-text.ts";
import { textsIn } from "../../worker/texts/texts.ts";
import { namesIn } from "../../worker/web/names.ts";
import { bindingLanguage, type Language } from "../../worker/web/organization.ts";
import { organization } from "../organization.ts";
import { cardOf, isDrawable } from "./cards.ts";
import { asIco, tabIcon, touchIcon } from "./icons.ts";

/** Draws the icons, and a card for home and for each version, beside the pages that the build has made. */
export function pictures(): AstroIntegration {
  return {
    name: "pictures",
    hooks: {
      "astro:build:done": async ({ dir }) => {
        const write = (path: string, content: Uint8Array) => {
          const file = fileURLToPath(new URL(path, dir));
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, content);
        };
        const sizes = [16, 32, 48];
        const tabs = await Promise.all(sizes.map(async (size) => ({ size, png: await tabIcon(size) })));
        write("favicon.ico", asIco(tabs));
        write("apple-touch-icon.png", await touchIcon(180));
        write("icon-512.png", await touchIcon(512));
        for (const language of organization.languages) await drawCards(language, dir, write);
      },
    },
  };
}

async function drawCards(
  language: Language,
  dir: URL,
  write: (path: string, content: Uint8Array) => void,
): Promise<void> {
  const { tagline, headline } = organization;
  const [own, binding] = [
    namesIn(organization, language),
    namesIn(organization, bindingLanguage(organization)),
  ];
  const shortName = isDrawable(own.shortName) ? own.shortName : binding.shortName;
  const home = {
    heading: headline?.[language] ?? own.name,
    line: tagline?.[language] ?? new URL(organization.site).host,
  };
  write(`${language}/card.png`, await cardOf(home, shortName));
  const folder = fileURLToPath(new URL(`${language}/policy/`, dir));
  for (const file of globSync("*/clauses.json", { cwd: folder })) {
    const { date, title } = JSON.parse(readFileSync(`${folder}${file}`, "utf8")) as VersionText;
    // The letters of the cards have no Chinese: the date stands for the sentence.
    const line = language === "zh" ? date : textsIn(language).policy.page.dated({ day: date });
    const card = { heading: title, line };
    write(`${language}/policy/${date}/card.png`, await cardOf(card, shortName));
  }
}

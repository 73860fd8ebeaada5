import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { normaliseSource, sha256, startOfDay } from "../worker/policy/core.ts";
import type { Commitments, Language, PublishedVersion } from "../worker/policy/schema.ts";

/**
 * Writes a tree of versions with its lock, a month apart, each changing two clauses of sixteen.
 * @param folder takes the place of `content/policy`
 */
export async function writeVersions(
  folder: string,
  count: number,
  languages: readonly Language[],
): Promise<PublishedVersion[]> {
  const versions: PublishedVersion[] = [];
  for (let index = 0; index < count; index++) {
    const date = new Date(Date.UTC(2026, 10 + index - count + 1, 22)).toISOString().slice(0, 10);
    const kind = index % 3 === 0 ? "material" : "clarification";
    const summary = `Version ${index + 1} of a generated policy.`;
    const version: PublishedVersion = {
      date,
      sequence: index + 1,
      effectiveAt: startOfDay(date, "Asia/Shanghai").toISOString(),
      publishedOn: date,
      kind,
      summary,
      languages: {},
      commitments,
    };
    mkdirSync(join(folder, date), { recursive: true });
    for (const language of languages) {
      const matter = stringify({ title: titles[language], summary, kind, commitments });
      const source = normaliseSource(`---\n${matter}---\n\n${clausesOf(index, language).join("\n\n")}\n`);
      writeFileSync(join(folder, date, `${language}.mdx`), source);
      version.languages[language] = { sha256: await sha256(source) };
    }
    versions.push(version);
  }
  writeFileSync(join(folder, "versions.json"), JSON.stringify({ versions }));
  return versions;
}

const commitments: Commitments = {
  minimumAge: 14,
  guardianUntil: "majority",
  smallestGroup: 5,
  signals: ["gpc", "dnt"],
  noticeDays: 30,
  backupDays: 30,
  purposes: ["orders", "support"],
  retention: {
    contact: "P24M",
    order: "P5Y",
    newsletter: "purpose",
    account: "purpose",
    signIn: "P90D",
    statistics: "P25M",
    consent: "P3Y",
  },
};

const titles: Readonly<Record<Language, string>> = {
  en: "Policy on the processing of personal data",
  zh: "个人信息处理政策",
  ru: "Политика обработки персональных данных",
};

const sentences: Readonly<Record<Language, string>> = {
  en: "We process the personal data that you give us through this site only for the purposes that this policy names, and we keep it no longer than those purposes need.",
  zh: "我们仅为本政策所列目的处理您通过本网站提供的个人信息，保存期限不超过实现这些目的所需的时间。",
  ru: "Мы обрабатываем персональные данные, которые вы передаёте через этот сайт, только в целях, названных в этой политике, и храним их не дольше, чем этого требуют цели.",
};

function clausesOf(version: number, language: Language): string[] {
  return Array.from({ length: 16 }, (_, clause) => {
    // Each clause last changed with the newest version up to this one that is its turn.
    const changed = version - (((version * 2 - clause + 32) % 16) >> 1);
    const paragraphs = Array.from(
      { length: 5 },
      (_, paragraph) =>
        `${sentences[language]} (${clause + 1}.${paragraph + 1}${paragraph === 2 ? `, ${changed}` : ""})`,
    );
    const body = [...paragraphs, '- <Commitment of="retention.contact" />', "- **B**"].join("\n\n");
    return `<Clause id="clause-${clause + 1}" title="${titles[language]} ${clause + 1}">\n\n${body}\n\n</Clause>`;
  });
}

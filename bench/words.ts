import { stringify } from "yaml";
import type { Commitments } from "../worker/policy/commitments/commitments.ts";
import type { ChangeKind } from "../worker/policy/text/front-matter.ts";
import type { Language } from "../worker/web/organization.ts";

/** Commitments that every generated version has. */
export const commitments: Commitments = {
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
    feedback: "P24M",
    dataRequest: "P3Y",
    newsletter: "purpose",
    account: "purpose",
    signIn: "P90D",
    statistics: "P25M",
    consent: "P3Y",
    refused: "P30D",
    failedMail: "P30D",
  },
};

/** Ids of generated clauses. */
export const clauseIds =
  "anchor beacon cargo dock estuary ferry gull harbour island jetty keel lantern mast net".split(" ");

/** Front matter of a generated text. */
export function frontMatterIn(summary: string, kind: ChangeKind): string {
  return `---\n${stringify({ title: "Harbour rules", summary, kind, commitments })}---\n`;
}

const words: Record<Language, string[]> = {
  en: "the harbour keeper of every lantern writes down which ship came and what it carried for as long as needed".split(
    " ",
  ),
  zh: "港口 守 灯 人 记录 每 艘 船 何时 到达 以及 货物 并 在 需要 时 保存 信息".split(" "),
  ru: "смотритель гавани записывает какой корабль пришёл и что он вёз пока это нужно каждому фонарю".split(
    " ",
  ),
};

/** Three sentences, always the same for the same seed. */
export function sentencesIn(language: Language, seed: number): string {
  const sentences = [1, 2, 3].map((sentence) => {
    const picked = Array.from({ length: 16 }, (_, index) => {
      // Multiplying and shifting mixes the bits well enough for words (Knuth, vol. 3, 6.4).
      const mixed = Math.imul(seed * 97 + sentence * 31 + index, 0x9e3779b1) >>> 16;
      return words[language][mixed % words[language].length] ?? "";
    });
    return language === "zh" ? `${picked.join("")}。` : `${picked.join(" ")}.`;
  });
  return sentences.join(language === "zh" ? "" : " ");
}

import { describe, expect, it } from "vitest";
import type { Comparison, Run } from "../../../../worker/policy/compare/changes.ts";
import { compareVersions } from "../../../../worker/policy/compare/comparison.ts";
import { compareWords } from "../../../../worker/policy/compare/words.ts";
import type { ClauseText } from "../../../../worker/policy/text/version-text.ts";

const marks = {
  same: (text: string) => text,
  added: (text: string) => `{+${text}+}`,
  removed: (text: string) => `{-${text}-}`,
};
const redline = (runs: readonly Run[]) => runs.map(({ kind, text }) => marks[kind](text)).join("");
const english = (before: string, after: string) => redline(compareWords(before, after, "en"));
const chinese = (before: string, after: string) => redline(compareWords(before, after, "zh"));
const clause = (id: string, number: number, paragraphs: string[], title = id): ClauseText => ({
  id,
  number,
  title,
  paragraphs,
});
const tagged = ({ clauses }: Comparison) =>
  clauses.map(({ id, kind, tags }) => [id, kind, ...tags].join(" "));

describe("words", () => {
  it("marks one word and leaves the spaces around it alone", () => {
    expect(english("We keep it for a month.", "We keep it for a year.")).toBe(
      "We keep it for a {-month-}{+year+}.",
    );
    expect(english("We keep it.", "We always keep it.")).toBe("We {+always+} keep it.");
    expect(english("We always keep it.", "We keep it.")).toBe("We {-always-} keep it.");
    expect(english("We keep it", "We keep it safe")).toBe("We keep it {+safe+}");
  });

  it("shows a rewritten phrase as one, not in splinters", () => {
    expect(english("the old rule of the house holds", "the new law of the land holds")).toBe(
      "the {-old rule of the house-}{+new law of the land+} holds",
    );
  });

  it("does not call words replaced that stayed between two additions", () => {
    expect(english("a b c", "a x b y c")).toBe("a {+x+} b {+y+} c");
  });

  it("takes white space alone for no change", () => {
    expect(compareWords("We  keep\nit.", "We keep it.", "en").every(({ kind }) => kind === "same")).toBe(
      true,
    );
  });

  it("finds words in Chinese, where no spaces stand between them", () => {
    expect(chinese("我们将您的个人信息保存三个月。", "我们将您的个人信息保存两年。")).toMatch(
      /^我们将您的个人信息保存\{-三个?月?-\}/,
    );
    expect(chinese("您可以随时撤回同意。", "您可以随时撤回同意，无需说明理由。")).toBe(
      "您可以随时撤回同意{+，无需说明理由+}。",
    );
  });

  it("finds words in Russian and in writing from right to left", () => {
    expect(redline(compareWords("Мы храним данные месяц.", "Мы храним данные год.", "ru"))).toBe(
      "Мы храним данные {-месяц-}{+год+}.",
    );
    expect(english("نحن نحمي بياناتك", "نحن نحذف بياناتك")).toBe("نحن {-نحمي-}{+نحذف+} بياناتك");
  });

  it("reads back as both texts, whatever they are", () => {
    const words = ["we", "keep", "your", "data,", "“safe”", "个人信息", "and", "don’t", "🙂", "sell."];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    const sentence = () => Array.from({ length: random(30) }, () => words[random(words.length)]).join(" ");
    const bare = (text: string) => text.replace(/\s/g, "");
    for (let round = 0; round < 300; round++) {
      const [before, after] = [sentence(), sentence()];
      const runs = compareWords(before, after, "en");
      const without = (kind: Run["kind"]) =>
        runs
          .filter((run) => run.kind !== kind)
          .map(({ text }) => text)
          .join("");
      expect(bare(without("added"))).toBe(bare(before));
      expect(bare(without("removed"))).toBe(bare(after));
      expect(runs.filter(({ kind, text }) => kind !== "same" && text !== text.trim())).toEqual([]);
    }
  });

  it("answers soon for two long texts that have nothing in common", () => {
    const long = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word}${index}`).join(" ");
    const started = performance.now();
    expect(compareWords(long("a"), long("b"), "en")).toHaveLength(2);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("clauses", () => {
  it("says which clauses are new, removed, changed and the same", () => {
    const before = [clause("a", 1, ["One."]), clause("b", 2, ["Two."]), clause("c", 3, ["Three."])];
    const after = [clause("a", 1, ["One."]), clause("c", 2, ["Three now."]), clause("d", 3, ["Four."])];
    const compared = compareVersions(before, after, "en");
    expect(tagged(compared)).toEqual(["a same", "b removed", "c changed renumbered", "d added"]);
    expect(compared.counts).toEqual({ same: 1, changed: 1, added: 1, removed: 1, tagged: 0 });
  });

  it("calls the one clause moved that moved, not the others", () => {
    const order = (ids: string) => ids.split("").map((id, index) => clause(id, index + 1, ["x"]));
    expect(tagged(compareVersions(order("abcd"), order("dabc"), "en"))).toEqual([
      "d same moved",
      "a same renumbered",
      "b same renumbered",
      "c same renumbered",
    ]);
  });

  it("tells a renamed clause from a changed one", () => {
    const [renamed] = compareVersions(
      [clause("a", 1, ["x"], "Use")],
      [clause("a", 1, ["x"], "Our use")],
      "en",
    ).clauses;
    expect(renamed).toMatchObject({ kind: "changed", tags: ["renamed"] });
    expect(redline(renamed?.title ?? [])).toBe("{-Use-}{+Our use+}");
  });

  it("sets a rewritten paragraph beside the one it was and a new one by itself", () => {
    const before = [clause("a", 1, ["We keep messages for a month.", "We sell nothing to anybody."])];
    const after = [
      clause("a", 1, [
        "We keep messages for two years.",
        "You can ask us to stop.",
        "We sell nothing to anybody.",
      ]),
    ];
    const paragraphs = compareVersions(before, after, "en").clauses[0]?.paragraphs ?? [];
    expect(paragraphs.map(({ runs }) => redline(runs))).toEqual([
      "We keep messages for {-a month-}{+two years+}.",
      "{+You can ask us to stop.+}",
      "We sell nothing to anybody.",
    ]);
  });
});

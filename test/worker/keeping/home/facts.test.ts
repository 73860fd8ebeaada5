import { describe, expect, it } from "vitest";
import { textsIn } from "../../../../worker/texts/texts.ts";

/** What home says beside the number of promises. */
const said = (language: "en" | "zh" | "ru", tests: number) =>
  textsIn(language).home.facts.promises({ clauses: 4, tests, byHand: 1 }).replaceAll("\u00A0", " ");

describe("home, beside the number of promises", () => {
  it("says in words that no test proves them yet", () => {
    expect(said("en", 0)).toContain("No test proves them yet, and 1 of the promises needs people too.");
    expect(said("ru", 0)).toContain("Пока этого не доказывает ни один тест; для 1 обещания");
    expect(said("zh", 0)).toContain("尚无测试加以证明，另有 1 项承诺");
  });

  it("says how many do", () => {
    expect(said("en", 1)).toContain("1 test proves them, and");
    expect(said("en", 30)).toContain("30 tests prove them, and");
    expect(said("ru", 30)).toContain("Это доказывают 30 тестов;");
  });
});

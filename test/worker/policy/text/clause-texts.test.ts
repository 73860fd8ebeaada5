import { describe, expect, it } from "vitest";
import source from "../../../../content/policy/2026-11-22/en.mdx?raw";
import { clauseTextsOf } from "../../../../worker/policy/text/clause-texts.ts";
import { shownText } from "../../../../worker/policy/text/markdown.ts";
import { versions } from "../../../../worker/policy/versions/lock.ts";

const [first] = versions;
if (!first) throw new Error("the lock has no version");
const commitments = {
  ...first.commitments,
  noticeDays: 30,
  retention: { ...first.commitments.retention, contact: "P24M" },
};
const shown = (source: string) => shownText(source, (of) => `[${of}]`);
const paragraphs = (source: string) =>
  clauseTextsOf(source, commitments, "en").flatMap((clause) => clause.paragraphs);

describe("text of a version", () => {
  it("is every clause of the published text, without marks", () => {
    const clauses = clauseTextsOf(source, first.commitments, "en");
    expect(clauses).toHaveLength(14);
    expect(clauses[2]).toMatchObject({ id: "data-provided", number: 3, title: "The data you provide" });
    expect(clauses[2]?.paragraphs[2]).toBe("your name");
    expect(clauses.flatMap((clause) => clause.paragraphs).join("\n")).not.toMatch(/[<>{}*[\]]|\/en\//);
  });

  it("prints commitments as words", () => {
    const source =
      'We keep **messages** for <Commitment of="retention.contact" />.\nWe tell you <Commitment of="noticeDays" /> before.';
    expect(paragraphs(source)).toEqual(["We keep messages for 24 months. We tell you 30 days before."]);
  });

  it("shows what is escaped as it was meant", () => {
    expect(shown(String.raw`2 \* 3 \* 4, \{x\}, \<b>, \_y\_, a\\b`)).toBe(
      String.raw`2 * 3 * 4, {x}, <b>, _y_, a\b`,
    );
    expect(shown("`*code* {x}` and {'{'} &lt;i&gt; &#123; &amp;amp;")).toBe("*code* {x} and { <i> { &amp;");
  });

  it("takes links, pictures, emphasis and tags away, and leaves words with underscores alone", () => {
    expect(shown('[a *b* c](/en/x_(y)/ "t"), **d**, ***e***, _f_, ~~g~~, snake_case_name, h<br />i')).toBe(
      "a b c, d, e, f, g, snake_case_name, h i",
    );
  });

  it("takes list items, headings, quotes, table rows and code for paragraphs of their own", () => {
    const source =
      "### Head\nText\ncontinued\n- one\n  still one\n- two\n\n> quoted\n> too\n\n| a | b |\n|---|---|\n| c | d |\n\n```\nx *y*\n```\n1. first\n2. second";
    expect(paragraphs(source)).toEqual([
      "Head",
      "Text continued",
      "one still one",
      "two",
      "quoted too",
      "a | b",
      "c | d",
      "x *y*",
      "first",
      "second",
    ]);
  });
});

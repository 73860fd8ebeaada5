import { readFileSync } from "node:fs";
import { mdxToMdast } from "satteri";
import { describe, expect, it } from "vitest";
import { clauseTextsIn } from "../../editor/versions/clause-texts.ts";
import type { Commitments } from "../../worker/policy/commitments/commitments.ts";
import { blocksIn, clausesIn } from "../../worker/policy/text/reading.ts";
import { firstVersion as first } from "../fixtures/content.ts";

const source = readFileSync(`content/policy/${first.date}/en.mdx`, "utf8");
const commitments: Commitments = {
  ...first.commitments,
  noticeDays: 30,
  retention: { ...first.commitments.retention, contact: "P24M" },
};
const shown = (source: string) =>
  blocksIn([mdxToMdast(source)])
    .flatMap(({ words }) =>
      words.flatMap((word) => {
        if (typeof word === "string") return [word];
        return "href" in word ? [word.words] : [];
      }),
    )
    .join("");
const clausesOf = (source: string, kept = commitments) => clauseTextsIn([mdxToMdast(source)], kept, "en");
const paragraphs = (source: string) => clausesOf(source).flatMap((clause) => clause.paragraphs);

describe("text of a version", () => {
  it("is every clause of the published text, without marks", () => {
    const clauses = clausesOf(source, first.commitments);
    const written = [...source.matchAll(/<Clause id="([^"]+)" title="([^"]+)">/g)];
    expect(clauses.map(({ id, number, title }) => [id, number, title])).toEqual(
      written.map(([, id, title], index) => [id, index + 1, title]),
    );
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

  it("says where a footnote belongs, and which it is", () => {
    expect(paragraphs("We keep names[^1].\n\n[^1]: Only [yours](/en/).\n")).toEqual([
      "We keep names[1].",
      "[1] Only yours.",
    ]);
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

  it("numbers the items of a list as the site shows them, and marks only an item's first paragraph", () => {
    const items = blocksIn([mdxToMdast("3. first\n\n   more\n3) second\n   - within\n\n> - quoted")]);
    expect(
      items.map(({ kind, marker, words }) => [
        kind,
        marker,
        words.filter((word) => typeof word === "string").join(""),
      ]),
    ).toEqual([
      ["item", "3.", "first"],
      ["paragraph", undefined, "more"],
      ["item", "3.", "second"],
      ["item", "-", "within"],
      ["item", "-", "quoted"],
    ]);
  });

  it("reads what a parser knows and a pattern does not", () => {
    expect(paragraphs("[one][1] and [two](<a b>)\n\n[1]: /x\n\nnine &notin; ten, a\\\nb")).toEqual([
      "one and two",
      "nine ∉ ten, a b",
    ]);
  });

  it("says what each clause is called, and keeps a commitment that stands alone", () => {
    const source =
      '<Clause id="a" title="A &amp; b">\n\n<Commitment of="noticeDays" />\n\n</Clause>\n\nAfter.';
    expect(clausesOf(source)).toEqual([
      { id: "", title: "", number: 0, paragraphs: ["After."] },
      { id: "a", title: "A & b", number: 1, paragraphs: ["30 days"] },
    ]);
  });

  it("names its clauses in the order in which a reader meets them", () => {
    const source = `<Clause id="one" title="One thing">\n\nSee <Clause id="no" title="No" />.\n\n</Clause>\n<Clause id="two" title="Two">\n\n</Clause>`;
    expect(clausesIn([mdxToMdast(source)])).toEqual([
      { id: "one", title: "One thing", number: 1 },
      { id: "two", title: "Two", number: 2 },
    ]);
  });
});

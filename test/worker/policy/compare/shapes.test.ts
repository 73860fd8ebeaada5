import { describe, expect, it } from "vitest";
import { shaped } from "../../../../site/shaped.ts";
import { compareClause } from "../../../../worker/policy/compare/comparison.ts";
import { redline } from "../../../../worker/policy/compare/redline.ts";
import type { Shape } from "../../../../worker/policy/text/shapes.ts";

const words = { added: "added:", removed: "removed:" };
const item: Shape = { kind: "item", marker: "-" };
const clause = (paragraphs: string[]) => ({ id: "use", number: 1, title: "Use", paragraphs });
const before = clause(["We may use it:", "to send goods", "to call you by phone", "Ask us."]);
const after = clause([
  "We may use it:",
  "to send goods",
  "to write to you by phone or mail",
  "to bill you",
  "Ask us.",
]);
const shapes = {
  before: [{ kind: "paragraph" }, item, item, { kind: "paragraph" }],
  after: [{ kind: "paragraph" }, item, item, item, { kind: "paragraph" }],
} satisfies Record<string, Shape[]>;

describe("a comparison", () => {
  it("keeps a list a list, with what came and went in it as items", () => {
    const { paragraphs } = compareClause(before, after, "en");
    const parts = shaped(paragraphs, shapes.before, shapes.after);
    expect(parts.map(({ element, members }) => [element, members.length])).toEqual([
      ["p", 1],
      ["ul", 3],
      ["p", 1],
    ]);
  });

  it("keeps a numbered list numbered and a heading a heading", () => {
    const { paragraphs } = compareClause(undefined, clause(["Steps", "First"]), "en");
    const parts = shaped(paragraphs, undefined, [{ kind: "heading" }, { kind: "item", marker: "1." }]);
    expect(parts.map(({ element }) => element)).toEqual(["h3", "ol"]);
  });

  it("puts a space between a removed word and the one in its place", () => {
    const runs = [
      { kind: "same", text: "a " },
      { kind: "removed", text: "month" },
      { kind: "added", text: "year" },
    ] as const;
    expect(redline(runs, words)).toBe(
      'a <del><span class="unseen">removed: </span>month</del> <ins><span class="unseen">added: </span>year</ins>',
    );
  });

  it("keeps links links, each in its own version, and escapes their words", () => {
    const runs = [
      { kind: "same", text: "Write on the contact page & " },
      { kind: "removed", text: "old page" },
      { kind: "added", text: "new page" },
    ] as const;
    const links = {
      before: [{ words: "old page", href: "/en/old/", at: 22 }],
      after: [
        { words: "contact page &", href: '/en/contact/?a="', at: 10 },
        { words: "new page", href: "/en/new/", at: 22 },
      ],
    };
    const html = redline(runs, words, links);
    expect(html).toContain('<a href="/en/contact/?a=&quot;">contact page &amp;</a>');
    expect(html).toContain('removed: </span><a href="/en/old/">old page</a></del>');
    expect(html).toContain('added: </span><a href="/en/new/">new page</a></ins>');
  });

  it("links the words that are a link in the version, not the same words elsewhere", () => {
    const runs = [
      { kind: "same", text: "An account has " },
      { kind: "removed", text: "one page" },
      { kind: "added", text: "two pages" },
      { kind: "same", text: ": see your account, not any account" },
    ] as const;
    const links = { before: [], after: [{ words: "account", href: "/en/account/", at: 28 }] };
    const html = redline(runs, words, links);
    expect(html).toContain(': see your <a href="/en/account/">account</a>, not any account');
    expect(html.match(/<a /g)).toHaveLength(1);
  });
});

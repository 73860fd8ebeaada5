import { describe, expect, it } from "vitest";
import { linkClauses, scrollTables } from "../../../../worker/policy/text/clause-links.ts";

const clauses = [
  { id: "use", title: "How we use data", number: 1 },
  { id: "signature", title: "Signature", number: 2 },
  { id: "law", title: "Law & order", number: 3 },
];
const linked = (html: string) => linkClauses(html, clauses, "use");

describe("a clause that names another by its title", () => {
  it("links to it, and keeps every word", () => {
    expect(linked("<p>as described under “Signature”. We</p>")).toBe(
      '<p>as described under “<a href="#signature">Signature</a>”. We</p>',
    );
  });

  it("does so in the quotation marks of each language", () => {
    expect(linked("<p>«Signature» 《Signature》 「Signature」 „Signature“</p>").match(/<a /g)).toHaveLength(
      4,
    );
  });

  it("finds a title that HTML writes in another way", () => {
    expect(linked("<p>“Law &amp; order”</p>")).toContain('<a href="#law">Law &amp; order</a>');
  });

  it("links neither to itself, nor inside a link, nor a word that is no title", () => {
    const html = '<p>“How we use data”, <a href="/x/">“Signature”</a>, “the Client”, Signature</p>';
    expect(linked(html)).toBe(html);
  });
});

describe("a table of the text", () => {
  it("becomes a region with a name, which scrolls by itself", () => {
    expect(scrollTables("<p>x</p><table><tr></tr></table><p>y</p>", 'Periods, "all"')).toBe(
      '<p>x</p><div role="region" aria-label="Periods, &quot;all&quot;" tabindex="0"><table><tr></tr></table></div><p>y</p>',
    );
  });

  it("says in an attribute where a column's words end, since no page may style an element", () => {
    const cells = '<th style="text-align: left">A</th><td style="text-align:right;">2</td>';
    expect(scrollTables(`<table><tr>${cells}</tr></table>`, "T")).toContain(
      '<tr><th>A</th><td data-align="right">2</td></tr>',
    );
  });
});

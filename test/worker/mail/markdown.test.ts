import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdownAsHtml, markdownAsText } from "../../../worker/mail/markdown.ts";

const asHtml = (text: string) => String(markdownAsHtml(text, { heading: "h2", quote: "" })).trim();

const issue = `# Spring

The **first** apricots are *here*:
see https://example.org/a_b or [our prices](https://example.org/prices).

- dried
- fresh,
  in boxes

2. order
3. pay

> Good.
> Very good.`;

describe("an issue in Markdown", () => {
  it("is HTML with headings, lists, quotes, stressed words and links", () => {
    expect(asHtml(issue)).toBe(`<h2>Spring</h2>
<p>The <strong>first</strong> apricots are <em>here</em>:<br>
see <a href="https://example.org/a_b">https://example.org/a_b</a> or <a href="https://example.org/prices">our prices</a>.</p>
<ul>
<li>dried</li>
<li>fresh,<br>
in boxes</li>
</ul>
<ol start="2">
<li>order</li>
<li>pay</li>
</ol>
<blockquote>Good.<br>
Very good.</blockquote>`);
  });

  it("is plain text with the same words, and the address of each link", () => {
    expect(markdownAsText(issue)).toBe(`Spring

The first apricots are here:
see https://example.org/a_b or our prices (https://example.org/prices).

- dried
- fresh,
in boxes

2. order
3. pay

> Good.
> Very good.`);
  });

  it("begins a list right after the line that announces it, and goes on with one after a gap", () => {
    expect(asHtml("Goods:\n- figs\n\n- dates")).toBe(
      "<p>Goods:</p>\n<ul>\n<li>figs</li>\n<li>dates</li>\n</ul>",
    );
  });

  it("has no picture and nothing to fetch: only what the picture is called", () => {
    const tracked =
      "![A field](https://track.example/pixel.gif?who=1) and <img src='https://track.example/x'>";
    expect(asHtml(tracked)).toBe(
      '<p>A field and &lt;img src=&#39;<a href="https://track.example/x">https://track.example/x</a>&#39;&gt;</p>',
    );
  });

  it.each([
    "[run](javascript:alert(1))",
    "[run](data:text/html,x)",
    '[x](https://a.example/"onmouseover=1)',
    "<script>alert(1)</script>",
    "<b onclick=x>",
  ])("shows %s as text", (text) => {
    expect(asHtml(text)).not.toMatch(/<(?!\/?p>|\/a>|a href="https:\/\/a\.example\/")/);
    expect(markdownAsText(text)).toBe(text);
  });

  it("leaves marks alone that belong to words: 2*3*4, a lone star, an escaped one", () => {
    expect(markdownAsText("2*3*4 and * and \\*not\\*")).toBe("2*3*4 and * and *not*");
  });

  it("stresses words beside Chinese marks, where CommonMark sees only stars", () => {
    expect(asHtml("**注意：**请在五月前订购*“杏子”*。")).toBe(
      "<p><strong>注意：</strong>请在五月前订购<em>“杏子”</em>。</p>",
    );
  });

  it("reads a year at the beginning of a line as a year, and 1. as a list", () => {
    expect(asHtml("Open again in\n2027. See you")).toBe("<p>Open again in<br>\n2027. See you</p>");
    expect(asHtml("Goods:\n1. figs")).toBe('<p>Goods:</p>\n<ol start="1">\n<li>figs</li>\n</ol>');
  });

  it("makes only its own elements and well-formed ones of any text", () => {
    const any = fc.string({
      unit: fc.constantFrom(...Array.from("*[]()!\\<>#-1. \n\"'&ahttps://")),
      maxLength: 300,
    });
    fc.assert(
      fc.property(any, (text) => {
        const elements = asHtml(text).match(/<\/?[a-z0-9]+/g) ?? [];
        const known = /^<\/?(?:p|br|a|ul|ol|li|h2|strong|em|blockquote|hr)$/;
        expect(elements.filter((one) => !known.test(one))).toEqual([]);
        const opened = elements.filter((one) => !one.startsWith("</") && !/^<[bh]r$/.test(one)).length;
        expect(elements.filter((one) => one.startsWith("</"))).toHaveLength(opened);
      }),
    );
    // The clock stands still here: what takes longer than a test may is what fails.
    for (const mark of ["*", "**a", "[", "![", "\\", "> ", "1. ", "[a](https://"])
      expect(asHtml(mark.repeat(20_000 / mark.length))).toContain("<");
  });
});

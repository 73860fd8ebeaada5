import { markdownToHtml } from "satteri";
import { expect, it } from "vitest";
import { nameFootnotes } from "../../worker/policy/text/footnotes.ts";
import { policyFolder } from "../fixtures/policy-folder.ts";

it("footnotes have a heading and ways back in the language of the text, which is not the parser's", () => {
  const { html } = markdownToHtml("我们保存姓名[^1]。\n\n[^1]: 仅限您的。\n");
  expect(html).toMatch(/Footnotes.*Back to reference 1/s);
  const named = nameFootnotes(html, "脚注", (number) => `返回 ${number}`);
  expect(named).not.toMatch(/Footnotes|Back to|<h2/);
  expect(named).toContain('<h3 id="footnote-label">脚注</h3>');
  expect(named).toContain('aria-label="返回 1"');
});

const page = `<h1>Rules</h1><h2>Scope</h2><p>Lamps<sup><a href="#n1" id="r1">[1]</a></sup> and
oil<sup id="r2"><a href="#n2">[2]</a></sup>, see <a href="#use">Use</a>.</p><h2 id="use">Use</h2><p>We light them.</p>
<h2>Notes</h2><ol><li id="n1">Ours. <a href="#r1">↑</a></li><li id="n2"><p>Of fish. <a href="#r2">back ↑</a></p></li></ol>`;

it("an imported page keeps its footnotes as footnotes, without the list and heading that held them", async () => {
  const folder = policyFolder();
  const file = folder.write("../rules.html", page);
  const { code, text } = await folder.policy("import", file, "--effective", "2027-02-01");
  expect(code).toBe(0);
  expect(text).toContain("footnotes are numbered from 1, and stand at the end of the text");
  expect(text).toContain("left out the heading above the footnotes");
  const draft = folder.read("2027-02-01/en.mdx");
  expect(draft).toMatch(/Lamps\[\^1\] and\s+oil\[\^2\], see \[Use\]\(#use\)\./);
  expect(draft).toContain("[^1]: Ours.");
  expect(draft).toContain("[^2]: Of fish.");
  expect(draft).not.toContain("Notes");
});

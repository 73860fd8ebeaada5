import { readFileSync } from "node:fs";
import { markdownToHast } from "satteri";
import { describe, expect, it } from "vitest";
import { publishedFolder } from "../fixtures/policy-folder.ts";
import { renderedText, squeezed } from "../fixtures/rendered.ts";

const fixture = new URL("../fixtures/harbour-policy.md", import.meta.url).pathname;

/** The text that any Markdown processor shows for the file. */
function shownByMarkdown(node: {
  type: string;
  value?: string;
  tagName?: string;
  properties?: { alt?: string; start?: number };
  children?: never[];
}): string {
  if (node.type === "text") return node.value ?? "";
  if (node.tagName === "img") return node.properties?.alt ?? "";
  let number = node.tagName === "ol" ? (node.properties?.start ?? 1) : 0;
  const shown = (child: typeof node) =>
    `${number > 0 && child.tagName === "li" ? `${number++}. ` : ""}${shownByMarkdown(child)}`;
  return (node.children ?? []).map(shown).join("");
}

describe("an editor who imports a long Markdown policy", () => {
  it("sees every word of it, with its headings, lists, tables, emphasis and code", async () => {
    const folder = await publishedFolder();
    const { code, text } = await folder.policy("import", fixture, "--effective", "2027-02-01");
    expect(code).toBe(0);
    expect(text).toContain("in the place of a picture");
    const source = folder.read("2027-02-01/en.mdx");
    const expected = markdownToHast(readFileSync(fixture, "utf8"), { features: { rawHtml: true } });
    const shown = `Privacy at the Harbour Lights${renderedText(source, false)}`;
    expect(squeezed(shown)).toBe(squeezed(shownByMarkdown(expected as never)));
    expect(source).toContain("| Lamp | Keeper | Days |");
    expect(source).toContain("*Last updated: 1 March 2026.*");
    expect(source).toContain("[What we keep](#what-we-keep)");
    expect(source).toContain("### Lamps");
  });

  it("gets a draft that passes its check", async () => {
    const folder = await publishedFolder();
    await folder.policy("import", fixture, "--effective", "2027-02-01");
    const { text, code } = await folder.policy("check");
    expect(text).not.toContain("error ");
    expect(code).toBe(0);
  });

  it("can give another title, and loses none of the file's own", async () => {
    const folder = await publishedFolder();
    await folder.policy("import", fixture, "--effective", "2027-02-01", "--title", "House rules");
    const source = folder.read("2027-02-01/en.mdx");
    expect(source).toContain("title: House rules");
    expect(source).toContain("---\n\nPrivacy at the Harbour Lights\n\n");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { policyFolder, type PolicyFolder, publishedFolder } from "../fixtures/policy-folder.ts";
import { renderedText, squeezed } from "../fixtures/rendered.ts";

const day = ["--effective", "2027-02-01"];

/** Imports a file into a folder of its own and gives what a page of it says, title first. */
async function shownAfterImport(content: string, name = "text.txt"): Promise<string> {
  const folder = await publishedFolder();
  const file = folder.write(`../${name}`, content);
  const { code, text } = await folder.policy("import", file, ...day);
  expect(text).not.toContain("error");
  expect(code).toBe(0);
  return shownOf(folder);
}

function shownOf(folder: PolicyFolder): string {
  const source = folder.read("2027-02-01/en.mdx");
  const front = parse(source.split("---\n")[1] ?? "") as { title: string; numbered?: boolean; signed: boolean };
  expect(front.signed).toBe(false);
  return front.title + renderedText(source, front.numbered !== false);
}

describe("an editor who imports a plain text", () => {
  const plain = `RULES OF THE LANTERN HOUSE
1. Lamps
We look after:
red lamps;
blue lamps;
The keeper counts them.

2. Oil {and} <wick>
Prices: 5 < 6 & 7 > 4, *stars*, _lines_, \`ticks\`, [x](y), ~waves~ | bars
import oil from "sea"
# no heading
- no item
12) no list
---
&amp; stays, \\ stays, {braces} stay
3. Oil {and} <wick>
Keeper of the house
Ada Lovelace`;

  it("sees every character of it, title and signature too", async () => {
    expect(squeezed(await shownAfterImport(plain))).toBe(squeezed(plain));
  });

  it("finds lists, clauses and ids that tell repeated headings apart", async () => {
    const folder = await publishedFolder();
    await folder.policy("import", folder.write("../rules.txt", plain), ...day);
    const source = folder.read("2027-02-01/en.mdx");
    expect(source).toContain("We look after:\n\n- red lamps;\n- blue lamps;\n\nThe keeper counts them.");
    expect(source.match(/<Clause id="[^"]+"/g)).toEqual([
      '<Clause id="lamps"',
      '<Clause id="oil-and-wick"',
      '<Clause id="oil-and-wick-2"',
    ]);
    expect((await folder.policy("check")).code).toBe(0);
  });

  it.each([
    ["Chinese", "灯笼之家\n一、范围\n　　本规则适用于：\n红灯；\n蓝灯。\n二、用途\n“引号”和*星号*。\n", ["范围", "用途"]],
    ["Russian", "Правила\n1. Область\nТекст «в кавычках».\n2. Хранение данных\nДа.", ["область", "хранение-данных"]],
    ["Arabic", "سياسة\n1. النطاق\nهذا نص.\n2. الاستخدام\nنعم.", ["النطاق", "الاستخدام"]],
    ["emoji", "Rules 🏮\n1. 🏮🏮\n👩‍👩‍👧 lives here\n2. Fine ✅\nok", ["clause-1", "fine"]],
    ["numbers of its own", "Rules\nIV. Late\nx\n1. First\nText\n2) odd\n3. Third\n2. Second\ny", ["first", "second"]],
    ["only headings", "Rules\n1. One\n2. Two\n", ["one", "two"]],
    ["a table of contents", "Rules\n1. One\n2. Two\n\n1. One\nText.\n2. Two\nMore.", ["one", "two", "one-2", "two-2"]],
  ])("sees the whole text in %s", async (_, text, ids) => {
    const folder = await publishedFolder();
    const { code } = await folder.policy("import", folder.write("../rules.txt", text), ...day);
    expect(code).toBe(0);
    expect(squeezed(shownOf(folder))).toBe(squeezed(text));
    const found = [...folder.read("2027-02-01/en.mdx").matchAll(/<Clause id="([^"]+)"/g)].map(([, id]) => id);
    expect(found).toEqual(ids);
  });

  it("sees any characters whatever", async () => {
    const marks = fc.constantFrom(..."\\`*_{}[]()#+-.!|<>&~=:;\"'$^@/0123 \tabимя界é", "import ", "export ", "&lt;", "www.x.io", "👩‍👧", "\u00A0", "\u2028", "\uFEFFz");
    const line = fc.array(fc.oneof(marks, fc.string({ unit: "grapheme", maxLength: 4 })), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
        // Control characters are refused, which has its own test.
        const body = lines.map((parts) => parts.join("").replace(/\p{Cc}/gu, " "));
        const text = `Rules\n1. Scope\n${body.join("\n")}\n2. End ${body[0] ?? ""}\nbye`;
        const folder = policyFolderFor();
        expect(squeezed((await folder)(text))).toBe(squeezed(text));
      }),
      { numRuns: 400 },
    );
  });

  it("keeps the ids of clauses that the version in force has", async () => {
    const folder = await publishedFolder();
    const published = folder.read("2026-12-10/en.mdx");
    expect(published).toContain('id="use" title="use"');
    await folder.policy("import", folder.write("../a.txt", "Rules\n1. scope\nx\n2. use\ny"), ...day);
    expect(folder.read("2027-02-01/en.mdx")).toContain('<Clause id="use" title="use">');
    expect(folder.read("2027-02-01/en.mdx")).toContain("contact: P24M");
  });
});

/** Imports through the same functions as the command, without a folder for each of many texts. */
async function policyFolderFor(): Promise<(text: string) => string> {
  const { readPlainText } = await import("../../editor/import/plain.ts");
  const { compose } = await import("../../editor/import/compose.ts");
  const { clauseIds } = await import("../../editor/import/ids.ts");
  return (text) => {
    const read = readPlainText(text);
    if (!read) throw new Error("no heading was found");
    const composed = compose(read, clauseIds(read.clauses.map(({ title }) => title), new Map()));
    if ("difference" in composed) throw new Error(composed.difference);
    return `${read.title}${renderedText(composed.body, read.numbered)}`;
  };
}

describe("an editor who gives a file that is none", () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ["empty", "", /:1:1 {2}error {2}empty/],
    ["only space", " \n\t\n", /:1:1 {2}error {2}empty/],
    ["of 5 MB", "1. Scope\nlamps\n".repeat(360_000), /:1:1 {2}error {2}too-long .*5\.\d MB/],
    ["UTF-16", Buffer.from("\uFEFF1. Scope\nlamps", "utf16le"), /error {2}encoding .*UTF-16/],
    ["UTF-16 without a mark", Buffer.from("1. Scope\nlamps", "utf16le"), /:1:2 {2}error {2}control-character .*U\+0000/],
    ["GBK", Uint8Array.from([0x31, 0x2e, 0x20, 0xb7, 0xb6, 0xce, 0xa7, 0x0a]), /:1:4 {2}error {2}encoding/],
    ["Latin-1", Buffer.from("1. Scope\n\nca\u00E9 lamps", "latin1"), /:3:3 {2}error {2}encoding .*0xE9/],
    ["with NUL", "1. Scope\nla\0mps", /:2:3 {2}error {2}control-character/],
    ["with a lone surrogate", Buffer.from([0x31, 0x2e, 0x20, 0x41, 0x0a, 0xed, 0xa0, 0x80]), /:2:1 {2}error {2}encoding/],
    ["without headings", "lamps\nand oil", /:1:1 {2}error {2}no-heading/],
  ])("hears one clear sentence when it is %s, and nothing changes", async (_, content, message) => {
    const folder = await publishedFolder();
    const { code, text } = await folder.policy("import", folder.write("../text.txt", content), ...day);
    expect(code).toBe(1);
    expect(text).toMatch(message);
    expect(text).not.toMatch(/\n\s+at /);
    expect(() => folder.read("2027-02-01/en.mdx")).toThrow();
  });

  it("can give a byte order mark and CRLF", async () => {
    const text = "Rules\r\n1. Scope\r\nlamps:\r\nred\r\nblue\r\n";
    expect(squeezed(await shownAfterImport(`\uFEFF${text}`))).toBe(squeezed(text));
  });

  it("never overwrites a draft, and never touches a published version", async () => {
    const folder = await publishedFolder();
    const file = folder.write("../a.txt", "Rules\n1. Scope\nlamps");
    await folder.policy("import", file, ...day);
    const before = folder.read("2027-02-01/en.mdx");
    const again = await folder.policy("import", file, ...day, "--title", "Other");
    expect(again).toMatchObject({ code: 1, text: expect.stringContaining("is there already") });
    expect(folder.read("2027-02-01/en.mdx")).toBe(before);
    const published = await folder.policy("import", file, "--effective", "2026-12-10");
    expect(published).toMatchObject({ code: 1, text: expect.stringContaining("is published") });
  });

  it("hears what is missing in the command", async () => {
    const folder = policyFolder();
    expect(await folder.policy("import", "a.txt")).toMatchObject({ code: 2 });
    expect(await folder.policy("import", ...day)).toMatchObject({ code: 2 });
    expect(await folder.policy("import", "a.txt", "--effective", "1.2.2027")).toMatchObject({ code: 2 });
    expect(await folder.policy("import", "a.txt", ...day, "--lang", "fr")).toMatchObject({ code: 2 });
  });
});

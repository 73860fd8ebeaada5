import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compose } from "../../editor/import/compose.ts";
import { clauseIds } from "../../editor/import/ids.ts";
import { readPlainText } from "../../editor/import/plain.ts";
import { type PolicyFolder, publishedFolder } from "../fixtures/policy-folder.ts";
import { renderedText, squeezed } from "../fixtures/rendered.ts";

const day = ["--effective", "2027-02-01"];

/** Imports a file into a new folder and gives what its page says, title first. */
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
  const front = parse(source.split("---\n")[1] ?? "") as {
    title: string;
    numbered?: boolean;
    signed: boolean;
  };
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
    [
      "Chinese",
      "灯笼之家\n一、范围\n　　本规则适用于：\n红灯；\n蓝灯。\n二、用途\n“引号”和*星号*。\n",
      ["范围", "用途"],
    ],
    [
      "Russian",
      "Правила\n1. Область\nТекст «в кавычках».\n2. Хранение данных\nДа.",
      ["область", "хранение-данных"],
    ],
    ["Arabic", "سياسة\n1. النطاق\nهذا نص.\n2. الاستخدام\nنعم.", ["النطاق", "الاستخدام"]],
    ["emoji", "Rules 🏮\n1. 🏮🏮\n👩‍👩‍👧 lives here\n2. Fine ✅\nok", ["clause-1", "fine"]],
    [
      "numbers of its own",
      "Rules\nIV. Late\nx\n1. First\nText\n2) odd\n3. Third\n2. Second\ny",
      ["first", "second"],
    ],
    ["only headings", "Rules\n1. One\n2. Two\n", ["one", "two"]],
    [
      "a table of contents",
      "Rules\n1. One\n2. Two\n\n1. One\nText.\n2. Two\nMore.",
      ["one", "two", "one-2", "two-2"],
    ],
  ])("sees the whole text in %s", async (_, text, ids) => {
    const folder = await publishedFolder();
    const { code } = await folder.policy("import", folder.write("../rules.txt", text), ...day);
    expect(code).toBe(0);
    expect(squeezed(shownOf(folder))).toBe(squeezed(text));
    const found = [...folder.read("2027-02-01/en.mdx").matchAll(/<Clause id="([^"]+)"/g)].map(([, id]) => id);
    expect(found).toEqual(ids);
  });

  it("sees any characters whatever", () => {
    const marks = fc.constantFrom(
      ..."\\`*_{}[]()#+-.!|<>&~=:;\"'$^@/0123 \tabимя界é".split(""),
      "import ",
      "export ",
      "&lt;",
      "www.x.io",
      "👩‍👧",
      "\u00A0",
      "\u2028",
      "\uFEFFz",
    );
    const line = fc.array(fc.oneof(marks, fc.string({ unit: "grapheme", maxLength: 4 })), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        // Control characters are refused, which another test covers.
        const body = lines.map((parts) => parts.join("").replace(/\p{Cc}/gu, " "));
        const text = `Rules\n1. Scope\n${body.join("\n")}\n2. End ${body[0] ?? ""}\nbye`;
        expect(squeezed(shownOfText(text))).toBe(squeezed(text));
      }),
      { numRuns: 400 },
    );
  });

  it("can give a byte order mark and CRLF", async () => {
    const text = "Rules\r\n1. Scope\r\nlamps:\r\nred\r\nblue\r\n";
    expect(squeezed(await shownAfterImport(`\uFEFF${text}`))).toBe(squeezed(text));
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

/** Imports through the command's own functions, without a folder for each of many texts, and shows it. */
function shownOfText(text: string): string {
  const read = readPlainText(text);
  if (!read) throw new Error("no heading was found");
  const composed = compose(
    read,
    clauseIds(
      read.clauses.map(({ title }) => title),
      new Map(),
    ),
  );
  if ("difference" in composed) throw new Error(composed.difference);
  return `${read.title}${renderedText(composed.body, read.numbered)}`;
}

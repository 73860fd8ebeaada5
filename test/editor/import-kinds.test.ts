import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { publishedFolder } from "../fixtures/policy-folder.ts";

const day = ["--effective", "2027-02-01"];

/** Imports a file; gives what was said, and the body of the draft. */
async function imported(name: string, content: string | Uint8Array, ...options: string[]) {
  const folder = await publishedFolder();
  const { code, text } = await folder.policy(
    "import",
    folder.write(`../${name}`, content),
    ...day,
    ...options,
  );
  const source = code === 0 ? folder.read("2027-02-01/en.mdx") : "";
  const [, front = "", ...rest] = source.split("---\n");
  const body = rest.join("---\n");
  return { code, text, front, body: body.trim(), folder };
}

const page = `<!doctype html><html><head><title>Lamps – House</title><style>p { color: red }</style></head><body>
<nav><a href="/">Home</a></nav>
<main><h1>Rules of the house</h1>
<p>Valid from <b>May</b>, see <a href="#oil">oil</a> and <a href="../terms.html">terms</a>.</p>
<section id="light"><h2>Light</h2><p>Red<br>and blue. <img src="lamp.png" alt="A lamp"></p>
<ol start="3"><li>one</li><li>two<ul><li>deep</li></ul></li></ol>
<table><tr><th>Lamp</th><th>Days</th></tr><tr><td>Red</td><td>2 <em>each</em></td></tr></table></section>
<h2 id="oil">Oil</h2><dl><dt>Oil</dt><dd>What burns.</dd></dl>
<form><input name="q"><button>Send</button></form><script>alert(1)</script></main></body></html>`;

describe("an editor who imports an HTML page", () => {
  it("gets its links, lists with their numbers, tables and emphasis, and hears what was left out first", async () => {
    const { text, front, body } = await imported(
      "rules.html",
      page,
      "--base",
      "https://house.example/legal/x.html",
    );
    expect(front).toContain("title: Rules of the house");
    expect(body).toContain(
      "Valid from **May**, see [oil](#oil) and [terms](https://house.example/terms.html).",
    );
    expect(body).toContain("Red\\\nand blue. A lamp\n\n3. one\n4. two\n\n   - deep\n");
    expect(body).toContain("| Lamp | Days |\n| :-- | :-- |\n| Red | 2 *each* |");
    expect(body).toContain('<Clause id="oil" title="Oil">\n\n- Oil\n\n  What burns.\n');
    const [leftOut, made] = text.split("made ");
    for (const one of [
      "“Home”",
      "a field of a form",
      "a button: “Send”",
      "“A lamp” in the place of a picture",
    ])
      expect(leftOut).toContain(one);
    expect(made).not.toContain("left out");
  });

  it("has to say where the text was if a link names no site", async () => {
    const { code, text } = await imported("rules.html", page);
    expect(code).toBe(1);
    expect(text).toMatch(/relative-link {2}links to \.\.\/terms\.html without a site: .*--base https/);
    expect(await imported("rules.html", page, "--base", "house")).toMatchObject({ code: 2 });
  });
});

describe("an editor who imports Markdown with HTML in it", () => {
  it("gets what the HTML means, footnotes as footnotes, and no heading that swallows a paragraph", async () => {
    const { front, body } = await imported(
      "rules.md",
      `House rules
===========

Welcome.[^1]

<div class="box">

## Light

<p>Red <b>lamps</b><br>burn.</p>
</div>

A paragraph
of two lines
---

Term
: Its meaning.

## Oil

<table><tr><td>a</td><td>b</td></tr></table>

[^1]: A *note*.
`,
    );
    expect(front).toContain("title: House rules");
    expect(body).toContain("Welcome.[^1]");
    expect(body).toContain("Red **lamps**\\\nburn.");
    expect(body).toContain("A paragraph of two lines\n\n---\n\n- Term\n\n  Its meaning.");
    expect(body).toContain("| a | b |\n| :-- | :-- |");
    expect(body).toContain("[^1]: A *note*.");
    expect(body.match(/<Clause id="[^"]+"/g)).toEqual(['<Clause id="light"', '<Clause id="oil"']);
  });

  it("gets bold lines as clauses where there is no heading but the title", async () => {
    const { front, body } = await imported("rules.md", "# Rules\n\n**Light**\n\nRed.\n\n**Oil**\n\nNone.\n");
    expect(front).toContain("title: Rules");
    expect(body.match(/<Clause [^>]+>/g)).toEqual([
      '<Clause id="light" title="Light">',
      '<Clause id="oil" title="Oil">',
    ]);
  });
});

/** A Word document with these paragraphs: each a style and its words. */
function wordDocument(paragraphs: readonly (readonly [string, string])[]): Uint8Array {
  const body = paragraphs.map(
    ([style, words]) =>
      `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`,
  );
  const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const styles = ["Title", "Heading 1", "Normal"].map(
    (name) =>
      `<w:style w:type="paragraph" w:styleId="${name.replace(" ", "")}"><w:name w:val="${name}"/></w:style>`,
  );
  return zipSync({
    "[Content_Types].xml": strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    "_rels/.rels": strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    "word/styles.xml": strToU8(`<w:styles xmlns:w="${word}">${styles.join("")}</w:styles>`),
    "word/document.xml": strToU8(
      `<w:document xmlns:w="${word}"><w:body>${body.join("")}</w:body></w:document>`,
    ),
    "word/_rels/document.xml.rels": strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ),
  });
}

describe("an editor who imports a Word document", () => {
  it("gets its headings as clauses and its title as the title", async () => {
    const file = wordDocument([
      ["Title", "Rules of the house"],
      ["Heading1", "Light"],
      ["Normal", "Red &amp; blue lamps."],
      ["Heading1", "Oil"],
      ["Normal", "None."],
    ]);
    const { code, front, body } = await imported("rules.docx", file);
    expect(code).toBe(0);
    expect(front).toContain("title: Rules of the house");
    expect(body).toContain('<Clause id="light" title="Light">\n\nRed & blue lamps.');
    expect(body.match(/<Clause/g)).toHaveLength(2);
  });

  it("hears it when the file is none", async () => {
    const { code, text } = await imported("rules.docx", "no archive");
    expect(code).toBe(1);
    expect(text).toMatch(/not-word {2}is no Word document/);
  });
});

describe("an editor who imports a plain text", () => {
  it.each([
    [
      "第一条, with its title below",
      "规则\n第一条\n范围\n灯。\n第二条 用途\n油。",
      ["第一条 范围", "第二条 用途"],
    ],
    [
      "第一条, with its text beside it",
      "规则\n第一条 为了保护灯，制定规则。\n第二条 用途\n油。",
      ["第一条", "第二条 用途"],
    ],
    [
      "Статья 1",
      "Правила\n\nСтатья 1\nСвет\n\nЛампы.\n\nСтатья 2. Масло\nНет.",
      ["Статья 1 Свет", "Статья 2. Масло"],
    ],
    [
      "Article 1, with no title before it",
      "Article 1\nLight\n\nRed.\n\nArticle 2\nOil\n\nNone.",
      ["Article 1 Light", "Article 2 Oil"],
    ],
    [
      "ARTICLE 1 above more list items than articles",
      "Rules\n\nARTICLE 1\nScope\nWe keep:\n1. names;\n2. letters;\n3. lamps.\n\nARTICLE 2\nUse\nNone.",
      ["ARTICLE 1 Scope", "ARTICLE 2 Use"],
    ],
    [
      "ARTICLE I",
      "RULES\nARTICLE I\n\nLight\n\nRed.\nARTICLE II\nThe oil is here.",
      ["ARTICLE I Light", "ARTICLE II"],
    ],
    ["capitals", "Our rules\nTHE LIGHT\nRed.\n1. one\nTHE OIL\nNone.", ["THE LIGHT", "THE OIL"]],
    ["a list below a colon", "Rules\n1. Light\nWe keep:\n1. red;\n2. blue.\n2. Oil\nNone.", ["Light", "Oil"]],
  ])("gets clauses from %s", async (_, text, titles) => {
    const { code, body } = await imported("rules.txt", text);
    expect(code).toBe(0);
    expect([...body.matchAll(/title="([^"]+)"/g)].map(([, title]) => title)).toEqual(titles);
  });

  it("gets numbered lists below a colon, and headings within a clause", async () => {
    const { body } = await imported(
      "rules.txt",
      "Rules\n1. Light\nWe keep:\n\n1. red;\n\n2. blue.\n1.1. How long\nTwo days.\nTHE OTHERS\nNone.\n2. Oil\nNone.",
    );
    expect(body).toContain(
      "We keep:\n\n1. red;\n2. blue.\n\n### 1.1. How long\n\nTwo days.\n\n### THE OTHERS\n\nNone.",
    );
  });
});

it("a translation takes the ids of its clauses from the text that is there, by their order", async () => {
  const { folder } = await imported("rules.txt", "Rules\n1. Light\nRed.\n2. Oil\nNone.");
  const chinese = folder.write("../zh.txt", "规则\n1. 灯\n红。\n2. 油\n无。");
  expect((await folder.policy("import", chinese, ...day, "--lang", "zh")).code).toBe(0);
  expect(folder.read("2027-02-01/zh.mdx").match(/<Clause id="[^"]+"/g)).toEqual([
    '<Clause id="light"',
    '<Clause id="oil"',
  ]);
  const russian = folder.write("../ru.txt", "Правила\n1. Свет\nКрасный.");
  const refused = await folder.policy("import", russian, ...day, "--lang", "ru");
  expect(refused.text).toContain("has 1 clauses, and the same version has 2 in another language");
});

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Block } from "../../worker/policy/text/blocks.ts";
import { signerOf } from "../../worker/policy/text/signer.ts";
import type { ClauseText } from "../../worker/policy/text/version-text.ts";
import { htmlOf } from "../../worker/texts/rich.ts";
import { languageName, textsIn } from "../../worker/texts/texts.ts";
import { escaped, type Html, type HtmlPart, html, raw } from "../../worker/web/html.ts";
import { bindingLanguage, type Language, type Organization } from "../../worker/web/organization.ts";
import { colour, mark } from "../pictures/drawing.ts";

/** A published version in one language, as it is printed. */
export interface PrintedVersion {
  language: Language;
  date: string;
  sequence: number;
  publishedOn: string;
  title: string;
  kind: "first" | "material" | "clarification" | "correction";
  /** SHA-256 of the source. */
  sha256: string;
  clauses: readonly ClauseText[];
  blocks: readonly Block[];
  /** False where titles bring their own numbers. */
  numbered: boolean;
  /** Whether the director signs. */
  signed: boolean;
}

/** Where a version stands for good. */
export function addressOf({ language, date }: PrintedVersion, { site }: Organization): string {
  return new URL(`/${language}/policy/${date}/`, site).href;
}

/** A version as a page of its own that needs nothing else: fonts and styles stand in it. */
export function documentOf(version: PrintedVersion, organization: Organization): string {
  const { language, title, clauses, blocks, numbered, signed } = version;
  const t = textsIn(language).policy.page;
  const byClause = Map.groupBy(blocks, ({ clause }) => clause);
  const parts = clauses.map(({ id, number, title: name }) => {
    const heading = numbered ? `${number}. ${name}` : name;
    return html`<section>${id !== "" && html`<h2>${heading}</h2>`}${grouped(byClause.get(id) ?? [])}</section>`;
  });
  const { name: company, director } = signerOf(version, organization);
  const by = t.signed({ organization: company });
  return String(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title><style>${raw(styles())}</style></head>
<body><header><p class="company"><svg viewBox="0 0 32 32" aria-hidden="true">${raw(mark)}</svg>${company}</p>
<h1>${title}</h1><p class="facts">${facts(version)}</p>${language !== bindingLanguage(organization) && translation(version, organization)}</header>
<main>${parts}${signed && html`<p class="signature">${by}<br>${director}</p>`}</main></body></html>`);
}

/** The foot of every page: where the text stands, its hash, and which page this is. It knows no style of the document. */
export function footOf(version: PrintedVersion, organization: Organization): string {
  const place = addressOf(version, organization);
  const style =
    "width:100%;margin:0 18mm;font:6.5pt/1.5 sans-serif;color:#444;display:flex;justify-content:space-between;gap:8mm";
  return String(
    html`<div style="${style}"><span>${place}<br>SHA-256 ${version.sha256}</span><span style="white-space:nowrap"><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`,
  );
}

function facts({ language, date, sequence, publishedOn, kind }: PrintedVersion): string {
  const { printed, kinds } = textsIn(language).policy.page;
  return printed({ sequence: String(sequence), kind: kinds[kind], published: publishedOn, effective: date });
}

function translation(version: PrintedVersion, organization: Organization): Html {
  const { translation: note } = textsIn(version.language).policy.page;
  const binding = bindingLanguage(organization);
  const original = languageName(binding, version.language);
  const originalLink = addressOf({ ...version, language: binding }, organization);
  return html`<p class="facts">${raw(htmlOf(note({ original, originalLink }), escaped))}</p>`;
}

/** Items that follow one another are one list, rows one table. */
function grouped(blocks: readonly Block[]): HtmlPart[] {
  const parts: HtmlPart[] = [];
  for (let at = 0; at < blocks.length; ) {
    const kind = blocks[at]?.kind;
    const end = blocks.findIndex((block, index) => index > at && block.kind !== kind);
    const same = blocks.slice(at, end < 0 ? undefined : end);
    parts.push(shown(kind, same));
    at += same.length;
  }
  return parts;
}

function shown(kind: Block["kind"] | undefined, blocks: readonly Block[]): HtmlPart {
  if (kind === "item") {
    const items = blocks.map((block) => html`<li>${linked(block)}</li>`);
    const start = Number.parseInt(blocks[0]?.marker ?? "", 10);
    return Number.isNaN(start) ? html`<ul>${items}</ul>` : html`<ol start="${start}">${items}</ol>`;
  }
  if (kind === "row") {
    const cells = ({ text }: Block) => text.split(" | ").map((cell) => html`<td>${cell}</td>`);
    return html`<table>${blocks.map((block) => html`<tr>${cells(block)}</tr>`)}</table>`;
  }
  return blocks.map((block) => {
    if (kind === "heading") return html`<h3>${linked(block)}</h3>`;
    return kind === "code" ? html`<pre>${block.text}</pre>` : html`<p>${linked(block)}</p>`;
  });
}

/** The words of a block, with those that lead somewhere as links, in their order. */
function linked({ text, links = [] }: Block): HtmlPart[] {
  const parts: HtmlPart[] = [];
  let rest = text;
  for (const { words, href } of links) {
    const at = words === "" ? -1 : rest.indexOf(words);
    if (at < 0 || !/^(?:https?|mailto):/.test(href)) continue;
    parts.push(rest.slice(0, at), html`<a href="${href}">${words}</a>`);
    rest = rest.slice(at + words.length);
  }
  return [...parts, rest];
}

function styles(): string {
  const seal = colour("seal");
  return `${fontFaces()}
body { margin: 0; font: 10.5pt/1.5 "Source Serif 4", serif; color: #1a1d21; }
:lang(zh) body, body:lang(zh) { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; line-height: 1.8; line-break: strict; }
.company { display: flex; align-items: center; gap: 3mm; margin: 0 0 8mm; font-size: 9.5pt; }
svg { width: 7mm; height: 7mm; fill: ${seal}; }
h1 { margin: 0 0 3mm; font-size: 21pt; line-height: 1.2; font-weight: 600; }
h2 { margin: 7mm 0 2mm; font-size: 13pt; line-height: 1.3; font-weight: 600; }
h3 { margin: 4mm 0 1mm; font-size: 10.5pt; }
h1, h2, h3 { break-after: avoid; text-wrap: balance; }
p, ul, ol, table, pre { margin: 0 0 2.5mm; }
p, li { orphans: 3; widows: 3; text-wrap: pretty; }
ul, ol { padding-left: 5mm; }
ul { list-style: "–  "; }
td { padding: 1mm 4mm 1mm 0; border-bottom: 0.2mm solid #d8d4ca; vertical-align: top; }
tr { break-inside: avoid; }
pre { white-space: pre-wrap; font-size: 9pt; }
a { color: inherit; }
.facts { margin: 0 0 2mm; font-size: 9pt; color: #444; }
header { margin-bottom: 6mm; border-bottom: 0.3mm solid ${seal}; }
.signature { margin-top: 10mm; break-inside: avoid; break-before: avoid; }`;
}

function fontFaces(): string {
  const files = join(
    dirname(createRequire(import.meta.url).resolve("@fontsource/source-serif-4/package.json")),
    "files",
  );
  const faces = ["cyrillic", "latin"].flatMap((letters) => [400, 600].map((weight) => ({ letters, weight })));
  return faces
    .map(({ letters, weight }) => {
      const font = readFileSync(join(files, `source-serif-4-${letters}-${weight}-normal.woff2`));
      const range = letters === "latin" ? "U+0000-02FF, U+2000-20CF, U+2122" : "U+0301, U+0400-04FF, U+2116";
      return `@font-face { font-family: "Source Serif 4"; font-weight: ${weight}; src: url(data:font/woff2;base64,${font.toString("base64")}) format("woff2"); unicode-range: ${range}; }`;
    })
    .join("\n");
}

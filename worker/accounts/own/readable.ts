import organization from "../../../content/organization.yaml";
import type { Texts } from "../../texts/compiled/types.ts";
import { textsIn, timeInWords } from "../../texts/texts.ts";
import { splitAtWholes } from "../../texts/wholes.ts";
import { type Html, html, raw } from "../../web/html.ts";
import { namesIn } from "../../web/names.ts";
import type { Language } from "../../web/organization.ts";
import type { Part } from "./held.ts";
import { meaningsIn, partsIn } from "./meanings.ts";

type Row = Readonly<Record<string, unknown>>;

/** Rows with more fields than this are shown one below the other, each as a table of its own. */
const maxColumns = 6;

/** What the page says about itself. */
interface About {
  language: Language;
  madeAt: Date;
}

/** Everything held, as one page that needs neither this site nor a network to read. */
export function readablePage(
  tables: Readonly<Record<Part, readonly Row[]>>,
  { language, madeAt }: About,
): string {
  const texts = textsIn(language);
  const title = texts.export.title({ organization: namesIn(organization, language).name });
  const parts = Object.entries(partsIn(texts)) as [Part, string][];
  const contents = parts.map(
    ([name, words]) => html`<li><a href="#${name}">${words}</a> (${tables[name].length})</li>\n`,
  );
  const sections = parts.map(
    ([name, words]) => html`<section>
<h2 id="${name}">${words}</h2>
${section(tables[name], words, language)}
</section>
`,
  );
  return String(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>${wholeWords(texts.export.made({ at: timeInWords(madeAt, organization.timeZone, language), zone: organization.timeZone }))}</p>
</header>
<nav aria-label="${texts.export.contents}">
<ul>
${contents}</ul>
</nav>
<main>
${sections}</main>
</body>
</html>
`);
}

function section(rows: readonly Row[], caption: string, language: Language): Html | Html[] {
  if (rows.length === 0) return html`<p>${textsIn(language).export.nothing}</p>`;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.length > maxColumns
    ? rows.map((row) => recordTable(row, language))
    : listTable(rows, names, caption, language);
}

/** One row, one field per line, without empty ones. */
function recordTable(row: Row, language: Language): Html {
  const filled = Object.entries(row).filter(([, value]) => value !== undefined && value !== "");
  const lines = filled.map(
    ([name, value]) =>
      html`<tr><th scope="row">${label(name, textsIn(language))}</th><td>${shown(value, language)}</td></tr>\n`,
  );
  return html`<table>\n${lines}</table>\n`;
}

/** Short rows below each other, one field per column. */
function listTable(
  rows: readonly Row[],
  names: readonly string[],
  caption: string,
  language: Language,
): Html {
  const heads = names.map((name) => html`<th scope="col">${label(name, textsIn(language))}</th>`);
  const lines = rows.map(
    (row) => html`<tr>${names.map((name) => html`<td>${shown(row[name], language)}</td>`)}</tr>\n`,
  );
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0">
<table>
<thead><tr>${heads}</tr></thead>
<tbody>
${lines}</tbody>
</table>
</div>`;
}

function label(name: string, texts: Texts): string {
  const labels: Readonly<Record<string, string>> = meaningsIn(texts);
  return (labels[name] ?? name).replace(/[:;].*/, "");
}

/** Times are those of the organization's clocks, as on every page. */
function shown(value: unknown, language: Language): string | Html {
  const { yes, no } = textsIn(language).export;
  if (value instanceof Date) {
    return html`<time datetime="${value.toISOString()}">${timeInWords(value, organization.timeZone, language)}</time>`;
  }
  if (typeof value === "boolean") return value ? yes : no;
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" ? wholeWords(value) : JSON.stringify(value ?? "");
}

/** Words in which no reference, day or address is divided between two lines. */
function wholeWords(text: string): Html {
  const parts = splitAtWholes(text);
  return html`${parts.map((part, place) => (place % 2 ? html`<span class="whole">${part}</span>` : part))}`;
}

const style = `
:root { color-scheme: light dark; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; font: 1rem/1.6 Georgia, serif; }
h1, h2 { line-height: 1.2; overflow-wrap: break-word; }
a { color: inherit; }
h2 { margin-block: 3rem 1rem; }
table { width: 100%; border-collapse: collapse; margin-block-end: 2rem; }
th, td { padding: 0.4rem 0.6rem; border-block-end: 1px solid; text-align: start; vertical-align: top; }
th[scope="row"] { width: 34%; }
td { overflow-wrap: anywhere; white-space: pre-wrap; }
.whole { display: inline-block; }
.wide { overflow-x: auto; }
.wide td { overflow-wrap: break-word; }
.wide .whole { white-space: nowrap; }
@media (width < 40rem) {
  th[scope="row"], th[scope="row"] + td { display: block; width: auto; }
  th[scope="row"] { border: 0; padding-block-end: 0; }
}
`;

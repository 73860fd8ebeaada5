import type { Texts } from "../../texts/compiled/types.ts";
import { textsIn } from "../../texts/texts.ts";
import { type Html, html, raw } from "../../web/html.ts";
import type { Language } from "../../web/organization.ts";
import type { Part } from "./held.ts";
import { meaningsIn, partsIn } from "./meanings.ts";

type Row = Readonly<Record<string, unknown>>;

/** Rows with more fields than this are shown one below the other, each as a table of its own. */
const maxColumns = 6;

/** What the page says about itself. */
interface About {
  organization: string;
  language: Language;
  madeAt: Date;
}

/** Everything held, as one page that needs neither this site nor a network to read. */
export function readablePage(
  tables: Readonly<Record<Part, readonly Row[]>>,
  { organization, language, madeAt }: About,
): string {
  const texts = textsIn(language);
  const title = texts.export.title({ organization });
  const parts = Object.entries(partsIn(texts)) as [Part, string][];
  const contents = parts.map(
    ([name, words]) => html`<li><a href="#${name}">${words}</a> (${tables[name].length})</li>\n`,
  );
  const sections = parts.map(
    ([name, words]) => html`<section>
<h2 id="${name}">${words}</h2>
${section(tables[name], words, texts)}
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
<p>${texts.export.made({ at: clockTime(madeAt) })}</p>
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

function section(rows: readonly Row[], caption: string, texts: Texts): Html | Html[] {
  if (rows.length === 0) return html`<p>${texts.export.nothing}</p>`;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.length > maxColumns
    ? rows.map((row) => recordTable(row, texts))
    : listTable(rows, names, caption, texts);
}

/** One row, one field per line, without empty ones. */
function recordTable(row: Row, texts: Texts): Html {
  const filled = Object.entries(row).filter(([, value]) => value !== undefined && value !== "");
  const lines = filled.map(
    ([name, value]) =>
      html`<tr><th scope="row">${label(name, texts)}</th><td>${shown(value, texts)}</td></tr>\n`,
  );
  return html`<table>\n${lines}</table>\n`;
}

/** Short rows below each other, one field per column. */
function listTable(rows: readonly Row[], names: readonly string[], caption: string, texts: Texts): Html {
  const heads = names.map((name) => html`<th scope="col">${label(name, texts)}</th>`);
  const lines = rows.map(
    (row) => html`<tr>${names.map((name) => html`<td>${shown(row[name], texts)}</td>`)}</tr>\n`,
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

function shown(value: unknown, { export: { yes, no } }: Texts): string | Html {
  if (value instanceof Date) return time(value);
  if (typeof value === "boolean") return value ? yes : no;
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

function time(at: Date): Html {
  return html`<time datetime="${at.toISOString()}">${clockTime(at)}</time>`;
}

function clockTime(at: Date): string {
  const iso = at.toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

const style = `
:root { color-scheme: light dark; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; font: 1rem/1.6 Georgia, serif; }
h1, h2 { line-height: 1.2; }
a { color: inherit; }
h2 { margin-block: 3rem 1rem; }
table { width: 100%; border-collapse: collapse; margin-block-end: 2rem; }
th, td { padding: 0.4rem 0.6rem; border-block-end: 1px solid; text-align: start; vertical-align: top; }
th[scope="row"] { width: 34%; }
td { overflow-wrap: anywhere; white-space: pre-wrap; }
.wide { overflow-x: auto; }
@media (width < 40rem) {
  th[scope="row"], th[scope="row"] + td { display: block; width: auto; }
  th[scope="row"] { border: 0; padding-block-end: 0; }
}
`;

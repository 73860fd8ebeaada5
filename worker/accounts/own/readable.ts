import { type Html, html, raw } from "../../web/html.ts";
import type { Part } from "./held.ts";
import { meanings, parts } from "./meanings.ts";

type Row = Readonly<Record<string, unknown>>;

const labels: Readonly<Record<string, string>> = meanings;

/** Rows with more fields than this are shown one below the other, each as a table of its own. */
const mostColumns = 6;

/** Everything that is held, as one page that a person can read without this site and without a network. */
export function readablePage(
  tables: Readonly<Record<Part, readonly Row[]>>,
  { title, madeAt }: { title: string; madeAt: Date },
): string {
  const names = Object.keys(parts) as Part[];
  const contents = names.map(
    (name) => html`<li><a href="#${name}">${parts[name]}</a> (${tables[name].length})</li>\n`,
  );
  const sections = names.map(
    (name) => html`<section>
<h2 id="${name}">${parts[name]}</h2>
${section(tables[name], parts[name])}
</section>
`,
  );
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>Made on ${time(madeAt)}. The same is in data.json, with what each field means, and in a CSV file for each part.</p>
</header>
<nav aria-label="Contents">
<ul>
${contents}</ul>
</nav>
<main>
${sections}</main>
</body>
</html>
`);
}

function section(rows: readonly Row[], caption: string): Html | Html[] {
  if (rows.length === 0) return html`<p>Nothing is held.</p>`;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.length > mostColumns ? rows.map(recordTable) : listTable(rows, names, caption);
}

/** One row, a field a line; what is empty is left out. */
function recordTable(row: Row): Html {
  const filled = Object.entries(row).filter(([, value]) => value !== undefined && value !== "");
  const lines = filled.map(
    ([name, value]) => html`<tr><th scope="row">${label(name)}</th><td>${shown(value)}</td></tr>\n`,
  );
  return html`<table>\n${lines}</table>\n`;
}

/** Short rows below each other, a field a column. */
function listTable(rows: readonly Row[], names: readonly string[], caption: string): Html {
  const heads = names.map((name) => html`<th scope="col">${label(name)}</th>`);
  const lines = rows.map(
    (row) => html`<tr>${names.map((name) => html`<td>${shown(row[name])}</td>`)}</tr>\n`,
  );
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0">
<table>
<thead><tr>${heads}</tr></thead>
<tbody>
${lines}</tbody>
</table>
</div>`;
}

function label(name: string): string {
  return (labels[name] ?? name).replace(/[:;].*/, "");
}

function shown(value: unknown): string | Html {
  if (value instanceof Date) return time(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

function time(at: Date): Html {
  const iso = at.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
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

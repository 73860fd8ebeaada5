import { type Html, html, raw } from "../../worker/web/html.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { LiveText, Note } from "./reading.ts";
import { notesInPlace, styles } from "./styles.ts";

/** The address of a text in development. */
export const liveAddress = (date: string, language: string): string => `/live/${date}/${language}/`;

/** The page on which a text is written: the text with its notes on one side, what changes on the other. */
export function livePage(live: LiveText): string {
  const { date, language, isDraft, before, notes, unreadable } = live;
  const text = `/${language}/policy/${date}/`;
  const redline = before && `/${language}/policy/compare/${before}/${date}/`;
  return page(
    `${date} (${language})`,
    html`<header>
<h1>${isDraft ? "Draft" : "Version"} of ${date}</h1>
<nav aria-label="Texts">${live.others.map(({ date: other, languages, isDraft: isOpen }) => html`<span>${other}${isOpen && " (draft)"} ${languages.map((one) => html`<a href="${liveAddress(other, one)}"${other === date && one === language ? raw(` aria-current="page"`) : ""}>${one}</a> `)}</span>`)}</nav>
</header>
${summary(notes)}
<main>
<section><h2>Text</h2>${unreadable.length > 0 ? broken(unreadable, live.text) : html`<iframe id="text" src="${text}" title="Text"></iframe>`}</section>
<section><h2>${before ? `Changes since ${before}` : "Changes"}</h2>${redline && unreadable.length === 0 ? html`<iframe src="${redline}" title="Changes"></iframe>` : html`<p>${before ? "They are shown once the text can be read." : "This is the first version."}</p>`}</section>
</main>
<script id="notes" type="application/json">${asJson(notes)}</script>
<script>${raw(notesInPlace)}</script>`,
  );
}

/** What stands in place of a page whose text cannot be read: its mistakes, each with its lines. */
export function brokenPage({ date, language, unreadable, text }: LiveText): string {
  return page(
    `Mistakes in ${date} (${language})`,
    html`<header><h1>This text cannot be shown yet</h1></header>
<main class="one"><section>${broken(unreadable, text)}</section></main>`,
  );
}

function page(title: string, body: Html): string {
  return String(html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/content/look/colours.css?direct">
<style>${raw(styles)}</style>
<script type="module" src="/@vite/client"></script>
<body class="live">
${body}
</html>
`);
}

function summary(notes: readonly Note[]): Html {
  if (notes.length === 0) return html`<p class="fine">Nothing to mend.</p>`;
  return html`<ul class="notes">${notes.map(
    ({ file, line, column, severity, message, clause }) =>
      html`<li class="${severity}"><code>${file}:${line}:${column}</code> ${message}${clause && html` <small>in ${clause}</small>`}</li>`,
  )}</ul>`;
}

function broken(problems: readonly Diagnostic[], text = ""): Html {
  const lines = text.split("\n");
  return html`${problems.map(
    ({ file, line, column, message }) => html`<article>
<p><code>${file}:${line}:${column}</code> ${message}</p>
<pre>${around(lines, line).map(([number, words]) => (number === line ? html`<mark><b>${number}</b> ${words}</mark>\n` : html`<b>${number}</b> ${words}\n`))}</pre>
</article>`,
  )}<p>Save the file, and this page shows the text.</p>`;
}

/** Two lines on either side of a line, with their numbers. */
function around(lines: readonly string[], line: number): [number, string][] {
  const first = Math.max(1, line - 2);
  return lines.slice(first - 1, line + 2).map((words, index) => [first + index, words]);
}

/** Notes for the script of the page. Nothing in them can end it. */
function asJson(notes: readonly Note[]): Html {
  return raw(JSON.stringify(notes).replaceAll("<", "\\u003c"));
}

import type { ClauseChange, Comparison, Run } from "../../worker/policy/compare/changes.ts";
import { type Html, html } from "../../worker/web/html.ts";
import type { Language } from "../../worker/web/organization.ts";
import { differing } from "./text.ts";

/** The comparison as a standalone page: `<del>` went, `<ins>` came. */
export function asHtml(comparison: Comparison, a: string, b: string, language: Language): string {
  const title = `${a} – ${b}`;
  const clauses = differing(comparison).map(asSection);
  return String(html`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 serif}del{color:#a11}ins{color:#161}</style>
<h1>${title}</h1>
${clauses.length > 0 ? clauses : html`<p>No word differs.</p>\n`}</html>
`);
}

function asSection({ id, kind, tags, title, paragraphs, before, after }: ClauseChange): Html {
  const number = (after ?? before)?.number;
  const what = [kind, ...tags].filter((word) => word !== "same").join(", ");
  return html`<section>
${id !== "" && html`<h2>${number}. ${marked(title)}</h2>\n`}<p><small>${what}</small></p>
${paragraphs.map(({ runs }) => html`<p>${marked(runs)}</p>\n`)}</section>
`;
}

function marked(runs: readonly Run[]): (string | Html)[] {
  return runs.map(({ kind, text }) => {
    if (kind === "same") return text;
    return kind === "added" ? html`<ins>${text}</ins>` : html`<del>${text}</del>`;
  });
}

import type { ClauseChange, Comparison, Run } from "../../worker/policy/compare/changes.ts";
import type { Language } from "../../worker/web/organization.ts";
import { differing } from "./text.ts";

/** The comparison as a page of its own: `<del>` went, `<ins>` came. */
export function asHtml(comparison: Comparison, a: string, b: string, language: Language): string {
  const title = `${escaped(a)} – ${escaped(b)}`;
  const clauses = differing(comparison).map(asSection);
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 serif}del{color:#a11}ins{color:#161}</style>
<h1>${title}</h1>
${clauses.join("\n") || "<p>No word differs.</p>"}
</html>
`;
}

function asSection({ id, kind, tags, title, paragraphs, before, after }: ClauseChange): string {
  const number = (after ?? before)?.number;
  const heading = id === "" ? "" : `<h2>${number}. ${marked(title)}</h2>\n`;
  const what = [kind, ...tags].filter((word) => word !== "same").join(", ");
  const texts = paragraphs.map(({ runs }) => `<p>${marked(runs)}</p>`);
  return `<section>\n${heading}<p><small>${what}</small></p>\n${texts.join("\n")}\n</section>`;
}

function marked(runs: readonly Run[]): string {
  const elements = { same: "", removed: "del", added: "ins" };
  return runs
    .map(({ kind, text }) => {
      const element = elements[kind];
      return element ? `<${element}>${escaped(text)}</${element}>` : escaped(text);
    })
    .join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

import { type HtmlPart, html } from "../../web/html.ts";
import type { TextLink } from "../text/blocks.ts";
import type { Comparison, ParagraphChange, Run } from "./changes.ts";

/** One change by itself, for lists: what went, what came, and the words before it. */
export interface ListedChange {
  kind: "changed" | "added" | "removed";
  /** Whether it is a whole paragraph. */
  isWhole: boolean;
  lead: string;
  removed: string;
  added: string;
}

/** About how many characters before a change are shown, to say where it is. */
const maxLead = 60;

/** The changes of one paragraph, each by itself. */
export function changesIn({ kind: whole, runs }: ParagraphChange): ListedChange[] {
  const changes: ListedChange[] = [];
  let lead = "";
  for (const [index, { kind, text }] of runs.entries()) {
    if (kind === "same") {
      lead = shortened(text);
    } else if (kind === "added" && runs[index - 1]?.kind === "removed") {
      Object.assign(changes.at(-1) as ListedChange, { kind: "changed", added: text });
    } else {
      changes.push({ kind, isWhole: whole === kind, lead, removed: "", added: "", [kind]: text });
      lead = "";
    }
  }
  return changes;
}

/** Whether nothing differs between two versions, not even the order of their clauses. */
export function saysTheSame({ counts }: Comparison): boolean {
  return counts.changed + counts.added + counts.removed + counts.tagged === 0;
}

/**
 * Runs as HTML in one string, because white space between elements would be lost. A space parts a removed word from the
 * one that takes its place, but not from a mark.
 * @param links words of each version that lead somewhere
 */
export function redline(
  runs: readonly Run[],
  words: Readonly<Record<"added" | "removed", string>>,
  links: Readonly<Record<"before" | "after", readonly TextLink[]>> = { before: [], after: [] },
): string {
  const passed = { before: 0, after: 0 };
  return String(
    html`${runs.map(({ kind, text }, index) => {
      const own = kind === "removed" ? "before" : "after";
      const shown = linked(text, links[own], passed[own]);
      const length = lengthOf(text);
      if (kind !== "added") passed.before += length;
      if (kind !== "removed") passed.after += length;
      if (kind === "same") return shown;
      const word = html`<span class="unseen">${words[kind]} </span>`;
      if (kind === "removed") return html`<del>${word}${shown}</del>`;
      const isBeside = runs[index - 1]?.kind === "removed" && !/^[.,:;!?…。，、；：！？)»”]/.test(text);
      return html`${isBeside ? " " : ""}<ins>${word}${shown}</ins>`;
    })}`,
  );
}

/**
 * A run in which the words of links lead where they do in the version. Their place counts, because the same words may
 * stand elsewhere without leading anywhere.
 * @param passed how many characters of the version stand before the run, without white space
 */
function linked(text: string, links: readonly TextLink[], passed: number): HtmlPart {
  const places = Array.from(text.matchAll(/\S/g), ({ index }) => index);
  let shown = 0;
  const parts = links.flatMap(({ words, href, at }) => {
    const [first, last] = [places[at - passed], places[at - passed + lengthOf(words) - 1]];
    if (first === undefined || last === undefined || first > last) return [];
    const before = text.slice(shown, first);
    shown = last + 1;
    return [html`${before}<a href="${href}">${text.slice(first, shown)}</a>`];
  });
  return html`${parts}${text.slice(shown)}`;
}

/** How many characters a text has without its white space. */
function lengthOf(text: string): number {
  return text.replace(/\s+/g, "").length;
}

function shortened(text: string): string {
  if (text.length <= maxLead) return text.trim();
  const cut = text.slice(-maxLead);
  return `…${cut.slice(cut.indexOf(" ") + 1).trim()}`;
}

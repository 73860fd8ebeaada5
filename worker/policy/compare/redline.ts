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
  return String(
    html`${runs.map(({ kind, text }, index) => {
      const shown = linked(text, kind === "removed" ? links.before : links.after);
      if (kind === "same") return shown;
      const word = html`<span class="unseen">${words[kind]} </span>`;
      if (kind === "removed") return html`<del>${word}${shown}</del>`;
      const isBeside = runs[index - 1]?.kind === "removed" && !/^[.,:;!?…。，、；：！？)»”]/.test(text);
      return html`${isBeside ? " " : ""}<ins>${word}${shown}</ins>`;
    })}`,
  );
}

/** A text in which the words of links lead where they do in the version. */
function linked(text: string, links: readonly TextLink[]): HtmlPart {
  const link = links.find(({ words }) => words !== "" && text.includes(words));
  if (!link) return text;
  const at = text.indexOf(link.words);
  const rest = links.filter((one) => one !== link);
  const [before, after] = [text.slice(0, at), text.slice(at + link.words.length)];
  return html`${linked(before, rest)}<a href="${link.href}">${link.words}</a>${linked(after, rest)}`;
}

function shortened(text: string): string {
  if (text.length <= maxLead) return text.trim();
  const cut = text.slice(-maxLead);
  return `…${cut.slice(cut.indexOf(" ") + 1).trim()}`;
}

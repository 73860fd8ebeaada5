import { html } from "../../web/html.ts";
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

/** Runs as HTML in one string, because white space between elements would be lost. */
export function redline(runs: readonly Run[], words: Readonly<Record<"added" | "removed", string>>): string {
  return String(
    html`${runs.map(({ kind, text }) => {
      if (kind === "same") return text;
      const word = html`<span class="unseen">${words[kind]} </span>`;
      return kind === "added" ? html`<ins>${word}${text}</ins>` : html`<del>${word}${text}</del>`;
    })}`,
  );
}

function shortened(text: string): string {
  if (text.length <= maxLead) return text.trim();
  const cut = text.slice(-maxLead);
  return `…${cut.slice(cut.indexOf(" ") + 1).trim()}`;
}

import type { Terminal } from "../../terminal/terminal.ts";
import { wordsIn } from "../../worker/policy/compare/amount.ts";
import type { ClauseChange, Comparison, Run } from "../../worker/policy/compare/changes.ts";

/** The clauses that differ, each changed paragraph with what went as [-…-] and what came as {+…+}. */
export function asText(comparison: Comparison, terminal: Terminal): string {
  const changed = differing(comparison);
  if (changed.length === 0) return "No word differs.\n";
  const clauses = changed.map((clause) => {
    const paragraphs = clause.paragraphs.filter(({ kind }) => kind !== "same");
    const texts = paragraphs.map(({ runs }) => `\n  ${marked(runs, terminal)}\n`);
    return `${headOf(clause, terminal)}\n${texts.join("")}`;
  });
  return `${clauses.join("\n")}\n${totals(comparison)}`;
}

/** The clauses that differ, one per line. */
export function asList(comparison: Comparison, terminal: Terminal): string {
  const changed = differing(comparison);
  if (changed.length === 0) return "No word differs.\n";
  return `${changed.map((clause) => `${headOf(clause, terminal)}\n`).join("")}\n${totals(comparison)}`;
}

/** How many words each clause lost and gained. */
export function asStat(comparison: Comparison, terminal: Terminal): string {
  const changed = differing(comparison);
  if (changed.length === 0) return "No word differs.\n";
  const rows = changed.map((clause) => {
    const runs = clause.paragraphs.flatMap((paragraph) => paragraph.runs);
    const removed = terminal.paint("red", `-${wordsIn(runs, "removed")}`.padStart(6));
    const added = terminal.paint("green", `+${wordsIn(runs, "added")}`.padStart(6));
    return `${removed} ${added}  ${clause.id || "(before the first clause)"}\n`;
  });
  return `${rows.join("")}\n${totals(comparison)}`;
}

/** What every form shows: clauses whose words differ, and those that moved or were renumbered. */
export function differing({ clauses }: Comparison): ClauseChange[] {
  return clauses.filter(({ kind, tags }) => kind !== "same" || tags.length > 0);
}

/** “2. Scope  (scope)  changed, moved”. */
function headOf({ id, kind, tags, title, before, after }: ClauseChange, terminal: Terminal): string {
  const number = (after ?? before)?.number;
  const what = [kind, ...tags].filter((word) => word !== "same" || tags.length === 0);
  const name = id === "" ? "Before the first clause" : `${number}. ${marked(title, terminal)}  (${id})`;
  const renumbered = before && after && before.number !== after.number ? `, was ${before.number}` : "";
  return `${terminal.paint("bold", name)}  ${what.join(", ")}${renumbered}`;
}

function marked(runs: readonly Run[], { paint }: Terminal): string {
  return runs
    .map(({ kind, text }) => {
      if (kind === "removed") return paint("red", `[-${text}-]`);
      return kind === "added" ? paint("green", `{+${text}+}`) : text;
    })
    .join("");
}

function totals({ counts: { changed, added, removed, same } }: Comparison): string {
  return `${changed} changed, ${added} added, ${removed} removed, ${same} with the same words\n`;
}

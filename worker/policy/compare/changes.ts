import { page } from "../../web/shown-page.ts";
import type { VersionText } from "../text/version-text.ts";

/** A stretch of text that stayed, went or came. Spaces belong to `same` runs. */
export interface Run {
  kind: "same" | "added" | "removed";
  text: string;
}

/** One paragraph in two versions. A paragraph that came or went whole is one run. */
export interface ParagraphChange {
  kind: "same" | "changed" | "added" | "removed";
  runs: Run[];
  /** Its place among the paragraphs of the clause, in each version that has it. */
  before?: number;
  after?: number;
}

/** What happened to a clause besides its words: it moved, or its title or number changed. */
export type ClauseTag = "moved" | "renamed" | "renumbered";

/** One clause in two versions. `moved` marks the fewest clauses that explain the new order. */
export interface ClauseChange {
  id: string;
  /** `same` when no word of its text or title differs; it may still be tagged. */
  kind: "same" | "changed" | "added" | "removed";
  tags: ClauseTag[];
  /** Its number and title in each version that has it. */
  before?: { number: number; title: string };
  after?: { number: number; title: string };
  /** The title, word by word. */
  title: Run[];
  paragraphs: ParagraphChange[];
}

/** Two versions compared: the clauses of the later text in order, each removed clause where it stood. */
export interface Comparison {
  clauses: ClauseChange[];
  /** How many clauses of each kind there are, and how many of the `same` ones are tagged. */
  counts: { same: number; changed: number; added: number; removed: number; tagged: number };
}

/** What the comparison page shows. */
export interface ComparisonPage {
  before: VersionText;
  after: VersionText;
  comparison: Comparison;
  /** The instant for which the versions' states are true. */
  at: Date;
}

/** The clauses with their changes marked. */
export const comparisonPage = page<ComparisonPage>("/[lang]/policy/compare/[a]/[b]/");

/** Every change in one list. */
export const comparisonListPage = page<ComparisonPage>("/[lang]/policy/compare/[a]/[b]/list/");

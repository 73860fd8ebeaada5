import { z } from "zod";
import type { Language } from "../../web/organization.ts";
import type { Commitments } from "../commitments/commitments.ts";
import type { ChangeKind } from "./front-matter.ts";
import type { Shapes } from "./shapes.ts";

/** A clause as its source declares it. `number` counts from 1 in the order of the text. */
export const Clause = z.object({ id: z.string(), title: z.string(), number: z.int() });

export type Clause = z.infer<typeof Clause>;

/** A clause with its text as a reader sees it. Text outside every clause has the id `""` and the number 0. */
export interface ClauseText extends Clause {
  /** Paragraphs, subheadings, list items and table rows in their order, without marks. */
  paragraphs: string[];
}

/** A version in one language, as `policy/<date>/clauses.json` holds it. A draft has no sequence. */
export interface VersionText {
  date: string;
  language: Language;
  title: string;
  summary: string;
  kind: ChangeKind;
  /** SHA-256 of the normalised source. */
  sha256: string;
  commitments: Commitments;
  clauses: ClauseText[];
  /** How the paragraphs of its clauses stand in the text. */
  shapes: Shapes;
  sequence?: number;
  publishedOn?: string;
  /** When and why it was taken back before it took effect. */
  withdrawn?: { on: string; reason: string };
}

/** A version in one language without its text, as `policy/texts.json` lists them. */
export type VersionSummary = Required<Omit<VersionText, "clauses" | "shapes" | "commitments" | "withdrawn">> &
  Pick<VersionText, "withdrawn">;

import type { Evidence } from "./evidence.ts";
import type { FigureName } from "./kinds.ts";

/** A count under the name of its sentence, in full groups for two months. */
export interface NamedCount {
  name: FigureName | "viewsCounted" | "viewsNotCounted";
  thisMonth: number;
  monthBefore: number;
}

/** Every count that a piece of evidence publishes. */
export function countsOf(evidence: Evidence): NamedCount[] {
  if (evidence.kind === "job") return evidence.figures;
  if (evidence.kind !== "visits") return [];
  return [
    { name: "viewsCounted", ...evidence.counted },
    { name: "viewsNotCounted", ...evidence.notCounted },
  ];
}

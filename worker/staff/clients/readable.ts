import type { HeldPart } from "../data-requests/held.ts";
import type { SentItem } from "./pages.ts";

/**
 * What staff may read of what is held: only counts where it is only stored, and no row of something whose consent was
 * taken back, because reading is work too.
 */
export function readableParts(
  parts: readonly HeldPart[],
  sent: readonly SentItem[],
  isRestricted: boolean,
): HeldPart[] {
  const isClosed = ({ state }: SentItem) => state === "withdrawn" || state === "restricted";
  const closed = new Set(sent.filter(isClosed).map(({ reference }) => reference));
  return parts.map(({ name, count, rows }) => ({
    name,
    count,
    rows: isRestricted ? [] : rows.filter(({ reference }) => !closed.has(String(reference))),
  }));
}

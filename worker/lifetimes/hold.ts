/** A legal hold: what it covers has to be kept, although its time is over or its owner wants it erased. */
export interface Hold {
  id: string;
  /** What it covers: references of submissions, ids of accounts, blind indexes of addresses. */
  subjects: readonly string[];
  /** Why, in the words of staff. */
  reason: string;
  /** Whether nothing may tell the person of it. */
  isSilent: boolean;
  /** User id of staff. */
  placedBy: string;
  placedAt: Date;
  /** The day on which staff look at it again, `YYYY-MM-DD`. */
  reviewAt: string;
  released?: { at: Date; by: string };
}

/** How something is held: `told` where the person may know of it, `silent` where nothing may tell them. */
export type Held = "told" | "silent";

/** The same, as the database has it: null where nothing is held. */
export function heldAs(silent: number | null | undefined): Held | undefined {
  if (silent === null || silent === undefined) return undefined;
  return silent === 1 ? "silent" : "told";
}

import type { StandingConsent } from "./withdraw-form.ts";

/** Kinds of which staff see only the count: an address's network is not theirs to read. */
const countedOnly = new Set(["formerAddresses", "signIns", "sessions"]);

/** What is held about somebody, as staff see it: each kind with its rows. What is no list is left out. */
export function partsOf(account: { userId: string; details: object } | undefined, held: object): HeldPart[] {
  const details = account ? [{ userId: account.userId, ...account.details }] : [];
  return Object.entries({ account: details, ...held }).flatMap(([name, rows]: [string, unknown]) =>
    Array.isArray(rows)
      ? [{ name, count: rows.length, rows: countedOnly.has(name) ? [] : rows.map(readable) }]
      : [],
  );
}

function readable(row: object): Record<string, HeldValue> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, readableValue(value)]));
}

function readableValue(value: unknown): HeldValue {
  if (value instanceof Date || typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.join(", ");
  return value === null || value === undefined ? "" : JSON.stringify(value);
}

/** A value in a row; a list is joined. */
export type HeldValue = string | boolean | Date;

/** What is held about somebody, of one kind. */
export interface HeldPart {
  name: string;
  count: number;
  /** Absent where the count is enough. */
  rows: readonly Readonly<Record<string, HeldValue>>[];
}

/** Everything held about the address of a data request. */
export interface HeldParts {
  parts: readonly HeldPart[];
  /** Whether the address belongs to a member of staff, who is not erased here. */
  isStaff: boolean;
  /** What the person agreed to and can take back. */
  standing: readonly StandingConsent[];
}

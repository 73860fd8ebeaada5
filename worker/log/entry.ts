/** Something that everybody may know, to be added to the log. */
export interface Fact {
  /** Names it once and for all: a fact with a name that is in the log is not added again. */
  name: string;
  /** What the log says, a line of JSON without the time. */
  says: { kind: string } & Readonly<Record<string, unknown>>;
  /** What opens a commitment later. It is kept beside the entry and published nowhere. */
  opening?: string;
}

/** An entry as it is kept. */
export interface KeptEntry {
  name: string;
  /** A line of JSON: these bytes are the leaf. */
  entry: string;
  opening: string | null;
}

/** A fact as an entry: when it was added, and what it says. */
export function entryOf({ name, says, opening }: Fact, at: Date): KeptEntry {
  const { kind, ...rest } = says;
  return { name, entry: JSON.stringify({ at: at.toISOString(), kind, ...rest }), opening: opening ?? null };
}

/** Whether an entry says what a fact does, whenever it was added. */
export function saysSame(entry: string, { says }: Fact): boolean {
  const { at: _, ...said } = JSON.parse(entry) as Record<string, unknown>;
  const { kind, ...rest } = says;
  return JSON.stringify(said) === JSON.stringify({ kind, ...rest });
}

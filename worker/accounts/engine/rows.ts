/** A row as the engine holds it in memory: its model's fields, with dates as `Date`. */
export type EngineRow = { id: string } & Record<string, unknown>;

/** One person's rows, by the engine's names of the tables. */
export interface Snapshot {
  user: EngineRow[];
  account: EngineRow[];
  session: EngineRow[];
  verification: EngineRow[];
  twoFactor: EngineRow[];
}

/** What the engine cannot know about the rows it makes. */
export interface Circumstances {
  at: Date;
  /** How far the site's clock is ahead of the engine's, in milliseconds. */
  clockShiftMs: number;
  /** Browser and system in words. */
  device: string;
  /** A second factor's secret in the clear; the engine holds it encrypted. */
  openSecret(encrypted: string): Promise<string>;
}

/** Whose rows to load, by what is known of them. */
export type Whose =
  | { emailIndex: string }
  | { userId: string }
  | { tokenHash: string; token: string }
  | { identifiers: readonly string[] };

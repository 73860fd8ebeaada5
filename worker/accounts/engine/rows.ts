/** A row as the engine holds it in memory: its model's fields, dates as dates. */
export type EngineRow = { id: string } & Record<string, unknown>;

/** One person's rows, by the engine's name of each table. */
export interface Snapshot {
  user: EngineRow[];
  account: EngineRow[];
  session: EngineRow[];
  verification: EngineRow[];
  twoFactor: EngineRow[];
}

/** What the engine cannot know about the rows that it makes. */
export interface Circumstances {
  at: Date;
  /** Milliseconds by which the site's clock is ahead of the engine's. */
  clockShiftMs: number;
  /** Browser and system in words. */
  device: string;
  /** A second factor's secret in the clear: the engine holds it encrypted. */
  openSecret(encrypted: string): Promise<string>;
}

/** Whose rows are loaded, by what is known of them. */
export type Whose =
  | { emailIndex: string }
  | { userId: string }
  | { tokenHash: string; token: string }
  | { identifiers: readonly string[] };

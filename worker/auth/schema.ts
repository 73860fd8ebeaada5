/** What an account may do; each role is named where it is let in. */
export const roles = ["client", "analyst", "manager", "editor", "owner"] as const;
export type Role = (typeof roles)[number];

/** Roles of the organization's own people, who need a second factor. */
export const staffRoles = ["analyst", "manager", "editor", "owner"] as const satisfies Role[];

/** Who is signed in, as every account and staff page finds it on the context. */
export interface SignedIn {
  userId: string;
  sessionId: string;
  email: string;
  /** Keyed hash of the address: what was sent with it is found by this. */
  emailIndex: string;
  name: string;
  role: Role;
  twoFactor: boolean;
  /** When the account will be erased, where its owner has asked for that. */
  eraseAt?: Date;
}

/** The cookie that holds a session's token. */
export const sessionCookie = "__Host-session";

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

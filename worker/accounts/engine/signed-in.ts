import { requestValue } from "../../web/provided.ts";
/** The roles of accounts. Each route names those it admits. */
export const roles = ["client", "analyst", "manager", "editor", "owner"] as const;

export type Role = (typeof roles)[number];

/** Roles of the organization's own people, who need a second factor. */
export const staffRoles = ["analyst", "manager", "editor", "owner"] as const satisfies Role[];

/** Somebody who is signed in. */
export interface SignedIn {
  userId: string;
  sessionId: string;
  email: string;
  /** Keyed hash of the address, which finds what was sent with it. */
  emailIndex: string;
  name: string;
  role: Role;
  twoFactor: boolean;
  /** When the account will be erased, if its owner asked for that. */
  eraseAt?: Date;
}

/** Whoever is signed in, for every account and staff page. The guard provides it. */
export const signedInPerson = requestValue<SignedIn>("signedIn");

/** The cookie that holds a session's token. */
export const sessionCookie = "__Host-session";

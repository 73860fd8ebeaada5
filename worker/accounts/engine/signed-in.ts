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

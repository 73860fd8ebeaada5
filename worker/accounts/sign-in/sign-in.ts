/** The outcome of a try to sign in to an account. */
export type SignInOutcome = "signed-in" | "wrong-password" | "wrong-code";

/** One try to sign in, as the account's owner sees it. */
export interface SignIn {
  at: Date;
  outcome: SignInOutcome;
  /** The network address it came from. */
  address: string;
  /** Browser and system in words. */
  device: string;
}

/** The cookie that makes a device known after it has signed in, so that strangers cannot slow it down. */
export const deviceCookie = "__Host-device";

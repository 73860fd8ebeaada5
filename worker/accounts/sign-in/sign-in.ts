/** How a try to sign in to an account ended. */
export type SignInOutcome = "signed-in" | "wrong-password" | "wrong-code";

/** One try to sign in to an account, as its owner sees it. */
export interface SignIn {
  at: Date;
  outcome: SignInOutcome;
  /** Network address it came from. */
  address: string;
  /** Browser and system in words. */
  device: string;
}

/** The cookie by which a device that has signed in before is known again: strangers cannot slow it down. */
export const deviceCookie = "__Host-device";

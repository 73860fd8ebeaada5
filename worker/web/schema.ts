import type { Holdings } from "../accounts/schema.ts";
import type { SignedIn } from "../auth/schema.ts";
import type { SentForm, ShownAccountForm, ShownForm } from "../forms/schema.ts";
import type { ShownLink } from "../links/schema.ts";
import type { Unsubscribing } from "../newsletter/schema.ts";
import type { PublishedVersion } from "../policy/schema.ts";
import type { StatisticsPage } from "../visits/schema.ts";

/** A page that says what went wrong: the statuses we answer with a page of our own. */
export type ProblemStatus = 400 | 403 | 404 | 405 | 413 | 415 | 421 | 500 | 503;

/** What routes leave on the context for the page that shows it. */
export interface Shown {
  /** The version of the policy that is in force for this request. */
  policy: PublishedVersion;
  form?: ShownForm;
  accountForm?: ShownAccountForm;
  /** Who is signed in, on account and staff pages. */
  signedIn?: SignedIn;
  /** Everything that is held about them. */
  holdings?: Holdings;
  /** What was done just now, to be said on the page. */
  done?: string;
  /** A second factor that waits to be confirmed. */
  newSecondFactor?: { secret: string; address: string; recoveryCodes: readonly string[] };
  /** A submission whose confirmation is shown. */
  sent?: SentForm;
  link?: ShownLink;
  unsubscribing?: Unsubscribing;
  statistics?: StatisticsPage;
  problem?: ProblemStatus;
}

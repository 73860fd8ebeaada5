import type { Holdings } from "../accounts/schema.ts";
import type { AuditPage } from "../audit/schema.ts";
import type { SignedIn } from "../auth/schema.ts";
import type { ComparisonPage } from "../comparisons/schema.ts";
import type { DeskHome, DeskList, DeskSubmission, HeldParts, RefusedForm } from "../desk/schema.ts";
import type { SentForm, ShownAccountForm, ShownForm, UnsavedForm } from "../forms/schema.ts";
import type { Draft, SentIssue } from "../issues/schema.ts";
import type { ShownLink } from "../links/schema.ts";
import type { Unsubscribing } from "../newsletter/schema.ts";
import type { MailList, UnsentMail } from "../outbox/schema.ts";
import type { LookupPage, PublishedVersion, VersionSummary } from "../policy/schema.ts";
import type { AnyReceipt, CheckedReceipt, SignedReceipt } from "../receipts/schema.ts";
import type { Dashboard, PublicStatistics } from "../statistics/schema.ts";
import type { Cell, Outcome } from "../visits/schema.ts";

/** A page that says what went wrong: the statuses we answer with a page of our own. */
export type ProblemStatus = 400 | 403 | 404 | 405 | 413 | 415 | 421 | 500 | 503;

/** What routes leave on the context for the page that shows it. */
export interface Shown {
  /** The version of the policy that is in force for this request. */
  policy: PublishedVersion;
  form?: ShownForm;
  accountForm?: ShownAccountForm;
  unsavedForm?: UnsavedForm;
  /** Who is signed in, on account and staff pages. */
  signedIn?: SignedIn;
  /** Everything that is held about them. */
  holdings?: Holdings;
  /** What was done just now, to be said on the page. */
  done?: string;
  /** A second factor that waits to be confirmed. */
  newSecondFactor?: { secret: string; address: string; recoveryCodes: readonly string[] };
  newRecoveryCodes?: readonly string[];
  /** A submission whose confirmation is shown. */
  sent?: SentForm;
  link?: ShownLink;
  unsubscribing?: Unsubscribing;
  checkedReceipt?: CheckedReceipt;
  /** A receipt of who is signed in, with the text of an order that was signed. */
  ownReceipt?: SignedReceipt<AnyReceipt> & { text?: string };
  /** What staff work on: a list of it, or one of it opened. */
  deskList?: DeskList;
  submission?: DeskSubmission;
  heldParts?: HeldParts;
  deskHome?: DeskHome;
  /** Mail that has not left: a list of it, or one of it opened. */
  mailList?: MailList;
  unsentMail?: UnsentMail;
  audit?: AuditPage;
  /** Issues of the newsletter that were sent, and one that is being written. */
  issues?: readonly SentIssue[];
  draft?: Draft;
  /** A form of a staff page that came back. */
  refused?: RefusedForm;
  /** The dashboard of staff. */
  dashboard?: Dashboard;
  publicStatistics?: PublicStatistics;
  /** What became of the form that this request is about. */
  outcome?: Outcome;
  /** What this request adds to the counts when it is answered with a status. */
  added?: { status: number; cells: Cell[] };
  problem?: ProblemStatus;
  /** The instant that a page about versions is true for. */
  at?: Date;
  /** The published versions in one language, oldest first. */
  texts?: VersionSummary[];
  comparison?: ComparisonPage;
  lookup?: LookupPage;
}

import type { SignedIn } from "./accounts/engine/signed-in.ts";
import type { Holdings } from "./accounts/own/held.ts";
import type { AuditPage } from "./audit/entry.ts";
import type { ShownLink } from "./forms/confirm-links/link.ts";
import type { ShownAccountForm, ShownForm, UnsavedForm } from "./forms/form/shown.ts";
import type { SentForm } from "./forms/intake/submissions.ts";
import type { AnyReceipt, CheckedReceipt, SignedReceipt } from "./forms/receipts/receipt.ts";
import type { ComparisonPage } from "./policy/compare/changes.ts";
import type { VersionSummary } from "./policy/text/version-text.ts";
import type { LookupPage, PublishedVersion } from "./policy/versions/version.ts";
import type { HeldParts } from "./staff/data-requests/held.ts";
import type { DeskList, DeskSubmission, RefusedForm } from "./staff/desk/item.ts";
import type { DeskHome } from "./staff/home/waiting.ts";
import type { MailList, UnsentMail } from "./staff/mail/unsent-mail.ts";
import type { Unsubscribing } from "./submissions/newsletter/form.ts";
import type { Draft, SentIssue } from "./submissions/newsletter/issue.ts";
import type { Cell, Outcome } from "./visits/counting/counts.ts";
import type { Dashboard, PublicStatistics } from "./visits/figures/figures.ts";
import type { ProblemStatus } from "./web/problem.ts";

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

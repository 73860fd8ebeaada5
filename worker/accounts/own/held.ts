import type { ConsentRecord } from "../../forms/consents/record.ts";
import type { Lasting } from "../../lifetimes/lasting.ts";
import type { OwnNote } from "../../submissions/answering/notes.ts";
import type { KeptMessage } from "../../submissions/contact/form.ts";
import type { SentRequest } from "../../submissions/data-request/form.ts";
import type { KeptFeedback } from "../../submissions/feedback/form.ts";
import type { OwnSubscription } from "../../submissions/newsletter/form.ts";
import type { KeptOrder } from "../../submissions/order/form.ts";
import type { Offer } from "../../submissions/order/offer.ts";
import type { StatusEvent } from "../../submissions/status/status.ts";
import type { OwnDisclosure } from "../disclosures/disclosure.ts";
import type { SignedIn } from "../engine/signed-in.ts";
import type { Details } from "../engine/users.ts";
import type { SignIn } from "../sign-in/sign-in.ts";
import type { Signature } from "../signatures/signature.ts";
import type { Suspension } from "../suspension/suspension.ts";

/** One device that is signed in. */
export interface OwnSession {
  id: string;
  device: string;
  createdAt: Date;
  seenAt: Date;
}

/** An address that an account had before. Only its keyed hash is stored. */
export interface FormerAddress {
  emailIndex: string;
  leftAt: string;
}

/** Everything held about a person with an account. */
export interface Holdings extends Pick<SignedIn, "userId" | "email" | "twoFactor"> {
  details: Details;
  createdAt: Date;
  /** When a guardian agreed, because the person was not of age. */
  guardianAgreedAt?: Date;
  formerAddresses: FormerAddress[];
  orders: KeptOrder[];
  messages: KeptMessage[];
  feedback: KeptFeedback[];
  requests: SentRequest[];
  /** What became of the four above, oldest first. */
  statuses: StatusEvent[];
  subscriptions: OwnSubscription[];
  consents: ConsentRecord[];
  /** What was handed over to others, as far as the person may know of it. */
  disclosures: OwnDisclosure[];
  signatures: Signature[];
  signIns: SignIn[];
  sessions: OwnSession[];
  offers: Offer[];
  /** What staff noted about what was sent. */
  notes: OwnNote[];
  /** Why nobody can sign in for now, and what the person was told. */
  suspensions: Suspension[];
  /** How long it lasts: what was sent, by reference, and consents, by id. */
  ends: Readonly<Record<string, Lasting>>;
}

/** What an export holds: the account's own part only where there is one. */
export type Exported = Omit<Holdings, AccountPart> & Partial<Pick<Holdings, AccountPart>>;

type AccountPart = "userId" | "twoFactor" | "details" | "createdAt" | "guardianAgreedAt";

/** A table of an export. */
export type Part =
  | "account"
  | "former-addresses"
  | "orders"
  | "messages"
  | "feedback"
  | "data-requests"
  | "statuses"
  | "offers"
  | "notes"
  | "newsletter"
  | "consents"
  | "disclosures"
  | "signatures"
  | "sign-ins"
  | "sessions"
  | "suspensions";

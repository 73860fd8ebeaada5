import type { FormPage } from "../../forms/form/shown.ts";
import type { GivenReceipt } from "../../forms/receipts/file.ts";
import { page } from "../../web/shown-page.ts";
import type { Agreement } from "../agreement/agreement.ts";
import type { Details } from "../engine/users.ts";
import type { Holdings } from "./held.ts";

/** Everything held about whoever is signed in, and what was just done. */
export interface Held {
  holdings: Holdings;
  agreement: Agreement;
  /** The next material version to take effect, and the one before it. */
  coming?: { date: string; after: string };
  /** Names a sentence. */
  done?: string | undefined;
}

export const accountPage = page<Held>("/[lang]/account/");

export const ownOrdersPage = page<Held>("/[lang]/account/orders/");

export const consentsPage = page<Held>("/[lang]/account/consents/");

export const securityPage = page<Held>("/[lang]/account/security/");

export const ownReceiptPage = page<GivenReceipt>("/[lang]/account/receipts/[id]/");

/** Somebody's own details, and what they answer in other forms. */
export interface OwnDetails {
  details: Details;
  answers: Readonly<Record<string, string>>;
  done: string | undefined;
}

export const detailsPage = page<FormPage<OwnDetails>>("/[lang]/account/details/");

/** Where the account stands on the version in force, and what was just done. */
export interface Asked {
  agreement: Agreement;
  done: string | undefined;
}

export const acceptancePage = page<FormPage<Asked>>("/[lang]/account/consents/accept/");

export const ownNewsletterPage = page<FormPage<Held>>("/[lang]/account/newsletter/");

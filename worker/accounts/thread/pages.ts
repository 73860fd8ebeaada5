import type { FormId } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import type { RequestKind } from "../../submissions/data-request/form.ts";
import type { Offer } from "../../submissions/order/offer.ts";
import type { Status, StatusEvent } from "../../submissions/status/status.ts";
import { page } from "../../web/shown-page.ts";

/** What a client sent and what became of it, as they see it. */
export interface Thread {
  reference: string;
  form: FormId;
  status: Status;
  receivedAt: Date;
  /** What they wrote first. */
  words: string;
  kind?: RequestKind;
  /** Changes in order; `isOwn` where the client made them. */
  events: readonly (StatusEvent & { isOwn: boolean })[];
  /** The latest offer, while it waits for them. */
  offer?: Offer;
  /** Whether that offer can no longer be accepted. */
  isOver: boolean;
  /** Whether the address has an account: then accepting is signed there. */
  hasAccount: boolean;
  /** Whether nothing can be written any more: they took back their consent, or it is only stored. */
  isClosed: boolean;
  /** Whether so much was written that the rest is a matter of its own. */
  isFull: boolean;
  /** Whether a copy of what is held about them can be downloaded here. */
  hasExport: boolean;
}

/** What the page behind a mailed link shows besides the form. */
export interface ThreadBesides {
  thread: Thread;
  /** The path of the link itself. */
  path: string;
  /** What was just done: the name of a sentence. */
  done?: string | undefined;
}

export const threadPage = page<FormPage<ThreadBesides>>("/[lang]/thread/[token]/");

export const offerPage = page<FormPage<{ thread: Thread }>>("/[lang]/account/offer/[reference]/");

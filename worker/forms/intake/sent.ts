import type { Lasting } from "../../lifetimes/lasting.ts";
import { page } from "../../web/shown-page.ts";
import type { FormId } from "../form/form.ts";
import type { WaitingForm, WaitingState } from "../minors/waiting.ts";
import type { SignedReceipt } from "../receipts/receipt.ts";

/** A submission whose confirmation is shown. */
export interface SentForm {
  reference: string;
  form: FormId;
  /** Whether the newsletter was requested too. */
  newsletter: boolean;
  /** When the consent to it was taken back. */
  withdrawnAt?: Date;
  /** How long it lasts; absent for a newsletter, which lasts until its reader leaves. */
  lasting?: Lasting;
  /** What was agreed to, where the form asks for agreement. */
  receipt?: SignedReceipt | "broken";
}

/** What waits for a guardian, or waited for one. Nothing that was typed is shown. */
export interface WaitingSent {
  reference: string;
  form: WaitingForm;
  guardian: WaitingState;
  /** Until when the guardian can decide. */
  expiresAt: Date;
}

export const sentPage = page<SentForm | WaitingSent>("/[lang]/sent/[reference]/");

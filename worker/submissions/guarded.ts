import type { FormId } from "../forms/form/form.ts";
import { type GuardedForm, guarded } from "../forms/guardian/guarded.ts";
import { contactAcceptance } from "./contact/routes.ts";
import { requestAcceptance } from "./data-request/routes.ts";
import { feedbackAcceptance } from "./feedback/routes.ts";
import { newsletterAcceptance, noticesAcceptance } from "./newsletter/routes.ts";
import { orderAcceptance } from "./order/routes.ts";

/** How each form is taken. */
export const acceptances = {
  contact: contactAcceptance,
  feedback: feedbackAcceptance,
  order: orderAcceptance,
  newsletter: newsletterAcceptance,
  "policy-changes": noticesAcceptance,
  "data-request": requestAcceptance,
} as const;

/** How each form goes on once the guardian of its sender has agreed. */
export const guardedForms: Readonly<Record<FormId, GuardedForm>> = {
  contact: guarded(contactAcceptance),
  feedback: guarded(feedbackAcceptance),
  order: guarded(orderAcceptance),
  newsletter: guarded(newsletterAcceptance),
  "policy-changes": guarded(noticesAcceptance),
  "data-request": guarded(requestAcceptance),
};

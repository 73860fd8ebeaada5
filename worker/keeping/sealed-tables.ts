import { sealedAddresses } from "../accounts/address/addresses.ts";
import { sealedDisclosures } from "../accounts/disclosures/disclosures.ts";
import { sealedDisclosureEvents } from "../accounts/disclosures/events.ts";
import { sealedDrafts } from "../accounts/drafts/drafts.ts";
import { sealedTwoFactors, sealedUsers } from "../accounts/engine/stored-rows.ts";
import { sealedSignIns } from "../accounts/sign-in/sign-ins.ts";
import { sealedSuspensions } from "../accounts/suspension/suspensions.ts";
import { sealedWaitings } from "../forms/minors/waitings.ts";
import { sealedHolds } from "../lifetimes/holds.ts";
import { sealedOutbox } from "../mail/outbox.ts";
import { sealedNotes } from "../submissions/answering/notes.ts";
import { sealedMessages } from "../submissions/contact/messages.ts";
import { sealedRequests } from "../submissions/data-request/requests.ts";
import { sealedRequestSteps } from "../submissions/data-request/steps.ts";
import { sealedFeedback } from "../submissions/feedback/feedback.ts";
import { sealedSubscriptions } from "../submissions/newsletter/subscriptions.ts";
import { sealedOffers } from "../submissions/order/offers.ts";
import { sealedOrders } from "../submissions/order/orders.ts";
import { sealedStatuses } from "../submissions/status/changes.ts";
import type { SealedTable } from "../vault/schema.ts";

/** Every table with sealed columns, for the vault to reseal after a new key. A test finds a missing one. */
export const sealedTables: readonly SealedTable[] = [
  sealedHolds,
  sealedMessages,
  sealedFeedback,
  sealedOrders,
  sealedSubscriptions,
  sealedRequests,
  sealedStatuses,
  sealedOffers,
  sealedRequestSteps,
  sealedNotes,
  sealedDrafts,
  sealedWaitings,
  sealedOutbox,
  sealedUsers,
  sealedTwoFactors,
  sealedAddresses,
  sealedSignIns,
  sealedSuspensions,
  sealedDisclosures,
  sealedDisclosureEvents,
];

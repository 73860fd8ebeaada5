import { deleteLinks } from "../../forms/confirm-links/links.ts";
import { currentConsents, withdrawConsent } from "../../forms/consents/consents.ts";
import type { FormId } from "../../forms/form/form.ts";
import { deleteSubmissions } from "../../forms/intake/submissions.ts";
import { endOfPeriod } from "../../lifetimes/periods.ts";
import { deleteMailAbout } from "../../mail/outbox.ts";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import { deleteMessages } from "../../submissions/contact/messages.ts";
import { deleteRequests } from "../../submissions/data-request/requests.ts";
import { deleteFeedback } from "../../submissions/feedback/feedback.ts";
import { deleteSubscriptions } from "../../submissions/newsletter/subscriptions.ts";
import { deleteOrders } from "../../submissions/order/orders.ts";
import { deleteStatuses } from "../../submissions/status/changes.ts";

/**
 * The statements that erase one submission and everything belonging to it. The proof of consent stays and is withdrawn.
 */
export async function submissionErasure(
  { DB: db }: Env,
  { reference, form }: { reference: string; form: FormId },
  { retention }: Commitments,
  at: Date,
): Promise<D1PreparedStatement[]> {
  const given = await currentConsents(db, reference);
  const keptUntil = endOfPeriod(retention.consent, at);
  const only = [reference];
  const links = (["newsletter", "data-request"] as const).map((purpose) => ({ purpose, subject: reference }));
  return [
    ...given
      .filter(({ event }) => event !== "withdrawn")
      .map(({ subject, purpose }) =>
        withdrawConsent(db, { subject, purpose, method: "erased-as-spam", recordedAt: at, keptUntil }),
      ),
    deleteMailAbout(db, reference),
    deleteLinks(db, links),
    deleteStatuses(db, only),
    deleteMessages(db, only),
    deleteFeedback(db, only),
    deleteOrders(db, only),
    deleteRequests(db, only),
    deleteSubscriptions(db, only),
    deleteSubmissions(db, form, only),
  ];
}

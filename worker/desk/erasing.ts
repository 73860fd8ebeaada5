import { currentConsents, withdrawConsent } from "../consents/store.ts";
import { deleteMessages } from "../contacts/store.ts";
import { deleteFeedback } from "../feedback/store.ts";
import type { FormId } from "../forms/schema.ts";
import { deleteSubmissions } from "../forms/store.ts";
import { deleteLinks } from "../links/store.ts";
import { deleteMailAbout } from "../mail/store.ts";
import { deleteSubscriptions } from "../newsletter/store.ts";
import { deleteOrders } from "../orders/store.ts";
import type { Commitments } from "../policy/schema.ts";
import { deleteRequests } from "../requests/store.ts";
import { endOfPeriod } from "../retention/core.ts";
import { deleteStatuses } from "../statuses/store.ts";
import { reach } from "../web/reach.ts";

/** What erases one submission and all that belongs to it; the proof of consent stays and is withdrawn. */
export async function submissionErasure(
  { DB: db }: Env,
  { reference, form }: { reference: string; form: FormId },
  { retention }: Commitments,
  at: Date,
): Promise<D1PreparedStatement[]> {
  const given = await reach("desk: reading consents", currentConsents(db, reference));
  const keptUntil = endOfPeriod(retention.consent, at);
  const only = [reference];
  const links = (["newsletter", "data-request"] as const).map((purpose) => ({ purpose, subject: reference }));
  return [
    ...given
      .filter(({ event }) => event === "given")
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

import { deleteLinks } from "../../forms/confirm-links/links.ts";
import { type EndedConsents, withdrawEnded } from "../../forms/consents/ended.ts";
import { deleteSubmissionsUnder } from "../../forms/intake/submissions.ts";
import { deleteMailAboutEach } from "../../mail/ended.ts";
import { deleteMessages } from "../contact/messages.ts";
import { deleteRequests } from "../data-request/requests.ts";
import { deleteFeedback } from "../feedback/feedback.ts";
import { deleteSubscriptions } from "../newsletter/ended.ts";
import { deleteOrders } from "../order/orders.ts";
import { deleteStatuses } from "../status/changes.ts";

/**
 * The statements that erase submissions with every trace: history, links, mail. Proof of what was agreed to stays and is
 * withdrawn. The last statement gives the submissions that went. With `withNewsletter` a subscription that was asked for in the
 * same form goes too; otherwise its reader stays one.
 */
export async function erasureOfSubmissions(
  env: Env,
  references: readonly string[],
  consents: EndedConsents,
): Promise<D1PreparedStatement[]> {
  const db = env.DB;
  const { withNewsletter } = consents;
  const purposes = withNewsletter
    ? (["newsletter", "policy-changes", "data-request"] as const)
    : (["data-request"] as const);
  const links = references.flatMap((subject) => purposes.map((purpose) => ({ purpose, subject })));
  return [
    ...(await withdrawEnded(env, references, consents)),
    deleteMailAboutEach(db, references),
    deleteLinks(db, links),
    deleteStatuses(db, references),
    deleteMessages(db, references),
    deleteFeedback(db, references),
    deleteOrders(db, references),
    deleteRequests(db, references),
    ...(withNewsletter ? [deleteSubscriptions(db, references)] : []),
    deleteSubmissionsUnder(db, references),
  ];
}

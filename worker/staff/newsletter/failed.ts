import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { recordDeed } from "../../audit/recording.ts";
import { openMail } from "../../mail/outbox.ts";
import { type FailedRow, selectFailedUnder } from "../../mail/unsent.ts";
import { findIssue } from "../../submissions/newsletter/issues.ts";
import { keyRing } from "../../vault/ring.ts";
import { openEach } from "../../vault/set-aside.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { show, showProblem } from "../../web/page.ts";
import { failedReadersPage } from "./pages.ts";

/** How many addresses the page shows. */
const maxShown = 200;

/** Whom an issue did not reach. The addresses are opened only after an entry of the audit log says that they were. */
export async function showFailed(c: AppContext): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const issue = await findIssue(c.env.DB, id);
  if (!issue) return showProblem(c, 404);
  const deed = {
    actor: signedInOf(c).userId,
    action: "opened" as const,
    subject: `issue/${id}`,
    at: now(c.env),
  };
  const [found] = await recordDeed(c.env, deed, [selectFailedUnder(c.env.DB, `issue/${id}`, maxShown + 1)]);
  const rows = (found?.results ?? []) as unknown as FailedRow[];
  const ring = await keyRing(c.env);
  const readers = await openEach(
    rows.slice(0, maxShown),
    async ({ id: mail, subject, sealed_mail: sealed, failed_at }) => ({
      email: sealed === null ? "" : (await openMail(ring, { id: mail, subject, sealed, attempt: 0 })).to,
      failedAt: new Date(failed_at),
    }),
    (row) => row.id,
  );
  return show(c, failedReadersPage, { ...issue, readers, hasMore: rows.length > maxShown });
}

import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { recordDeed } from "../../audit/recording.ts";
import { openMail } from "../../mail/outbox.ts";
import { findIssue } from "../../submissions/newsletter/issues.ts";
import { keyRing } from "../../vault/ring.ts";
import { openEach } from "../../vault/set-aside.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { show, showProblem } from "../../web/page.ts";
import { failedReadersPage } from "./pages.ts";

/** How many addresses the page shows. */
const maxShown = 200;

interface FailedRow {
  id: string;
  subject: string;
  sealed_mail: string | null;
  failed_at: string;
}

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
  const [found] = await recordDeed(c.env, deed, [selectFailed(c.env.DB, id)]);
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

/** Mail of an issue that failed and is still kept, and one more than is shown. Failed mail is few: its index is read. */
function selectFailed(db: D1Database, issue: string): D1PreparedStatement {
  return db
    .prepare(
      `select id, subject, sealed_mail, failed_at from outbox
       where state = 'failed' and +id >= 'issue/' || ?1 || '/' and +id < 'issue/' || ?1 || '0'
       order by since, id limit ?2`,
    )
    .bind(issue, maxShown + 1);
}

import { endsOfProof, type Span, spansOver } from "../../lifetimes/ends.ts";
import { setSilentApart } from "../../lifetimes/held-erasures.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import type { RunReport } from "../../web/run-report.ts";
import { erasureOfSubmissions } from "./erasing.ts";
import { countHeld, type SubmissionKind, submissionsOver } from "./over.ts";

/** Submissions per batch. The run makes as many batches as it may, and the next one continues. */
const maxSubmissions = 100;

const kinds = ["contact", "order", "feedback", "dataRequest", "refused"] as const;

/**
 * Erases the submissions whose time is over, each kind by what the versions say of it. A batch is erased as a whole or
 * not at all, so a run that is stopped goes on with the next.
 */
export async function endSubmissions(env: Env, report: RunReport, published = versions): Promise<void> {
  const at = now(env);
  for (const kind of kinds) {
    const over = spansOver(kind, published, at);
    report.add(kind, 0);
    const ends = endsOfProof(published, at);
    for (const span of over)
      await eraseSpan(env.DB, kind, span, report, (some) => erase(env, kind, some, at, ends));
    await env.DB.batch(setSilentApart(env.DB, kind, over, at));
    report.add(`held ${kind}`, await countHeld(env.DB, kind, over));
  }
}

/** Erases what is over of what was collected under one version. */
async function eraseSpan(
  db: D1Database,
  kind: SubmissionKind,
  span: Span,
  report: RunReport,
  act: (references: readonly string[]) => Promise<number>,
): Promise<void> {
  const setAside = report.setAside;
  while (report.goesOn()) {
    // Submissions set aside are still there, in front.
    const page = { first: report.setAside - setAside, max: maxSubmissions };
    const references = await submissionsOver(db, kind, span, page);
    await report.together("submissions: erasing what is over", references, async (some) => {
      report.add(kind, await act(some));
    });
    if (references.length < maxSubmissions) return;
  }
}

async function erase(
  env: Env,
  kind: SubmissionKind,
  references: readonly string[],
  at: Date,
  ends: Readonly<Record<string, string>>,
): Promise<number> {
  if (references.length === 0) return 0;
  const consents = { method: "period-over", withNewsletter: kind === "refused", at, ends };
  const done = await env.DB.batch(await erasureOfSubmissions(env, references, consents));
  return done.at(-1)?.results.length ?? 0;
}

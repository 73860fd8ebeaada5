import { cancelMailAbout } from "../../mail/unsent.ts";
import { heardOfBefore } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";
import { markWatchers, unmarkUnreadWatchers, watchersTold } from "../../submissions/newsletter/watchers.ts";
import type { RunReport } from "../../web/run-report.ts";
import { recallLetter } from "./letters.ts";
import { accountsTold, markAccounts, unmarkUnreadAccounts } from "./recipients.ts";
import { type Notice, tellEverybody } from "./telling.ts";

const audiences = [
  { told: accountsTold, mark: markAccounts },
  { told: watchersTold, mark: markWatchers },
] as const;

/**
 * Says of each material version that was withdrawn that it will not come, once, to those who were told of it. Mail that
 * announces it and has not left is taken back, and whoever it was for hears nothing.
 * @returns whether nobody is left who has to hear of it
 */
export async function recallWithdrawn(env: Env, at: Date, report: RunReport): Promise<boolean> {
  let left = 0;
  const withdrawn = versions.filter(({ kind, state }) => kind === "material" && state.is === "withdrawn");
  // The last first: whoever was told of several is told of each.
  await report.eachAlone("policy: recalling a version", withdrawn.toReversed(), async (version) => {
    left += 1;
    if (await recall(env, version, at, report)) left -= 1;
  });
  return left === 0;
}

async function recall(env: Env, version: PublishedVersion, at: Date, report: RunReport): Promise<boolean> {
  const { date, sequence, state } = version;
  if (state.is !== "withdrawn") return true;
  const before = heardOfBefore(versions, version);
  await env.DB.batch([
    unmarkUnreadAccounts(env.DB, date, sequence, before),
    unmarkUnreadWatchers(env.DB, date, sequence, before),
    cancelMailAbout(env.DB, `policy/${date}`, at),
  ]);
  const mail = `policy-withdrawn/${date}/`;
  for (const { told, mark } of audiences) {
    const notice = {
      find: (db, ring, max) => told(db, ring, sequence, mail, max),
      mark: (db, ids) => mark(db, ids, before, sequence),
      mail,
      letter: (context, unsubscribe) => recallLetter(date, state.reason, context, unsubscribe),
      count: `withdrawals of ${date}`,
    } satisfies Notice;
    if (!(await tellEverybody(env, notice, at, report))) return false;
  }
  return true;
}

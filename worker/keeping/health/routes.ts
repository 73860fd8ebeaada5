import { WrongKeys } from "../../vault/key-checks.ts";
import { keyRing } from "../../vault/ring.ts";
import { selectNewestKey } from "../../vault/sealed-rows.ts";
import { now } from "../../web/clock.ts";
import { healthAddress } from "../../web/health-address.ts";
import { logFailure, logFault } from "../../web/log.ts";
import { router } from "../../web/router.ts";
import { lastRunOfAll } from "../job-rows.ts";

/**
 * Why the site cannot work: its database does not answer, its keys are not those of the database, or no job has run for
 * so long that nothing is sent and nothing erased.
 */
type HealthProblem = "database" | "keys" | "jobs";

/** The cron runs every minute, and jobs that find nothing to do leave a row every ten. */
const silentMs = 30 * 60_000;

/** Whether the site can work, for monitors: 200, or 503 and what is wrong. Says nothing about anybody. */
export const healthRoutes = router().get(healthAddress, async (c) => {
  const problem = await problemOf(c.env);
  c.header("cache-control", "no-store");
  return problem === undefined
    ? c.json({ status: "ok" })
    : c.json({ status: "failing", problems: [problem] }, 503);
});

async function problemOf(env: Env): Promise<HealthProblem | undefined> {
  try {
    await selectNewestKey(env.DB).run();
    await keyRing(env);
    const last = await lastRunOfAll(env.DB);
    if (last === undefined || now(env).getTime() - last.getTime() <= silentMs) return undefined;
    logFault("health: no job has run", { problem: "jobs" });
    return "jobs";
  } catch (error) {
    const problem = error instanceof WrongKeys ? "keys" : "database";
    logFailure("health: the site cannot work", { problem }, error);
    return problem;
  }
}

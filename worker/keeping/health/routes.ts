import { Hono } from "hono";
import { WrongKeys } from "../../vault/key-checks.ts";
import { keyRing } from "../../vault/ring.ts";
import { selectNewestKey } from "../../vault/sealed-rows.ts";
import type { AppEnv } from "../../web/app.ts";
import { describeFailure } from "../../web/failure.ts";
import { healthAddress } from "../../web/health-address.ts";

/** Why the site cannot work: its database does not answer, or its keys are not those of the database. */
type HealthProblem = "database" | "keys";

/** Whether the site can work, for monitors: 200, or 503 and what is wrong. Says nothing about anybody. */
export const healthRoutes = new Hono<AppEnv>().get(healthAddress, async (c) => {
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
    return undefined;
  } catch (error) {
    const problem = error instanceof WrongKeys ? "keys" : "database";
    console.error("health: the site cannot work", { problem, error: describeFailure(error) });
    return problem;
  }
}

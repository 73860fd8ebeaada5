import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { eraseDueAccounts } from "../../../../worker/accounts/erasure/due.ts";
import { sweepAccounts } from "../../../../worker/accounts/erasure/sweep.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { registration } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { allRows, fillIn } from "../../site.ts";

const day = 24 * 60 * 60_000;

/** Runs the cron's work this many days from now. */
async function cronAfter(days: number): Promise<void> {
  const later = { ...env, CLOCK_SHIFT_MS: String(days * day) };
  await eraseDueAccounts(later, new RunReport());
  await sweepAccounts(later, new RunReport());
}

const consents = async () => {
  const { results } = await env.DB.prepare(
    "select event, method, kept_until from consents order by rowid",
  ).all();
  return results;
};

it("a registration that nobody confirms leaves nothing but its consent, withdrawn and with an end", async () => {
  await fillIn("register", "/en/register/", registration);
  await settled();
  await cronAfter(1);
  expect(await consents()).toMatchObject([{ event: "given", kept_until: null }]);
  await cronAfter(3);
  const [, withdrawn, ...more] = await consents();
  expect(more).toEqual([]);
  expect(withdrawn).toMatchObject({ event: "withdrawn", method: "not-confirmed" });
  expect(withdrawn?.kept_until).toMatch(/^20\d\d-/);
  const left = (await allRows()).map((row) => row.split(" ")[0]);
  expect(left.filter((table) => /^(?:users|credentials|sessions|sign_ins)$/.test(table ?? ""))).toEqual([]);
});

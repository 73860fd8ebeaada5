import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { sweepAccounts } from "../../../../worker/accounts/erasure/sweep.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { answers } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { committed } from "../../committed.ts";
import { ask, fillIn, makeSignedIn } from "../../site.ts";

const db = env.DB;
committed({ retention: { consent: "purpose" } });

it("proof of what staff erased as spam ends with the period of proof, like any other", async () => {
  const { userId, cookie } = await makeSignedIn("manager@example.org", "seven dried apricots");
  await settled();
  await db
    .prepare("update users set role = 'manager', two_factor_enabled = 1 where id = ?1")
    .bind(userId)
    .run();
  const spam = { ...answers.contact, email: "spam@example.org", newsletter: "yes" };
  const answer = await fillIn("contact", "/en/contact/", spam);
  const [, reference = ""] = /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "") ?? [];
  await settled();
  await db
    .prepare("update submissions set quarantined_at = received_at where reference = ?1")
    .bind(reference)
    .run();
  const fields = { sure: "yes", position: "1" };
  const erased = await ask(`/staff/inbox/${reference}/erase/`, { cookie, fields });
  expect(erased.status).toBe(303);
  const { results } = await db
    .prepare("select event, method, kept_until from consents where event = 'withdrawn'")
    .all<{ method: string; kept_until: string }>();
  expect(results.map(({ method }) => method)).toEqual(["erased-as-spam", "erased-as-spam"]);
  const inThreeYears = new Date().getUTCFullYear() + 3;
  for (const { kept_until } of results) expect(kept_until.slice(0, 4)).toBe(String(inThreeYears));
  await sweepAccounts(env, new RunReport());
  expect(await db.prepare("select count(*) as n from consents").first()).toEqual({ n: 4 });
});

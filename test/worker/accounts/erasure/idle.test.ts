import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { endIdleAccounts } from "../../../../worker/accounts/erasure/idle.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { keeping } from "../../../fixtures/versions.ts";
import { makeClient } from "../../client.ts";
import { at, email, held, stored } from "../../submissions/ending/kept.ts";

const year = [keeping(1, "2026-11-22", { account: "P12M" })];
const purpose = [keeping(1, "2026-11-22", {})];

/** An account that was last used on 1 December 2026. */
async function account(): Promise<string> {
  const userId = await makeClient(env, email, "seven dried apricots");
  await env.DB.prepare("update users set used_on = '2026-12-01' where id = ?1").bind(userId).run();
  return userId;
}

async function run(instant: string, published = year) {
  const report = new RunReport();
  await endIdleAccounts(at(instant.includes("T") ? instant : `${instant}T10:00:00Z`), report, published);
  const { results } = await env.DB.prepare("select id from users").all();
  return { ...report.counts, left: results.length };
}

const use = (userId: string, day: string) =>
  env.DB.prepare(
    `insert into sessions (id, token_hash, user_id, device, created_at, seen_at, expires_at)
     values ('s', 'h', ?1, 'd', ?2, ?2, '2099-01-01')`,
  )
    .bind(userId, `${day}T10:00:00Z`)
    .run();

describe("an account under a policy that names a period", () => {
  it("ends that long after its last use, two weeks after its owner was told, and what they sent stays", async () => {
    await account();
    const receivedAt = "2026-12-01T10:00:00Z";
    await stored({ reference: "O-1", form: "order", receivedAt, became: ["completed", receivedAt] });
    expect(await run("2027-11-17")).toEqual({ "held account": 0, left: 1 });
    expect(await run("2027-11-18")).toEqual({ told: 1, "held account": 0, left: 1 });
    expect(await run("2027-12-01")).toEqual({ "held account": 0, left: 1 });
    expect(await run("2027-12-02")).toEqual({ account: 1, "held account": 0, left: 0 });
    const { results } = await env.DB.prepare("select id from outbox where id glob 'idle/*'").all();
    expect(results).toHaveLength(1);
    expect(await env.DB.prepare("select reference from orders").first()).toEqual({ reference: "O-1" });
  });

  it("stays when its owner signs in after they were told", async () => {
    const userId = await account();
    await run("2027-11-18");
    await use(userId, "2027-11-20");
    expect(await run("2027-12-02")).toEqual({ "held account": 0, left: 1 });
    expect(await run("2028-11-10")).toEqual({ told: 1, "held account": 0, left: 1 });
  });

  it("is not told over and over, and has two weeks where a new version shortens its time at once", async () => {
    await account();
    expect(await run("2029-01-01")).toEqual({ told: 1, "held account": 0, left: 1 });
    expect(await run("2029-01-14")).toEqual({ "held account": 0, left: 1 });
    expect(await run("2029-01-15")).toEqual({ account: 1, "held account": 0, left: 0 });
  });

  it("ends on the day that the letter names, even if that day’s run comes earlier", async () => {
    await account();
    expect(await run("2027-11-18T10:00:30Z")).toEqual({ told: 1, "held account": 0, left: 1 });
    expect(await run("2027-12-02T10:00:00Z")).toEqual({ account: 1, "held account": 0, left: 0 });
  });

  it.each([
    ["a hold", (userId: string) => held(userId)],
    ["an open order", () => stored({ reference: "O-1", form: "order", receivedAt: "2026-12-01T10:00:00Z" })],
  ])("is kept by %s, and counted", async (_, keep) => {
    await keep(await account());
    expect(await run("2029-01-01")).toEqual({ "held account": 1, left: 1 });
  });
});

describe("an account under a policy that leaves it to the purpose", () => {
  it("stays until its owner deletes it", async () => {
    await account();
    expect(await run("2040-01-01", purpose)).toEqual({ "held account": 0, left: 1 });
  });
});

import { describe, expect, it } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { madeClient } from "./accounts.ts";
import { ownSite, rowsOf } from "./site.ts";
import { Visitor } from "./visitor.ts";

const site = ownSite();
const { password } = registration;
const from = (address: string) => new Visitor(site.url, { "cf-connecting-ip": address });

/** Tries a wrong password this many times, and gives the status of each answer. */
async function guess(who: Visitor, email: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < times; attempt += 1)
    statuses.push((await who.fillIn("/en/sign-in/", { email, password: `guess ${attempt}` })).status);
  return statuses;
}

/**
 * Pretends that everybody who has failed did so this often, so that pauses last minutes however slow the machine is.
 */
async function asIfFailed(times: number, whose: "networks" | "accounts"): Promise<void> {
  const { db } = site.server;
  const statement = {
    networks: "update sign_in_failures set failures = ?1 where bucket like '%/%'",
    accounts: "update sign_in_failures set failures = ?1 where bucket not like '%/%'",
  }[whose];
  await db.prepare(statement).bind(times).run();
}

describe("somebody whose address strangers try passwords at", () => {
  it("signs in at once on a new device from their own network, while the strangers' has to wait", async () => {
    const email = "hammered@example.org";
    await madeClient(site.server, email);
    expect(await guess(from("203.0.113.7"), email, 5)).toEqual([422, 422, 422, 422, 422]);
    await asIfFailed(14, "networks");
    const neighbour = await from("203.0.113.200").fillIn("/en/sign-in/", { email, password });
    expect(neighbour.status).toBe(429);
    const owner = await from("198.51.100.7").fillIn("/en/sign-in/", { email, password });
    expect(owner.headers.get("location")).toBe("/en/account/");
    const stillThere = await from("203.0.113.7").fillIn("/en/sign-in/", { email, password });
    expect(stillThere.status).toBe(429);
  });

  it("signs in at once however many networks have failed, though each of them has one try left", async () => {
    const email = "besieged@example.org";
    await madeClient(site.server, email);
    expect(await guess(from("203.0.113.7"), email, 1)).toEqual([422]);
    await asIfFailed(60, "accounts");
    expect(await guess(from("192.0.2.7"), email, 1)).toEqual([422]);
    await asIfFailed(4, "networks");
    expect(await guess(from("192.0.2.7"), email, 1)).toEqual([429]);
    const owner = await from("198.51.100.7").fillIn("/en/sign-in/", { email, password });
    expect(owner.headers.get("location")).toBe("/en/account/");
  });

  it("has nobody's network stored for it but as a keyed hash, which differs at each account", async () => {
    await guess(from("203.0.113.9"), "one@example.org", 1);
    await guess(from("203.0.113.9"), "two@example.org", 1);
    const buckets = (await rowsOf(site.server, "sign_in_failures")).map(({ bucket }) => String(bucket));
    const networks = buckets.filter((bucket) => bucket.includes("/")).map((bucket) => bucket.split("/")[1]);
    expect(new Set(networks).size).toBe(networks.length);
    expect(networks.every((network) => /^[\w-]{43}$/.test(network ?? ""))).toBe(true);
  });
});

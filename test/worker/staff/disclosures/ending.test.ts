import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { disclosuresByYear } from "../../../../worker/accounts/disclosures/years.ts";
import { replayErasures } from "../../../../worker/accounts/erasure/replaying.ts";
import { checkLog } from "../../../../worker/audit/checking.ts";
import { subjectIndexOf } from "../../../../worker/lifetimes/erasure.ts";
import { sweepDisclosures } from "../../../../worker/staff/disclosures/reviewing.ts";
import { keyRing, recordKeys } from "../../../../worker/vault/ring.ts";
import { emailIndex } from "../../../../worker/vault/sealing.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { today } from "../../../fixtures/content.ts";
import { envAt } from "../../later-versions.ts";
import { ask, lastShown } from "../../site.ts";
import { download, propose, sentBy, signedIn, step } from "./desk.ts";

const db = env.DB;
const email = "li@example.org";
const year = today().slice(0, 4);
const count = async (table: string) =>
  (await db.prepare(`select count(*) as count from ${table}`).first<{ count: number }>())?.count;

/** Two managers, and a disclosure that one proposed, the other approved, and both handed over. */
async function handedOver(fields: Readonly<Record<string, string>> = {}) {
  const one = await signedIn("one@example.org", "manager");
  const two = await signedIn("two@example.org", "manager");
  const records = await sentBy(email);
  const { reference } = await propose(one.cookie, { records, ...fields });
  await step(two.cookie, reference, "approve");
  expect((await download(one.cookie, reference)).status).toBe(200);
  return { reference, records, one, two };
}

const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const silently = { tell: "withhold", silence: "The inquiry is secret.", reviewOn: soon, hold: "yes" };

async function sweptIn(instant: string): Promise<RunReport> {
  const report = new RunReport();
  await sweepDisclosures(envAt(env, instant), report);
  return report;
}

describe("an entry of the register whose time is over", () => {
  it("leaves its number in its year, once, and nothing else", async () => {
    await handedOver();
    expect(await disclosuresByYear(db)).toEqual([{ year, kind: "order", count: 1 }]);
    expect((await sweptIn(`${Number(year) + 1}-01-01T00:00:00Z`)).counts["entries ended"]).toBe(0);
    expect((await sweptIn("2040-01-01T00:00:00Z")).counts["entries ended"]).toBe(1);
    await sweptIn("2040-01-02T00:00:00Z");
    expect(await disclosuresByYear(db)).toEqual([{ year, kind: "order", count: 1 }]);
    for (const table of ["disclosures", "disclosure_records", "disclosure_events"])
      expect([table, await count(table)]).toEqual([table, 0]);
    await db.prepare("delete from users").run();
    await handedOver();
    expect(await disclosuresByYear(db)).toEqual([{ year, kind: "order", count: 2 }]);
  });

  it("stays for as long as its client is not told, however old it is", async () => {
    const { reference, one } = await handedOver(silently);
    await sweptIn("2040-01-01T00:00:00Z");
    expect(await count("disclosures")).toBe(1);
    expect(await disclosuresByYear(db)).toEqual([]);
    expect(await step(one.cookie, reference, "tell")).toBe("disclosure-told");
    await sweptIn("2040-01-01T00:00:00Z");
    expect(await count("disclosures")).toBe(0);
    expect(await disclosuresByYear(db)).toEqual([{ year, kind: "order", count: 1 }]);
  });
});

describe("a restored database with disclosures", () => {
  /** The ledger knows that the client was erased after the copy that came back. */
  async function erasedSince(): Promise<void> {
    const subjectIndex = await subjectIndexOf(
      await keyRing(env),
      await emailIndex(await keyRing(env), email),
    );
    await env.ERASURES.getByName("ledger").exchange(
      [{ subjectIndex, erasedAt: new Date(Date.now() + 1000).toISOString() }],
      "",
    );
    await replayErasures(env, new RunReport());
  }

  it("erases the client again, whose data the register no longer leads to, and its books agree", async () => {
    const { reference, records } = await handedOver();
    await erasedSince();
    expect(await count("contact_messages")).toBe(0);
    const entry = await db.prepare("select email_index, state from disclosures").first();
    expect(entry).toEqual({ email_index: null, state: "handed-over" });
    expect(await db.prepare("select record from disclosure_records").first("record")).toBe(records);
    expect(await disclosuresByYear(db)).toEqual([{ year, kind: "order", count: 1 }]);
    expect((await checkLog(db, await recordKeys(env), [])).brokenAt).toBeUndefined();
    const steps = await db
      .prepare("select action from audit_entries where subject = ?1")
      .bind(reference)
      .all();
    expect(steps.results.map(({ action }) => action)).toEqual([
      "disclosure-proposed",
      "disclosure-approved",
      "disclosure-exported",
    ]);
  });

  it("keeps what a silent hold covers out of sight, to hand over and to tell of later", async () => {
    const { reference, records, one } = await handedOver(silently);
    await erasedSince();
    expect(await db.prepare("select reference from contact_messages").first("reference")).toBe(records);
    expect((await ask(`/en/sent/${records}/`)).status).toBe(404);
    expect(lastShown()).not.toContain(reference);
    expect(await disclosuresByYear(db)).toEqual([]);
    expect((await download(one.cookie, reference)).status).toBe(200);
    expect(await step(one.cookie, reference, "tell")).toBe("disclosure-told");
    expect(await disclosuresByYear(db)).toEqual([{ year, kind: "order", count: 1 }]);
  });
});

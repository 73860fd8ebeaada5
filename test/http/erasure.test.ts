import { strFromU8, unzipSync } from "fflate";
import { beforeEach, describe, expect, it } from "vitest";
import organization from "../../content/organization.yaml";
import { localSecrets } from "../../local/secrets.ts";
import { checkOfSignature, type StoredSignature } from "../../worker/accounts/signatures/stored.ts";
import { openRecordKeys } from "../../worker/vault/record-keys.ts";
import { dayOf } from "../../worker/web/days.ts";
import { answers, registration } from "../fixtures/answers.ts";
import { clientOf, linkTo } from "./accounts.ts";
import { ownSite, rowsOf, send, ticketOf } from "./site.ts";
import { Visitor } from "./visitor.ts";

const site = ownSite();
const { password } = registration;
const personal = ["users", "credentials", "sign_ins", "orders", "contact_messages", "submissions"] as const;

async function sendForm(form: "order" | "contact", email: string): Promise<void> {
  const page = `${site.url}/en/${form}/`;
  const sent = await send(page, { ticket: await ticketOf(page), ...answers[form], email });
  if (sent.status !== 303) throw new Error(`the form ${form} answered ${sent.status}`);
}

async function changeAddress(owner: Visitor, to: string): Promise<void> {
  await owner.fillIn("/en/account/security/email/", { email: to, password });
  const link = await linkTo(site.server, to, "new-address");
  await owner.fillIn(link, {});
  await owner.fillIn("/en/sign-in/", { email: to, password });
}

async function exportOf(
  owner: Visitor,
): Promise<{ orders: { reference: string }[]; formerAddresses: object[] }> {
  const zip = new Uint8Array(await (await owner.send("/en/account/export/", {})).arrayBuffer());
  return JSON.parse(strFromU8(unzipSync(zip)["data.json"] ?? new Uint8Array()));
}

const eraseNow = (owner: Visitor) => owner.fillIn("/en/account/delete/", { when: "now", password });

describe("somebody who has changed their address", () => {
  it("keeps what they sent before, and none of what somebody sends with it later", async () => {
    const owner = await clientOf(site.server, "left@example.org");
    await sendForm("order", "left@example.org");
    await changeAddress(owner, "new@example.org");
    await sendForm("order", "left@example.org");
    const { orders, formerAddresses } = await exportOf(owner);
    expect(orders).toHaveLength(1);
    expect(formerAddresses).toHaveLength(1);
    expect(await (await owner.open("/en/account/orders/")).text()).toContain(orders[0]?.reference ?? "none");
    const next = await clientOf(site.server, "left@example.org");
    const theirs = (await exportOf(next)).orders;
    expect(theirs).toHaveLength(1);
    expect(theirs[0]?.reference).not.toBe(orders[0]?.reference);

    expect((await eraseNow(owner)).status).toBe(303);
    const left = (await rowsOf(site.server, "orders")).map(({ reference }) => reference);
    expect(left).toEqual([theirs[0]?.reference]);
  });
});

describe("a database that was restored to an earlier state", () => {
  let before: Map<string, Record<string, unknown>[]>;
  const copy = async () => {
    before = new Map();
    for (const table of personal) before.set(table, await rowsOf(site.server, table));
  };
  /** Restores the copied rows and forgets the erasures since, as a restore of D1 does. */
  const restore = async () => {
    const { db } = site.server;
    await db.prepare("delete from erasures").run();
    for (const [table, rows] of before) {
      // Generated columns are not among these.
      const columns = db.prepare("select name from pragma_table_info(?1)").bind(table);
      const names = (await columns.all<{ name: string }>()).results.map(({ name }) => name);
      const marks = names.map((_, index) => `?${index + 1}`).join(", ");
      for (const row of rows) {
        const values = names.map((name) => row[name]) as (string | number | null)[];
        await db
          .prepare(`insert or ignore into ${table} (${names.join(", ")}) values (${marks})`)
          .bind(...values)
          .run();
      }
    }
  };
  const counts = async () =>
    Promise.all(personal.map(async (table) => (await rowsOf(site.server, table)).length));

  beforeEach(async () => {
    const { db } = site.server;
    for (const table of personal) await db.prepare(`delete from ${table}`).run();
  });

  it("erases again who was erased since, also what they sent with an address that they had left", async () => {
    const owner = await clientOf(site.server, "restored@example.org");
    await sendForm("contact", "restored@example.org");
    await copy();
    await changeAddress(owner, "restored.later@example.org");
    await sendForm("order", "restored.later@example.org");
    await eraseNow(owner);
    await site.server.runCron();
    await restore();
    expect(
      (await new Visitor(site.url).fillIn("/en/sign-in/", { email: "restored@example.org", password }))
        .status,
    ).toBe(303);
    await site.server.runCron();
    expect(await counts()).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await rowsOf(site.server, "erasures")).not.toEqual([]);
    expect(
      (await new Visitor(site.url).fillIn("/en/sign-in/", { email: "restored@example.org", password }))
        .status,
    ).toBe(422);
  });

  it("keeps those who were not erased, and who came back with the same address", async () => {
    const other = await clientOf(site.server, "other@example.org");
    const owner = await clientOf(site.server, "back@example.org");
    await sendForm("order", "back@example.org");
    await copy();
    await eraseNow(owner);
    await site.server.runCron();
    await restore();
    await sendForm("contact", "back@example.org");
    await site.server.runCron();
    expect((await other.open("/en/account/")).status).toBe(200);
    expect(await rowsOf(site.server, "orders")).toEqual([]);
    expect(await rowsOf(site.server, "contact_messages")).toHaveLength(1);
  });
});

/** The year of an instant, as pages give it. */
const yearOf = (instant = "") => dayOf(new Date(instant), organization.timeZone).slice(0, 4);

describe("what an erasure leaves", () => {
  it("is named with a date on the page that asks for it, and goes on that date", async () => {
    const owner = await clientOf(site.server, "dates@example.org");
    await owner.fillIn("/en/account/consents/accept/", { consent: "yes", password });
    const html = await (await owner.open("/en/account/delete/")).text();
    const page = html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    const year = /Until \d+ \w+ (\d{4}) That you gave/.exec(page)?.[1];
    expect(Number(year)).toBeGreaterThan(new Date().getUTCFullYear());
    expect(page).toMatch(new RegExp(`Until \\d+ \\w+ ${year} What you signed`));
    expect(page).toMatch(/Until \d+ \w+ \d{4} A keyed hash/);
    await eraseNow(owner);
    const { db } = site.server;
    const kept = await db
      .prepare("select kept_until from signatures where kept_until is not null")
      .first<{ kept_until: string }>();
    expect(yearOf(kept?.kept_until)).toBe(year);
    const proof = await db
      .prepare("select min(kept_until) as until from consents where event = 'withdrawn'")
      .first<{ until: string }>();
    expect(yearOf(proof?.until)).toBe(year);
    await makeOlder(db);
    await db.prepare("delete from job_runs").run();
    await site.server.runCron();
    expect(await rowsOf(site.server, "signatures")).toEqual([]);
  });

  it("has no sign-in that is older than the period on the page", async () => {
    const owner = await clientOf(site.server, "log@example.org");
    const security = await (await owner.open("/en/account/security/")).text();
    const period = Number(/erased after (\d+)\u00A0days/.exec(security)?.[1]);
    const { db } = site.server;
    const days = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();
    const [row] = await rowsOf(site.server, "sign_ins");
    const add = db.prepare(
      "insert into sign_ins (id, user_id, at, outcome, sealed_address, device) values (?1, ?4, ?2, 'signed-in', ?3, '')",
    );
    const whose = [row?.sealed_address, row?.user_id] as string[];
    await add.bind("young", days(period - 2), ...whose).run();
    await add.bind("old", days(period + 2), ...whose).run();
    await db.prepare("delete from job_runs").run();
    await site.server.runCron();
    const ids = (await rowsOf(site.server, "sign_ins")).map(({ id }) => id);
    expect(ids).toContain("young");
    expect(ids).not.toContain("old");
    const runs = await rowsOf(site.server, "job_runs");
    const run = runs.find(({ name }) => name === "accounts: sweep what they leave");
    expect(run).toMatchObject({ result: "done", counts: expect.stringContaining('"signIn":1') });
  });
});

/** Lets the period of every signature be over, as if this site had written so: what others write it keeps as evidence. */
async function makeOlder(db: D1Database): Promise<void> {
  const keys = await openRecordKeys(localSecrets(site.state).RECORD_KEYS ?? "");
  for (const row of (await rowsOf(site.server, "signatures")) as unknown as StoredSignature[]) {
    const older = { ...row, kept_until: "2026-01-01T00:00:00.000Z" };
    await db
      .prepare("update signatures set kept_until = ?2, record_check = ?3 where id = ?1")
      .bind(row.id, older.kept_until, await checkOfSignature(keys, older))
      .run();
  }
}

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { sealedTables } from "../../../worker/keeping/sealed-tables.ts";
import { claimDueMail, openMail, queueMail } from "../../../worker/mail/outbox.ts";
import { insertMessage } from "../../../worker/submissions/contact/messages.ts";
import { countByKey, countStale, resealAll } from "../../../worker/vault/resealing.ts";
import { resealAfterNewKey } from "../../../worker/vault/rotation.ts";
import { emailIndex, openKeyRing } from "../../../worker/vault/sealing.ts";
import { RunReport } from "../../../worker/web/run-report.ts";
import { message, messagesFrom } from "../../fixtures/contact.ts";
import { keys } from "../../fixtures/vault.ts";

const at = new Date("2026-12-01T10:00:00Z");
const before = `${keys.one} ${keys.index}`;
const after = `${keys.two} ${keys.one} ${keys.index}`;
const old = await openKeyRing(before);
const both = await openKeyRing(after);
const fresh = await openKeyRing(`${keys.two} ${keys.index}`);

const mail = { id: "M-1/client", to: message.email, subject: "Hi", text: "t", html: "h", headers: {} };
const write = async (count: number, ring = old) =>
  env.DB.batch(
    await Promise.all(
      Array.from({ length: count }, (_, index) =>
        insertMessage(env.DB, ring, `M-${String(index).padStart(3, "0")}`, message, "en", at),
      ),
    ),
  );
const finish = async () => {
  const total = { resealed: 0, broken: 0 };
  for await (const { resealed, broken } of resealAll(env.DB, both, sealedTables)) {
    total.resealed += resealed;
    total.broken += broken;
  }
  return total;
};
afterEach(() => vi.restoreAllMocks());

describe("after a new key", () => {
  it("everything is sealed with it, reads as before and is found by address, without the old key", async () => {
    await write(50);
    await (await queueMail(env.DB, old, mail, at)).run();
    expect(await countStale(env.DB, both, sealedTables)).toBe(51);
    expect(await finish()).toEqual({ resealed: 51, broken: 0 });
    expect(await countByKey(env.DB, sealedTables)).toEqual(new Map([["two", 301]]));
    const kept = await messagesFrom(env.DB, fresh, message.email);
    expect(kept).toHaveLength(50);
    expect(new Set(kept.map((one) => one.message))).toEqual(new Set([message.message]));
    const [claimed] = await claimDueMail(env.DB, at, at, 1);
    expect(claimed && (await openMail(fresh, claimed))).toEqual(mail);
    expect(await emailIndex(fresh, message.email)).toBe(await emailIndex(old, message.email));
  });

  it("the work that was stopped goes on where it was, and doing it again changes nothing", async () => {
    await write(50);
    for await (const { resealed } of resealAll(env.DB, both, sealedTables)) {
      expect(resealed).toBe(20);
      break;
    }
    expect(await countStale(env.DB, both, sealedTables)).toBe(30);
    expect(await finish()).toEqual({ resealed: 30, broken: 0 });
    const rows = await env.DB.prepare("select * from contact_messages").all();
    expect(await finish()).toEqual({ resealed: 0, broken: 0 });
    expect((await env.DB.prepare("select * from contact_messages").all()).results).toEqual(rows.results);
  });

  it("a row that was corrected or erased meanwhile is not put back", async () => {
    await write(2);
    const prepare = env.DB.prepare.bind(env.DB);
    let isChanged = false;
    const db = new Proxy(env.DB, {
      get(target, name) {
        if (name !== "batch") return Reflect.get(target, name).bind(target);
        return async (statements: D1PreparedStatement[]) => {
          if (!isChanged) await prepare("delete from contact_messages where reference = 'M-000'").run();
          if (!isChanged) await prepare("update contact_messages set sealed_phone = null").run();
          isChanged = true;
          return target.batch(statements);
        };
      },
    });
    for await (const _ of resealAll(db, both, sealedTables)) expect(isChanged).toBe(true);
    const { results } = await env.DB.prepare("select reference, sealed_phone from contact_messages").all();
    expect(results).toEqual([{ reference: "M-001", sealed_phone: null }]);
    expect(await countByKey(env.DB, sealedTables)).toEqual(new Map([["one", 5]]));
  });

  it("rows that do not open hold up no other and stay as they are", async () => {
    const lost = await openKeyRing(`${keys.three} ${keys.index}`);
    await write(3, lost);
    await (await insertMessage(env.DB, old, "M-999", message, "en", at)).run();
    expect(await finish()).toEqual({ resealed: 1, broken: 3 });
    expect(await countByKey(env.DB, sealedTables)).toEqual(
      new Map([
        ["three", 18],
        ["two", 6],
      ]),
    );
  });

  it("no sealed column is forgotten", async () => {
    const { results } = await env.DB.prepare("select name, sql from sqlite_master where type = 'table'").all<{
      name: string;
      sql: string;
    }>();
    const columns = results.flatMap(({ name, sql }) =>
      [...sql.matchAll(/^\s+(sealed\w*) /gm)].map(([, column = ""]) => ({ table: name, column })),
    );
    expect(columns.length).toBeGreaterThanOrEqual(7);
    for (const { table, column } of columns) {
      const sealed = sealedTables.find((one) => one.table === table);
      expect(sealed?.columns, `${table}.${column}`).toContain(column);
    }
  });
});

describe("the cron in production", () => {
  const cron = (secret: string, minutes: number) =>
    resealAfterNewKey(
      {
        ...env,
        VAULT_KEYS: secret,
        CLOCK_SHIFT_MS: String(at.getTime() + minutes * 60_000 - Date.now()),
      },
      sealedTables,
      new RunReport(),
    );

  it("seals everything again in a few runs, and looks no more once that is done", async () => {
    await write(350);
    await cron(after, 0);
    const left = await countStale(env.DB, both, sealedTables);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(350);
    await cron(after, 1);
    expect(await countStale(env.DB, both, sealedTables)).toBe(0);
    // An isolate that still has the old secret.
    await (await insertMessage(env.DB, old, "M-999", message, "en", at)).run();
    await cron(after, 2);
    expect(await countStale(env.DB, both, sealedTables)).toBe(0);
    await cron(after, 30);
    const key = await env.DB.prepare("select * from vault_keys").first();
    expect(key).toMatchObject({ id: "two", resealed_at: expect.any(String) });
    const prepare = vi.spyOn(env.DB, "prepare");
    await cron(after, 31);
    expect(prepare).toHaveBeenCalledOnce();
  });

  it("begins again for each new key, also for one that was in use before", async () => {
    await write(1);
    for (const [secret, minutes] of [
      [after, 0],
      [after, 30],
      [`${keys.one} ${keys.two} ${keys.index}`, 60],
      [`${keys.one} ${keys.two} ${keys.index}`, 90],
      [after, 120],
    ] as const) {
      await cron(secret, minutes);
    }
    expect(await countStale(env.DB, both, sealedTables)).toBe(0);
  });
});

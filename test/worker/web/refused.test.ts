import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { isSecondUse } from "../../../worker/accounts/engine/verifications.ts";
import { hasMovedOn } from "../../../worker/audit/log.ts";
import { isTaken } from "../../../worker/submissions/status/changes.ts";
import { patient } from "../../../worker/web/database.ts";
import { Unreachable } from "../../../worker/web/reach.ts";
import { type Constraint, isRefusedBy, Refused, refusalIn } from "../../../worker/web/refused.ts";

const db = patient(env.DB);

/** What the statements throw, one after the other in one batch. */
const thrownBy = (...statements: string[]): Promise<unknown> =>
  db.batch(statements.map((sql) => db.prepare(sql))).then(
    () => undefined,
    (error: unknown) => error,
  );

const user = (id: string, index: string) =>
  `insert into users (id, email_index, sealed_email, sealed_name, email_verified, created_at, updated_at)
   values ('${id}', '${index}', 'v1.k.a.b', 'v1.k.a.b', 1, '2026', '2026')`;
const use = "insert into used_verifications (id, expires_at) values ('a', '2026')";
const change = (position: number) =>
  `insert into status_events (id, reference, position, status, changed_at, changed_by)
   values ('e', 'M-1', ${position}, 'done', '2026', 'U-1')`;
const entry = `insert into audit_entries (sequence, at, actor, action, subject, previous, hash)
  values (7, '2026', 'U-1', 'opened', 'M-1', '', '')`;

describe("what the database refuses is known by its rule", () => {
  it.each<[string, Constraint, string, string[]]>([
    ["a key that is there", "unique", "used_verifications.id", [use, use]],
    ["an address that another has", "unique", "users.email_index", [user("U-1", "i"), user("U-2", "i")]],
    ["a trigger's reason", "trigger", "the audit log has moved on", [entry]],
    ["a position below one", "check", "position > 0", [change(0)]],
    ["nothing where something must be", "not null", "used_verifications.id", [use.replace("'a'", "null")]],
    ["what is no statement", "statement", "no such table: nowhere", ["select * from nowhere"]],
  ])("%s", async (_, constraint, rule, statements) => {
    const error = await thrownBy(...statements);
    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({ constraint });
    expect((error as Refused).rule).toContain(rule);
  });

  it("whether it was asked in a batch or alone", async () => {
    await db.prepare(use).run();
    for (const asked of [db.prepare(use).run(), db.prepare(use).first(), db.prepare(use).all()])
      await expect(asked).rejects.toBeInstanceOf(Refused);
  });

  it("and each rule that code asks for is one of the schema", async () => {
    expect(isSecondUse(await thrownBy(use, use))).toBe(true);
    expect(isTaken(await thrownBy(change(1), change(1)))).toBe(true);
    expect(hasMovedOn(await thrownBy(entry))).toBe(true);
    const late =
      "insert into credentials (id, user_id, password, created_at, updated_at) values ('c', 'U-0', '', '', '')";
    expect(isRefusedBy(await thrownBy(late), "trigger", "the account is gone")).toBe(true);
    expect(
      isRefusedBy(await thrownBy(user("U-1", "i"), user("U-2", "i")), "unique", "users.email_index"),
    ).toBe(true);
  });

  it("and none is taken for another", async () => {
    const others = [await thrownBy(user("U-1", "i"), user("U-2", "i")), await thrownBy(change(0))];
    for (const error of others)
      expect([isSecondUse(error), isTaken(error), hasMovedOn(error)]).toEqual([false, false, false]);
    expect(isTaken(await thrownBy(entry))).toBe(false);
    expect(hasMovedOn(await thrownBy(change(1), change(1)))).toBe(false);
  });
});

describe("what is no refusal", () => {
  it("is not taken for one, whatever its words say", async () => {
    for (const said of [
      "used_verifications.id",
      "the account is gone",
      "this place of the history is taken",
    ]) {
      const error = new Error(said);
      expect([isSecondUse(error), isTaken(error), hasMovedOn(error)]).toEqual([false, false, false]);
      expect(refusalIn(new Error("D1_ERROR: Network connection lost.", { cause: error }))).toBeUndefined();
    }
  });

  it("is a database that cannot be reached", async () => {
    const lost = {
      prepare: () => ({ run: () => Promise.reject(new Error("D1_ERROR: Network connection lost.")) }),
    };
    const asked = patient(lost as unknown as D1Database)
      .prepare("select 1")
      .run();
    await expect(asked).rejects.toBeInstanceOf(Unreachable);
    await expect(asked).rejects.toThrow("database: select 1");
  });
});

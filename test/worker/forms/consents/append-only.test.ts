import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { consentsOfSubject } from "../../../../worker/forms/consents/consents.ts";
import { deleteEndedConsents } from "../../../../worker/forms/consents/ended.ts";
import { consent } from "../../../fixtures/consent.ts";
import { addConsents, takeBack } from "../../consents.ts";

const past = new Date("2021-01-01T00:00:00Z");
const future = new Date("2999-01-01T00:00:00Z");
const run = (sql: string) => env.DB.prepare(sql).run();
const events = async () => (await consentsOfSubject(env.DB, "M-1")).map(({ event }) => event);
const withdraw = (keptUntil: Date | undefined) =>
  takeBack({
    subject: "M-1",
    purpose: "support",
    method: "unsubscribe",
    recordedAt: new Date("2020-12-02T10:00:00Z"),
    keptUntil,
  });
const sweep = (at: Date) => deleteEndedConsents(env, at, 100);

describe("the database", () => {
  it("changes no consent, whoever asks", async () => {
    await addConsents(consent);
    const { results } = await env.DB.prepare("select name from pragma_table_info('consents')").all<{
      name: string;
    }>();
    expect(results.length).toBeGreaterThan(15);
    for (const { name } of results) {
      await expect(run(`update consents set ${name} = ${name}`)).rejects.toThrow("never changed");
    }
  });

  it("lets no consent be replaced by another one of the same name", async () => {
    await addConsents(consent);
    const columns = `schema, subject, controller, purpose, legal_basis, processing, data_categories, method,
      policy_version, policy_hash, policy_language, label_hash, withdrawal, recorded_at, record_check`;
    await run(`insert or replace into consents (id, event, ${columns})
      select id, 'withdrawn', ${columns} from consents`);
    await run(`insert or replace into consents (sequence, id, event, ${columns})
      select sequence, 'other', 'withdrawn', ${columns} from consents`);
    expect(await consentsOfSubject(env.DB, "M-1")).toEqual([consent]);
  });

  it("deletes no consent before its end date, nor one without", async () => {
    await addConsents({ ...consent, keptUntil: future });
    await expect(run("delete from consents")).rejects.toThrow("kept until its end date");
    await run("insert into consent_clock values (1, '2998-12-31T23:59:59.999Z')");
    await expect(run("delete from consents")).rejects.toThrow("kept until its end date");
    await addConsents({ ...consent, id: "x", purpose: "newsletter" });
    await expect(run("delete from consents where id = 'x'")).rejects.toThrow("kept until its end date");
  });

  it("deletes no withdrawal before what it withdraws", async () => {
    await addConsents({ ...consent, keptUntil: past });
    await withdraw(past);
    await expect(run("delete from consents where event = 'withdrawn'")).rejects.toThrow("as long as");
  });
});

describe("consents whose end date has passed", () => {
  it("are deleted, and those whose date is to come are kept", async () => {
    await addConsents({ ...consent, keptUntil: past });
    await addConsents({ ...consent, id: "x", purpose: "newsletter", keptUntil: future });
    await sweep(new Date("2020-12-31T23:59:59Z"));
    expect(await events()).toHaveLength(2);
    await sweep(past);
    expect(await consentsOfSubject(env.DB, "M-1")).toMatchObject([{ id: "x" }]);
  });

  it("go together with their withdrawal, though they had no end of their own", async () => {
    await addConsents(consent);
    await withdraw(past);
    await sweep(past);
    expect(await events()).toEqual([]);
  });

  it("are kept as long as nobody says until when, withdrawn or not", async () => {
    await addConsents(consent);
    await withdraw(undefined);
    await sweep(future);
    expect(await events()).toEqual(["given", "withdrawn"]);
  });

  it("never leave a withdrawal forgotten while the consent is still there", async () => {
    await addConsents({ ...consent, keptUntil: future });
    await withdraw(past);
    await sweep(past);
    expect(await events()).toEqual(["given", "withdrawn"]);
  });
});

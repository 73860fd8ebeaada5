import { env } from "cloudflare:workers";
import { strFromU8, unzipSync } from "fflate";
import { beforeEach, describe, expect, it } from "vitest";
import { disclosuresByYear } from "../../../../worker/accounts/disclosures/years.ts";
import { insertSignIn } from "../../../../worker/accounts/sign-in/sign-ins.ts";
import { openMail } from "../../../../worker/mail/outbox.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { bytesOf } from "../../../../worker/web/base64url.ts";
import { answers } from "../../../fixtures/answers.ts";
import { today } from "../../../fixtures/content.ts";
import { keepMailWaiting } from "../../queued.ts";
import { allRows, ask, fillIn, lastShown } from "../../site.ts";
import { download, password, propose, sentBy, signedIn, step } from "./desk.ts";

const email = "li@example.org";
let client: { userId: string; cookie: string };
let first: { userId: string; cookie: string };
let second: { userId: string; cookie: string };
let message: string;

beforeEach(async () => {
  await keepMailWaiting();
  client = await signedIn(email, "client");
  first = await signedIn("first@example.org", "manager");
  second = await signedIn("second@example.org", "owner");
  message = await sentBy(email);
});

describe("a disclosure", () => {
  it("needs a second person, whatever the form or the database is asked for", async () => {
    const { reference, answer } = await propose(first.cookie, { records: message });
    expect(answer.headers.get("location")).toBe(`/staff/disclosures/${reference}/?done=disclosure-proposed`);
    expect(await step(first.cookie, reference, "approve")).toBe("already");
    const event = env.DB.prepare(
      "insert into disclosure_events (id, disclosure, position, step, at, by) values (?1, ?2, 2, 'approved', '2026', ?3)",
    );
    await expect(event.bind(`${reference}/2`, reference, first.userId).run()).rejects.toThrow(
      "another person",
    );
    expect((await download(second.cookie, reference)).status).toBe(303);
    expect(await step(second.cookie, reference, "approve")).toBe("disclosure-approved");
    const handing = env.DB.prepare(
      "insert into disclosure_events (id, disclosure, position, step, at, by, day) values ('x', ?1, 3, 'handed-over', '2026', ?2, '2026-01-01')",
    );
    await expect(handing.bind(reference, first.userId).run()).rejects.toThrow("this step does not follow");
    expect((await download(second.cookie, reference)).status).toBe(200);
  });

  it("hands over exactly the approved records and fields, signed, and tells the client", async () => {
    const { reference } = await propose(first.cookie, { records: message });
    await expect(env.DB.prepare("update disclosures set fields = '[\"phone\"]'").run()).rejects.toThrow(
      "the scope of a disclosure is never changed",
    );
    await step(second.cookie, reference, "approve");
    const { disclosure, jws } = await (await download(first.cookie, reference)).json<{
      disclosure: { records: unknown };
      jws: string;
    }>();
    const { name } = answers.contact;
    expect(disclosure.records).toEqual([{ record: message, data: { name, email } }]);
    expect(await provenBy(jws)).toEqual(disclosure);
    expect(await mailTo(`${reference}/told`)).toContain("District court");
    await ask("/en/account/disclosures/", { cookie: client.cookie });
    expect(lastShown()).toContain(reference);
    expect(await exportOf(client.cookie)).toContain(reference);
  });

  it("leaves an entry in the audit log for each step and each download", async () => {
    const { reference } = await propose(first.cookie, { records: message });
    await step(second.cookie, reference, "approve");
    for (const { cookie } of [first, second]) await download(cookie, reference);
    const { results } = await env.DB.prepare(
      "select action, actor from audit_entries where subject = ?1 order by sequence",
    )
      .bind(reference)
      .all();
    expect(results).toEqual([
      { action: "disclosure-proposed", actor: first.userId },
      { action: "disclosure-approved", actor: second.userId },
      { action: "disclosure-exported", actor: first.userId },
      { action: "disclosure-exported", actor: second.userId },
    ]);
    expect((await allRows()).filter((row) => row.includes("/told")).length).toBe(1);
    // Its page names both.
    await ask(`/staff/disclosures/${reference}/`, { cookie: first.cookie });
    expect(JSON.parse(lastShown())["page:/staff/disclosures/[reference]/"].names).toMatchObject({
      [first.userId]: "Li Wei",
      [second.userId]: "Li Wei",
    });
  });

  it("is taken back by who proposed it, refused by others, and then hands over nothing", async () => {
    const { reference } = await propose(first.cookie, { records: message });
    await step(second.cookie, reference, "approve");
    expect(await step(first.cookie, reference, "refuse", { note: "Settled." })).toBe("disclosure-refused");
    expect((await download(second.cookie, reference)).headers.get("location")).toContain("done=already");
    expect(await stateOf(reference)).toBe("withdrawn");
  });

  it("is not proposed with a scope that cannot be handed over, or silence without a reason and a day", async () => {
    const other = await sentBy("eve@example.org");
    const refusals: [Record<string, string>, string][] = [
      [{ records: "M-0000-0000-0000" }, "Nothing is held under M-0000-0000-0000"],
      [{ records: `${message}\n${other}` }, "These records belong to several clients"],
      [{ "field-goods": "yes" }, "None of these records has this field: Goods"],
      [{ "field-name": "", "field-email": "" }, "Tick at least one field"],
      [{ tell: "withhold", reviewOn: "2999-01-01" }, "Enter why the client is not told"],
      [{ tell: "withhold", silence: "Secret." }, "Enter the day on which staff review it"],
      [{ hold: "yes", reviewOn: "2020-01-01" }, "Choose a day after today"],
      [{ kind: "agreement", tell: "withhold" }, "cannot be kept from them"],
    ];
    for (const [fields, mistake] of refusals) {
      const { answer } = await propose(first.cookie, { records: message, ...fields });
      expect([mistake, answer.status, lastShown().includes(mistake)]).toEqual([mistake, 422, true]);
    }
    expect((await allRows()).filter((row) => row.startsWith("disclosures "))).toEqual([]);
  });

  it("hands over the account and the log of its sign-ins where they are named", async () => {
    const signIn = { at: new Date(), outcome: "signed-in", address: "203.0.113.1", device: "" } as const;
    await (await insertSignIn(env.DB, await keyRing(env), client.userId, signIn)).run();
    const { reference } = await propose(first.cookie, { records: client.userId, "field-signIns": "yes" });
    await step(second.cookie, reference, "approve");
    const { disclosure } = await (await download(first.cookie, reference)).json<{
      disclosure: { records: { data: { signIns: { address: string }[] } }[] };
    }>();
    expect(disclosure.records[0]?.data.signIns[0]?.address).toBe("203.0.113.1");
  });
});

describe("a disclosure by agreement", () => {
  it("is asked by mail and in the account, and approved only while the client agrees", async () => {
    const { reference } = await propose(first.cookie, { kind: "agreement", records: message, paper: "" });
    expect(await step(second.cookie, reference, "approve")).toBe("already");
    await env.DB.prepare("update disclosures set state = 'proposed'").run();
    expect(await step(second.cookie, reference, "approve")).toBe("already");
    await env.DB.prepare("update disclosures set state = 'asked'").run();
    const [, address = ""] = /(\/en\/answer\/\S+\/)/.exec(await mailTo(`${reference}/asked`)) ?? [];
    expect((await ask(address, { fields: { answer: "agree" } })).status).toBe(200);
    expect(await consents(reference)).toEqual(["given"]);
    expect(await step(second.cookie, reference, "approve")).toBe("disclosure-approved");
    const answer = { cookie: client.cookie, fields: { reference, answer: "refuse" } };
    expect((await ask("/en/account/disclosures/answer/", answer)).status).toBe(303);
    expect(await consents(reference)).toEqual(["given", "withdrawn"]);
    expect(await stateOf(reference)).toBe("declined");
    expect((await download(second.cookie, reference)).status).toBe(303);
  });

  it("ends when the client refuses, and when they withdraw among their consents", async () => {
    const { reference } = await propose(first.cookie, { kind: "agreement", records: message });
    const answer = (said: string) => ({ cookie: client.cookie, fields: { reference, answer: said } });
    await ask("/en/account/disclosures/answer/", answer("refuse"));
    expect(await stateOf(reference)).toBe("declined");
    const other = await propose(first.cookie, { kind: "agreement", records: message });
    await ask("/en/account/disclosures/answer/", {
      cookie: client.cookie,
      fields: { reference: other.reference, answer: "agree" },
    });
    const consent = `${other.reference}/disclosure`;
    await ask("/en/account/consents/withdraw/", { cookie: client.cookie, fields: { consent } });
    expect(await stateOf(other.reference)).toBe("declined");
  });
});

describe("a disclosure that is withheld", () => {
  const withheld = { tell: "withhold", silence: "The inquiry is secret.", reviewOn: "2999-01-01" };

  /** Proposes, approves and hands over a withheld disclosure. Its day of review lies within the year. */
  async function handOver(more: Readonly<Record<string, string>> = {}): Promise<string> {
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const { reference } = await propose(first.cookie, {
      records: message,
      ...withheld,
      reviewOn: soon,
      ...more,
    });
    await step(second.cookie, reference, "approve");
    expect((await download(second.cookie, reference)).status).toBe(200);
    return reference;
  }

  it("shows in no page, export or receipt of the client, nor does its hold, and is mailed to nobody", async () => {
    const reference = await handOver({ hold: "yes" });
    const pages = ["", "orders/", "consents/", "disclosures/", "security/", "delete/", "details/"];
    for (const page of pages) {
      await ask(`/en/account/${page}`, { cookie: client.cookie });
      expect([page, lastShown().includes(reference)]).toEqual([page, false]);
      expect([page, lastShown().includes("inquiry")]).toEqual([page, false]);
    }
    expect(await exportOf(client.cookie)).not.toContain(reference);
    expect((await ask(`/en/account/receipts/${reference}/`, { cookie: client.cookie })).status).toBe(404);
    expect((await ask(`/en/sent/${reference}/receipt.json`)).status).toBe(404);
    expect((await allRows()).filter((row) => row.startsWith("outbox ") && row.includes(reference))).toEqual(
      [],
    );
    expect(await silenceOfHold(reference)).toBe(1);
    expect(await disclosuresByYear(env.DB)).toEqual([]);
  });

  it("comes up when its review is due, and is told or withheld anew", async () => {
    const reference = await handOver({ hold: "yes" });
    await env.DB.prepare("update disclosures set review_on = '2020-01-01'").run();
    await ask("/staff/", { cookie: first.cookie });
    expect(lastShown()).toContain('"reviews":{"count":1');
    const soon = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
    const again = { silence: "Still secret.", reviewOn: soon };
    expect(await step(first.cookie, reference, "withhold", again)).toBe("disclosure-withheld");
    await ask("/staff/", { cookie: first.cookie });
    expect(lastShown()).not.toContain('"reviews"');
    expect(await step(first.cookie, reference, "tell")).toBe("disclosure-told");
    expect(await mailTo(`${reference}/told`)).toContain("we could not tell you earlier");
    await ask("/en/account/disclosures/", { cookie: client.cookie });
    expect(lastShown()).toContain(reference);
    expect(lastShown()).not.toContain("secret");
    expect(await silenceOfHold(reference)).toBe(0);
    expect(await disclosuresByYear(env.DB)).toEqual([{ year: today().slice(0, 4), kind: "order", count: 1 }]);
  });

  it("leads to nobody once the client is erased, and stays in the register", async () => {
    const reference = await handOver();
    const fields = { when: "now", password };
    expect((await fillIn("delete", "/en/account/delete/", fields, client.cookie)).status).toBe(303);
    expect(await env.DB.prepare("select email_index from disclosures").first("email_index")).toBeNull();
    expect(await step(first.cookie, reference, "tell")).toBe("disclosure-told");
    expect(await disclosuresByYear(env.DB)).toHaveLength(1);
  });

  it("can still be handed over and told of where a silent hold kept its records from an erasure", async () => {
    const reference = await handOver({ hold: "yes" });
    const fields = { when: "now", password };
    const erased = await fillIn("delete", "/en/account/delete/", fields, client.cookie);
    expect(erased.headers.get("location")).toBe("/en/erased/");
    expect((await download(first.cookie, reference)).status).toBe(200);
    expect(await step(first.cookie, reference, "tell")).toBe("disclosure-told");
    expect(await mailTo(`${reference}/told`)).toContain("District court");
  });

  it("ends its hold in the audit log", async () => {
    const reference = await handOver({ hold: "yes" });
    expect(await step(first.cookie, reference, "hold/release")).toBe("hold-released");
    expect(await step(first.cookie, reference, "hold/release")).toBe("already");
    const { results } = await env.DB.prepare(
      "select subject from audit_entries where action = 'hold-released'",
    ).all();
    expect(results).toEqual([{ subject: reference }]);
  });
});

async function stateOf(reference: string): Promise<unknown> {
  return env.DB.prepare("select state from disclosures where reference = ?1").bind(reference).first("state");
}

async function consents(subject: string): Promise<unknown[]> {
  const { results } = await env.DB.prepare("select event from consents where subject = ?1 order by sequence")
    .bind(subject)
    .all<{ event: string }>();
  return results.map(({ event }) => event);
}

async function silenceOfHold(reference: string): Promise<unknown> {
  return env.DB.prepare("select silent from legal_holds where id = ?1").bind(reference).first("silent");
}

async function exportOf(cookie: string): Promise<string> {
  const answer = await ask("/en/account/export/", { cookie, fields: {} });
  return Object.values(unzipSync(new Uint8Array(await answer.arrayBuffer())))
    .map((file) => strFromU8(file))
    .join("\n");
}

async function mailTo(id: string): Promise<string> {
  const row = await env.DB.prepare("select id, subject, sealed_mail as sealed from outbox where id = ?1")
    .bind(id)
    .first<{ id: string; subject: string; sealed: string }>();
  if (!row) throw new Error(`no mail ${id}`);
  return (await openMail(await keyRing(env), { ...row, attempt: 1 })).text;
}

/** What a signed line says, if the published key proves it. */
async function provenBy(jws: string): Promise<unknown> {
  const published = await ask("/.well-known/receipt-keys.json");
  const { keys } = await published.json<{ keys: [JsonWebKey] }>();
  const [header = "", payload = "", signature = ""] = jws.split(".");
  const key = await crypto.subtle.importKey("jwk", keys[0], "Ed25519", false, ["verify"]);
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  expect(await crypto.subtle.verify("Ed25519", key, bytesOf(signature), signed)).toBe(true);
  return JSON.parse(new TextDecoder().decode(bytesOf(payload)));
}

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openMail } from "../../../worker/mail/store.ts";
import { queueIssues, sendIssue } from "../../../worker/newsletter/issuing.ts";
import type { Issue } from "../../../worker/newsletter/schema.ts";
import {
  confirmSubscription,
  endSubscriptions,
  insertSubscription,
} from "../../../worker/newsletter/store.ts";
import type { Language } from "../../../worker/policy/schema.ts";
import { emailIndex } from "../../../worker/vault/core.ts";
import { keyRing } from "../../../worker/vault/ring.ts";

const db = env.DB;
const ring = await keyRing(env);
const at = new Date("2026-11-22T10:00:00Z");
const spring: Issue = { id: "spring", language: "en", subject: "Spring", paragraphs: ["The harvest is in."] };

async function subscribe(name: string, language: Language = "en"): Promise<void> {
  const reader = { reference: `N-${name}`, language, email: `${name}@example.org` };
  await (await insertSubscription(db, ring, reader, `hash of ${name}`, at)).run();
}

async function confirmed(name: string, language: Language = "en"): Promise<void> {
  await subscribe(name, language);
  await db.batch(confirmSubscription(db, `N-${name}`, at));
}

async function outbox() {
  const { results } = await db
    .prepare("select id, subject, sealed_mail as sealed from outbox order by id")
    .all<{ id: string; subject: string; sealed: string }>();
  return Promise.all(results.map((row) => openMail(ring, { ...row, attempt: 1 })));
}

describe("an issue of the newsletter", () => {
  it("goes to everybody who has confirmed, in its language, and to nobody else", async () => {
    await confirmed("anna");
    await confirmed("boris", "ru");
    await subscribe("clara");
    await confirmed("dora");
    await endSubscriptions(db, await emailIndex(ring, "dora@example.org"), at).run();
    await sendIssue(env, spring, at);
    await queueIssues(env);
    expect((await outbox()).map(({ to, subject }) => [to, subject])).toEqual([
      ["anna@example.org", "Spring"],
    ]);
  });

  it("is written around in its reader's language, with the way out of the list in text and headers", async () => {
    await confirmed("boris", "ru");
    await sendIssue(env, { ...spring, language: "ru", subject: "Весна", paragraphs: ["Урожай собран."] }, at);
    await queueIssues(env);
    const [mail] = await outbox();
    const address = /http\S+\/ru\/unsubscribe\/[\w-]{43}\//.exec(mail?.text ?? "")?.[0];
    expect(mail?.headers).toEqual({
      "List-Unsubscribe": `<${address}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    expect(mail?.html).toContain('<html lang="ru">');
    expect(mail?.text).toMatch(/Урожай собран\..*Отказаться можно в любое время/s);
  });

  it("is sent once, though it is sent again or its run is repeated", async () => {
    await confirmed("anna");
    await sendIssue(env, spring, at);
    await sendIssue(env, { ...spring, subject: "Spring, again" }, at);
    await Promise.all([queueIssues(env), queueIssues(env)]);
    await queueIssues(env);
    expect((await outbox()).map(({ subject }) => subject)).toEqual(["Spring"]);
  });

  it("reaches more readers than one batch takes, each once, also those of a run that stopped", async () => {
    const names = Array.from({ length: 95 }, (_, number) => `reader-${String(number).padStart(3, "0")}`);
    for (const name of names) await confirmed(name);
    await sendIssue(env, spring, at);
    let batches = 0;
    const stopping = new Proxy(db, {
      get(target, name) {
        if (name === "batch" && batches++ > 0) throw new Error("stopped");
        const value = Reflect.get(target, name) as unknown;
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    await expect(queueIssues({ ...env, DB: stopping })).rejects.toThrow("stopped");
    expect(await outbox()).toHaveLength(40);
    await queueIssues(env);
    expect((await outbox()).map(({ to }) => to)).toEqual(names.map((name) => `${name}@example.org`));
    const issue = await db.prepare("select queued_at from newsletter_issues").first();
    expect(issue?.queued_at).not.toBeNull();
  });

  it("does not go to somebody who leaves while a batch of readers is being put into the outbox", async () => {
    for (const name of ["anna", "boris"]) await confirmed(name);
    await sendIssue(env, spring, at);
    const index = await emailIndex(ring, "anna@example.org");
    const leaving = new Proxy(db, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (name !== "batch") return typeof value === "function" ? value.bind(target) : value;
        return async (statements: D1PreparedStatement[]) => {
          await endSubscriptions(db, index, at).run();
          return db.batch(statements);
        };
      },
    });
    await queueIssues({ ...env, DB: leaving });
    expect((await outbox()).map(({ to }) => to)).toEqual(["boris@example.org"]);
  });

  it("waits behind the one before it, and both are sent", async () => {
    await confirmed("anna");
    await sendIssue(env, spring, at);
    await sendIssue(env, { ...spring, id: "summer", subject: "Summer" }, new Date(at.getTime() + 1000));
    await queueIssues(env);
    expect((await outbox()).map(({ subject }) => subject)).toEqual(["Spring", "Summer"]);
  });
});

import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import organization from "../../../../content/organization.yaml";
import { claimDueMail, openMail } from "../../../../worker/mail/outbox.ts";
import { cancelMail } from "../../../../worker/mail/unsent.ts";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import type { Issue } from "../../../../worker/submissions/newsletter/form.ts";
import { insertIssue } from "../../../../worker/submissions/newsletter/issues.ts";
import { queueIssues } from "../../../../worker/submissions/newsletter/issuing.ts";
import {
  confirmSubscription,
  endSubscriptions,
  insertSubscription,
} from "../../../../worker/submissions/newsletter/subscriptions.ts";
import { newToken } from "../../../../worker/vault/locking.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { emailIndex } from "../../../../worker/vault/sealing.ts";
import type { Language } from "../../../../worker/web/organization.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { version } from "../../../fixtures/versions.ts";
import { stoppingDatabase, waitingMail } from "../../queued.ts";

const db = env.DB;
const ring = await keyRing(env);
const at = new Date("2026-11-22T10:00:00Z");
const spring: Issue = { id: "spring", language: "en", subject: "Spring", paragraphs: ["The harvest is in."] };

async function subscribe(name: string, language: Language = "en"): Promise<void> {
  const reader = { reference: `N-${name}`, language, email: `${name}@example.org`, unsubscribe: newToken() };
  await (await insertSubscription(db, ring, reader, at)).run();
}

async function confirmed(name: string, language: Language = "en"): Promise<void> {
  await subscribe(name, language);
  await db.batch(confirmSubscription(db, `N-${name}`, at));
}

/** Runs the job. Gives how many rows it set aside. */
async function queue(bindings: Env = env): Promise<number> {
  const report = new RunReport();
  await queueIssues(bindings, report);
  return report.setAside;
}

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

describe("an issue of the newsletter", () => {
  it("goes to everybody who has confirmed, in its language, and to nobody else", async () => {
    await confirmed("anna");
    await confirmed("boris", "ru");
    await subscribe("clara");
    await confirmed("dora");
    await endSubscriptions(db, await emailIndex(ring, "dora@example.org"), at).run();
    await insertIssue(db, spring, at).run();
    await queue();
    expect((await waitingMail()).map(({ to, subject }) => [to, subject])).toEqual([
      ["anna@example.org", "Spring"],
    ]);
  });

  it("is written around in its reader's language, with the way out of the list in text and headers", async () => {
    await confirmed("boris", "ru");
    await insertIssue(
      db,
      { ...spring, language: "ru", subject: "Весна", paragraphs: ["Урожай собран."] },
      at,
    ).run();
    await queue();
    const [mail] = await waitingMail();
    const address = /http\S+\/ru\/unsubscribe\/[\w-]{43}\//.exec(mail?.text ?? "")?.[0];
    expect(mail?.headers).toEqual({
      "List-Id": `<newsletter.${new URL(env.ORIGIN).hostname}>`,
      "List-Unsubscribe": `<${address}>, <mailto:${organization.email}?subject=unsubscribe&body=${encodeURIComponent(address ?? "")}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    expect(mail?.html).toContain('<html lang="ru">');
    expect(mail?.text).toMatch(/Урожай собран\..*\nОтказаться можно в любое время: \S+\n/s);
  });

  it("is sent once, though it is sent again or its run is repeated", async () => {
    await confirmed("anna");
    await insertIssue(db, spring, at).run();
    await insertIssue(db, { ...spring, subject: "Spring, again" }, at).run();
    await Promise.all([queue(), queue()]);
    await queue();
    expect((await waitingMail()).map(({ subject }) => subject)).toEqual(["Spring"]);
    expect(await db.prepare("select readers from newsletter_issues").first()).toEqual({ readers: 1 });
  });

  it("reaches more readers than one batch takes, each once, also those of a run that stopped", async () => {
    const names = Array.from({ length: 95 }, (_, number) => `reader-${String(number).padStart(3, "0")}`);
    for (const name of names) await confirmed(name);
    await insertIssue(db, spring, at).run();
    expect(await queue({ ...env, DB: stoppingDatabase() })).toBe(1);
    expect(await waitingMail()).toHaveLength(40);
    await queue();
    expect((await waitingMail()).map(({ to }) => to)).toEqual(names.map((name) => `${name}@example.org`));
    const issue = await db.prepare("select queued_at from newsletter_issues").first();
    expect(issue?.queued_at).not.toBeNull();
  });

  it("does not go to somebody who leaves while a batch of readers is being put into the outbox", async () => {
    for (const name of ["anna", "boris"]) await confirmed(name);
    await insertIssue(db, spring, at).run();
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
    await queue({ ...env, DB: leaving });
    expect((await waitingMail()).map(({ to }) => to)).toEqual(["boris@example.org"]);
  });

  it.each([
    ["before their mail has left", "queued"],
    ["after their mail has left", "sent"],
  ])("reaches nobody twice who leaves and comes back while it is being queued, %s", async (_, state) => {
    const index = await emailIndex(ring, "anna@example.org");
    await confirmed("anna");
    for (let reader = 0; reader < 40; reader += 1) await confirmed(`reader-${reader}`);
    await insertIssue(db, spring, at).run();
    expect(await queue({ ...env, DB: stoppingDatabase() })).toBe(1);
    if (state === "sent")
      await db.prepare("update outbox set sent_at = queued_at, next_attempt_at = null").run();
    await db.batch([endSubscriptions(db, index, at), cancelMail(db, "issue", index, at)]);
    const back = {
      reference: "N-zoe",
      language: "en" as const,
      email: "Anna@example.org",
      unsubscribe: "zoe",
    };
    await (await insertSubscription(db, ring, back, at)).run();
    await db.batch(confirmSubscription(db, "N-zoe", at));
    await queue();
    const whenever = new Date("2999-01-01T00:00:00Z");
    const due = await claimDueMail(db, whenever, whenever, 50);
    const mails = await Promise.all(due.map((claimed) => openMail(ring, claimed)));
    expect(mails).toHaveLength(state === "sent" ? 1 : 40);
    expect(mails.filter(({ to }) => /anna/i.test(to))).toEqual([]);
  });

  it("reaches all others when the row of one reader does not open, and is finished", async () => {
    for (const name of ["anna", "boris", "clara"]) await confirmed(name);
    await db
      .prepare(
        `update newsletter_subscriptions set sealed_email =
           (select sealed_email from newsletter_subscriptions where reference = 'N-anna')
         where reference = 'N-boris'`,
      )
      .run();
    await insertIssue(db, spring, at).run();
    expect(await queue()).toBe(1);
    expect((await waitingMail()).map(({ to }) => to)).toEqual(["anna@example.org", "clara@example.org"]);
    const issue = await db.prepare("select readers, queued_at from newsletter_issues").first();
    expect(issue).toEqual({ readers: 2, queued_at: expect.any(String) });
  });

  it("waits for none that cannot be queued", async () => {
    await confirmed("anna");
    await insertIssue(db, { ...spring, id: "broken", paragraphs: [""] }, at).run();
    await db.prepare("update newsletter_issues set paragraphs = '7' where id = 'broken'").run();
    await insertIssue(db, spring, new Date(at.getTime() + 1000)).run();
    expect(await queue()).toBe(1);
    expect((await waitingMail()).map(({ subject }) => subject)).toEqual(["Spring"]);
  });

  it("goes to nobody once a version in force names no newsletter, and to everybody under any other", async () => {
    await confirmed("anna");
    await insertIssue(db, spring, at).run();
    const [first] = versions;
    if (!first) throw new Error("the lock is empty");
    const without = {
      ...first.commitments,
      purposes: first.commitments.purposes.filter((one) => one !== "newsletter"),
    };
    const later = { ...version(2, "2026-11-23"), commitments: without };
    versions.push(later);
    await queue();
    expect(await waitingMail()).toEqual([]);
    versions.splice(-1, 1, { ...later, commitments: first.commitments });
    await queue();
    versions.pop();
    expect((await waitingMail()).map(({ to }) => to)).toEqual(["anna@example.org"]);
  });

  it("waits behind the one before it, and both are sent", async () => {
    await confirmed("anna");
    await insertIssue(db, spring, at).run();
    const summer = { ...spring, id: "summer", subject: "Summer" };
    await insertIssue(db, summer, new Date(at.getTime() + 1000)).run();
    await queue();
    expect((await waitingMail()).map(({ subject }) => subject).sort()).toEqual(["Spring", "Summer"]);
  });
});

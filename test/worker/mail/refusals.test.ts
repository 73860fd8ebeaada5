import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Mail } from "../../../worker/mail/mail.ts";
import {
  claimDueMail,
  deleteMailOf,
  forgetRecipients,
  queueMail,
  releaseMail,
} from "../../../worker/mail/outbox.ts";
import { refusalOf } from "../../../worker/mail/refusal.ts";
import type { StrangerMail } from "../../../worker/mail/stranger.ts";
import { cancelMail } from "../../../worker/mail/unsent.ts";
import { keyRing } from "../../../worker/vault/ring.ts";
import { emailIndex } from "../../../worker/vault/sealing.ts";

const mail: Mail = {
  id: "M-1/client",
  to: "li.wei@example.org",
  subject: "We have your message",
  text: "Hello",
  html: "<p>Hello</p>",
  headers: { "List-Unsubscribe": "<https://www.example.com/en/unsubscribe/x/>" },
};
const at = new Date("2026-12-01T10:00:00Z");
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const ring = await keyRing(env);
const rows = async () => (await env.DB.prepare("select * from outbox order by id").all()).results;
const due = async (when: Date) => (await claimDueMail(env.DB, when, later(1000), 50)).map(({ id }) => id);

describe("a mail that the mail service would refuse", () => {
  it.each<[string, Partial<Mail>]>([
    ["two recipients", { to: "a@example.org, b@example.org" }],
    ["two recipients without a comma", { to: "a@example.org b@example.org" }],
    ["a recipient with a line break", { to: "a@example.org\r\nBcc: b@example.org" }],
    ["a name in the recipient", { to: "Li <a@example.org>" }],
    ["no recipient", { to: "" }],
    ["a recipient that is too long", { to: `a@${"b".repeat(250)}.org` }],
    ["two addresses for answers", { replyTo: "a@example.org;b@example.org" }],
    ["a line break in the subject", { subject: "Hello\r\nBcc: b@example.org" }],
    ["a line separator in the subject", { subject: "Hello\u2028there" }],
    ["an empty subject", { subject: " " }],
    ["a subject that is too long", { subject: "x".repeat(201) }],
    ["a header of the service's own", { headers: { "Message-ID": "<1@example.org>" } }],
    ["a line break in a header", { headers: { "List-Unsubscribe": "<x>\r\nBcc: b@example.org" } }],
    ["a header that is too long", { headers: { "X-Reference": "x".repeat(2049) } }],
    ["a text of more than a megabyte", { text: "x".repeat(1024 * 1024) }],
  ])("is never tried, and is there for staff as failed: %s", async (_, more) => {
    expect(refusalOf({ ...mail, ...more })).toBeDefined();
    await (await queueMail(env.DB, ring, { ...mail, ...more }, at)).run();
    expect(await rows()).toMatchObject([{ failed_at: at.toISOString(), next_attempt_at: null }]);
    expect(await due(later(10_000))).toEqual([]);
  });

  it("is not one that we send", () => {
    expect(refusalOf(mail)).toBeUndefined();
  });
});

describe("a mail that is held", () => {
  it("does not leave until staff release its submission", async () => {
    await (await queueMail(env.DB, ring, mail, at, "held")).run();
    await (await queueMail(env.DB, ring, { ...mail, id: "M-10/client" }, at, "held")).run();
    expect(await due(later(100))).toEqual([]);
    await releaseMail(env.DB, "M-1", later(100)).run();
    expect(await due(later(100))).toEqual(["M-1/client"]);
  });

  it("is the one too many of its kind for its mailbox in an hour, and no other", async () => {
    const queue = async (id: string, to: string, kind: StrangerMail["kind"], when: Date, max = 20) => {
      const one: StrangerMail = { ...mail, id, to, kind };
      await (await queueMail(env.DB, ring, one, when, { max })).run();
    };
    for (let count = 10; count < 32; count += 1)
      await queue(`F-${count}/client`, `a.b+${count}@gmail.com`, "copy", at);
    await queue("dots", "AB@googlemail.com", "copy", at);
    await queue("other mailbox", "b@example.org", "copy", at);
    await queue("other kind", "ab@gmail.com", "registration", at);
    await queue("another network's first", "ab@gmail.com", "copy", at, 60);
    await queue("an hour later", "ab@gmail.com", "copy", later(61));
    const held = (await rows()).filter(({ held_at }) => held_at).map(({ id }) => id);
    expect(new Set(held)).toEqual(new Set(["F-30/client", "F-31/client", "dots"]));
  });

  it("keeps its link from ageing, whatever it is for", async () => {
    const day = (count: number) => new Date(at.getTime() + count * 86_400_000);
    for (const id of ["D-1/confirm", "registration/U-1", "M-2/guardian"])
      await (await queueMail(env.DB, ring, { ...mail, id }, at, "held")).run();
    await env.DB.batch([
      env.DB.prepare(
        "insert into links (token_hash, purpose, subject, expires_at) values ('a', 'data-request', 'D-1', ?1), ('b', 'data-request', 'D-2', ?1)",
      ).bind(day(7).toISOString()),
      env.DB.prepare(
        "insert into verifications (id, identifier, value, created_at, expires_at) values ('v', 'i', 'U-1', ?1, ?2)",
      ).bind(at.toISOString(), day(2).toISOString()),
      env.DB.prepare(
        "insert into waiting_for_guardians (reference, form, language, asked_at, expires_at, token_hash, sealed_content) values ('M-2', 'contact', 'en', ?1, ?2, 'h', 'v1.a.b.c')",
      ).bind(at.toISOString(), day(14).toISOString()),
    ]);
    for (const reference of ["D-1", "registration", "M-2"])
      await releaseMail(env.DB, reference, day(10)).run();
    const expiries = async (sql: string) => (await env.DB.prepare(sql).raw<[string]>()).map(([text]) => text);
    expect(await expiries("select expires_at from links order by token_hash")).toEqual(
      [day(17), day(7)].map((one) => one.toISOString()),
    );
    expect(await expiries("select expires_at from verifications")).toEqual([day(12).toISOString()]);
    expect(await expiries("select expires_at from waiting_for_guardians")).toEqual([day(24).toISOString()]);
  });
});

describe("whom mail went to", () => {
  it("is forgotten an hour after, once it has left", async () => {
    await (await queueMail(env.DB, ring, mail, at)).run();
    await forgetRecipients(env.DB, later(60), 100).run();
    expect((await rows())[0]?.recipient_index).not.toBeNull();
    await env.DB.prepare("update outbox set sent_at = queued_at").run();
    await forgetRecipients(env.DB, later(59), 100).run();
    expect((await rows())[0]?.recipient_index).not.toBeNull();
    await forgetRecipients(env.DB, later(60), 100).run();
    expect((await rows())[0]?.recipient_index).toBeNull();
  });

  it("is what waiting issues are taken back by for good, and nothing else of theirs", async () => {
    await (await queueMail(env.DB, ring, { ...mail, id: "issue/spring/N-1" }, at)).run();
    await (await queueMail(env.DB, ring, { ...mail, id: "issue/spring/N-2", to: "b@example.org" }, at)).run();
    await (await queueMail(env.DB, ring, mail, at)).run();
    await cancelMail(env.DB, "issue", await emailIndex(ring, "Li.Wei@example.org"), at).run();
    await (await queueMail(env.DB, ring, { ...mail, id: "issue/spring/N-1" }, at)).run();
    const due = await claimDueMail(env.DB, at, later(5), 20);
    expect(due.map(({ id }) => id).sort()).toEqual(["M-1/client", "issue/spring/N-2"]);
    const back = (await rows()).find(({ id }) => id === "issue/spring/N-1");
    expect(back).toMatchObject({ sealed_mail: null, recipient_index: null, next_attempt_at: null });
  });

  it("is what the mark of an issue that has left is erased by, with all that names its reader", async () => {
    const index = await emailIndex(ring, mail.to);
    await (await queueMail(env.DB, ring, { ...mail, id: `issue/spring/${index}` }, at)).run();
    await env.DB.prepare("update outbox set sent_at = queued_at, recipient_index = null").run();
    await (await queueMail(env.DB, ring, { ...mail, to: "b@example.org" }, at)).run();
    await deleteMailOf(env.DB, index).run();
    expect((await rows()).map(({ id }) => id)).toEqual(["M-1/client"]);
  });
});

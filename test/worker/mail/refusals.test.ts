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

  it("is the one too many for its recipient in an hour, and no other", async () => {
    for (let count = 10; count < 32; count += 1) {
      await (await queueMail(env.DB, ring, { ...mail, id: `F-${count}/client` }, at, "limited")).run();
    }
    await (await queueMail(env.DB, ring, { ...mail, id: "X", to: "b@example.org" }, at, "limited")).run();
    await (await queueMail(env.DB, ring, { ...mail, id: "Y" }, later(61), "limited")).run();
    const held = (await rows()).filter(({ held_at }) => held_at).map(({ id }) => id);
    expect(held).toEqual(["F-30/client", "F-31/client"]);
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

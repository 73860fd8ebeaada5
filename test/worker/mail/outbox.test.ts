import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { markSent } from "../../../worker/mail/departures.ts";
import type { Mail } from "../../../worker/mail/mail.ts";
import { claimDueMail, markFailed, openMail, queueMail } from "../../../worker/mail/outbox.ts";
import { keyRing } from "../../../worker/vault/ring.ts";
import { blindIndex } from "../../../worker/vault/sealing.ts";

const mail: Mail = {
  id: "M-1/client",
  to: "li.wei@example.org",
  replyTo: "privacy@example.com",
  subject: "We have your message M-1",
  text: "You wrote: hello",
  html: "<p>You wrote: hello</p>",
  headers: { "x-reference": "M-1" },
};

const minute = (count: number) => new Date(Date.parse("2026-12-01T10:00:00Z") + count * 60_000);
const ring = await keyRing(env);
const queue = async (one: Mail, at: Date) => (await queueMail(env.DB, ring, one, at)).run();
const claim = (at: Date, max = 10) => claimDueMail(env.DB, at, new Date(at.getTime() + 5 * 60_000), max);
const rows = async () => (await env.DB.prepare("select * from outbox order by id").all()).results;

describe("a mail in the outbox", () => {
  it("is queued as fast however many others wait for the same mailbox", async () => {
    await queue(mail, minute(0));
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)
       insert into outbox (id, subject, sealed_mail, queued_at, counted_index, kind)
       select 'grown/' || i, subject, sealed_mail, queued_at, 'mailbox', 'copy' from n, outbox where outbox.id = ?1`,
    )
      .bind(mail.id)
      .run();
    const toStranger = { ...mail, id: "M-2/client", kind: "copy" as const };
    const statement = await queueMail(env.DB, ring, toStranger, minute(1), { max: 20 });
    await env.DB.prepare("update outbox set counted_index = ?1 where id glob 'grown*'")
      .bind(await blindIndex(ring, "mailbox", mail.to))
      .run();
    const { meta } = await statement.run();
    expect(meta.rows_read).toBeLessThan(200);
    expect(await rows()).toContainEqual(
      expect.objectContaining({ id: "M-2/client", held_at: minute(1).toISOString() }),
    );
  });

  it("is queued once, as it first was, however often it is queued", async () => {
    await queue(mail, minute(0));
    await queue({ ...mail, text: "another" }, minute(1));
    expect(await rows()).toMatchObject([{ id: mail.id, attempts: 0 }]);
    const [claimed] = await claim(minute(1));
    expect(claimed && (await openMail(ring, claimed)).text).toBe(mail.text);
  });

  it("comes out as it went in", async () => {
    await queue(mail, minute(0));
    const { replyTo: _, ...plain } = { ...mail, id: "M-2/client" };
    await queue(plain, minute(1));
    const attachments = [{ filename: "receipt.json", type: "application/json", content: "{}" }];
    const withFile = { ...plain, id: "M-3/client", attachments };
    await queue(withFile, minute(2));
    const claimed = await claim(minute(2));
    expect(await Promise.all(claimed.map((one) => openMail(ring, one)))).toEqual([mail, plain, withFile]);
    expect(claimed).toMatchObject([{ attempt: 1 }, { attempt: 1 }, { attempt: 1 }]);
  });

  it("tells without the keys neither to whom it goes nor what it says", async () => {
    await queue(mail, minute(0));
    await markFailed(env.DB, ring, mail.id, minute(1), "no mailbox li.wei@example.org", minute(2));
    expect(JSON.stringify(await rows())).not.toMatch(/li\.wei|hello|privacy@|mailbox/);
  });

  it("is not taken before it is due, and the longest waiting is taken first", async () => {
    await queue({ ...mail, id: "b" }, minute(1));
    await queue({ ...mail, id: "a" }, minute(2));
    expect(await claim(minute(0))).toEqual([]);
    expect((await claim(minute(3), 1)).map(({ id }) => id)).toEqual(["b"]);
  });

  it("is taken by one run only, until that run has had its time", async () => {
    await queue(mail, minute(0));
    const runs = await Promise.all([claim(minute(0)), claim(minute(0)), claim(minute(0))]);
    expect(runs.flat()).toHaveLength(1);
    expect(await claim(minute(4))).toEqual([]);
    expect(await claim(minute(5))).toMatchObject([{ id: mail.id, attempt: 2 }]);
  });

  it("is erased once it has left, but for the fact that it has", async () => {
    await queue(mail, minute(0));
    await claim(minute(0));
    await markSent(env.DB, [{ id: mail.id, at: minute(1).toISOString() }]);
    expect(await rows()).toMatchObject([
      {
        id: mail.id,
        sealed_mail: null,
        sealed_error: null,
        sent_at: minute(1).toISOString(),
        next_attempt_at: null,
      },
    ]);
    expect(await claim(minute(1000))).toEqual([]);
  });

  it("waits for its next try after a failed one", async () => {
    await queue(mail, minute(0));
    await claim(minute(0));
    await markFailed(env.DB, ring, mail.id, minute(0), "busy", minute(1));
    expect(await rows()).toMatchObject([{ sealed_error: expect.stringMatching(/^v1/), failed_at: null }]);
    expect(await claim(minute(0))).toEqual([]);
    expect(await claim(minute(1))).toMatchObject([{ attempt: 2 }]);
  });

  it("stays for staff to see, text and all, when it has failed for good", async () => {
    await queue(mail, minute(0));
    await claim(minute(0));
    await markFailed(env.DB, ring, mail.id, minute(9), "no such mailbox", undefined);
    expect(await rows()).toMatchObject([
      { failed_at: minute(9).toISOString(), sealed_mail: expect.stringMatching(/^v1/) },
    ]);
    expect(await claim(minute(100_000))).toEqual([]);
  });
});

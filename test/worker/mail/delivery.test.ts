import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import organization from "../../../content/organization.yaml";
import { maxAttempts } from "../../../worker/mail/attempts.ts";
import { deliverDueMail } from "../../../worker/mail/delivery.ts";
import { listHeaders } from "../../../worker/mail/lists.ts";
import { deleteMailOf } from "../../../worker/mail/outbox.ts";
import { selectSuppressed, suppressedIn } from "../../../worker/mail/suppressed.ts";
import { cancelMail, retryMail } from "../../../worker/mail/unsent.ts";
import { emailIndex } from "../../../worker/vault/sealing.ts";
import { legalName } from "../../../worker/web/names.ts";
import { day, mail, queue, queuedAt, ring, rows, withMail } from "./deliveries.ts";

/** What reaches the mail service. */
interface Sent {
  to: string;
  replyTo?: string;
  headers: Readonly<Record<string, string>>;
}

const logged = vi.fn<typeof console.error>();
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(logged);
});
afterEach(() => {
  vi.restoreAllMocks();
  logged.mockClear();
});

describe("a run that delivers mail", () => {
  it("sends each mail that waits, from the organization, and sends none twice", async () => {
    const ids = Array.from({ length: 23 }, (_, index) => `M-${index}`);
    for (const id of ids) await queue({ ...mail, id, to: `${id}@example.org` });
    const sent: unknown[] = [];
    const bindings = withMail(async (one) => {
      sent.push(one);
    });
    await Promise.all([deliverDueMail(bindings), deliverDueMail(bindings)]);
    await deliverDueMail(bindings);
    expect(sent).toHaveLength(23);
    expect(new Set(sent.map((one) => (one as { to: string }).to)).size).toBe(23);
    expect(sent[0]).toMatchObject({ from: { email: organization.sender, name: legalName(organization) } });
    expect(await rows()).toEqual(
      Array.from({ length: 23 }, () => expect.objectContaining({ sealed_mail: null })),
    );
  });

  it("sends the newsletter from a sender of its own, and everything else from the other", async () => {
    const unsubscribe = "https://www.example.com/en/unsubscribe/t/";
    const of = (list: "newsletter" | "policy-changes") =>
      listHeaders(list, { origin: "https://www.example.com", unsubscribe, inbox: organization.email });
    await queue({ ...mail, id: "issue/1/a", headers: of("newsletter") });
    await queue({ ...mail, id: "policy/1/a", headers: of("policy-changes") });
    const senders: string[] = [];
    await deliverDueMail(
      withMail(async (one) => {
        senders.push((one as unknown as { from: { email: string } }).from.email);
      }),
    );
    expect(new Set(senders)).toEqual(new Set([organization.newsletterSender, organization.sender]));
  });

  it("does not try again where the service takes nothing for a recipient, and says so", async () => {
    await queue(mail);
    const refuse = async () => {
      throw Object.assign(new Error("Recipient is suppressed: li@example.org"), {
        code: "E_RECIPIENT_SUPPRESSED",
      });
    };
    await deliverDueMail(withMail(refuse));
    expect(await rows()).toMatchObject([{ state: "suppressed", attempts: 1, next_attempt_at: null }]);
    const index = await emailIndex(ring, mail.to);
    expect(suppressedIn(await selectSuppressed(env.DB, index).run())).toBeInstanceOf(Date);
    await retryMail(env.DB, mail.id, new Date()).run();
    expect(await rows()).toMatchObject([{ state: "waiting", suppressed: 0 }]);
    await deliverDueMail(withMail(async () => undefined));
    expect(await rows()).toMatchObject([{ state: null }]);
    expect(suppressedIn(await selectSuppressed(env.DB, index).run())).toBeUndefined();
  });

  it("knows no more of a recipient who was refused, once they are erased", async () => {
    await queue(mail);
    await deliverDueMail(withMail(() => Promise.reject(new Error("E_RECIPIENT_SUPPRESSED: on the list"))));
    const index = await emailIndex(ring, mail.to);
    await deleteMailOf(env.DB, index).run();
    expect(suppressedIn(await selectSuppressed(env.DB, index).run())).toBeUndefined();
    expect(await rows()).toEqual([]);
  });

  it("sends the others when one fails", async () => {
    await queue({ ...mail, id: "a", to: "broken@example.org" });
    await queue({ ...mail, id: "b" });
    await deliverDueMail(
      withMail(async ({ to }) => {
        if (to.startsWith("broken")) throw new Error("no such mailbox");
      }),
    );
    expect(await rows()).toMatchObject([
      { id: "a", sent_at: null, sealed_error: expect.any(String), attempts: 1 },
      { id: "b", sent_at: expect.any(String) },
    ]);
  });

  it("sends the others when one does not open", async () => {
    await queue({ ...mail, id: "a" });
    await queue({ ...mail, id: "b" });
    await env.DB.prepare(
      "update outbox set sealed_mail = (select sealed_mail from outbox where id = 'b') where id = 'a'",
    ).run();
    const sent: unknown[] = [];
    await deliverDueMail(
      withMail(async (one) => {
        sent.push(one);
      }),
    );
    expect(sent).toHaveLength(1);
    expect(await rows()).toMatchObject([
      { id: "a", sent_at: null, sealed_error: expect.any(String) },
      { id: "b", sent_at: expect.any(String) },
    ]);
  });

  it("gives a mail up after the last try, where staff can see it", async () => {
    await queue(mail);
    let tries = 0;
    for (let run = 0; run < maxAttempts + 2; run += 1) {
      const bindings = withMail(async () => {
        tries += 1;
        throw new Error("refused");
      }, run * day);
      await deliverDueMail(bindings);
    }
    expect(tries).toBe(maxAttempts);
    expect(await rows()).toMatchObject([
      {
        attempts: maxAttempts,
        failed_at: expect.any(String),
        next_attempt_at: null,
        sealed_mail: expect.any(String),
      },
    ]);
  });

  it("sends a mail later that failed at first, and then forgets the failure", async () => {
    await queue(mail);
    await deliverDueMail(withMail(() => Promise.reject(new Error("busy"))));
    await deliverDueMail(withMail(() => Promise.resolve(), day));
    expect(await rows()).toMatchObject([{ attempts: 2, sent_at: expect.any(String), sealed_error: null }]);
  });

  it("refuses again what the mail service would refuse, though staff asked to try it once more", async () => {
    await queue({ ...mail, to: "a@example.org, b@example.org" });
    await retryMail(env.DB, mail.id, queuedAt).run();
    const send = vi.fn<() => Promise<void>>();
    await deliverDueMail(withMail(send));
    expect(send).not.toHaveBeenCalled();
    expect(await rows()).toMatchObject([{ failed_at: expect.any(String), next_attempt_at: null }]);
  });

  it("tries no mail again that was taken back while it was being sent", async () => {
    await queue({ ...mail, id: "issue/spring/a" });
    const index = await emailIndex(ring, mail.to);
    const takenBack = withMail(async () => {
      await cancelMail(env.DB, "issue", index, queuedAt).run();
      throw new Error("busy");
    });
    await deliverDueMail(takenBack);
    expect(await rows()).toMatchObject([{ next_attempt_at: null, sealed_mail: null, sealed_error: null }]);
  });

  it("says of each mail that a program sent it, where an answer goes, and which mail it is however often it is tried", async () => {
    await queue(mail);
    await queue({ ...mail, id: "M-1/staff", to: organization.email, replyTo: "li@example.org" });
    await queue({ ...mail, id: "M-2/staff", to: organization.email });
    const tried: Sent[] = [];
    const take = async (one: object) => {
      tried.push(one as Sent);
      if (tried.length <= 3) throw new Error("no answer");
    };
    await deliverDueMail(withMail(take));
    await deliverDueMail(withMail(take, day));
    expect(tried).toHaveLength(6);
    for (const { headers } of tried) expect(headers["Auto-Submitted"]).toBe("auto-generated");
    const keys = tried.map(({ headers }) => headers["X-Idempotency-Key"]);
    expect(keys.slice(0, 3)).toEqual(keys.slice(3));
    expect(new Set(keys).size).toBe(3);
    expect(tried.slice(0, 3).map(({ replyTo }) => replyTo)).toEqual([
      organization.email,
      "li@example.org",
      undefined,
    ]);
  });

  it("logs a failure without what was written or to whom", async () => {
    await queue(mail);
    await deliverDueMail(
      withMail(() => Promise.reject(new Error("E_DELIVERY_FAILED: no Li at li@example.org"))),
    );
    expect(logged).toHaveBeenCalledOnce();
    const line = String(logged.mock.calls[0]);
    expect(line).not.toMatch(/\bLi\b|example\.org/);
    expect(JSON.parse(line)).toMatchObject({
      event: "mail: delivery failed",
      error: "Error E_DELIVERY_FAILED",
    });
  });
});

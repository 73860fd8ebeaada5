import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import organization from "../../../content/organization.yaml";
import { maxAttempts } from "../../../worker/mail/attempts.ts";
import { deliverByCron, deliverDueMail } from "../../../worker/mail/delivery.ts";
import { recordNoted } from "../../../worker/mail/departures.ts";
import { listHeaders } from "../../../worker/mail/lists.ts";
import type { Mail, SentMail } from "../../../worker/mail/mail.ts";
import { deleteMailOf, queueMail } from "../../../worker/mail/outbox.ts";
import type { SentLedger } from "../../../worker/mail/sent-ledger.ts";
import { selectSuppressed, suppressedIn } from "../../../worker/mail/suppressed.ts";
import { cancelMail, retryMail } from "../../../worker/mail/unsent.ts";
import { keyRing } from "../../../worker/vault/ring.ts";
import { emailIndex } from "../../../worker/vault/sealing.ts";
import { legalName } from "../../../worker/web/names.ts";
import { RunReport } from "../../../worker/web/run-report.ts";
import { countedDatabase } from "../counted-database.ts";

const day = 24 * 60 * 60 * 1000;
const queuedAt = new Date("2026-01-01T00:00:00Z");
const mail: Mail = {
  id: "M-1/client",
  to: "li@example.org",
  subject: "Hi",
  text: "t",
  html: "h",
  headers: {},
};
const ring = await keyRing(env);
const queue = async (one: Mail) => (await queueMail(env.DB, ring, one, queuedAt)).run();
const rows = async () => (await env.DB.prepare("select * from outbox order by id").all()).results;

/** The Worker's bindings with a mail service that does this with each mail, on a clock this far ahead. */
function withMail(send: (mail: { to: string }) => Promise<void>, ahead = 0): Env {
  const service = { send } as unknown as SendEmail;
  return { ...env, MAIL: service, CLOCK_SHIFT_MS: String(ahead) };
}

/** What reaches the mail service. */
interface Sent {
  to: string;
  replyTo?: string;
  headers: Readonly<Record<string, string>>;
}

/** A mail service that takes a mail. */
function takenInto(sent: string[], to: string): () => Promise<void> {
  return async () => {
    sent.push(to);
  };
}

const ledger = env.SENT.getByName("sent");

/** The ledger, some of whose calls do something else. */
function ledgerWith(calls: Partial<Record<keyof SentLedger, (...args: never[]) => Promise<unknown>>>) {
  const { note, all, forget } = ledger;
  return { getByName: () => ({ note, all, forget, ...calls }) } as unknown as Env["SENT"];
}

/** Bindings of a Worker that is killed once it has made so many calls: the last one is done and never heard of. */
function killedAfter(lastCall: number, sent: string[]): Env {
  let calls = 0;
  const never = new Error("killed");
  const call = async <Answer>(act: () => Promise<Answer>): Promise<Answer> => {
    calls += 1;
    if (calls > lastCall) throw never;
    const answer = await act();
    if (calls === lastCall) throw never;
    return answer;
  };
  const counted = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        const value = Reflect.get(target, name) as (...options: unknown[]) => unknown;
        if (name === "bind") return (...values: unknown[]) => counted(target.bind(...values));
        return (...options: unknown[]) => call(async () => Reflect.apply(value, target, options));
      },
    });
  const DB = new Proxy(env.DB, {
    get: (target, name) =>
      name === "prepare" ? (sql: string) => counted(target.prepare(sql)) : Reflect.get(target, name),
  });
  const SENT = ledgerWith({
    note: (mail: SentMail) => call(() => ledger.note(mail)),
    all: () => call(() => ledger.all()),
    forget: (ids: string[]) => call(() => ledger.forget(ids)),
  });
  const { MAIL } = withMail(({ to }) => call(takenInto(sent, to)));
  return { ...env, DB, SENT, MAIL };
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

  it("repeats one mail at most if it is killed, at whatever moment", async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `M-${String(index).padStart(2, "0")}`);
    let isKilled = true;
    for (let lastCall = 1; isKilled; lastCall += 1) {
      for (const id of ids) await queue({ ...mail, id, to: `${id}@example.org` });
      const sent: string[] = [];
      const killed = killedAfter(lastCall, sent);
      await deliverDueMail(killed).catch(() => undefined);
      isKilled = (await rows()).some((row) => row.sent_at === null);
      await deliverDueMail(withMail(({ to }) => takenInto(sent, to)(), day));
      expect(new Set(sent).size, `killed after call ${lastCall}`).toBe(ids.length);
      expect(sent.length - ids.length, `killed after call ${lastCall}`).toBeLessThanOrEqual(1);
      await env.DB.prepare("delete from outbox").run();
    }
  });

  it("tells the database together of the ten mails that it claimed together", async () => {
    for (let index = 0; index < 10; index += 1) await queue({ ...mail, id: `M-${index}` });
    const { trips, database } = countedDatabase(env.DB);
    await deliverDueMail({ ...withMail(async () => undefined), DB: database });
    expect(trips).toEqual([
      expect.stringContaining("set attempts"),
      expect.stringContaining("set sent_at"),
      expect.stringContaining("set attempts"),
    ]);
    expect(await ledger.all()).toEqual([]);
  });

  it("does not send what another run sent and could not record, and says when that left", async () => {
    await queue(mail);
    const at = "2026-01-01T00:00:07.000Z";
    const ended = withMail(async () => {
      await ledger.note({ id: mail.id, at });
      throw new Error("killed");
    });
    await deliverDueMail(ended);
    const send = vi.fn<() => Promise<void>>();
    await deliverDueMail(withMail(send, day));
    expect(send).not.toHaveBeenCalled();
    expect(await rows()).toMatchObject([{ sent_at: at, sealed_mail: null }]);
    expect(await ledger.all()).toEqual([]);
  });

  it("does not send what left either while a third run records that", async () => {
    await queue(mail);
    await deliverDueMail(withMail(() => Promise.reject(new Error("killed"))));
    await ledger.note({ id: mail.id, at: "2026-01-01T00:00:07.000Z" });
    const SENT = ledgerWith({
      all: async () => {
        await recordNoted(env);
        return ledger.all();
      },
    });
    const send = vi.fn<() => Promise<void>>();
    await deliverDueMail({ ...withMail(send, day), SENT });
    expect(send).not.toHaveBeenCalled();
  });

  it("sends nothing a second time while nobody can say whether it has left, but everything else", async () => {
    await queue({ ...mail, id: "M-1" });
    await deliverDueMail(withMail(() => Promise.reject(new Error("busy"))));
    await queue({ ...mail, id: "M-2" });
    const SENT = ledgerWith({ all: () => Promise.reject(new Error("no ledger")) });
    await expect(deliverDueMail({ ...withMail(async () => undefined, day), SENT })).rejects.toThrow(
      "no ledger",
    );
    expect(await rows()).toMatchObject([{ sent_at: null }, { sent_at: expect.any(String) }]);
  });

  it("tells the database at once where the ledger fails, and asks the ledger no more", async () => {
    await queue({ ...mail, id: "M-1" });
    await queue({ ...mail, id: "M-2" });
    const note = vi.fn<() => Promise<void>>(() => Promise.reject(new Error("no ledger")));
    const left: unknown[] = [];
    const send = async () => {
      left.push((await rows()).map(({ sent_at }) => typeof sent_at));
    };
    await deliverDueMail({ ...withMail(send), SENT: ledgerWith({ note }) });
    expect(left).toEqual([
      ["object", "object"],
      ["string", "object"],
    ]);
    expect(await rows()).toMatchObject([{ sent_at: expect.any(String) }, { sent_at: expect.any(String) }]);
    expect(note).toHaveBeenCalledOnce();
  });

  it("goes on where the ledger does not forget, and leaves that to the cron", async () => {
    for (let index = 0; index < 12; index += 1) await queue({ ...mail, id: `M-${index}` });
    const forget = () => Promise.reject(new Error("no ledger"));
    const send = vi.fn<() => Promise<void>>();
    await deliverDueMail({ ...withMail(send), SENT: ledgerWith({ forget }) });
    expect(send).toHaveBeenCalledTimes(12);
    await deliverByCron(withMail(send), new RunReport());
    expect(send).toHaveBeenCalledTimes(12);
    expect(await ledger.all()).toEqual([]);
  });

  it("leaves nothing in the ledger that the cron finds there, even of a mail that was erased meanwhile", async () => {
    await queue({ ...mail, id: "M-1" });
    await ledger.note({ id: "M-1", at: "2026-01-01T00:00:07.000Z" });
    await ledger.note({ id: "M-2", at: "2026-01-01T00:00:08.000Z" });
    const send = vi.fn<() => Promise<void>>();
    await deliverByCron(withMail(send), new RunReport());
    expect(send).not.toHaveBeenCalled();
    expect(await rows()).toMatchObject([{ sent_at: "2026-01-01T00:00:07.000Z" }]);
    expect(await ledger.all()).toEqual([]);
  });

  it("sends by the cron what is due, though the ledger cannot be asked", async () => {
    await queue(mail);
    const SENT = ledgerWith({ all: () => Promise.reject(new Error("no ledger")) });
    await deliverByCron({ ...withMail(async () => undefined), SENT }, new RunReport());
    expect(await rows()).toMatchObject([{ sent_at: expect.any(String) }]);
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

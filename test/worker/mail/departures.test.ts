import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deliverByCron, deliverDueMail } from "../../../worker/mail/delivery.ts";
import { recordNoted } from "../../../worker/mail/departures.ts";
import type { SentMail } from "../../../worker/mail/mail.ts";
import { RunReport } from "../../../worker/web/run-report.ts";
import { countedDatabase } from "../counted-database.ts";
import { day, ledger, ledgerWith, mail, queue, rows, withMail } from "./deliveries.ts";

/** A mail service that takes a mail. */
function takenInto(sent: string[], to: string): () => Promise<void> {
  return async () => {
    sent.push(to);
  };
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

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("a run that notes what it has sent", () => {
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
});

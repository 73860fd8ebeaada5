import { env } from "cloudflare:workers";
import type { Mail } from "../../worker/mail/mail.ts";
import { openMail } from "../../worker/mail/outbox.ts";
import { keyRing } from "../../worker/vault/ring.ts";

/** Lets no run send mail in this test, so that it can be read in the outbox. */
export async function keepMailWaiting(): Promise<void> {
  await env.DB.prepare(
    "create trigger mail_stays before update of attempts on outbox begin select raise(ignore); end",
  ).run();
}

/** All mail that waits, opened, by recipient. */
export async function waitingMail(): Promise<Mail[]> {
  const ring = await keyRing(env);
  const { results } = await env.DB.prepare(
    "select id, subject, sealed_mail as sealed from outbox order by id",
  ).all<{
    id: string;
    subject: string;
    sealed: string;
  }>();
  const mails = await Promise.all(results.map((row) => openMail(ring, { ...row, attempt: 1 })));
  return mails.toSorted((one, other) => (one.to < other.to ? -1 : 1));
}

/** A database whose second batch finds the machine stopped. */
export function stoppingDatabase(): D1Database {
  let batches = 0;
  return new Proxy(env.DB, {
    get(target, name) {
      if (name === "batch" && batches++ > 0) throw new Error("stopped");
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

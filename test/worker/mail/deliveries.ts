import { env } from "cloudflare:workers";
import type { Mail } from "../../../worker/mail/mail.ts";
import { queueMail } from "../../../worker/mail/outbox.ts";
import type { SentLedger } from "../../../worker/mail/sent-ledger.ts";
import { keyRing } from "../../../worker/vault/ring.ts";

export const day = 24 * 60 * 60 * 1000;
export const queuedAt = new Date("2026-01-01T00:00:00Z");
export const mail: Mail = {
  id: "M-1/client",
  to: "li@example.org",
  subject: "Hi",
  text: "t",
  html: "h",
  headers: {},
};
export const ring = await keyRing(env);
export const queue = async (one: Mail) => (await queueMail(env.DB, ring, one, queuedAt)).run();
export const rows = async () => (await env.DB.prepare("select * from outbox order by id").all()).results;

/** The Worker's bindings with a mail service that does this with each mail, on a clock this far ahead. */
export function withMail(send: (mail: { to: string }) => Promise<void>, ahead = 0): Env {
  const service = { send } as unknown as SendEmail;
  return { ...env, MAIL: service, CLOCK_SHIFT_MS: String(ahead) };
}

export const ledger = env.SENT.getByName("sent");

/** The ledger, some of whose calls do something else. */
export function ledgerWith(calls: Partial<Record<keyof SentLedger, (...args: never[]) => Promise<unknown>>>) {
  const { note, all, forget } = ledger;
  return { getByName: () => ({ note, all, forget, ...calls }) } as unknown as Env["SENT"];
}

import { once } from "node:events";
import { localSecrets } from "../../local/secrets.ts";
import { startServer } from "../../local/server.ts";
import { queueMail } from "../../worker/mail/outbox.ts";
import { openKeyRing } from "../../worker/vault/sealing.ts";

// Runs the built site on a state, puts mails into its outbox and delivers them, until it is killed. crash.ts starts it a
// round ahead; it waits for a word, because only one server may have the state.
const [state = "", shift = "0", from = "0", count = "0"] = process.argv.slice(2);
await once(process.stdin, "data");
const clockShiftMs = Number(shift);
const server = await startServer({ port: 0, state, clockShiftMs, quiet: true, cronsByHand: true });
// Miniflare's database has types of its own.
const db = (await server.db()) as unknown as D1Database;
const ring = await openKeyRing(localSecrets(state).VAULT_KEYS ?? "");
const at = new Date(Date.now() + clockShiftMs);
const mails = Array.from({ length: Number(count) }, (_, index) => {
  const number = Number(from) + index;
  const to = `reader-${number}@example.org`;
  const mail = {
    id: `crash/${number}`,
    to,
    subject: "Crash",
    text: "Once.",
    html: "<p>Once.</p>",
    headers: {},
  };
  return queueMail(db, ring, mail, at);
});
await db.batch(await Promise.all([...mails, db.prepare("select 1")]));
console.log("sending");
await server.runCron();
const left = await db
  .prepare("select count(*) as count from outbox where next_attempt_at is not null")
  .first();
console.log(`done: ${left?.count} left`);

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { killGroup, prepare, start } from "../../../bench/killable.ts";
import { build } from "../../../local/build.ts";
import { readMailbox, type StoredMail } from "../../../local/mailbox.ts";
import { startServer } from "../../../local/server.ts";
import { Load, type Post } from "./load.ts";

/** What was seen of a site that is killed under load. */
export interface Kills {
  kills: number;
  /** Messages that were acknowledged, each sent until it was. */
  acknowledged: number;
  /** Of those, how many the database does not have with their consent. */
  lost: number;
  /** Messages that the database has twice. */
  doubled: number;
  /** Messages whose mail to their sender never came. */
  mailLost: number;
  /** Mails to senders that came again, and mails to the organization. */
  mailRepeated: { toSenders: number; toStaff: number };
}

const site = join(import.meta.dirname, "site.ts");

/** How far the clock goes on between two starts: until a killed run no longer has the mails that it claimed. */
const leaseMs = 6 * 60_000;

/** Kills the site at random moments while people send messages and it delivers mail, each time after it took one, then lets it finish. */
export async function killSite(rounds: number, onRound: (kills: number) => void): Promise<Kills> {
  await build();
  const state = mkdtempSync(join(tmpdir(), "kept-kills-"));
  const posts: Post[] = [];
  const unanswered = () => posts.filter(({ reference }) => reference === undefined);
  let next = prepare(site, state, "0");
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const child = next;
      const url = await start(child);
      const load = new Load(url, `round-${round}`, unanswered());
      next = prepare(site, state, String(round * leaseMs));
      await wait(50 + Math.random() * 950);
      await load.isTaken();
      killGroup(child);
      await load.ended;
      posts.push(...load.posts);
      onRound(round);
    }
    return { kills: rounds, ...(await settle(state, rounds * leaseMs, posts, unanswered())) };
  } finally {
    killGroup(next);
    rmSync(state, { recursive: true, force: true });
  }
}

/** Acknowledges and delivers what is left, and compares. */
async function settle(state: string, shiftMs: number, posts: Post[], unanswered: Post[]) {
  const server = await startServer({
    port: 0,
    state,
    clockShiftMs: shiftMs,
    quiet: true,
    cronsByHand: true,
    vars: { FORMS_PER_NETWORK: "1000000" },
  });
  try {
    await new Load(server.url, undefined, unanswered).ended;
    const count = async (sql: string) => (await server.db.prepare(sql).first<number>("n")) ?? 0;
    while ((await count("select count(*) as n from outbox where next_attempt_at is not null")) > 0)
      await server.runCron();
    const { results } = await server.db
      .prepare(
        "select reference from contact_messages where reference in (select subject from consents where event = 'given')",
      )
      .all<{ reference: string }>();
    const stored = new Set(results.map(({ reference }) => reference));
    const senders = new Set(posts.map(({ email }) => email));
    const mails = readMailbox(state);
    const toSenders = mails.filter(({ to }) => senders.has(to));
    const toStaff = mails.filter(({ to }) => !senders.has(to));
    const arrived = new Set(toSenders.map(({ to }) => to));
    return {
      acknowledged: posts.length,
      lost: posts.filter(({ reference = "" }) => !stored.has(reference)).length,
      doubled: (await count("select count(*) as n from contact_messages")) - posts.length,
      mailLost: posts.filter(({ email }) => !arrived.has(email)).length,
      mailRepeated: { toSenders: repeatsIn(toSenders), toStaff: repeatsIn(toStaff) },
    };
  } finally {
    await server.stop();
  }
}

/** How many mails came again. Each try of a mail has the same Message-ID. */
function repeatsIn(mails: readonly StoredMail[]): number {
  return mails.length - new Set(mails.map(({ headers }) => headers["Message-ID"])).size;
}

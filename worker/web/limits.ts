import type { AppContext } from "./app.ts";
import type { Share } from "./buckets.ts";
import { logFailure } from "./log.ts";
import { networkOf } from "./network.ts";

/** In which time a network has all of its share back: it never waits longer than for what it asks. */
const windowMs = 10 * 60_000;

/** What a form costs that makes us hash a password, about 0.23 s of an isolate, of the share of its network. */
const hashCost = 2;

/** How many forms with different answers one ticket takes: the first, and what somebody changes after going back. */
const maxPerTicket = 5;

/** What keeps something waiting: a share that is used up, and the seconds until it is back. */
export interface Waiting {
  share: Share;
  seconds: number;
}

/**
 * Takes from every share, or from none.
 * @param once the same for a repeat of the same thing, which takes nothing
 * @returns undefined when it may pass
 */
export async function takeShares(
  { env }: Pick<AppContext, "env">,
  shares: readonly Share[],
  at: Date,
  once?: string,
): Promise<Waiting | undefined> {
  const short = await env.LIMITS.getByName("all").take(shares, once, at.getTime());
  const share = short && shares[short.share];
  return share && { share, seconds: Math.ceil(short.waitMs / 1000) };
}

/** Gives back what was taken for something that should not count. Nobody waits for it, and nothing fails by it. */
export function giveBack({ env, executionCtx }: AppContext, share: Share, at: Date): void {
  const given = env.LIMITS.getByName("all").give(share, at.getTime());
  executionCtx.waitUntil(
    given.catch((error: unknown) => logFailure("limits: a share was not given back", {}, error)),
  );
}

/** The network that a request comes from. Cloudflare (or the local server) sets this; no other header can be trusted. */
export function networkIn(c: Pick<AppContext, "req">): string {
  return networkOf(c.req.header("cf-connecting-ip") ?? "");
}

/** What a form takes of its network's share. */
export function ofNetwork(c: AppContext, what: "form" | "receipt", cost = 1): Share {
  const max = Number(c.env.FORMS_PER_NETWORK);
  return { key: `${what}/${networkIn(c)}`, cost, max, refillMs: windowMs };
}

/**
 * What a form takes that makes us hash a password: of its network's share, or that of an account that a known device or a
 * session proves, and of what all may cost together, two hashes a second. Strangers cannot use up what those have.
 * @param known names the account, if its device or session is known
 */
export function ofHashing(c: AppContext, known: string | undefined): Share[] {
  const max = Number(c.env.FORMS_PER_NETWORK);
  const together = { cost: hashCost, max: 2 * max, refillMs: windowMs / 20 };
  return known === undefined
    ? [ofNetwork(c, "form", hashCost), { key: "hashing/strangers", ...together }]
    : [
        { key: `known/${known}`, cost: hashCost, max, refillMs: windowMs },
        { key: "hashing/known", ...together },
      ];
}

/**
 * What a try to sign in from an unknown device takes of its network's wrong passwords at all accounts: 30 at once, then
 * one every two minutes. Whoever gives the right one gets it back.
 */
export function ofWrongPasswords(c: AppContext): Share {
  return {
    key: `wrong/${networkIn(c)}`,
    cost: 1,
    max: Number(c.env.FORMS_PER_NETWORK) / 2,
    refillMs: 60 * 60_000,
  };
}

/** What a form takes of its ticket. */
export function ofTicket(nonce: string): Share {
  return { key: `ticket/${nonce}`, cost: 1, max: maxPerTicket, refillMs: maxPerTicket * 24 * 60 * 60_000 };
}

/** What a copy takes of everything that is held about somebody: packing it holds the isolate up. One a minute comes back. */
export function ofCopies(whose: string): Share {
  return { key: `copies/${whose}`, cost: 1, max: 10, refillMs: windowMs };
}

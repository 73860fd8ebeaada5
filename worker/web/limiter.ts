import { DurableObject } from "cloudflare:workers";
import { Buckets, type Share, type Short } from "./buckets.ts";
import { now } from "./clock.ts";
import { hashOf } from "./sha256.ts";

/** How often it forgets what is over. While it counts it stays awake, because its memory ends with it. */
const pruneMs = 60_000;

/** How long it knows that something was sent already. */
const rememberedMs = 60 * 60_000;

/** How much it counts at most. Whoever has very many addresses pushes out the oldest. */
const maxKept = 50_000;

/**
 * Counts for all isolates of the site, in memory only and under a salt that ends with it. Its storage holds nothing but
 * the time at which it next forgets.
 */
export class Limiter extends DurableObject<Env> {
  readonly #salt = crypto.randomUUID();
  readonly #buckets = new Buckets();
  readonly #known = new Map<string, number>();
  #isAwake = false;

  /**
   * Takes from every share, or from none.
   * @param once the same for a repeat of the same thing, which takes nothing
   * @param at the instant, in milliseconds
   * @returns undefined when it may pass, otherwise the share that keeps it waiting longest
   */
  async take(shares: readonly Share[], once: string | undefined, at: number): Promise<Short | undefined> {
    const named = await Promise.all(
      shares.map(async (share) => ({ ...share, key: await this.#of(share.key) })),
    );
    const repeat = once === undefined ? undefined : await this.#of(once);
    await this.#stayAwake(at);
    if (repeat !== undefined && (this.#known.get(repeat) ?? 0) > at) return undefined;
    const short = this.#buckets.take(named, at);
    if (!short && repeat !== undefined) this.#known.set(repeat, at + rememberedMs);
    return short;
  }

  /** Gives back what was taken for something that should not count. */
  async give(share: Share, at: number): Promise<void> {
    this.#buckets.give({ ...share, key: await this.#of(share.key) }, at);
  }

  override async alarm(): Promise<void> {
    this.#isAwake = false;
    const at = now(this.env).getTime();
    this.#buckets.prune(at, maxKept);
    for (const [key, until] of this.#known)
      if (until <= at || this.#known.size > maxKept) this.#known.delete(key);
    if (this.#buckets.size + this.#known.size > 0) await this.#stayAwake(at);
  }

  async #stayAwake(at: number): Promise<void> {
    if (this.#isAwake) return;
    this.#isAwake = true;
    this.#buckets.prune(at, maxKept);
    await this.ctx.storage.setAlarm(Date.now() + pruneMs);
  }

  #of(key: string): Promise<string> {
    return hashOf(`${this.#salt}\0${key}`);
  }
}

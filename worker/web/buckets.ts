/** So much of something at once, which comes back evenly. */
export interface Share {
  /** Whose it is. */
  key: string;
  /** How much a request takes of it. */
  cost: number;
  max: number;
  /** After how many milliseconds all of it is back. */
  refillMs: number;
}

/** Which of the shares asked for is used up, and the milliseconds until it is back. */
export interface Short {
  share: number;
  waitMs: number;
}

/** How much is left of a share, and when that was so. */
interface Level {
  left: number;
  at: number;
  fullAt: number;
}

/** Shares in memory. Full ones are forgotten, so nothing stays of whoever has stopped asking. */
export class Buckets {
  readonly #levels = new Map<string, Level>();

  /** How many are not full. */
  get size(): number {
    return this.#levels.size;
  }

  /**
   * Takes from every share, or from none.
   * @param at the instant, in milliseconds
   * @returns undefined when all were there, otherwise the one that takes longest to come back
   */
  take(shares: readonly Share[], at: number): Short | undefined {
    const found = shares.map((share) => ({ share, left: this.#leftOf(share, at) }));
    const waits = found.map(({ share, left }) => ((share.cost - left) * share.refillMs) / share.max);
    const waitMs = Math.ceil(Math.max(0, ...waits));
    if (waitMs > 0) return { share: waits.indexOf(Math.max(...waits)), waitMs };
    for (const { share, left } of found) this.#put(share, left - share.cost, at);
    return undefined;
  }

  /** Gives back what was taken for something that should not count. */
  give({ key, cost, ...share }: Share, at: number): void {
    const full = { key, cost: 0, ...share };
    if (this.#levels.has(key)) this.#put(full, Math.min(share.max, this.#leftOf(full, at) + cost), at);
  }

  /** Forgets what is full again, and the oldest of what is too much. */
  prune(at: number, maxKept: number): void {
    for (const [key, { fullAt }] of this.#levels) if (fullAt <= at) this.#levels.delete(key);
    for (const key of this.#levels.keys()) {
      if (this.#levels.size <= maxKept) return;
      this.#levels.delete(key);
    }
  }

  #leftOf({ key, max, refillMs }: Share, at: number): number {
    const level = this.#levels.get(key);
    return level ? Math.min(max, level.left + (Math.max(0, at - level.at) * max) / refillMs) : max;
  }

  #put({ key, max, refillMs }: Share, left: number, at: number): void {
    this.#levels.delete(key);
    this.#levels.set(key, { left, at, fullAt: at + ((max - left) * refillMs) / max });
  }
}

import { Fault } from "./fault.ts";
import { logFailure } from "./log.ts";
import { Unreachable } from "./reach.ts";

/** After this many calls in a row without an answer, a loop asks for nothing else. */
const maxSilent = 3;

/** Rows that one statement erases at most. */
const maxErased = 2000;

/**
 * What one run of a job does, by kind. It fills as the run goes on, so a run that fails half-way still says what it
 * did.
 */
export class RunReport {
  readonly #counts = new Map<string, number>();

  readonly #mayGoOn: () => boolean;

  /** Whether it stopped where another portion of its work would have begun. The next run continues. */
  isUnfinished = false;

  /** @param mayGoOn whether the run may still ask for as much as a portion of its work needs */
  constructor(mayGoOn: () => boolean = () => true) {
    this.#mayGoOn = mayGoOn;
  }

  /** How much of what was done. Something looked for and not found counts 0. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** How many rows could not be handled and were skipped. */
  setAside = 0;

  /** Adds to the count of a kind. */
  add(kind: string, count: number): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count);
  }

  /** Asked before each portion of work, so that a run stays within its bounds. */
  goesOn(): boolean {
    if (!this.#mayGoOn()) this.isUnfinished = true;
    return !this.isUnfinished;
  }

  /**
   * Erases rows of a kind portion by portion, as far as the run goes on.
   * @param erase erases up to that many and says how many it found
   */
  async portions(kind: string, erase: (max: number) => Promise<number>): Promise<void> {
    this.add(kind, 0);
    while (this.goesOn()) {
      const erased = await erase(maxErased);
      this.add(kind, erased);
      if (erased < maxErased) return;
    }
  }

  /**
   * Does something whose failure must not stop what comes after it.
   * @param operation names it in the log, without personal data
   * @returns why it failed; undefined if it did not
   */
  async alone(operation: string, act: () => Promise<unknown>): Promise<unknown> {
    try {
      await act();
      return undefined;
    } catch (error) {
      this.setAside += 1;
      logFailure("jobs: set aside", { operation }, error);
      return error ?? new Fault("failed without a reason");
    }
  }

  /**
   * Does something with each item. One that fails is set aside, and the others go on.
   * @throws Unreachable when several in a row get no answer, so that a run does not wait for each of them
   */
  async eachAlone<Item>(
    operation: string,
    items: readonly Item[],
    act: (item: Item) => Promise<unknown>,
  ): Promise<void> {
    let silent = 0;
    for (const item of items) {
      const failure = await this.alone(operation, () => act(item));
      silent = failure instanceof Unreachable ? silent + 1 : 0;
      if (silent === maxSilent) throw failure;
    }
  }

  /** The same where each item is a portion of the work, as far as the run goes on. */
  async eachPortion<Item>(
    operation: string,
    items: readonly Item[],
    act: (item: Item) => Promise<unknown>,
  ): Promise<void> {
    await this.eachAlone(operation, items, async (item) => {
      if (this.goesOn()) await act(item);
    });
  }

  /** Does something with all items at once and, if that fails, with each half, so that it soon finds those that fail. */
  async together<Item>(
    operation: string,
    items: readonly Item[],
    act: (items: readonly Item[]) => Promise<unknown>,
  ): Promise<void> {
    if (items.length === 1) {
      await this.alone(operation, () => act(items));
      return;
    }
    try {
      await act(items);
    } catch (error) {
      if (error instanceof Unreachable || items.length === 0) throw error;
      const half = Math.ceil(items.length / 2);
      await this.together(operation, items.slice(0, half), act);
      await this.together(operation, items.slice(half), act);
    }
  }
}

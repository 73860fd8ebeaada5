import { describeFailure } from "./failure.ts";
import { Unreachable } from "./reach.ts";

/** After this many calls in a row without an answer, a loop asks for nothing else. */
const maxSilent = 3;

/**
 * What one run of a job does, by kind. It fills as the run goes on, so a run that fails half-way still says what it
 * did.
 */
export class RunReport {
  readonly #counts = new Map<string, number>();

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
      console.error("jobs: set aside", { operation, error: describeFailure(error) });
      return error ?? new Error("failed without a reason");
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

  /** Does something with all items at once and, if that fails, with each by itself. */
  async together<Item>(
    operation: string,
    items: readonly Item[],
    act: (items: readonly Item[]) => Promise<unknown>,
  ): Promise<void> {
    try {
      await act(items);
    } catch (error) {
      if (error instanceof Unreachable) throw error;
      await this.eachAlone(operation, items, (item) => act([item]));
    }
  }
}

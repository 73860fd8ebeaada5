import { describeFailure } from "./failure.ts";
import { Unreachable } from "./reach.ts";

/** After this many answers in a row that did not come, nothing else is asked for in the same loop. */
const maxSilent = 3;

/**
 * What one run of a job does, by kind. It fills while the run goes on, so that a run that fails half-way still says
 * what it did.
 */
export class RunReport {
  readonly #counts = new Map<string, number>();

  /** How many of what were done; what was looked for and not found is there as 0. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** How many rows could not be worked on and were passed over. */
  setAside = 0;

  /** Counts what was done of a kind. */
  add(kind: string, count: number): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count);
  }

  /**
   * Does something that may fail without stopping what comes after it.
   * @param operation names it in the log, without personal data
   * @returns why it failed, undefined where it did not
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
   * Does something with each item: one that fails is set aside, the others go on.
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

  /** Does something with all items at once; where that fails, with each alone. */
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

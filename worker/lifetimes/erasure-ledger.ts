import { DurableObject } from "cloudflare:workers";
import type { Erasure } from "./erasure.ts";

/** The list of erasures outside D1, because a database restored to an earlier state has forgotten the last of them. */
export class ErasureLedger extends DurableObject<Env> {
  /** The newest erasure known here. */
  async newest(): Promise<string | undefined> {
    return (await this.all()).map(keyOf).sort().at(-1);
  }

  /** Learns of erasures before the database does, so that none is forgotten by a restore. */
  async record(erasures: readonly Erasure[]): Promise<void> {
    await this.ctx.storage.transaction(async (storage) => {
      for (const { subjectIndex, erasedAt } of erasures) {
        const before = await storage.get<string>(subjectIndex);
        if (before === undefined || before < erasedAt) await storage.put(subjectIndex, erasedAt);
      }
    });
  }

  /**
   * Learns what the database knows, and forgets what no copy can hold any more.
   * @param keptFrom erasures before this instant (ISO 8601) are over
   * @returns what the database should know and does not, because it was restored
   */
  async exchange(known: readonly Erasure[], keptFrom: string): Promise<Erasure[]> {
    const before = await this.all();
    const over = before.filter(({ erasedAt }) => erasedAt < keptFrom);
    await this.ctx.storage.transaction(async (storage) => {
      for (const { subjectIndex } of over) await storage.delete(subjectIndex);
      for (const { subjectIndex, erasedAt } of known) await storage.put(subjectIndex, erasedAt);
    });
    const isKnown = new Set(known.map(keyOf));
    return before.filter((one) => one.erasedAt >= keptFrom && !isKnown.has(keyOf(one)));
  }

  private async all(): Promise<Erasure[]> {
    const kept = await this.ctx.storage.list<string>();
    return [...kept].map(([subjectIndex, erasedAt]) => ({ subjectIndex, erasedAt }));
  }
}

function keyOf({ subjectIndex, erasedAt }: Erasure): string {
  return `${erasedAt} ${subjectIndex}`;
}

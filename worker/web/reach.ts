import { env } from "cloudflare:workers";
import { Fault } from "./fault.ts";
import { Refused } from "./refused.ts";

/** Something outside the Worker (D1, mail) failed or did not answer in time. It may still have done its work. */
export class Unreachable extends Fault {
  override name = "Unreachable";
}

/**
 * Waits for something outside the Worker, but not forever: the one deadline of requests and jobs. It applies where
 * bindings are handed out (`patience.ts`), so nobody who uses one names it.
 * @param operation what is being done, for the log; never contains personal data
 * @throws Unreachable when it fails or takes longer than `PATIENCE_MS`; a refusal is an answer and is thrown as it is
 */
export async function reach<Answer>(operation: string, asked: Promise<Answer>): Promise<Answer> {
  const patience = Number(env.PATIENCE_MS);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Fault(`no answer within ${patience} ms`)), patience);
  });
  try {
    return await Promise.race([asked, tooLate]);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Unreachable(operation, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

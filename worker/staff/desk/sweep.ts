import { commitmentsAt } from "../../lifetimes/ends.ts";
import { latestEnded } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import { deleteErasedBefore } from "./working.ts";

/** Forgets the marks of erased requests, which name nobody, once an answered one would be erased, too. */
export async function sweepMarks(env: Env): Promise<void> {
  const at = now(env);
  const over = latestEnded(periodKept("dataRequest", commitmentsAt(versions, at)), at);
  await deleteErasedBefore(env.DB, over).run();
}

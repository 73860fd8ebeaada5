import organization from "../../../content/organization.yaml";
import { base64 } from "../../log/encoding.ts";
import { lastCheckpoint } from "../../log/stored.ts";
import { alarming, lastCosigned, standings, type WitnessAnswer } from "../../log/witnesses.ts";
import type { Witness } from "./asking.ts";
import { witnessesOf } from "./witnessing.ts";

/** The last tree that was signed, and what witnesses say of it. */
export interface LogHead {
  size: number;
  /** In base64, as in the checkpoint. */
  root: string;
  witnesses: readonly SeenByWitness[];
}

/** How a witness stands. */
export interface SeenByWitness {
  name: string;
  /** How it answered last, about which size, and when; absent before it was asked. */
  last?: { answer: WitnessAnswer; size: number; answeredAt: Date };
  /** Whether that answer means that it saw another history. */
  isAlarming: boolean;
  /** The size of the last tree that it signed; 0 if none. */
  signed: number;
}

/** Loads it; undefined before the first checkpoint. */
export async function loadHead(
  db: D1Database,
  witnesses: readonly Witness[] = witnessesOf(organization),
): Promise<LogHead | undefined> {
  const [checkpoint, answers] = await Promise.all([lastCheckpoint(db), standings(db)]);
  if (!checkpoint) return undefined;
  return {
    size: checkpoint.size,
    root: base64(checkpoint.root),
    witnesses: await Promise.all(
      witnesses.map(async ({ key: { name } }) => {
        const last = answers.find(({ witness }) => witness === name);
        return {
          name,
          ...(last ? { last: { answer: last.answer, size: last.size, answeredAt: last.answeredAt } } : {}),
          isAlarming: last !== undefined && alarming.includes(last.answer),
          signed: await lastCosigned(db, name),
        };
      }),
    ),
  };
}

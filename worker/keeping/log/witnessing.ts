import organization from "../../../content/organization.yaml";
import { keyKinds, keyOfLine } from "../../log/note.ts";
import { lastCheckpoint } from "../../log/stored.ts";
import { alarming, standings, type WitnessStanding } from "../../log/witnesses.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { keyRing } from "../../vault/ring.ts";
import { now } from "../../web/clock.ts";
import { Fault } from "../../web/fault.ts";
import { type Organization, staffLanguage } from "../../web/organization.ts";
import { postOutside } from "../../web/outside.ts";
import type { RunReport } from "../../web/run-report.ts";
import { type Ask, askWitness, type Witness } from "./asking.ts";
import { alarmLetter } from "./letters.ts";

/** A witness that did not sign is asked about the same tree again after this time. */
const pauseMs = 10 * 60_000;

const askOutside: Ask = (url, { body }) => postOutside(url, body);

/**
 * Shows the last checkpoint to every witness and keeps what they sign.
 * @throws Error while one of them says that it saw another history, so that the job's row says so; staff are mailed too
 */
export async function askWitnesses(
  env: Env,
  report: RunReport,
  witnesses: readonly Witness[] = witnessesOf(organization),
  ask = askOutside,
): Promise<void> {
  const { DB: db } = env;
  const at = now(env);
  const size = (await lastCheckpoint(db))?.size ?? 0;
  const before = await standings(db);
  await report.eachPortion("log: asking a witness", witnesses, async (witness) => {
    if (before.some((one) => one.witness === witness.key.name && mayRest(one, size, at))) return;
    const answer = await askWitness(db, witness, ask, at);
    if (answer) report.add(answer, 1);
  });
  const names = new Set(witnesses.map(({ key }) => key.name));
  const against = (await standings(db)).filter(
    ({ witness, answer }) => names.has(witness) && alarming.includes(answer),
  );
  for (const standing of against) await tellStaff(env, standing);
  if (against.length > 0)
    throw new Fault(
      `log: saw another history than ours: ${against.map(({ witness }) => witness).join(", ")} (docs/operating.md)`,
    );
}

/** Mails the alarm to the organization, once for each checkpoint that a witness did not accept. */
async function tellStaff(env: Env, standing: WitnessStanding): Promise<void> {
  const { witness, answer, size } = standing;
  const letter = alarmLetter(standing, env.ORIGIN, staffLanguage(organization));
  const mail = asMail(`log/${witness}/${answer}/${size}`, organization.email, letter);
  await (await queueMail(env.DB, await keyRing(env), mail, now(env))).run();
}

/** The witnesses that the organization names. Throws when a key is none of a witness. */
export function witnessesOf({ witnesses = [] }: Pick<Organization, "witnesses">): Witness[] {
  return witnesses.map(({ url, key: line }) => {
    const key = keyOfLine(line);
    if (key?.kind !== keyKinds.cosignature)
      throw new Fault(`witnesses: "${line}" is no key with which a witness signs`);
    return { url: url.replace(/\/$/, ""), key };
  });
}

function mayRest({ answer, size, answeredAt }: WitnessStanding, now: number, at: Date): boolean {
  return answer !== "cosigned" && size === now && at.getTime() - answeredAt.getTime() < pauseMs;
}

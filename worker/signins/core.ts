import { deviceInWords } from "../agents/core.ts";
import { accountLetters } from "../letters/core.ts";
import type { Letter } from "../mail/schema.ts";
import type { LetterContext } from "../registration/core.ts";
import type { Failures } from "./schema.ts";

/** Tries that cost no waiting: at one account from one network or device, and from a network at all accounts. */
export const freeTries = { account: 5, network: 30 };
/** From so many failures by strangers in a row on, an account counts as attacked: each network has one free try. */
const attackedFrom = 50;
const longestPauseMs = 15 * 60_000;

/** Tries that cost a network or device no waiting at an account where strangers have failed so often. */
export function freeTriesAt(strangers: Failures): number {
  return strangers.failures < attackedFrom ? freeTries.account : 1;
}

/**
 * Until when no try is taken: a second after the free tries are used up, doubled with each further failure, never
 * more than a quarter of an hour. Nothing is ever locked for good.
 */
export function pausedUntil({ failures, lastFailedAt }: Failures, free: number): Date | undefined {
  if (failures < free) return undefined;
  return new Date(lastFailedAt.getTime() + Math.min(1000 * 2 ** (failures - free), longestPauseMs));
}

/** Tells the owner that a device that was not known has signed in; the device is what its user agent names. */
export function newDeviceLetter(at: Date, agent: string, { origin, language }: LetterContext): Letter {
  const { heading, signedIn, wasYou, wasNot, reason, device } = accountLetters[language].newDevice;
  const minute = at.toISOString().slice(0, 16).replace("T", " ");
  return {
    language,
    heading,
    paragraphs: [
      signedIn(minute, deviceInWords(agent, device)),
      wasYou,
      wasNot(`${origin}/${language}/forgot-password/`),
    ],
    reason: reason(origin),
  };
}

import type { ConsentRecord } from "../consents/schema.ts";
import { csvLine } from "../csv/core.ts";
import { accountLetters } from "../letters/core.ts";
import type { Letter } from "../mail/schema.ts";
import { dayOf } from "../policy/days.ts";
import type { LetterContext } from "../registration/core.ts";
import type { Holdings, Part } from "./schema.ts";

/** Tells the owner that the account will be erased, and how to keep it. */
export function deletionLetter(eraseAt: Date, { origin, language, organization }: LetterContext): Letter {
  const { heading, asked, keep, reason } = accountLetters[language].deletion;
  return {
    language,
    heading,
    paragraphs: [asked(dayOf(eraseAt, organization.timeZone)), keep(`${origin}/${language}/account/delete/`)],
    reason: reason(origin),
  };
}

/** Tells the organization to stop what somebody no longer agrees to; who they are is under the reference. */
export function withdrawalLetter(
  { subject, purpose }: Pick<ConsentRecord, "subject" | "purpose">,
  { origin, language }: LetterContext,
): Letter {
  const { heading, stop, reason } = accountLetters[language].withdrawal;
  return {
    language,
    heading: heading(subject),
    paragraphs: [stop(purpose, subject)],
    reason: reason(origin),
  };
}

/** Rows for a table that any spreadsheet opens. A cell that a program could run gets an apostrophe in front. */
export function asCsv(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))];
  return lines.map((line) => `${csvLine(line.map(text))}\r\n`).join("");
}

/** The parts of what is held, each a list of flat rows, as the export's tables have them. */
export function tablesOf(holdings: Holdings): Record<Part, Record<string, unknown>[]> {
  const { userId, email, details, createdAt, twoFactor, guardianAgreed } = holdings;
  const flat = (rows: readonly object[]) => rows.map((row) => ({ ...row }) as Record<string, unknown>);
  return {
    account: [{ userId, email, ...details, createdAt, twoFactor, guardianAgreed }],
    "former-addresses": flat(holdings.formerAddresses),
    orders: flat(holdings.orders),
    messages: flat(holdings.messages),
    feedback: flat(holdings.feedback),
    "data-requests": flat(holdings.requests),
    statuses: flat(holdings.statuses),
    newsletter: flat(holdings.subscriptions),
    consents: flat(holdings.consents),
    signatures: flat(holdings.signatures),
    "sign-ins": flat(holdings.signIns),
    sessions: flat(holdings.sessions),
  };
}

function text(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? value : JSON.stringify(value);
}

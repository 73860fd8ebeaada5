import { asCsv } from "../../web/csv.ts";
import type { Exported, Part } from "./held.ts";

/** Rows as a table that any spreadsheet opens. A cell that a program could run gets a leading apostrophe. */
export function tableCsv(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return asCsv([names, ...rows.map((row) => names.map((name) => text(row[name])))]);
}

/** The parts of what is held, each a list of flat rows, as in the tables of the export. */
export function tablesOf(holdings: Exported): Record<Part, Record<string, unknown>[]> {
  const { userId, email, details, createdAt, twoFactor, guardianAgreedAt } = holdings;
  const flat = (rows: readonly object[]) => rows.map((row) => ({ ...row }) as Record<string, unknown>);
  return {
    account:
      details === undefined ? [] : [{ userId, email, ...details, createdAt, twoFactor, guardianAgreedAt }],
    "former-addresses": flat(holdings.formerAddresses),
    orders: flat(holdings.orders),
    messages: flat(holdings.messages),
    feedback: flat(holdings.feedback),
    "data-requests": flat(holdings.requests),
    statuses: flat(holdings.statuses),
    offers: flat(holdings.offers),
    notes: flat(holdings.notes),
    newsletter: flat(holdings.subscriptions),
    consents: flat(holdings.consents),
    disclosures: flat(holdings.disclosures),
    signatures: flat(holdings.signatures),
    "sign-ins": flat(holdings.signIns),
    sessions: flat(holdings.sessions),
    suspensions: flat(holdings.suspensions),
  };
}

function text(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? value : JSON.stringify(value);
}

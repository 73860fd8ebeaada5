import { describeFailure, placesOf } from "./failure.ts";

/**
 * What a line of the log may say besides its event. Whatever is new gets a name here, and never what a person typed, an
 * address, a name or a token.
 */
export interface Facts {
  job?: string;
  result?: string;
  /** How much of what, by kind. */
  counts?: Readonly<Record<string, number>>;
  /** What was being done. */
  operation?: string;
  form?: string;
  /** The pattern of a route, not the address that was asked for. */
  route?: string;
  method?: string;
  role?: string | null;
  problem?: string;
  /** A reference or id, which names nobody. */
  row?: string;
  /** Which mail of a record, such as `received`. */
  kind?: string;
  attempt?: number;
  count?: number;
  milliseconds?: number;
}

/** Writes a line about something that failed: the wing and what happened, and what it was thrown by. */
export function logFailure(event: string, facts: Facts, error: unknown): void {
  console.error(line("error", event, facts, { error: describeFailure(error), at: placesOf(error) }));
}

/** Writes a line about something that is wrong and that nobody threw. */
export function logFault(event: string, facts: Facts): void {
  console.error(line("error", event, facts));
}

/** Writes a line about something that somebody should look at. */
export function logWarning(event: string, facts: Facts): void {
  console.warn(line("warn", event, facts));
}

/** Writes a line about something that was done. */
export function logDone(event: string, facts: Facts): void {
  console.log(line("info", event, facts));
}

/** One JSON object, which Cloudflare's log takes apart into fields. */
function line(level: string, event: string, facts: Facts, more: object = {}): string {
  return JSON.stringify({ level, event, ...facts, ...more }, (_, value: unknown) =>
    typeof value === "string" ? withoutPersons(value) : value,
  );
}

/** The last line of defence: nothing shaped like an email address or a token, whatever the fact is. */
function withoutPersons(text: string): string {
  return text
    .replace(/[^\s"'<>(),;]+@[^\s"'<>(),;]+/g, "[address]")
    .replace(/[\w-]{40,}/g, "[token]")
    .slice(0, 500);
}

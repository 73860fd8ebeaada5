import { Fault } from "./fault.ts";

/**
 * An error and its causes in one line for the log. Only our own errors are quoted, since others quote what somebody
 * typed: a mail service the address, `JSON.parse` the text.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return `thrown ${typeof error}`;
  const said = error instanceof Fault ? error.message : kindOf(error);
  return error.cause === undefined ? said : `${said}: ${describeFailure(error.cause)}`;
}

/** Where an error came from: function, file and line of each call, without its words. */
export function placesOf(error: unknown): string[] {
  const { stack = "" } = error instanceof Error ? error : {};
  return stack
    .split("\n")
    .map((line) =>
      /^\s*at (?:async )?([\w$.#<> [\]]*?)\s*\(?(?:file:\/\/)?([\w@$./-]+:\d+:\d+)\)?$/.exec(line),
    )
    .filter((match) => match !== null)
    .map(([, name = "", place = ""]) => `${name} ${place}`.trim())
    .slice(0, 12);
}

/** `TypeError`, `Error E_RECIPIENT_SUPPRESSED`, `Error D1_ERROR: Network connection lost.` */
function kindOf({ name, message }: Error): string {
  const [code = ""] = /^(?:E_[A-Z_]{3,40}|D1_[A-Z_]{3,30})(?=:|$)/.exec(message) ?? [];
  // The words of D1 itself, which gets what people typed sealed and as parameters only. It quotes nothing but names.
  const [words = ""] =
    code === "D1_ERROR" ? (/^: [\w .,:()_-]{1,200}$/.exec(message.slice(code.length)) ?? []) : [];
  return [/^[A-Za-z]{1,40}$/.test(name) ? name : "Error", `${code}${words}`].filter(Boolean).join(" ");
}

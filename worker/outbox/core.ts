import type { MailKind, UnsentMail } from "./schema.ts";

const kinds = ["issue", "issue-test", "statistics"] as const;

/** What a mail without a submission is about, by its id; undefined where it begins with a reference. */
export function kindOf(id: string): MailKind | undefined {
  if (/^[A-Z]-/.test(id)) return undefined;
  return kinds.find((kind) => id.startsWith(`${kind}/`)) ?? "account";
}

/** Why a try failed, as lists may show it: mail services quote the address that they refuse. */
export function withoutAddresses(reason: string): string {
  return reason.replace(/\S+@\S+/g, "[address]");
}

/** Whether staff decide what becomes of a mail: what waits leaves by itself, what is in quarantine with that. */
export function isForStaff({ state }: Pick<UnsentMail, "state">): boolean {
  return state === "failed" || state === "held";
}

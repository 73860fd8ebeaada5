import { addDays, daysBetween } from "../../worker/web/days.ts";
import { type Diagnostic, fileStart, problem } from "../diagnostic.ts";
import type { Checked } from "./checked.ts";

const warnDays = 30;

/** `/.well-known/security.txt` does not expire unnoticed, nor a year or more ahead (RFC 9116, 2.5.5). */
export function checkSecurityText({ today, organization }: Checked): Diagnostic[] {
  const days = daysBetween(today, organization.securityTxtExpires);
  if (days > warnDays && days <= 365) return [];
  const date = addDays(today, 364);
  const renew = `set securityTxtExpires to ${date} or earlier`;
  const report = (message: string, level: "error" | "warning") => [
    problem("content/organization.yaml", fileStart, "security-text", `${message}: ${renew}`, level),
  ];
  if (days > 365) return report("security.txt expires more than a year ahead", "error");
  if (days < 0) return report("security.txt has expired", "error");
  return report(`security.txt expires in ${days} days`, "warning");
}

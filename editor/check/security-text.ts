import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Diagnostic, fileStart, placeAt, problem } from "../diagnostic.ts";
import type { Checked } from "./check.ts";
import { daysBetween } from "./notice.ts";

const securityText = fileURLToPath(new URL("../../site/public/.well-known/security.txt", import.meta.url));

/** That `security.txt` does not expire unnoticed (RFC 9116, 2.5.5). @param path of the file; nothing where it is not */
export function checkSecurityText({ today }: Checked, path = securityText): Diagnostic[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, "utf8").replaceAll("\r", "");
  const file = relative(process.cwd(), path);
  const expires = /^Expires:\s*(\d{4}-\d{2}-\d{2})/im.exec(text);
  if (!expires)
    return [problem(file, fileStart, "security-text", "has no Expires line: add one within a year")];
  const days = daysBetween(today, expires[1] as string);
  if (days > 30) return [];
  const message = days < 0 ? "has expired: renew it" : `expires in ${days} days: renew it`;
  return [
    problem(file, placeAt(text, expires.index), "security-text", message, days < 0 ? "error" : "warning"),
  ];
}

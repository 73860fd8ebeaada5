import { z } from "zod";
import type { EngineRow } from "./rows.ts";

/**
 * The address under which the engine knows an account. It refuses addresses that mail is sent to (`rock&roll@…`,
 * `…@xn--e1afmkfd.xn--p1ai`), so those get a name that it takes, and that is the address again for `emailOf`.
 */
export function engineAddress(email: string): string {
  const address = email.toLowerCase();
  if (z.email().safeParse(address).success && !address.endsWith(standIn)) return address;
  const bytes = new TextEncoder().encode(address);
  return `${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}${standIn}`;
}

/** The real address of an account in the engine. */
export function emailOf(user: EngineRow | undefined): string {
  const name = typeof user?.email === "string" ? user.email : "";
  if (!name.endsWith(standIn)) return name;
  const digits = name.slice(0, -standIn.length).match(/../g) ?? [];
  return new TextDecoder().decode(Uint8Array.from(digits, (digit) => Number.parseInt(digit, 16)));
}

/** RFC 2606: nobody has an address there. */
const standIn = "@account.invalid";

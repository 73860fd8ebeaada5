import { e164Of } from "../web/e164.ts";
import { phoneParts } from "../web/phone.ts";
import type { KeyRing } from "./schema.ts";
import { blindIndex } from "./sealing.ts";

/**
 * The blind index of a phone number, the same for every way to write it: of its E.164 form, or of its digits where it has
 * none. Null without a number.
 */
export async function phoneIndex(ring: KeyRing, typed: string): Promise<string | null> {
  const number = (await e164Of(typed)) || phoneParts(typed).number.replace(/\D/g, "");
  return number === "" ? null : blindIndex(ring, "phone", number);
}

import organization from "../../../content/organization.yaml";
import { keyRing } from "../../vault/ring.ts";
import { unseal } from "../../vault/sealing.ts";
import { textOrNone } from "../../vault/set-aside.ts";
import { namesIn } from "../../web/names.ts";
import { bindingLanguage } from "../../web/organization.ts";
import type { SignedIn } from "../engine/signed-in.ts";
import { findPendingFactor } from "../engine/stored-rows.ts";
import type { NewSecondFactor } from "./forms.ts";

/**
 * The second factor that somebody is about to turn on, with its key and its recovery codes: the same until it is on, so
 * that a wrong code costs nobody what they have scanned or written down. Afterwards it is shown nowhere.
 */
export async function pendingFactor(
  env: Env,
  { userId, email }: SignedIn,
): Promise<NewSecondFactor | undefined> {
  const row = await findPendingFactor(env.DB, userId);
  if (!row) return undefined;
  const ring = await keyRing(env);
  const opened = (column: "sealed_secret" | "sealed_recovery_codes") =>
    textOrNone(row.id, () => unseal(ring, { table: "two_factors", column, row: row.id }, row[column]));
  const [key, codes] = await Promise.all([opened("sealed_secret"), opened("sealed_recovery_codes")]);
  // One that does not open is begun anew.
  if (key === "" || codes === "") return undefined;
  const secret = base32(new TextEncoder().encode(key));
  return { secret, address: addressOf(secret, email), recoveryCodes: JSON.parse(codes) as string[] };
}

/** What a QR code says to an authenticator app (Key URI format): six digits every 30 seconds, which need no mention. */
function addressOf(secret: string, email: string): string {
  // An app lists it by this name for years, so it is the same whichever language was read that day.
  const issuer = namesIn(organization, bindingLanguage(organization)).shortName;
  const address = new URL(`otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(email)}`);
  for (const [name, value] of Object.entries({ secret, issuer })) address.searchParams.set(name, value);
  return address.href;
}

/** RFC 4648, section 6, without padding. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}

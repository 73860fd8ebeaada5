import type { KeyRing } from "../../vault/schema.ts";
import { seal, unseal } from "../../vault/sealing.ts";

/** The column that keeps the token of a subscription's way back. It is stored as a hash too, for looking it up. */
export const wayBackColumn = { table: "newsletter_subscriptions", column: "sealed_unsubscribe" } as const;

/** Seals the token in the address that ends what comes by mail. It is random, so no key of ours can make it again. */
export function sealWayBack(ring: KeyRing, reference: string, token: string): Promise<string> {
  return seal(ring, { ...wayBackColumn, row: reference }, token);
}

/** Opens it again, for the mails that name it. Throws SealBroken as `unseal` does. */
export function openWayBack(ring: KeyRing, reference: string, sealed: string): Promise<string> {
  return unseal(ring, { ...wayBackColumn, row: reference }, sealed);
}

/** The token of what came with a submission; undefined once the subscription is gone. Throws SealBroken as `unseal` does. */
export async function wayBackOf(
  db: D1Database,
  ring: KeyRing,
  reference: string,
): Promise<string | undefined> {
  const row = await db
    .prepare("select sealed_token from ways_back where reference = ?1")
    .bind(reference)
    .first<{ sealed_token: string }>();
  return row ? openWayBack(ring, reference, row.sealed_token) : undefined;
}

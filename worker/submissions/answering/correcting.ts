import type { KeyRing } from "../../vault/schema.ts";
import { correctMessage } from "../contact/correcting.ts";
import { correctRequest } from "../data-request/correcting.ts";
import { correctOrder } from "../order/correcting.ts";
import type { CorrectableField } from "./correctable.ts";

/** Which field of which record gets which value. */
export interface Correction {
  reference: string;
  field: CorrectableField;
  value: string;
}

/**
 * The statement that corrects a record, and with it every place where the field stands.
 * @returns undefined where the record has no such field
 */
export async function correctionOf(
  db: D1Database,
  ring: KeyRing,
  correction: Correction,
): Promise<D1PreparedStatement | undefined> {
  return (
    (await correctMessage(db, ring, correction)) ??
    (await correctOrder(db, ring, correction)) ??
    (await correctRequest(db, ring, correction))
  );
}

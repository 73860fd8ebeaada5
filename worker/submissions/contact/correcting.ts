import { phoneIndex } from "../../vault/phone-index.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { seal } from "../../vault/sealing.ts";
import { e164Of } from "../../web/e164.ts";
import { messagesIn, sealedMessages, selectMessage } from "./messages.ts";

/** The statement that corrects a message's name, phone or address; undefined where there is none. */
export async function correctMessage(
  db: D1Database,
  ring: KeyRing,
  { reference, field, value }: { reference: string; field: string; value: string },
): Promise<D1PreparedStatement | undefined> {
  if (field !== "name" && field !== "phone" && field !== "address") return undefined;
  const [message] = await messagesIn(await selectMessage(db, reference).run(), ring);
  if (!message || message[field] === value) return undefined;
  const corrected = { ...message, [field]: value };
  const sealed = (column: "name" | "phone" | "phone_international" | "address", text: string) =>
    text === ""
      ? null
      : seal(ring, { table: sealedMessages.table, row: reference, column: `sealed_${column}` }, text);
  return db
    .prepare(
      `update contact_messages set sealed_name = ?2, sealed_phone = ?3, sealed_phone_international = ?4, sealed_address = ?5,
         phone_index = ?6
       where reference = ?1`,
    )
    .bind(
      reference,
      await sealed("name", corrected.name),
      await sealed("phone", corrected.phone),
      await sealed("phone_international", await e164Of(corrected.phone)),
      await sealed("address", corrected.address),
      await phoneIndex(ring, corrected.phone),
    );
}

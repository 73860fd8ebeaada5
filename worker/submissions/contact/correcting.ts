import type { KeyRing } from "../../vault/schema.ts";
import { seal } from "../../vault/sealing.ts";
import { messagesIn, sealedMessages, selectMessage } from "./messages.ts";

/** The statement that corrects a message's name, phone or address; undefined where there is none. */
export async function correctMessage(
  db: D1Database,
  ring: KeyRing,
  { reference, field, value }: { reference: string; field: string; value: string },
): Promise<D1PreparedStatement | undefined> {
  if (field !== "name" && field !== "phone" && field !== "address") return undefined;
  const [message] = await messagesIn(await selectMessage(db, reference).run(), ring);
  if (!message) return undefined;
  const corrected = { ...message, [field]: value };
  const sealed = (column: "name" | "phone" | "address") =>
    corrected[column] === ""
      ? null
      : seal(
          ring,
          { table: sealedMessages.table, row: reference, column: `sealed_${column}` },
          corrected[column],
        );
  return db
    .prepare(
      `update contact_messages set sealed_name = ?2, sealed_phone = ?3, sealed_address = ?4 where reference = ?1`,
    )
    .bind(reference, await sealed("name"), await sealed("phone"), await sealed("address"));
}

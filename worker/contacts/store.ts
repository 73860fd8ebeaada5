import type { Language } from "../policy/schema.ts";
import type { ContactMessage } from "./schema.ts";

/** Keeps a message under its reference; the same message again changes nothing. The age is not kept. */
export function insertMessage(
  db: D1Database,
  reference: string,
  message: ContactMessage,
  language: Language,
  receivedAt: Date,
): D1PreparedStatement {
  return db
    .prepare(
      `insert into contact_messages (reference, received_at, language, name, email, phone, address, topic, message)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
       on conflict (reference) do nothing`,
    )
    .bind(
      reference,
      receivedAt.toISOString(),
      language,
      message.name,
      message.email,
      message.phone,
      message.address,
      message.topic,
      message.message,
    );
}

/** Whether a message with this reference is kept. */
export async function hasMessage(db: D1Database, reference: string): Promise<boolean> {
  const row = await db.prepare("select 1 from contact_messages where reference = ?1").bind(reference).first();
  return row !== null;
}

import { phoneIndex } from "../../vault/phone-index.ts";
import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { emailIndex, sealColumns, unsealColumns } from "../../vault/sealing.ts";
import { openEach } from "../../vault/set-aside.ts";
import { e164Of } from "../../web/e164.ts";
import type { Language } from "../../web/organization.ts";
import type { ContactMessage, KeptMessage } from "./form.ts";

export const sealedMessages = {
  table: "contact_messages",
  row: "reference",
  columns: [
    "sealed_name",
    "sealed_email",
    "sealed_phone",
    "sealed_phone_international",
    "sealed_address",
    "sealed_message",
  ],
} as const satisfies SealedTable;

type SealedColumns = Record<(typeof sealedMessages.columns)[number], string | null>;

interface MessageRow extends SealedColumns {
  reference: string;
  received_at: string;
  language: Language;
  topic: ContactMessage["topic"];
  email_index: string;
  phone_index: string | null;
}

/** Stores a message under its reference; the same one again changes nothing. The age is not stored. */
export async function insertMessage(
  db: D1Database,
  ring: KeyRing,
  reference: string,
  message: ContactMessage,
  language: Language,
  receivedAt: Date,
): Promise<D1PreparedStatement> {
  const sealed = await sealColumns(ring, place(reference), {
    sealed_name: message.name,
    sealed_email: message.email,
    sealed_phone: message.phone,
    sealed_phone_international: await e164Of(message.phone),
    sealed_address: message.address,
    sealed_message: message.message,
  });
  return db
    .prepare(
      `insert into contact_messages (reference, received_at, language, topic, email_index, sealed_name,
         sealed_email, sealed_phone, sealed_phone_international, sealed_address, sealed_message, phone_index)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
       on conflict (reference) do nothing`,
    )
    .bind(
      reference,
      receivedAt.toISOString(),
      language,
      message.topic,
      await emailIndex(ring, message.email),
      sealed.sealed_name,
      sealed.sealed_email,
      sealed.sealed_phone,
      sealed.sealed_phone_international,
      sealed.sealed_address,
      sealed.sealed_message,
      await phoneIndex(ring, message.phone),
    );
}

async function opened(ring: KeyRing, row: MessageRow): Promise<KeptMessage> {
  const { reference, received_at, language, topic, email_index: _, phone_index: __, ...sealed } = row;
  const texts = await unsealColumns(ring, place(reference), sealed);
  return {
    reference,
    receivedAt: new Date(received_at),
    language,
    topic,
    name: texts.sealed_name,
    email: texts.sealed_email,
    phone: texts.sealed_phone,
    ...(texts.sealed_phone_international === "" ? {} : { phoneE164: texts.sealed_phone_international }),
    address: texts.sealed_address,
    message: texts.sealed_message,
  };
}

function place(row: string) {
  return { table: sealedMessages.table, row };
}

/** The messages sent with an address, latest first. Open them with `messagesIn`. */
export function selectMessagesOf(db: D1Database, index: string): D1PreparedStatement {
  return db
    .prepare("select * from contact_messages where email_index = ?1 order by received_at desc")
    .bind(index);
}

/** The message with this reference. Open it with `messagesIn`. */
export function selectMessage(db: D1Database, reference: string): D1PreparedStatement {
  return db.prepare("select * from contact_messages where reference = ?1").bind(reference);
}

/** The messages with these references. */
export function selectMessagesAmong(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare("select * from contact_messages where reference in (select value from json_each(?1))")
    .bind(JSON.stringify(references));
}

/** The result of `selectMessage` or `selectMessagesOf`, opened. */
export function messagesIn(result: D1Result | undefined, ring: KeyRing): Promise<KeptMessage[]> {
  const rows = (result?.results ?? []) as unknown as MessageRow[];
  return openEach(
    rows,
    (row) => opened(ring, row),
    ({ reference }) => reference,
  );
}

/** Erases the messages sent with an address. */
export function deleteMessagesOf(db: D1Database, index: string): D1PreparedStatement {
  return db.prepare("delete from contact_messages where email_index = ?1").bind(index);
}

/** Erases the messages with these references. */
export function deleteMessages(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare("delete from contact_messages where reference in (select value from json_each(?1))")
    .bind(JSON.stringify(references));
}

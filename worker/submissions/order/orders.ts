import { phoneIndex } from "../../vault/phone-index.ts";
import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { emailIndex, seal, unseal } from "../../vault/sealing.ts";
import { openEach } from "../../vault/set-aside.ts";
import { e164Of } from "../../web/e164.ts";
import type { Language } from "../../web/organization.ts";
import type { KeptOrder, OrderDetails } from "./form.ts";

/** What is sealed: everything that was typed, as one JSON. */
export const sealedOrders = {
  table: "orders",
  row: "reference",
  columns: ["sealed_order"],
} as const satisfies SealedTable;

interface OrderRow {
  reference: string;
  received_at: string;
  language: Language;
  sealed_order: string;
}

/** Stores an order under its reference; the same one again changes nothing. The age is not stored. */
export async function insertOrder(
  db: D1Database,
  ring: KeyRing,
  reference: string,
  order: OrderDetails,
  language: Language,
  receivedAt: Date,
): Promise<D1PreparedStatement> {
  const { goods, quantity, delivery, name, company, address, email, phone } = order;
  const details = { goods, quantity, delivery, name, company, address, email, phone };
  const phoneE164 = await e164Of(phone);
  const kept = phoneE164 === "" ? details : { ...details, phoneE164 };
  return db
    .prepare(
      `insert into orders (reference, received_at, language, email_index, sealed_order, phone_index)
       values (?1, ?2, ?3, ?4, ?5, ?6)
       on conflict (reference) do nothing`,
    )
    .bind(
      reference,
      receivedAt.toISOString(),
      language,
      await emailIndex(ring, email),
      await seal(ring, place(reference), JSON.stringify(kept satisfies OrderDetails)),
      await phoneIndex(ring, phone),
    );
}

/** The order with this reference. Open it with `ordersIn`. */
export function selectOrder(db: D1Database, reference: string): D1PreparedStatement {
  return db
    .prepare("select reference, received_at, language, sealed_order from orders where reference = ?1")
    .bind(reference);
}

function place(row: string) {
  return { table: sealedOrders.table, column: sealedOrders.columns[0], row };
}

/** The orders sent with an address, latest first. Open them with `ordersIn`. */
export function selectOrdersOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `select reference, received_at, language, sealed_order from orders
       where email_index = ?1 order by received_at desc`,
    )
    .bind(emailIndex);
}

/** The orders with these references. */
export function selectOrdersAmong(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare("select * from orders where reference in (select value from json_each(?1))")
    .bind(JSON.stringify(references));
}

/** The result of `selectOrder` or `selectOrdersOf`, opened. */
export function ordersIn(result: D1Result | undefined, ring: KeyRing): Promise<KeptOrder[]> {
  const rows = (result?.results ?? []) as OrderRow[];
  return openEach(
    rows,
    (row) => opened(ring, row),
    ({ reference }) => reference,
  );
}

/** Erases the orders sent with an address. */
export function deleteOrdersOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db.prepare("delete from orders where email_index = ?1").bind(emailIndex);
}

async function opened(ring: KeyRing, row: OrderRow): Promise<KeptOrder> {
  const { reference, received_at, language, sealed_order } = row;
  const details = JSON.parse(await unseal(ring, place(reference), sealed_order)) as OrderDetails &
    Pick<KeptOrder, "phoneE164">;
  return { reference, receivedAt: new Date(received_at), language, ...details };
}

/** Erases the orders with these references. */
export function deleteOrders(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare("delete from orders where reference in (select value from json_each(?1))")
    .bind(JSON.stringify(references));
}

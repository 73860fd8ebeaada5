import type { Language } from "../policy/schema.ts";
import { emailIndex, seal, unseal } from "../vault/core.ts";
import type { KeyRing, SealedTable } from "../vault/schema.ts";
import type { KeptOrder, OrderDetails } from "./schema.ts";

/** What of the orders is sealed: everything that was typed, as one JSON. */
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

/** Keeps an order under its reference; the same order again changes nothing. The age is not kept. */
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
  return db
    .prepare(
      `insert into orders (reference, received_at, language, email_index, sealed_order)
       values (?1, ?2, ?3, ?4, ?5)
       on conflict (reference) do nothing`,
    )
    .bind(
      reference,
      receivedAt.toISOString(),
      language,
      await emailIndex(ring, email),
      await seal(ring, place(reference), JSON.stringify(details satisfies OrderDetails)),
    );
}

/** The order with this reference, opened. */
export async function findOrder(
  db: D1Database,
  ring: KeyRing,
  reference: string,
): Promise<KeptOrder | undefined> {
  const row = await db
    .prepare("select reference, received_at, language, sealed_order from orders where reference = ?1")
    .bind(reference)
    .first<OrderRow>();
  if (!row) return undefined;
  const details = JSON.parse(await unseal(ring, place(reference), row.sealed_order)) as OrderDetails;
  return { reference, receivedAt: new Date(row.received_at), language: row.language, ...details };
}

function place(row: string) {
  return { table: sealedOrders.table, column: sealedOrders.columns[0], row };
}

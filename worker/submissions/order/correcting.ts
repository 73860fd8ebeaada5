import { phoneIndex } from "../../vault/phone-index.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { seal } from "../../vault/sealing.ts";
import { e164Of } from "../../web/e164.ts";
import type { OrderDetails } from "./form.ts";
import { ordersIn, sealedOrders, selectOrder } from "./orders.ts";

/** The statement that corrects an order's name, company, address or phone; undefined where there is none. */
export async function correctOrder(
  db: D1Database,
  ring: KeyRing,
  { reference, field, value }: { reference: string; field: string; value: string },
): Promise<D1PreparedStatement | undefined> {
  if (field !== "name" && field !== "company" && field !== "address" && field !== "phone") return undefined;
  const [found] = await ordersIn(await selectOrder(db, reference).run(), ring);
  if (!found || found[field] === value) return undefined;
  const { reference: _, receivedAt: __, language: ___, phoneE164: ____, ...kept } = found;
  const details: OrderDetails = { ...kept, [field]: value };
  const phoneE164 = await e164Of(details.phone);
  const place = { table: sealedOrders.table, column: sealedOrders.columns[0], row: reference };
  return db
    .prepare("update orders set sealed_order = ?2, phone_index = ?3 where reference = ?1")
    .bind(
      reference,
      await seal(ring, place, JSON.stringify(phoneE164 === "" ? details : { ...details, phoneE164 })),
      await phoneIndex(ring, details.phone),
    );
}

import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { seal, unseal } from "../../vault/sealing.ts";
import { openEach } from "../../vault/set-aside.ts";
import type { Offer, OfferDetails } from "./offer.ts";

/** What is sealed: price and terms, as one JSON. */
export const sealedOffers = {
  table: "offers",
  row: "id",
  columns: ["sealed_offer"],
} as const satisfies SealedTable;

interface OfferRow {
  id: string;
  reference: string;
  position: number;
  sealed_offer: string;
  holds_until: string;
  made_at: string;
}

/** Stores an offer. It goes into the batch of the change to `offered` that it belongs to. */
export async function insertOffer(db: D1Database, ring: KeyRing, offer: Offer): Promise<D1PreparedStatement> {
  const { id, reference, position, price, terms, holdsUntil, madeAt } = offer;
  return db
    .prepare(
      `insert into offers (id, reference, position, sealed_offer, holds_until, made_at)
       values (?1, ?2, ?3, ?4, ?5, ?6)`,
    )
    .bind(
      id,
      reference,
      position,
      await seal(ring, place(id), JSON.stringify({ price, terms })),
      holdsUntil,
      madeAt.toISOString(),
    );
}

/** The offers for an order, oldest first. Open them with `offersIn`. */
export function selectOffers(db: D1Database, reference: string): D1PreparedStatement {
  return db.prepare("select * from offers where reference = ?1 order by position").bind(reference);
}

/** The offers for all orders of an address, oldest first. Open them with `offersIn`. */
export function selectOffersOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `select f.* from offers f join orders o on o.reference = f.reference
       where o.email_index = ?1 order by f.made_at, f.id`,
    )
    .bind(emailIndex);
}

/** The result of `selectOffers` or `selectOffersOf`, opened. */
export function offersIn(result: D1Result | undefined, ring: KeyRing): Promise<Offer[]> {
  return openEach(
    (result?.results ?? []) as unknown as OfferRow[],
    async (row) => ({
      id: row.id,
      reference: row.reference,
      position: row.position,
      ...(JSON.parse(await unseal(ring, place(row.id), row.sealed_offer)) as Pick<
        OfferDetails,
        "price" | "terms"
      >),
      holdsUntil: row.holds_until,
      madeAt: new Date(row.made_at),
    }),
    ({ reference }) => reference,
  );
}

function place(row: string) {
  return { table: sealedOffers.table, column: sealedOffers.columns[0], row };
}

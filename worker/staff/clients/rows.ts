import type { DeskItem } from "../desk/item.ts";
import type { ClientDisclosure, SentItem } from "./pages.ts";

/** How much of what somebody sent their page lists; the rest is counted. */
const maxListed = 200;

/** What an address has sent, as the desk knows it, latest first. Read it with `sentIn`. */
export function selectSent(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `select i.reference, i.form, i.state, i.status, i.received_at
       from forms_by_email f join desk_items i on i.reference = f.reference
       where f.email_index = ?1 order by f.received_at desc, f.reference limit ?2`,
    )
    .bind(emailIndex, maxListed);
}

/** The result of `selectSent`. */
export function sentIn(result: D1Result | undefined): SentItem[] {
  const rows = (result?.results ?? []) as unknown as (Pick<
    DeskItem,
    "reference" | "form" | "state" | "status"
  > & {
    received_at: string;
  })[];
  return rows.map(({ received_at, ...rest }) => ({ ...rest, receivedAt: new Date(received_at) }));
}

/** The disclosures of somebody's data, also those they do not know of. Read it with `disclosuresIn`. */
export function selectDisclosuresOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `select reference, state, state_at from disclosures
       where email_index = ?1 order by proposed_at desc, reference limit ?2`,
    )
    .bind(emailIndex, maxListed);
}

/** The result of `selectDisclosuresOf`. */
export function disclosuresIn(result: D1Result | undefined): ClientDisclosure[] {
  const rows = (result?.results ?? []) as {
    reference: string;
    state: ClientDisclosure["state"];
    state_at: string;
  }[];
  return rows.map(({ reference, state, state_at }) => ({ reference, state, at: new Date(state_at) }));
}

/** Since when an address is restricted. Read it with `restrictedIn`. */
export function selectRestriction(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db.prepare("select since from restrictions where email_index = ?1").bind(emailIndex);
}

/** The result of `selectRestriction`. */
export function restrictedIn(result: D1Result | undefined): Date | undefined {
  const [row] = (result?.results ?? []) as { since: string }[];
  return row && new Date(row.since);
}

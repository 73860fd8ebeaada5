import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { emailIndex, seal, unseal } from "../../vault/sealing.ts";
import { openEach } from "../../vault/set-aside.ts";
import type { Language } from "../../web/organization.ts";
import type { RequestDetails, RequestKind, SentRequest } from "./form.ts";
import type { KeptRequest } from "./letters.ts";

/** What is sealed: everything that was typed, as one JSON. */
export const sealedRequests = {
  table: "data_requests",
  row: "reference",
  columns: ["sealed_request"],
} as const satisfies SealedTable;

/** Stores an unconfirmed data request; the same one again changes nothing. The age is not stored. */
export async function insertRequest(
  db: D1Database,
  ring: KeyRing,
  reference: string,
  { kind, about, name, email, details }: KeptRequest,
  language: Language,
  receivedAt: Date,
): Promise<D1PreparedStatement> {
  const sealed = JSON.stringify({ about, name, email, details } satisfies RequestDetails);
  return db
    .prepare(
      `insert into data_requests (reference, received_at, language, kind, email_index, sealed_request)
       values (?1, ?2, ?3, ?4, ?5, ?6)
       on conflict (reference) do nothing`,
    )
    .bind(
      reference,
      receivedAt.toISOString(),
      language,
      kind,
      await emailIndex(ring, email),
      await seal(ring, place(reference), sealed),
    );
}

/** The data request with this reference, opened. */
export async function findRequest(
  db: D1Database,
  ring: KeyRing,
  reference: string,
): Promise<KeptRequest | undefined> {
  const row = await db
    .prepare("select kind, sealed_request from data_requests where reference = ?1")
    .bind(reference)
    .first<{ kind: RequestKind; sealed_request: string }>();
  if (!row) return undefined;
  const details = JSON.parse(await unseal(ring, place(reference), row.sealed_request)) as RequestDetails;
  return { kind: row.kind, ...details };
}

/** Records that the reader of the address has confirmed the request. Only now does it count. */
export function confirmRequest(db: D1Database, reference: string, at: Date): D1PreparedStatement {
  return db
    .prepare("update data_requests set confirmed_at = ?2 where reference = ?1 and confirmed_at is null")
    .bind(reference, at.toISOString());
}

function place(row: string) {
  return { table: sealedRequests.table, column: sealedRequests.columns[0], row };
}

/** The data requests sent with an address, latest first. Open them with `requestsIn`. */
export function selectRequestsOf(db: D1Database, index: string): D1PreparedStatement {
  return db
    .prepare("select * from data_requests where email_index = ?1 order by received_at desc")
    .bind(index);
}

/** The data request with this reference. Open it with `requestsIn`. */
export function selectRequest(db: D1Database, reference: string): D1PreparedStatement {
  return db.prepare("select * from data_requests where reference = ?1").bind(reference);
}

/** The data requests with these references. */
export function selectRequestsAmong(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare("select * from data_requests where reference in (select value from json_each(?1))")
    .bind(JSON.stringify(references));
}

/** The result of `selectRequest` or `selectRequestsOf`, opened. */
export function requestsIn(result: D1Result | undefined, ring: KeyRing): Promise<SentRequest[]> {
  const rows = (result?.results ?? []) as unknown as {
    reference: string;
    received_at: string;
    kind: RequestKind;
    sealed_request: string;
    confirmed_at: string | null;
  }[];
  return openEach(
    rows,
    async ({ reference, received_at, kind, sealed_request, confirmed_at }) => ({
      reference,
      receivedAt: new Date(received_at),
      kind,
      isConfirmed: confirmed_at !== null,
      ...(JSON.parse(await unseal(ring, place(reference), sealed_request)) as RequestDetails),
    }),
    ({ reference }) => reference,
  );
}

/** Erases the data requests sent with an address. */
export function deleteRequestsOf(db: D1Database, index: string): D1PreparedStatement {
  return db.prepare("delete from data_requests where email_index = ?1").bind(index);
}

/** Those of these data requests that nobody has confirmed. */
export async function unconfirmedAmong(db: D1Database, references: readonly string[]): Promise<string[]> {
  const { results } = await db
    .prepare(
      `select reference from data_requests
       where confirmed_at is null and reference in (select value from json_each(?1))`,
    )
    .bind(JSON.stringify(references))
    .all<{ reference: string }>();
  return results.map(({ reference }) => reference);
}

/** Erases these data requests. */
export function deleteRequests(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare("delete from data_requests where reference in (select value from json_each(?1))")
    .bind(JSON.stringify(references));
}

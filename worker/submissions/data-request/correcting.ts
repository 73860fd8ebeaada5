import type { KeyRing } from "../../vault/schema.ts";
import { seal } from "../../vault/sealing.ts";
import type { RequestDetails } from "./form.ts";
import { requestsIn, sealedRequests, selectRequest } from "./requests.ts";

/** The statement that corrects the name in a data request; undefined where there is none. */
export async function correctRequest(
  db: D1Database,
  ring: KeyRing,
  { reference, field, value }: { reference: string; field: string; value: string },
): Promise<D1PreparedStatement | undefined> {
  if (field !== "name") return undefined;
  const [found] = await requestsIn(await selectRequest(db, reference).run(), ring);
  if (!found || found.name === value) return undefined;
  const { email, details: text, about } = found;
  const details: RequestDetails = { name: value, email, details: text, about };
  const place = { table: sealedRequests.table, column: sealedRequests.columns[0], row: reference };
  return db
    .prepare("update data_requests set sealed_request = ?2 where reference = ?1")
    .bind(reference, await seal(ring, place, JSON.stringify(details)));
}

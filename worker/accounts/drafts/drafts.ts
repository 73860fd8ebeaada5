import type { Values } from "../../forms/form/form.ts";
import type { TypedBefore } from "../../forms/receiving/typed-before.ts";
import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { seal, unseal } from "../../vault/sealing.ts";
import { openEach } from "../../vault/set-aside.ts";

export const sealedDrafts = {
  table: "drafts",
  row: "id",
  columns: ["sealed_values"],
} as const satisfies SealedTable;

/** Something typed and not sent, on its way into the database. */
export interface Draft extends TypedBefore {
  /** A random number. */
  id: string;
  /** User id, or `ofGoneSession` where nobody knows any more whose session it was. */
  owner: string;
  /** Path of the page that has the form. */
  page: string;
  endsAt: Date;
}

/** A draft as it is stored. */
export interface DraftRow {
  id: string;
  action: string;
  sealed_values: string;
  why: TypedBefore["why"];
  saved_at: string;
}

/** How many drafts somebody may have, and how many there may be whose owner has to sign in first. */
const maxDrafts = { own: 30, unclaimed: 1000 };

/** Whose a draft is until somebody signs in from the browser that still has the cookie of this session. */
export function ofGoneSession(tokenHash: string): string {
  return `session:${tokenHash}`;
}

/** Stores a draft in place of an earlier one for the same form; nothing once there are too many. */
export async function putDraft(db: D1Database, ring: KeyRing, draft: Draft): Promise<D1PreparedStatement[]> {
  const { id, owner, page, action, values, why, savedAt, endsAt } = draft;
  return [
    deleteDraft(db, owner, action),
    db
      .prepare(
        `insert into drafts (id, owner, page, action, sealed_values, why, saved_at, ends_at)
         select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
         where (select count(*) from drafts where owner = ?2) < ?9 and (
           ?2 not glob 'session:*'
           or (select count(*) from drafts where owner > 'session:' and owner < 'session;') < ?10
         )`,
      )
      .bind(
        id,
        owner,
        page,
        action,
        await seal(ring, place(id), JSON.stringify(values)),
        why,
        savedAt.toISOString(),
        endsAt.toISOString(),
        maxDrafts.own,
        maxDrafts.unclaimed,
      ),
  ];
}

/** The drafts of a session's owner for a page. Open them with `draftsIn`. */
export function selectDraftsAt(db: D1Database, tokenHash: string, page: string): D1PreparedStatement {
  return db
    .prepare(
      `select d.id, d.action, d.sealed_values, d.why, d.saved_at
       from sessions s join drafts d on d.owner = s.user_id and d.page = ?2
       where s.token_hash = ?1 order by d.saved_at`,
    )
    .bind(tokenHash, page);
}

/** The drafts in rows of `selectDraftsAt`, opened. */
export function draftsIn(rows: readonly DraftRow[], ring: KeyRing): Promise<TypedBefore[]> {
  return openEach(
    rows,
    async ({ id, action, sealed_values, why, saved_at }) => ({
      action,
      why,
      savedAt: new Date(saved_at),
      values: JSON.parse(await unseal(ring, place(id), sealed_values)) as Values,
    }),
    ({ action }) => action,
  );
}

/** Gives what was typed in a session that is gone to an account. */
export function claimDrafts(db: D1Database, tokenHash: string, owner: string): D1PreparedStatement {
  return db.prepare("update drafts set owner = ?2 where owner = ?1").bind(ofGoneSession(tokenHash), owner);
}

/** Whose session a token's hash names, even if the session has ended and is not deleted yet; empty if unknown. */
export async function ownerOfSession(db: D1Database, tokenHash: string): Promise<string> {
  const row = await db
    .prepare("select user_id from sessions where token_hash = ?1")
    .bind(tokenHash)
    .first<{ user_id: string }>();
  return row?.user_id ?? "";
}

/** Forgets what was typed into a form, once it is sent. */
export function deleteDraft(db: D1Database, owner: string, action: string): D1PreparedStatement {
  return db.prepare("delete from drafts where owner = ?1 and action = ?2").bind(owner, action);
}

/** Forgets drafts whose time is over. */
export function deleteDraftsEnded(db: D1Database, at: Date): D1PreparedStatement {
  return db.prepare("delete from drafts where ends_at < ?1").bind(at.toISOString());
}

function place(row: string) {
  return { table: sealedDrafts.table, column: sealedDrafts.columns[0], row };
}

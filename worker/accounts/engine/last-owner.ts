import { isRefusedBy } from "../../web/refused.ts";

/** Whether nobody else could let people in, should this account lose its role. */
export async function isLastOwner(db: D1Database, userId: string): Promise<boolean> {
  const row = await db
    .prepare(
      `select 1 from users u where id = ?1 and role = 'owner'
         and not exists (select 1 from users where role = 'owner' and id <> u.id and erase_at is null)`,
    )
    .bind(userId)
    .first();
  return row !== null;
}

/** Whether the database refused something because the last owner would be gone. */
export function keepsLastOwner(error: unknown): boolean {
  return isRefusedBy(error, "trigger", "the last owner stays");
}

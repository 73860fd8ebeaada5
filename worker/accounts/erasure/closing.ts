/**
 * The statements that close an account that is held and whose owner is erased: it moves to an index that no address has,
 * and nothing opens it any more. They leave any other account as it is.
 */
export function closeHeldAccount(db: D1Database, userId: string, index: string): D1PreparedStatement[] {
  const lost = [
    "delete from credentials where user_id = ?1 and exists (select 1 from held_accounts where user_id = ?1)",
    "delete from sessions where user_id = ?1 and exists (select 1 from held_accounts where user_id = ?1)",
    "delete from two_factors where user_id = ?1 and exists (select 1 from held_accounts where user_id = ?1)",
    "delete from waiting_addresses where user_id = ?1 and exists (select 1 from held_accounts where user_id = ?1)",
    `delete from verifications where (value = ?1 or value >= ?1 || ' ' and value < ?1 || '!')
       and exists (select 1 from held_accounts where user_id = ?1)`,
  ];
  return [
    ...lost.map((statement) => db.prepare(statement).bind(userId)),
    db
      .prepare(
        `update users set email_index = ?2, erase_at = null
         where id = ?1 and exists (select 1 from held_accounts where user_id = ?1)`,
      )
      .bind(userId, index),
  ];
}

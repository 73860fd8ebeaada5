import { env } from "cloudflare:workers";
import { sealedTables } from "../../../worker/keeping/sealed-tables.ts";
import { keyRing } from "../../../worker/vault/ring.ts";
import { SealBroken, type SealedTable } from "../../../worker/vault/schema.ts";
import { seal, unseal } from "../../../worker/vault/sealing.ts";
import { grown, own, ref, type Shape, seeds } from "./strangers.ts";

/** Adds that many rows of strangers to every growing table, in each of its shapes. */
export async function grow(count: number): Promise<void> {
  await env.DB.batch(seeds.map((seed) => env.DB.prepare(seed)));
  for (const [table, shapes] of Object.entries(grown))
    for (const shape of shapes) await growTable(table, shape, count);
  await growAudit(count);
}

/** Adds that many rows of one shape to a table. */
export async function growTable(table: string, { like, rows }: Shape, count: number): Promise<void> {
  const { results } = await env.DB.prepare("select name from pragma_table_info(?1)")
    .bind(table)
    .all<{ name: string }>();
  const columns = results.map(({ name }) => (rows[name] === undefined ? name : `${rows[name]} as ${name}`));
  const template = `select * from ${table} ${like ? `where ${like}` : ""} limit 1`;
  const { meta } = await env.DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
     insert into ${table} (${results.map(({ name }) => name).join(", ")})
     select ${columns.join(", ")} from n cross join (${template})`,
  )
    .bind(count)
    .run();
  if (meta.changes < count) throw new Error(`${table} has no row to make others like`);
}

/** Adds that many consents of strangers. */
export async function growConsents(count: number): Promise<void> {
  await growTable("consents", { rows: { sequence: "null", id: own, subject: ref("M") } }, count);
}

/** Entries of the log follow each other. */
export async function growAudit(count: number): Promise<void> {
  await env.DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1),
       tip as (select sequence as last, hash as tip from audit_entries order by sequence desc limit 1)
     insert into audit_entries (sequence, at, actor, action, subject, previous, hash)
     select last + i, '2026-11-20T12:00:00.000Z', 'U-1', 'opened', 'M-1', iif(i = 1, tip, 'h' || (i - 1)), 'h' || i
     from n cross join tip order by i`,
  )
    .bind(count)
    .run();
}

/** Every table of the schema. */
export async function allTables(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "select name from sqlite_schema where type = 'table' and name not glob '_*' and name not glob 'sqlite_*' and name <> 'd1_migrations'",
  ).all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** Gives everything that strangers have here to one address and account, sealed so that it opens. */
export async function giveAllTo(userId: string): Promise<void> {
  const own = "(select email_index from users where id = ?1)";
  const sent = [
    "contact_messages",
    "orders",
    "feedback",
    "data_requests",
    "newsletter_subscriptions",
    "disclosures",
  ];
  const had = ["sessions", "sign_ins", "signatures", "waiting_addresses", "former_addresses"];
  await env.DB.batch([
    ...sent.map((table) =>
      env.DB.prepare(`update ${table} set email_index = ${own} where email_index glob 'grown*'`).bind(userId),
    ),
    ...had.map((table) =>
      env.DB.prepare(`update ${table} set user_id = ?1 where user_id glob 'U-00*'`).bind(userId),
    ),
    env.DB.prepare(`update outbox set recipient_index = ${own} where recipient_index glob 'grown*'`).bind(
      userId,
    ),
    env.DB.prepare("update verifications set value = ?1 where value glob 'U-00*'").bind(userId),
  ]);
  await sealAnew();
}

/** A row that was made like another one is sealed for that one's place. */
async function sealAnew(): Promise<void> {
  for (const table of sealedTables) {
    const { results } = await env.DB.prepare(`select * from ${table.table}`).all<Record<string, string>>();
    const statements: D1PreparedStatement[] = [];
    for (const column of table.columns) statements.push(...(await columnAnew(table, column, results)));
    if (statements.length > 0) await env.DB.batch(statements);
  }
}

async function columnAnew(
  { table, row }: SealedTable,
  column: string,
  rows: readonly Readonly<Record<string, string>>[],
): Promise<D1PreparedStatement[]> {
  const ring = await keyRing(env);
  const broken: { table: string; column: string; row: string }[] = [];
  let text = "{}";
  for (const found of rows.filter((one) => typeof one[column] === "string")) {
    const place = { table, column, row: found[row] ?? "" };
    try {
      text = await unseal(ring, place, found[column] ?? "");
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      broken.push(place);
    }
  }
  return Promise.all(
    broken.map(async (place) =>
      env.DB.prepare(`update ${table} set ${column} = ?2 where ${row} = ?1`).bind(
        place.row,
        await seal(ring, place, text),
      ),
    ),
  );
}

import { env } from "cloudflare:workers";
import { sealedTables } from "../../../worker/keeping/sealed-tables.ts";
import { keyRing } from "../../../worker/vault/ring.ts";
import { SealBroken, type SealedTable } from "../../../worker/vault/schema.ts";
import { seal, unseal } from "../../../worker/vault/sealing.ts";

/** A kind of row of a table: like one that is there (a condition), but for columns that are expressions of `i`, its number. */
interface Shape {
  like?: string;
  rows: Readonly<Record<string, string>>;
}

const ref = (letter: string) => `'${letter}-' || printf('%014d', i)`;
const day = "date('2026-11-20', '-' || (i % 300) || ' days')";
const at = `${day} || 'T12:00:00.000Z'`;
const own = "'grown' || i";

/**
 * What strangers have here, for each table that grows with people: like a row that is there, but for these columns. A
 * column that is not named is that row's.
 */
const grown: Readonly<Record<string, Shape[]>> = {
  users: [
    {
      like: "role = 'client' and email_verified = 1",
      rows: { id: ref("U"), email_index: own, used_on: day },
    },
  ],
  credentials: [{ rows: { id: own, user_id: ref("U") } }],
  sessions: [{ rows: { id: own, token_hash: own, user_id: ref("U") } }],
  verifications: [{ rows: { id: own, identifier: own, value: ref("U") } }],
  used_verifications: [{ rows: { id: own } }],
  two_factors: [{ rows: { id: own, user_id: ref("U") } }],
  waiting_addresses: [{ rows: { id: own, user_id: ref("U") } }],
  former_addresses: [{ rows: { user_id: ref("U"), email_index: "'former' || i" } }],
  sign_ins: [{ rows: { id: own, user_id: ref("U"), at } }],
  sign_in_failures: [{ rows: { bucket: own, last_failed_at: at } }],
  signatures: [{ rows: { id: own, user_id: ref("U") } }],
  submissions: [
    { like: "form = 'contact' and quarantined_at is null", rows: { reference: ref("M"), received_at: at } },
    { like: "form = 'order'", rows: { reference: ref("B"), received_at: at } },
    { like: "form = 'data-request'", rows: { reference: ref("D"), received_at: at } },
    { like: "form = 'feedback'", rows: { reference: ref("F"), received_at: at } },
    { like: "form = 'newsletter'", rows: { reference: ref("N"), received_at: at } },
    {
      like: "quarantined_at is not null",
      rows: { reference: ref("Q"), received_at: at, quarantined_at: at },
    },
  ],
  contact_messages: [
    { rows: { reference: ref("M"), email_index: own } },
    { rows: { reference: ref("Q"), email_index: own } },
  ],
  orders: [{ rows: { reference: ref("B"), email_index: own } }],
  feedback: [{ rows: { reference: ref("F"), email_index: own } }],
  data_requests: [{ rows: { reference: ref("D"), email_index: own } }],
  newsletter_subscriptions: [
    {
      like: "confirmed_at is not null",
      rows: { reference: ref("N"), email_index: own, unsubscribe_hash: own },
    },
  ],
  newsletter_issues: [{ rows: { id: own, created_at: at, queued_at: at } }],
  status_events: [{ rows: { id: own, reference: ref("M") } }],
  consents: [
    { like: "event = 'given'", rows: { sequence: "null", id: own, subject: ref("M") } },
    { like: "purpose = 'registration'", rows: { sequence: "null", id: "'account' || i", subject: ref("U") } },
    {
      like: "event = 'given'",
      rows: {
        sequence: "null",
        id: "'withdrawn' || i",
        subject: ref("B"),
        event: "'withdrawn'",
        kept_until: "'2029-01-01T00:00:00.000Z'",
      },
    },
  ],
  consent_words: [{ rows: { hash: own } }],
  links: [{ rows: { token_hash: own, subject: ref("N") } }],
  waiting_for_guardians: [{ rows: { reference: ref("W"), token_hash: own } }],
  outbox: [
    {
      like: "failed_at is null",
      rows: {
        id: `${ref("M")} || '/client'`,
        recipient_index: own,
        sealed_mail: "null",
        sent_at: at,
        next_attempt_at: "null",
        queued_at: at,
      },
    },
    {
      like: "failed_at is null",
      rows: {
        id: "'issue/i/' || i",
        recipient_index: own,
        sealed_error: "null",
        failed_at: at,
        queued_at: at,
      },
    },
  ],
  erasures: [{ rows: { subject_index: own, erased_at: at } }],
  legal_holds: [{ rows: { id: own } }],
  legal_hold_subjects: [{ rows: { hold: own, subject: ref("O") } }],
  held_erasures: [{ rows: { email_index: own } }],
  disclosures: [{ rows: { reference: ref("R"), answer_hash: own, email_index: own } }],
  disclosure_records: [{ rows: { disclosure: ref("R"), record: ref("M") } }],
  disclosure_events: [{ rows: { id: own, disclosure: ref("R") } }],
  statistics_notes: [{ rows: { id: own, day } }],
  statistics_readers: [{ rows: { person: ref("U") } }],
};

/** Tables that people do not fill, with what bounds them. */
export const bounded: Readonly<Record<string, string>> = {
  vault_keys: "one a year",
  visit_cells: "values a day are capped, and days end",
  visit_months: "the same by month",
  visit_shards: "one a shard",
  visit_imports: "one a log that staff import",
  minor_counts: "six a year",
  reader_counts: "one a language",
  disclosure_years: "five a year",
  job_runs: "three a job and day, for 37 months",
};

/** A row of each table that the people of these tests leave empty. */
const seeds = [
  "insert into used_verifications values ('seed', '2999-01-01')",
  "insert into sign_in_failures values ('seed', 1, '2026-11-26')",
  "insert into former_addresses values ('U-seed', 'seed', '2026-11-26')",
  "insert into newsletter_issues (id, language, subject, paragraphs, created_at, queued_at) values ('seed', 'en', 'News', '[]', '2026-11-01', '2026-11-01')",
  "insert into status_events values ('seed', 'M-seed', 1, 'answered', '2026-11-01', 'U-seed', null)",
  "insert into erasures values ('seed', '2026-11-01')",
  "insert into held_erasures values ('seed', '2026-11-01')",
  "insert into statistics_notes values ('seed', '2026-11-01', 'A fair', '2026-11-01')",
  "insert into sign_ins select 'seed', id, '2026-11-01', 'signed-in', sealed_email, '' from users where email_verified = 0",
  "insert into statistics_readers values ('U-seed', '2026-11-01', null)",
];

/** Adds that many rows of strangers to every growing table, in each of its shapes. */
export async function grow(count: number): Promise<void> {
  await env.DB.batch(seeds.map((seed) => env.DB.prepare(seed)));
  for (const [table, shapes] of Object.entries(grown))
    for (const shape of shapes) await growTable(table, shape, count);
  await growAudit(count);
}

async function growTable(table: string, { like, rows }: Shape, count: number): Promise<void> {
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
async function growAudit(count: number): Promise<void> {
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

export const growing = [...Object.keys(grown), "audit_entries"];

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

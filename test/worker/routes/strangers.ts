/** A kind of row of a table: like one that is there (a condition), but for columns that are expressions of `i`, its number. */
export interface Shape {
  like?: string;
  rows: Readonly<Record<string, string>>;
}

export const ref = (letter: string) => `'${letter}-' || printf('%014d', i)`;
const day = "date('2026-11-20', '-' || (i % 300) || ' days')";
const at = `${day} || 'T12:00:00.000Z'`;
export const own = "'grown' || i";

/**
 * What strangers have here, for each table that grows with people: like a row that is there, but for these columns. A
 * column that is not named is that row's.
 */
export const grown: Readonly<Record<string, Shape[]>> = {
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
  signatures: [{ rows: { sequence: "null", id: own, user_id: ref("U") } }],
  record_ends: ["consents", "signatures"].map((kind) => ({
    rows: { kind: `'${kind}'`, first: "1000000 + 2 * i", last: "1000000 + 2 * i" },
  })),
  submissions: [
    {
      like: "form = 'contact' and quarantined_at is null",
      rows: { reference: ref("M"), received_at: at, written_hash: ref("M") },
    },
    { like: "form = 'order'", rows: { reference: ref("B"), received_at: at, written_hash: ref("B") } },
    {
      like: "form = 'data-request' and status = 'received'",
      rows: { reference: ref("D"), received_at: at, written_hash: ref("D") },
    },
    { like: "form = 'feedback'", rows: { reference: ref("F"), received_at: at, written_hash: ref("F") } },
    { like: "form = 'newsletter'", rows: { reference: ref("N"), received_at: at, written_hash: ref("N") } },
    {
      like: "quarantined_at is not null",
      rows: { reference: ref("Q"), received_at: at, quarantined_at: at, written_hash: ref("Q") },
    },
  ],
  contact_messages: [
    { rows: { reference: ref("M"), email_index: own } },
    { rows: { reference: ref("Q"), email_index: own } },
  ],
  orders: [{ rows: { reference: ref("B"), email_index: own } }],
  feedback: [{ rows: { reference: ref("F"), email_index: own } }],
  data_requests: [{ like: "confirmed_at is not null", rows: { reference: ref("D"), email_index: own } }],
  newsletter_subscriptions: [
    {
      like: "confirmed_at is not null",
      rows: { reference: ref("N"), email_index: own, unsubscribe_hash: own },
    },
  ],
  newsletter_issues: [{ rows: { id: own, created_at: at, queued_at: at } }],
  // Triggers fill it.
  desk_items: [],
  desk_notes: [{ rows: { id: own, reference: ref("M") } }],
  offers: [{ rows: { id: own, reference: ref("B") } }],
  answer_links: [{ rows: { token_hash: own, reference: ref("M") } }],
  request_steps: [{ like: "step = 'identified'", rows: { id: own, reference: ref("D"), position: "i" } }],
  restrictions: [{ rows: { email_index: "'restricted' || i", reference: ref("D") } }],
  drafts: [{ rows: { id: own, owner: ref("U") } }],
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
  ended_registrations: [{ rows: { user_id: ref("V") } }],
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
  key_checks: "one a key",
  noted_keys: "one a key",
  consent_clock: "one",
  visit_cells: "values a day are capped, and days end",
  visit_months: "the same by month",
  visit_shards: "one a shard",
  visit_imports: "one a log that staff import",
  minor_counts: "six a year",
  reader_counts: "one a language",
  disclosure_years: "five a year",
  saved_answers: "a hundred that staff write",
  consent_counts: "a few a version and purpose",
  rating_counts: "a few a month and topic",
  suspensions: "accounts that staff suspend, and lift or erase",
  role_changes: "a few a member of the staff",
  job_runs: "three a job and day, for 37 months",
  log_entries: "two a day, one a text or key",
  log_tiles: "one for 256 entries",
  log_checkpoints: "one or two a day",
  log_cosignatures: "one a checkpoint and witness",
  log_witnesses: "one a witness",
  log_decisions: "one a restore",
};

/** A row of each table that the people of these tests leave empty. */
export const seeds = [
  "insert into record_ends values ('consents', 1000000, 1000000, null, 'unproven')",
  "insert into used_verifications values ('seed', '2999-01-01')",
  "insert into sign_in_failures values ('seed', 1, '2026-11-26')",
  "insert into former_addresses values ('U-seed', 'seed', '2026-11-26')",
  "insert into newsletter_issues (id, language, subject, paragraphs, created_at, queued_at) values ('seed', 'en', 'News', '[]', '2026-11-01', '2026-11-01')",
  "insert into status_events values ('seed', 'M-seed', 1, 'answered', '2026-11-01', 'U-seed', null)",
  "insert into desk_notes select 'seed', reference, '2026-11-01', 'U-seed', sealed_email from contact_messages limit 1",
  "insert into restrictions values ('seed', 'D-seed', '2026-11-01')",
  "insert into drafts select 'seed', 'U-seed', '/staff/', '/staff/', sealed_email, 'draft', '2026-11-01', '2026-12-01' from contact_messages limit 1",
  "insert into ended_registrations values ('V-seed')",
  "insert into erasures values ('seed', '2026-11-01')",
  "insert into held_erasures values ('seed', '2026-11-01')",
  "insert into statistics_notes values ('seed', '2026-11-01', 'A fair', '2026-11-01')",
  "insert into sign_ins select 'seed', id, '2026-11-01', 'signed-in', sealed_email, '' from users where email_verified = 0",
  "insert into statistics_readers values ('U-seed', '2026-11-01', null)",
];

/** Every table that grows. */
export const growing = [...Object.keys(grown), "audit_entries"];

-- Messages sent with the contact form.
create table contact_messages (
  reference text primary key,
  received_at text not null,
  language text not null,
  name text not null,
  email text not null,
  phone text not null,
  address text not null,
  topic text not null,
  message text not null
) strict, without rowid;

-- What was agreed to: one row a purpose, never changed. A withdrawal is a row of its own.
create table consents (
  id text primary key,
  subject text not null,
  event text not null check (event in ('given', 'withdrawn')),
  purpose text not null,
  form text not null,
  policy_version text not null,
  policy_hash text not null,
  policy_language text not null,
  label_hash text not null,
  recorded_at text not null
) strict, without rowid;

create index consents_by_subject on consents (subject);

-- Mail waiting to leave, and what became of it. Once a mail has left, its text is erased.
create table outbox (
  id text primary key,
  recipient text not null,
  reply_to text,
  subject text not null,
  body_text text not null,
  body_html text not null,
  headers text not null,
  queued_at text not null,
  attempts integer not null default 0,
  next_attempt_at text,
  sent_at text,
  failed_at text,
  last_error text
) strict, without rowid;

create index outbox_waiting on outbox (next_attempt_at) where next_attempt_at is not null;

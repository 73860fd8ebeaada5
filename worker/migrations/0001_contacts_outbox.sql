-- Messages sent with the contact form. What names a person or was written by one is sealed (worker/vault), and
-- the database refuses it otherwise.
create table contact_messages (
  reference text primary key,
  received_at text not null,
  language text not null,
  topic text not null,
  email_index text not null,
  sealed_name text not null check (sealed_name glob 'v[0-9].*.*.*'),
  sealed_email text not null check (sealed_email glob 'v[0-9].*.*.*'),
  sealed_phone text check (sealed_phone glob 'v[0-9].*.*.*'),
  sealed_address text check (sealed_address glob 'v[0-9].*.*.*'),
  sealed_message text not null check (sealed_message glob 'v[0-9].*.*.*')
) strict, without rowid;

create index contact_messages_by_email on contact_messages (email_index);

-- Mail waiting to leave, and what became of it. To whom, bodies and headers are one sealed JSON; once the mail has
-- left, it is erased. Why a try failed is sealed too: mail services quote the address.
create table outbox (
  id text primary key,
  subject text not null,
  sealed_mail text check (sealed_mail glob 'v[0-9].*.*.*'),
  queued_at text not null,
  attempts integer not null default 0,
  next_attempt_at text,
  sent_at text,
  failed_at text,
  sealed_error text check (sealed_error glob 'v[0-9].*.*.*')
) strict, without rowid;

create index outbox_waiting on outbox (next_attempt_at) where next_attempt_at is not null;

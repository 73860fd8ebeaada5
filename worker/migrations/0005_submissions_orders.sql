-- Every submission, whatever its form, without anything that a person typed. What looks as if no person had sent
-- it is quarantined: kept, with its mail held until staff release it.
create table submissions (
  reference text primary key,
  form text not null,
  language text not null,
  received_at text not null,
  suspicions text not null,
  quarantined_at text,
  released_at text,
  newsletter integer not null check (newsletter in (0, 1)),
  guardian_agreed integer not null check (guardian_agreed in (0, 1))
) strict, without rowid;

create index submissions_in_quarantine on submissions (quarantined_at)
  where quarantined_at is not null and released_at is null;

-- What people think of goods and service. The rating stands by itself; who gave it and why is sealed.
create table feedback (
  reference text primary key,
  received_at text not null,
  language text not null,
  rating integer not null check (rating between 1 and 5),
  email_index text,
  sealed_feedback text check (sealed_feedback glob 'v[0-9].*.*.*')
) strict, without rowid;

create index feedback_by_email on feedback (email_index) where email_index is not null;

-- Orders and requests for goods. Everything that was typed is one sealed JSON.
create table orders (
  reference text primary key,
  received_at text not null,
  language text not null,
  email_index text not null,
  sealed_order text not null check (sealed_order glob 'v[0-9].*.*.*')
) strict, without rowid;

create index orders_by_email on orders (email_index);

-- Whom a mail goes to, as a keyed hash, so that one address is not flooded; gone when the mail has left.
alter table outbox add column recipient_index text;
-- Since when a mail is held for staff: its submission is in quarantine, or its recipient got too many.
alter table outbox add column held_at text;

create index outbox_by_recipient on outbox (recipient_index, queued_at) where recipient_index is not null;

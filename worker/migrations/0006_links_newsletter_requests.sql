-- Links in mail that a person confirms something with: the token only as its SHA-256, for one use, until it expires.
create table links (
  token_hash text primary key,
  purpose text not null,
  subject text not null,
  expires_at text not null,
  used_at text
) strict, without rowid;

create index links_by_subject on links (subject);

-- Who asked for the newsletter, who confirmed it, and who left. The reference is the submission's.
create table newsletter_subscriptions (
  reference text primary key,
  requested_at text not null,
  language text not null,
  email_index text not null,
  sealed_email text not null check (sealed_email glob 'v[0-9].*.*.*'),
  unsubscribe_hash text not null unique,
  confirmed_at text,
  ended_at text
) strict, without rowid;

create index newsletter_by_email on newsletter_subscriptions (email_index);
create index newsletter_readers on newsletter_subscriptions (reference)
  where confirmed_at is not null and ended_at is null;

-- Issues of the newsletter, and how far down the list of readers each has been put into the outbox.
create table newsletter_issues (
  id text primary key,
  language text not null,
  subject text not null,
  paragraphs text not null check (json_valid(paragraphs)),
  created_at text not null,
  position text not null default '',
  queued_at text
) strict, without rowid;

-- People who want to see, correct, erase, restrict or object. They count once the mailed link was used.
create table data_requests (
  reference text primary key,
  received_at text not null,
  language text not null,
  kind text not null check (kind in ('see', 'correct', 'erase', 'restrict', 'object')),
  email_index text not null,
  sealed_request text not null check (sealed_request glob 'v[0-9].*.*.*'),
  confirmed_at text
) strict, without rowid;

create index data_requests_by_email on data_requests (email_index);

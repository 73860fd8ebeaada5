-- Of somebody who has left the newsletter the address is not kept: the proof of what they agreed to is a record of its
-- own, and the keyed hash of the address is enough to find what is theirs. A column that may be empty needs its table
-- made anew; views that read it find it again by its name.
create table subscriptions_before as select * from newsletter_subscriptions;
drop table newsletter_subscriptions;

create table newsletter_subscriptions (
  reference text primary key,
  requested_at text not null,
  language text not null,
  email_index text not null,
  sealed_email text check (sealed_email glob 'v[0-9].*.*.*'),
  unsubscribe_hash text not null unique,
  confirmed_at text,
  ended_at text,
  check ((sealed_email is null) = (ended_at is not null))
) strict, without rowid;

insert into newsletter_subscriptions
select reference, requested_at, language, email_index, iif(ended_at is null, sealed_email, null), unsubscribe_hash,
  confirmed_at, ended_at
from subscriptions_before;
drop table subscriptions_before;

create index newsletter_by_email on newsletter_subscriptions (email_index);
create index newsletter_readers on newsletter_subscriptions (reference)
  where confirmed_at is not null and ended_at is null;

-- Who gets the newsletter, for mail that may leave to them only.
create view current_readers as
select reference from newsletter_subscriptions where confirmed_at is not null and ended_at is null;

-- Mail that has failed for good, by when it did: it is kept for staff for a while.
create index outbox_failed on outbox (failed_at) where failed_at is not null;

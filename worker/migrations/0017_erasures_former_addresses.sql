-- Addresses that an account had before, as keyed hashes: an erasure reaches copies of the database from that time.
create table former_addresses (
  user_id text not null,
  email_index text not null,
  left_at text not null,
  primary key (user_id, email_index)
) strict, without rowid;

-- Whoever leaves an address takes along what they have sent with it; what others send with it later stays theirs.
create trigger submissions_follow_their_sender instead of update of email_index on submissions_by_email
begin
  update contact_messages set email_index = new.email_index where old.kind = 'message' and reference = old.reference;
  update orders set email_index = new.email_index where old.kind = 'order' and reference = old.reference;
  update feedback set email_index = new.email_index where old.kind = 'feedback' and reference = old.reference;
  update newsletter_subscriptions set email_index = new.email_index
    where old.kind = 'newsletter' and reference = old.reference;
  update data_requests set email_index = new.email_index where old.kind = 'data-request' and reference = old.reference;
end;

-- Every address that anything is kept of, as its keyed hash.
create view known_addresses as
select email_index from users
union select email_index from former_addresses
union select email_index from submissions_by_email where email_index is not null
union select recipient_index from outbox where recipient_index is not null;

-- The newest mark tells whether this database and the ledger outside of it agree.
create index erasures_by_time on erasures (erased_at, subject_index);

-- Whether a guardian agreed to the account of somebody who is not of age; the age is not kept.
alter table users add column guardian_agreed integer not null default 0 check (guardian_agreed in (0, 1));

-- When what was signed is not kept any more; null while its account is there.
alter table signatures add column kept_until text;

create index signatures_by_end on signatures (kept_until) where kept_until is not null;

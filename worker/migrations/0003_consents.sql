-- What was agreed to, and what of it was withdrawn: one row an event of one purpose, with the fields of ISO/IEC TS
-- 27560 in the words of W3C DPV (docs/decisions/0008-consents.md). Rows are added; the database refuses to change one,
-- and to delete one before its end date. Nothing in a row names a person: the subject is a reference.
create table consents (
  sequence integer primary key,
  id text not null unique,
  schema text not null,
  subject text not null,
  controller text not null,
  event text not null check (event in ('given', 'withdrawn')),
  purpose text not null,
  legal_basis text not null,
  processing text not null check (json_type(processing) = 'array'),
  data_categories text not null check (json_type(data_categories) = 'array'),
  -- The form it was given in, or the way it was withdrawn.
  method text not null,
  policy_version text not null,
  policy_hash text not null,
  policy_language text not null,
  label_hash text not null,
  jurisdiction text,
  -- Where it can be withdrawn: a path of the site.
  withdrawal text not null,
  recorded_at text not null,
  -- Null while there is no end date yet: as long as the purpose needs.
  kept_until text
) strict;

create index consents_by_subject on consents (subject, purpose);
create index consents_by_end on consents (kept_until) where kept_until is not null;

-- The same event again is passed over. `insert or replace` would delete a row without asking the triggers below.
create trigger consents_are_added_once before insert on consents
when exists (select 1 from consents where id = new.id or sequence = new.sequence)
begin
  select raise(ignore);
end;

create trigger consents_never_change before update on consents
begin
  select raise(abort, 'a consent is never changed: record another event');
end;

-- A consent without an end date of its own may go with the withdrawal that followed it.
create trigger consents_are_kept before delete on consents
when coalesce(
  old.kept_until,
  (select min(kept_until) from consents
   where subject = old.subject and purpose = old.purpose and event = 'withdrawn' and sequence > old.sequence),
  '9999'
) > strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
begin
  select raise(abort, 'a consent is kept until its end date');
end;

-- Else what was withdrawn would look as if it were still given.
create trigger withdrawals_outlive_consents before delete on consents
when old.event = 'withdrawn' and exists (
  select 1 from consents
  where subject = old.subject and purpose = old.purpose and event = 'given' and sequence < old.sequence
)
begin
  select raise(abort, 'a withdrawal is kept as long as what it withdraws');
end;

-- Where each person stands on each purpose: the last event.
create view current_consents as
select * from consents
where sequence in (select max(sequence) from consents group by subject, purpose);

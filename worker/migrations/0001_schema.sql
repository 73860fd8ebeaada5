-- The whole database, wing by wing in the order of the wings (docs/architecture.md). A comment above each table says
-- what it is for and when its rows end.
--
-- Instants are UTC in ISO 8601, days are `YYYY-MM-DD` of the organization. What names a person, or was written by one,
-- is in a column `sealed_…`: sealed by the vault, and the database refuses anything else there. `email_index` is the
-- keyed hash of an address.

-- ───────────────────────────── vault ─────────────────────────────

-- Keys that have sealed something here, and since when everything is sealed with each.
-- Rows end: never. One key per year.
create table vault_keys (
  id text primary key,
  first_used_at text not null,
  resealed_at text
) strict, without rowid;

-- A check value of each key of the secrets, made with the key when it first wrote here: with another key nothing is read
-- or written (docs/decisions/0059-keys-are-checked.md).
-- Rows end: when nothing needs the key any more, or it is lost.
create table key_checks (
  -- `VAULT_KEYS k1`
  name text primary key,
  value text not null,
  noted_at text not null
) strict, without rowid;

-- Keys that prove something, as the jobs that check them note daily: the records' by id, the receipts' by thumbprint.
-- Rows end: never. One per replacement.
create table noted_keys (
  proves text not null check (proves in ('records', 'receipts')),
  id text not null,
  first_used_at text not null,
  checked_at text not null,
  primary key (proves, id)
) strict, without rowid;

-- ─────────────────────────── lifetimes ───────────────────────────

-- Who was erased, as a keyed hash, so that the erasure can be repeated in a restored copy of the database.
-- Rows end: a day after the last backup that could still hold what was erased.
create table erasures (
  subject_index text primary key,
  erased_at text not null
) strict, without rowid;

-- The newest mark tells whether this database and the ledger outside it agree.
create index erasures_by_time on erasures (erased_at, subject_index);

-- Every address that we hold anything about, so that an erasure can be repeated.
create view known_addresses as
select email_index from users
union select email_index from former_addresses
union select email_index from submissions_by_email where email_index is not null
union select recipient_index from outbox where recipient_index is not null;

-- Legal holds: what has to be kept although its time is over or its owner wants it erased, and why.
-- Rows end: as long after the hold was released as the proof of a consent is kept.
create table legal_holds (
  id text primary key,
  sealed_reason text not null check (sealed_reason glob 'v[0-9].*.*.*'),
  -- User id of staff.
  placed_by text not null,
  placed_at text not null,
  -- The day on which staff look at it again.
  review_at text not null,
  -- Whether nothing may tell the person of it.
  silent integer not null check (silent in (0, 1)),
  released_at text,
  released_by text
) strict, without rowid;

-- What each hold covers: one submission by its reference, or an account by its id or an address by its index, with all
-- that it has sent.
-- Rows end: with their hold.
create table legal_hold_subjects (
  hold text not null,
  subject text not null,
  primary key (subject, hold)
) strict, without rowid;

create index legal_holds_to_review on legal_holds (review_at) where released_at is null;
create index legal_hold_subjects_by_hold on legal_hold_subjects (hold);

create trigger legal_holds_take_along after delete on legal_holds
begin
  delete from legal_hold_subjects where hold = old.id;
end;

-- Holds with what each covers.
create view whole_holds as
select h.*, (select json_group_array(subject) from legal_hold_subjects where hold = h.id) as subjects
from legal_holds h;

-- What is held now, once for each hold. A hold that the person may know of is told, even if another is silent: whoever
-- asks takes the least. No view of holds groups or sorts, so that asking about one thing reads what concerns it and no more.
create view held_subjects as
select s.subject, h.silent
from legal_hold_subjects s join legal_holds h on h.id = s.hold
where h.released_at is null;

-- Accounts that are held by their id or address, once for each hold.
create view held_accounts as
select u.id as user_id, h.silent
from users u join legal_hold_subjects s on s.subject in (u.id, u.email_index) join legal_holds h on h.id = s.hold
where h.released_at is null;

-- Who was erased while a hold kept something of theirs: the index under which that is filed now, which no address has, so
-- that nobody finds it but staff.
-- Rows end: when the hold is released and what it kept is erased.
create table held_erasures (
  email_index text primary key,
  asked_at text not null
) strict, without rowid;

-- Submissions that only a hold keeps, of people who were erased or where their senders must not find them. A subscription
-- that was asked for in another form has a time of its own.
create view submissions_of_erased as
select reference from submissions_by_email
where kind <> 'newsletter' and email_index in (select email_index from held_erasures)
union all
select reference from submissions s
where form in ('newsletter', 'policy-changes')
  and exists (select 1 from hidden_subscriptions where reference = s.reference);

-- Subscriptions that only a hold keeps.
create view hidden_subscriptions as
select reference from newsletter_subscriptions
where email_index glob 'held/*' or email_index in (select email_index from held_erasures);

-- Erasures of which nothing is left to erase, or something is no longer held.
create view erasures_to_finish as
select e.email_index, (select id from users where email_index = e.email_index) as user_id
from held_erasures e
where exists (
  select 1 from submissions_by_email s
  where s.email_index = e.email_index
    and not exists (select 1 from held_submissions where reference = s.reference)
) or exists (
  select 1 from users u
  where u.email_index = e.email_index and not exists (select 1 from held_accounts where user_id = u.id)
) or not exists (select 1 from known_addresses where email_index = e.email_index);

-- Submissions that are held by themselves, or with the address or account of their sender, subscriptions that outlive what
-- they were sent with, and disclosures that are held with those of their client; once for each hold.
create view held_submissions as
select s.reference, h.silent
from submissions s
join legal_hold_subjects l on l.subject in (
  s.reference,
  (select email_index from forms_by_email where reference = s.reference),
  (select id from users where email_index = (select email_index from forms_by_email where reference = s.reference))
)
join legal_holds h on h.id = l.hold
where h.released_at is null
union all
select d.reference, h.silent
from disclosures d
join legal_hold_subjects l on l.subject in (d.email_index, (select id from users where email_index = d.email_index))
join legal_holds h on h.id = l.hold
where h.released_at is null
union all
select n.reference, h.silent
from newsletter_subscriptions n
join legal_hold_subjects l
  on l.subject in (n.reference, n.email_index, (select id from users where email_index = n.email_index))
join legal_holds h on h.id = l.hold
where h.released_at is null;

-- Accounts and submissions whose consents and signatures are held, even where the account itself is gone.
create view held_proofs as
select subject from held_subjects
union all select user_id from held_accounts
union all select reference from held_submissions;

-- ───────────────────────────── mail ──────────────────────────────

-- Mail waiting to leave, and what became of it. Recipient, bodies and headers are one sealed JSON, erased once the mail
-- has left. The reason of a failed try is sealed too, because mail services quote the address.
-- Rows end: 14 days after the mail left or was given up; for mail that failed for good when its period is over.
create table outbox (
  -- What the mail is about, then which mail of it: `<reference>/received`, `issue/<issue>/<email index>`.
  id text primary key,
  subject text not null,
  sealed_mail text check (sealed_mail glob 'v[0-9].*.*.*'),
  queued_at text not null,
  attempts integer not null default 0,
  next_attempt_at text,
  sent_at text,
  failed_at text,
  sealed_error text check (sealed_error glob 'v[0-9].*.*.*'),
  -- Protects an address from a flood. Emptied an hour after the mail was queued.
  recipient_index text,
  -- What is counted of mail that strangers cause: the mailbox behind the address, and the kind of mail. Emptied with the
  -- recipient.
  counted_index text,
  kind text,
  -- Held for staff, because its submission is in quarantine or its recipient got too many.
  held_at text,
  -- Given up by staff, or taken back; its words are erased.
  dropped_at text,
  -- Whether it waits only for its submission, which is in quarantine.
  with_submission integer not null default 0 check (with_submission in (0, 1)),
  -- Whether it failed because the mail service takes nothing for its recipient: mail came back from there, or was called
  -- spam.
  suppressed integer not null default 0 check (suppressed in (0, 1)),
  -- While it has not left: how it stands with staff, and since when.
  state text generated always as (
    case
      when sent_at is not null or dropped_at is not null then null
      when with_submission = 1 then 'quarantined'
      when failed_at is not null and suppressed = 1 then 'suppressed'
      when failed_at is not null then 'failed'
      when held_at is not null then 'held'
      else 'waiting'
    end
  ) virtual,
  since text generated always as (coalesce(failed_at, held_at, queued_at)) virtual
) strict, without rowid;

create index outbox_waiting on outbox (next_attempt_at) where next_attempt_at is not null;
create index outbox_counted on outbox (counted_index, kind, queued_at) where counted_index is not null;
create index outbox_by_recipient on outbox (recipient_index, queued_at) where recipient_index is not null;
create index outbox_unsent on outbox (state, since, id) where state is not null;
create index outbox_to_forget on outbox (queued_at) where recipient_index is not null and sent_at is not null;
create index outbox_left on outbox (sent_at) where sent_at is not null;
create index outbox_dropped on outbox (dropped_at) where dropped_at is not null;
-- Ids of mail to every reader end with the index of an address (43 characters).
create index outbox_by_reader on outbox (substr(id, -43));
create index outbox_failed on outbox (failed_at) where failed_at is not null;

-- A link that waits with its mail does not age: it works as much longer as staff held the mail.
create trigger held_links_do_not_age after update of held_at on outbox
when old.held_at is not null and new.held_at is null and new.dropped_at is null and new.next_attempt_at is not null
begin
  update links set expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', expires_at,
      format('+%.3f seconds', (julianday(new.next_attempt_at) - julianday(old.held_at)) * 86400))
    where subject = substr(old.id, 1, instr(old.id, '/') - 1) and used_at is null;
  update verifications set expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', expires_at,
      format('+%.3f seconds', (julianday(new.next_attempt_at) - julianday(old.held_at)) * 86400))
    where value = substr(old.id, 14) and old.id glob 'registration/*';
  update waiting_for_guardians set expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', expires_at,
      format('+%.3f seconds', (julianday(new.next_attempt_at) - julianday(old.held_at)) * 86400))
    where reference = substr(old.id, 1, instr(old.id, '/') - 1);
end;

-- Mail that has not left, as staff see it. Mail of a submission in quarantine waits only for the submission.
create view unsent_mail as
select o.id, o.subject, o.queued_at, o.attempts, o.next_attempt_at, o.sealed_error, s.reference, s.form, o.since, o.state
from outbox o
left join submissions s on s.reference = substr(o.id, 1, instr(o.id, '/') - 1)
where o.state is not null;

-- Mail about a submission that is held.
create view held_mail as
select o.id from outbox o join held_submissions h on h.reference = substr(o.id, 1, instr(o.id, '/') - 1);

-- How much of each issue's mail has not left is counted as it goes, so that nobody has to read all of it. Mail that its
-- reader took back by leaving neither waits nor has failed; its row stays as a mark, so that whoever comes back while the
-- issue is being queued does not get it twice.
create trigger issue_mail_waits after insert on outbox when new.id >= 'issue/' and new.id < 'issue0'
begin
  update newsletter_issues set
    waiting = waiting + (new.sent_at is null and new.failed_at is null and new.dropped_at is null),
    failed = failed + (new.sent_at is null and new.failed_at is not null)
  where id = substr(new.id, 7, instr(substr(new.id, 7), '/') - 1);
end;

create trigger issue_mail_moves after update of sent_at, failed_at, dropped_at on outbox
when new.id >= 'issue/' and new.id < 'issue0'
begin
  update newsletter_issues set
    waiting = waiting + (new.sent_at is null and new.failed_at is null and new.dropped_at is null)
      - (old.sent_at is null and old.failed_at is null and old.dropped_at is null),
    failed = failed + (new.sent_at is null and new.failed_at is not null)
      - (old.sent_at is null and old.failed_at is not null)
  where id = substr(new.id, 7, instr(substr(new.id, 7), '/') - 1);
end;

create trigger issue_mail_is_forgotten after delete on outbox when old.id >= 'issue/' and old.id < 'issue0'
begin
  update newsletter_issues set
    waiting = waiting - (old.sent_at is null and old.failed_at is null and old.dropped_at is null),
    failed = failed - (old.sent_at is null and old.failed_at is not null)
  where id = substr(old.id, 7, instr(substr(old.id, 7), '/') - 1);
end;

-- Announcements of a version that nobody can have read: not tried yet, or failed for good.
create view unread_announcements as
select substr(id, 8, 10) as date, substr(id, 19) as email_index
from outbox
where id >= 'policy/' and id < 'policy0' and sent_at is null
  and (attempts = 0 or failed_at is not null);

-- ───────────────────────────── audit ─────────────────────────────

-- Numbers of records (entries of the audit log, consents, signatures) whose time was over: without its number here, one
-- that is missing was taken out. Neighbours are one row, and no two overlap, so the last row of a kind has its last number. The check is keyed, over all columns.
-- Rows end: never. As many as there are gaps between records that are kept.
create table record_ends (
  kind text not null check (kind in ('audit', 'consents', 'signatures')),
  first integer not null,
  last integer not null check (last >= first),
  -- Of the audit log: the hash of the last entry that ended, which the next one follows.
  hash text,
  record_check text not null,
  primary key (kind, first)
) strict, without rowid;

-- What staff did with personal data: who (a number, no name), what, to which reference, when. Each row holds a keyed hash
-- of its own fields and of the previous row's hash, which reveals any row that is altered, added or removed.
-- Rows end: as long after the deed as the proof of a consent is kept; the last hash stays in record_ends.
create table audit_entries (
  sequence integer primary key,
  at text not null,
  actor text not null,
  action text not null,
  subject text not null,
  previous text not null,
  hash text not null
) strict;

create index audit_entries_of_erasures on audit_entries (at) where action in ('erased', 'erased-child');

create trigger audit_entries_go_on before insert on audit_entries
when new.sequence is not 1 + coalesce(
    (select max(sequence) from audit_entries),
    (select last from record_ends where kind = 'audit' order by first desc limit 1), 0
  )
  or new.previous is not coalesce(
    (select hash from audit_entries order by sequence desc limit 1),
    (select hash from record_ends where kind = 'audit' order by first desc limit 1), ''
  )
begin
  select raise(abort, 'the audit log has moved on');
end;

create trigger audit_entries_never_change before update on audit_entries
begin
  select raise(abort, 'an audit entry is never changed');
end;

create trigger audit_entries_are_kept before delete on audit_entries
when not exists (select 1 from record_ends where kind = 'audit' and old.sequence between first and last)
begin
  select raise(abort, 'an audit entry is never deleted before its end');
end;

-- ──────────────────────────── visits ─────────────────────────────

-- Visits, only as counts: one row per value of one indicator and day, ordered so that a period of some indicators is
-- read without the others. No table joins two indicators of a visit, except the hour of day by page,
-- whose value names both. Counts from a server log have their own rules (`1-log`).
-- Rows end: when the period that the policy promises for statistics is over.
create table visit_cells (
  indicator text not null,
  day text not null,
  value text not null,
  rules text not null,
  views integer not null,
  visits integer not null,
  primary key (indicator, day, value, rules)
) strict, without rowid;

-- Sums of months that are over. A late count deletes the sums of its month until the next sweep.
-- Rows end: with the days they sum.
create table visit_months (
  month text not null,
  indicator text not null,
  value text not null,
  views integer not null,
  visits integer not null,
  primary key (month, indicator, value)
) strict, without rowid;

-- The last batch that each Durable Object shard has moved here, so that none is added twice.
-- Rows end: never. One per shard.
create table visit_shards (
  shard integer primary key,
  sequence integer not null,
  moved_at text not null
) strict;

-- Server logs whose lines have been counted, so that none counts twice.
-- Rows end: never. One per imported log.
create table visit_imports (
  digest text primary key,
  imported_at text not null,
  counted integer not null,
  first_day text not null,
  last_day text not null
) strict, without rowid;

-- What staff note about a day, shown beside its figures.
-- Rows end: when staff delete the note.
create table statistics_notes (
  id text primary key,
  day text not null,
  note text not null,
  written_at text not null
) strict, without rowid;

create index statistics_notes_by_day on statistics_notes (day, written_at);

-- Staff who asked for the weekly mail, and the last week that was queued for them.
-- Rows end: when they stop it, may no longer see statistics, or are erased.
create table statistics_readers (
  person text primary key,
  asked_at text not null,
  last_week text
) strict, without rowid;

-- ───────────────────────────── forms ─────────────────────────────

-- Every submission, whatever its form, without anything that a person typed. What looks as if no person had sent it is
-- quarantined: kept, with its mail held until staff release it.
-- Rows end: with what was sent, when its period is over, its sender or the submission is erased, or nobody confirmed it in
-- time.
create table submissions (
  reference text primary key,
  form text not null,
  language text not null,
  received_at text not null,
  suspicions text not null,
  quarantined_at text,
  released_at text,
  newsletter integer not null check (newsletter in (0, 1)),
  -- When a guardian agreed, if its sender is not of age; the age is not kept.
  guardian_agreed_at text,
  -- SHA-256 of the token in the link that shows its sender what was typed.
  written_hash text,
  -- Its latest in status_events.
  status text not null default 'received',
  status_at text,
  -- Of what kind of data it is, and when its purpose ended: null while something has to be done with it.
  kind text generated always as (
    case
      when quarantined_at is not null and released_at is null then 'refused'
      when form = 'data-request' then 'dataRequest'
      when form = 'policy-changes' then 'newsletter'
      else form
    end
  ) virtual,
  ended_at text generated always as (
    case
      when form = 'feedback' or quarantined_at is not null and released_at is null then received_at
      when status in ('completed', 'cancelled', 'answered', 'done', 'refused', 'withdrawn') then status_at
    end
  ) virtual
) strict, without rowid;

create index submissions_ended on submissions (kind, ended_at, reference) where ended_at is not null;
create index submissions_open on submissions (kind, received_at) where ended_at is null;

-- The last guard of a hold: whatever leaves it out of account fails as a whole.
create trigger held_submissions_stay before delete on submissions
when exists (select 1 from held_submissions where reference = old.reference)
begin
  select raise(abort, 'the submission is held by law');
end;

create index submissions_in_quarantine on submissions (quarantined_at)
  where quarantined_at is not null and released_at is null;
create unique index submissions_written on submissions (written_hash) where written_hash is not null;
create index submissions_by_status on submissions (form, status, received_at);

-- When the purpose of each submission ended, and how it is held.
create view submission_ends as
select s.reference, s.received_at, s.kind, s.ended_at, case
    when exists (select 1 from held_submissions where reference = s.reference and silent = 0) then 0
    when exists (select 1 from held_submissions where reference = s.reference) then 1
  end as silent
from submissions s;

-- What was agreed to and withdrawn: one row per event and purpose, with the fields of ISO/IEC TS 27560 in terms of W3C
-- DPV (docs/decisions/0008-consents.md). Rows are only added: the database refuses to change one, or to delete one before
-- its end date. A row names nobody: the subject is a reference.
-- Rows end: at their end date, which is set when the consent is withdrawn or what it was for ends.
create table consents (
  sequence integer primary key,
  id text not null unique,
  schema text not null,
  subject text not null,
  controller text not null,
  -- `asked` counts once the mailed link is used, which adds `given`; `refused` is about a newer version of the policy.
  event text not null check (event in ('asked', 'given', 'refused', 'withdrawn')),
  purpose text not null,
  legal_basis text not null,
  processing text not null check (json_type(processing) = 'array'),
  data_categories text not null check (json_type(data_categories) = 'array'),
  -- The form it was given in, `phone` or `email` where staff entered it, or the way it was withdrawn.
  method text not null,
  policy_version text not null,
  policy_hash text not null,
  policy_language text not null,
  label_hash text not null,
  jurisdiction text,
  -- Where it can be withdrawn: a path of the site.
  withdrawal text not null,
  recorded_at text not null,
  -- Null while there is no end date: as long as the purpose needs.
  kept_until text,
  -- When it was said to staff or written to them, and the user id of whoever entered it.
  said_at text,
  entered_by text,
  -- Keyed, over all columns but the sequence: a row that was not written here, or changed since, proves nothing.
  record_check text not null
) strict;

create index consents_by_subject on consents (subject, purpose, sequence);
create index consents_by_end on consents (kept_until) where kept_until is not null;

-- Ignores a repeated event. `insert or replace` would delete a row without asking the triggers below.
create trigger consents_are_added_once before insert on consents
when exists (select 1 from consents where id = new.id or sequence = new.sequence)
begin
  select raise(ignore);
end;

create trigger consents_never_change before update on consents
begin
  select raise(abort, 'a consent is never changed: record another event');
end;

-- The site's clock when the proof of consents last ended, which every deletion says first.
-- Rows end: never. There is one.
create table consent_clock (
  one integer primary key check (one = 1),
  at text not null
) strict;

-- A consent without its own end date may go with the withdrawal that followed it.
create trigger consents_are_kept before delete on consents
when coalesce(
  old.kept_until,
  (select min(kept_until) from consents
   where subject = old.subject and purpose = old.purpose and event = 'withdrawn' and sequence > old.sequence),
  '9999'
) > coalesce((select at from consent_clock), '')
begin
  select raise(abort, 'a consent is kept until its end date');
end;

-- Otherwise a withdrawn consent would look as if it were still given.
create trigger withdrawals_outlive_consents before delete on consents
when old.event = 'withdrawn' and exists (
  select 1 from consents
  where subject = old.subject and purpose = old.purpose and event <> 'withdrawn' and sequence < old.sequence
)
begin
  select raise(abort, 'a withdrawal is kept as long as what it withdraws');
end;

-- How often each event is recorded under a version of the policy, so that nobody has to count the records. Names nobody.
-- Rows end: never. A few for each version and purpose.
create table consent_counts (
  policy_version text not null,
  purpose text not null,
  event text not null,
  count integer not null,
  primary key (policy_version, purpose, event)
) strict, without rowid;

create trigger consents_are_counted after insert on consents
begin
  insert into consent_counts values (new.policy_version, new.purpose, new.event, 1)
  on conflict (policy_version, purpose, event) do update set count = count + 1;
end;

create trigger ended_consents_are_not_counted after delete on consents
begin
  update consent_counts set count = count - 1
  where policy_version = old.policy_version and purpose = old.purpose and event = old.event;
end;

-- The number of the next consent. None is used twice.
create view next_consent as
select 1 + max(
  coalesce((select max(sequence) from consents), 0),
  coalesce((select last from record_ends where kind = 'consents' order by first desc limit 1), 0)
) as sequence;

-- Where each person stands on each purpose: the latest event.
create view current_consents as
select c.* from consents c
where not exists (
  select 1 from consents later
  where later.subject = c.subject and later.purpose = c.purpose and later.sequence > c.sequence
);

-- The words beside a box, one row per wording, by the SHA-256 that consents name, so that people can read later what
-- they ticked.
-- Rows end: never. They name nobody.
create table consent_words (
  hash text primary key,
  words text not null
) strict, without rowid;

-- Mailed links that confirm something. The token is stored only as SHA-256 and works once, until it expires.
-- Rows end: 7 days after the link expired, or when its sender is erased.
create table links (
  token_hash text primary key,
  purpose text not null,
  subject text not null,
  expires_at text not null,
  used_at text
) strict, without rowid;

create index links_by_subject on links (subject, purpose, expires_at);
create index links_by_end on links (expires_at, subject);

-- What links were mailed for, by the last of them. While mail about it is waiting or held for staff, nobody can have used
-- its link.
create view last_links as
select subject, purpose, expires_at,
  exists (
    select 1 from outbox
    where id >= links.subject || '/' and id < links.subject || '0' and sent_at is null and failed_at is null
  ) as is_waiting
from links
where not exists (
  select 1 from links later
  where later.subject = links.subject and later.purpose = links.purpose
    and (later.expires_at, later.token_hash) > (links.expires_at, links.token_hash)
);

-- What people who are not of age sent and no guardian has agreed to yet. The content is locked under a key that only the
-- link mailed to the guardian holds, and then sealed, so that nobody here can read it; the link is stored as SHA-256. No
-- other column tells who wrote or who was asked (docs/decisions/0044-a-guardian-confirms.md).
-- Rows end: the content when the guardian decides, or after 14 days; the row 14 days later.
create table waiting_for_guardians (
  -- The reference that the submission or account will have.
  reference text primary key,
  form text not null,
  language text not null,
  asked_at text not null,
  expires_at text not null,
  token_hash text not null unique,
  sealed_content text check (sealed_content glob 'v[0-9].*.*.*'),
  decision text check (decision in ('agreed', 'refused')),
  check (decision is null or sealed_content is null)
) strict, without rowid;

create index waiting_by_end on waiting_for_guardians (expires_at);

-- A second decision fails its whole batch, so that a link works once.
create trigger guardians_decide_once before update of decision on waiting_for_guardians
when old.decision is not null or old.sealed_content is null
begin
  select raise(abort, 'the guardian has decided');
end;

-- What became of people who are not of age, only as counts by year. Names nobody.
-- Rows end: never. Six a year.
create table minor_counts (
  year text not null,
  outcome text not null check (outcome in ('too-young', 'asked', 'agreed', 'refused', 'silent', 'erased')),
  count integer not null,
  primary key (year, outcome)
) strict, without rowid;

-- ────────────────────────── submissions ──────────────────────────

-- Messages sent with the contact form.
-- Rows end: when their period is over, their sender is erased, or staff erase them as spam.
create table contact_messages (
  reference text primary key,
  received_at text not null,
  language text not null,
  topic text not null,
  email_index text not null,
  sealed_name text not null check (sealed_name glob 'v[0-9].*.*.*'),
  sealed_email text not null check (sealed_email glob 'v[0-9].*.*.*'),
  sealed_phone text check (sealed_phone glob 'v[0-9].*.*.*'),
  -- The same number in E.164, where it has one.
  sealed_phone_international text check (sealed_phone_international glob 'v[0-9].*.*.*'),
  -- The keyed hash of the number, by which staff find who wrote.
  phone_index text,
  sealed_address text check (sealed_address glob 'v[0-9].*.*.*'),
  sealed_message text not null check (sealed_message glob 'v[0-9].*.*.*')
) strict, without rowid;

create index contact_messages_by_email on contact_messages (email_index);
create index contact_messages_by_phone on contact_messages (phone_index, email_index) where phone_index is not null;

-- Orders and requests for goods. Everything that was typed is one sealed JSON.
-- Rows end: when their period is over, their sender is erased, or staff erase them as spam.
create table orders (
  reference text primary key,
  received_at text not null,
  language text not null,
  email_index text not null,
  phone_index text,
  sealed_order text not null check (sealed_order glob 'v[0-9].*.*.*')
) strict, without rowid;

create index orders_by_email on orders (email_index);
create index orders_by_phone on orders (phone_index, email_index) where phone_index is not null;

-- What people think of goods and service. The rating stands by itself; who gave it and why is sealed.
-- Rows end: when their period is over, their sender is erased, or staff erase them as spam.
create table feedback (
  reference text primary key,
  received_at text not null,
  language text not null,
  rating integer not null check (rating between 1 and 5),
  topic text check (topic in ('goods', 'service', 'site')),
  email_index text,
  sealed_feedback text check (sealed_feedback glob 'v[0-9].*.*.*')
) strict, without rowid;

create index feedback_by_email on feedback (email_index) where email_index is not null;

-- Requests to see, correct, erase, take back a consent, restrict or object. A request counts once its mailed link has been used.
-- Rows end: when their period is over, their sender is erased, or 7 days after the link to confirm the request expired
-- unused.
create table data_requests (
  reference text primary key,
  received_at text not null,
  language text not null,
  kind text not null check (kind in ('see', 'correct', 'erase', 'withdraw', 'restrict', 'object')),
  email_index text not null,
  sealed_request text not null check (sealed_request glob 'v[0-9].*.*.*'),
  confirmed_at text
) strict, without rowid;

create index data_requests_by_email on data_requests (email_index);

-- Who asked for the newsletter or for notices of changes to the policy, who confirmed it, and who left. The address of somebody who has left is not kept: proof
-- of consent is a separate record, and the keyed hash is enough to find what is theirs.
-- Rows end: when the period after the reader left is over; 7 days after the link expired unused; or when the reader
-- is erased.
create table newsletter_subscriptions (
  -- The submission's reference.
  reference text primary key,
  requested_at text not null,
  language text not null,
  email_index text not null,
  sealed_email text check (sealed_email glob 'v[0-9].*.*.*'),
  -- The random token of the link that ends it, in every mail for years: hashed to find it, sealed to write it.
  unsubscribe_hash text not null unique,
  sealed_unsubscribe text not null check (sealed_unsubscribe glob 'v[0-9].*.*.*'),
  list text not null default 'newsletter' check (list in ('newsletter', 'policy-changes')),
  -- Sequence of the last version of the policy that was announced to them.
  announced integer not null default 0,
  confirmed_at text,
  ended_at text,
  check ((sealed_email is null) = (ended_at is not null))
) strict, without rowid;

create index newsletter_ended on newsletter_subscriptions (ended_at, reference) where ended_at is not null;
create index newsletter_by_email on newsletter_subscriptions (email_index);
create index newsletter_readers on newsletter_subscriptions (reference)
  where confirmed_at is not null and ended_at is null;
create index newsletter_to_tell on newsletter_subscriptions (announced, reference)
  where list = 'policy-changes' and confirmed_at is not null and ended_at is null;

-- The link that ends what came with a submission, for its receipt.
create view ways_back as
select reference, sealed_unsubscribe as sealed_token from newsletter_subscriptions;

-- Who gets the newsletter, for mail that may go only to them.
create view current_readers as
select reference from newsletter_subscriptions
where list = 'newsletter' and confirmed_at is not null and ended_at is null
  and email_index not in (select email_index from held_erasures);

-- How many readers the newsletter has in each language, so that nobody has to count them.
-- Rows end: with the last reader.
create table reader_counts (
  language text primary key,
  readers integer not null
) strict, without rowid;

create trigger readers_are_counted after insert on newsletter_subscriptions
when new.list = 'newsletter' and new.confirmed_at is not null and new.ended_at is null
begin
  insert into reader_counts values (new.language, 1) on conflict (language) do update set readers = readers + 1;
end;

create trigger readers_come_and_go after update of language, list, confirmed_at, ended_at on newsletter_subscriptions
begin
  update reader_counts set readers = readers - 1
  where language = old.language and old.list = 'newsletter' and old.confirmed_at is not null and old.ended_at is null;
  delete from reader_counts where readers = 0;
  insert into reader_counts
  select new.language, 1 where new.list = 'newsletter' and new.confirmed_at is not null and new.ended_at is null
  on conflict (language) do update set readers = readers + 1;
end;

create trigger readers_are_erased after delete on newsletter_subscriptions
when old.list = 'newsletter' and old.confirmed_at is not null and old.ended_at is null
begin
  update reader_counts set readers = readers - 1 where language = old.language;
  delete from reader_counts where readers = 0;
end;

-- Who can still be written to: readers by the reference of their subscription, people by the id of their account. What a
-- hold keeps of somebody who was erased is not among them.
create view current_recipients as
select reference from newsletter_subscriptions
where confirmed_at is not null and ended_at is null
  and email_index not in (select email_index from held_erasures)
  and email_index not in (select email_index from restrictions)
union all select id from users
where email_verified = 1 and email_index not in (select email_index from held_erasures)
  and email_index not in (select email_index from restrictions);

-- Issues of the newsletter, and how far down the list of readers each has been queued.
-- Rows end: never. They were published.
create table newsletter_issues (
  id text primary key,
  language text not null,
  subject text not null,
  paragraphs text not null check (json_valid(paragraphs)),
  created_at text not null,
  -- When it begins to go out; at once if that is null. While it is paused, no more of it is queued.
  begins_at text,
  paused_at text,
  -- Reference of the last reader whose mail is in the outbox.
  position text not null default '',
  queued_at text,
  -- How many readers it was queued for, because the outbox forgets mail that has left.
  readers integer not null default 0,
  -- How much of its mail has not left, and has failed for good (the triggers `issue_mail_…`).
  waiting integer not null default 0,
  failed integer not null default 0
) strict, without rowid;

create index newsletter_issues_by_time on newsletter_issues (created_at desc, id);
create index newsletter_issues_waiting on newsletter_issues (created_at) where queued_at is null;

-- What became of submissions: one row per change, with who made it (a number of staff, no name; `sender` where the sender
-- took back their consent) and what was written to the sender about it. Rows are added, never changed.
-- Rows end: with their submission.
create table status_events (
  id text primary key,
  reference text not null,
  position integer not null check (position > 0),
  status text not null,
  changed_at text not null,
  changed_by text not null,
  sealed_note text check (sealed_note glob 'v[0-9].*.*.*'),
  unique (reference, position)
) strict, without rowid;

create trigger status_events_never_change
before update of id, reference, position, status, changed_at, changed_by on status_events
begin
  select raise(abort, 'a change of status is never changed: record another');
end;

-- A change that comes too late fails its batch, so that neither mail nor audit entry tells of it. `insert or replace`
-- would delete a row without asking.
create trigger status_events_are_added_once before insert on status_events
when exists (
  select 1 from status_events where id = new.id or (reference = new.reference and position = new.position)
)
begin
  select raise(abort, 'this place of the history is taken');
end;

-- Whoever takes back their consent has the last word: nobody works on what they sent any more.
create trigger status_events_end_with_a_withdrawal before insert on status_events
when exists (select 1 from submissions where reference = new.reference and status = 'withdrawn')
begin
  select raise(abort, 'the consent was withdrawn');
end;

create trigger status_events_move_submissions after insert on status_events
begin
  update submissions set status = new.status, status_at = new.changed_at where reference = new.reference;
end;

-- The steps of an order (worker/submissions/order/steps.ts shows them). At any step somebody may write without taking one.
create trigger orders_take_one_step_after_the_other before insert on status_events
when new.status <> 'withdrawn' and exists (
  select 1 from submissions
  where reference = new.reference and form = 'order' and status <> 'withdrawn'
    and not (new.status = status and new.sealed_note is not null)
    and (status, new.status) not in (values
      ('received', 'offered'), ('offered', 'offered'), ('offered', 'confirmed'), ('confirmed', 'preparing'),
      ('preparing', 'shipped'), ('shipped', 'completed'),
      ('received', 'cancelled'), ('offered', 'cancelled'), ('confirmed', 'cancelled'), ('preparing', 'cancelled'))
)
begin
  select raise(abort, 'an order does not take this step');
end;

-- What is only stored for now takes no step but its sender's withdrawal.
create trigger status_events_respect_restrictions before insert on status_events
when new.status <> 'withdrawn' and exists (select 1 from restricted_submissions where reference = new.reference)
begin
  select raise(abort, 'it is only stored for now');
end;

create trigger orders_are_cancelled_with_a_reason before insert on status_events
when new.status = 'cancelled' and new.sealed_note is null
begin
  select raise(abort, 'an order is cancelled with a reason');
end;

-- What we offer for an order: price and terms, sealed as one JSON. The latest counts while the order waits for its client.
-- Rows end: with their submission.
create table offers (
  -- The reference of the order and the position of its change to `offered`.
  id text primary key,
  reference text not null,
  position integer not null,
  sealed_offer text not null check (sealed_offer glob 'v[0-9].*.*.*'),
  -- The last day on which the client can accept it, `YYYY-MM-DD`.
  holds_until text not null,
  made_at text not null,
  unique (reference, position)
) strict, without rowid;

create trigger offers_never_change before update of id, reference, position, holds_until, made_at on offers
begin
  select raise(abort, 'an offer is never changed: make another');
end;

-- Links in our mails with which a client reads and answers, without an account. The token is random, and stored as SHA-256.
-- Rows end: with their submission.
create table answer_links (
  token_hash text primary key,
  reference text not null,
  made_at text not null,
  -- When its reader first wrote or acted: from then on the address is known to be theirs.
  used_at text
) strict, without rowid;

create index answer_links_by_reference on answer_links (reference);

-- How a data request is worked on, step by step: when, by whom of the staff (a number), and why. Rows are added, never
-- changed.
-- Rows end: with their submission.
create table request_steps (
  id text primary key,
  reference text not null,
  position integer not null check (position > 0),
  step text not null check (step in ('identified', 'searched', 'extended', 'granted', 'refused', 'exported', 'corrected',
    'restricted', 'lifted', 'objected', 'withdrawn')),
  at text not null,
  by text not null,
  sealed_note text check (sealed_note glob 'v[0-9].*.*.*'),
  -- How much of each kind was found, or what was corrected, by name.
  found text not null default '{}' check (json_type(found) = 'object'),
  -- The day to which the answer was extended, `YYYY-MM-DD`.
  day text check ((day is not null) = (step = 'extended')),
  unique (reference, position)
) strict, without rowid;

create trigger request_steps_never_change before update of id, reference, position, step, at, by, found, day on request_steps
begin
  select raise(abort, 'a step of a request is never changed: record another');
end;

create trigger request_steps_follow_one_another before insert on request_steps
when (
  select case
    when exists (select 1 from request_steps where id = new.id or (reference = new.reference and position = new.position))
      then 'this place of the history is taken'
    when not exists (
      select 1 from data_requests d join submissions s on s.reference = d.reference
      where d.reference = new.reference and d.confirmed_at is not null
        and (s.status = 'received' or new.step = 'lifted')
    ) then 'this request is not open'
    when new.step = 'extended' and exists (select 1 from request_steps where reference = new.reference and step = 'extended')
      then 'an answer is extended once'
    when new.step in ('searched', 'granted') and not exists (
      select 1 from request_steps
      where reference = new.reference and step = iif(new.step = 'granted', 'searched', 'identified')
    ) then 'this step does not follow'
    when new.step in ('exported', 'corrected', 'restricted', 'objected', 'withdrawn') and not exists (
      select 1 from request_steps r join data_requests d on d.reference = r.reference
      where r.reference = new.reference and r.step = 'granted'
        and d.kind = case new.step when 'exported' then 'see' when 'corrected' then 'correct'
          when 'restricted' then 'restrict' when 'withdrawn' then 'withdraw' else 'object' end
    ) then 'this step does not follow'
    when new.step in ('granted', 'refused') and exists (
      select 1 from request_steps where reference = new.reference and step in ('granted', 'refused')
    ) then 'this request is decided'
  end
) is not null
begin
  select raise(abort, 'this step does not follow');
end;

-- A request is done when what it asks for was done, and refused when that was decided: nobody ticks it. One to erase ends
-- with the erasure, which takes its row along.
create trigger data_requests_end_by_what_was_done before insert on status_events
when new.status in ('done', 'refused') and exists (select 1 from data_requests where reference = new.reference) and not exists (
  select 1 from data_requests d join request_steps r on r.reference = d.reference
  where d.reference = new.reference and r.step = case
    when new.status = 'refused' then 'refused'
    when d.kind = 'see' then 'exported'
    when d.kind = 'correct' then 'corrected'
    when d.kind = 'restrict' then 'restricted'
    when d.kind = 'object' then 'objected'
    when d.kind = 'withdraw' then 'withdrawn'
  end
) and not exists (
  -- The mailed link of a request may have taken the consent back at once.
  select 1 from data_requests d join forms_by_email f on f.email_index = d.email_index
  join consents c on c.subject = f.reference
  where d.reference = new.reference and d.kind = 'withdraw' and new.status = 'done' and c.event = 'withdrawn'
    and c.method = 'data-request' and c.recorded_at >= d.confirmed_at
)
begin
  select raise(abort, 'nothing was done yet');
end;

-- Whose data is only stored for now, because they asked for that (GDPR 18): no list shows it, nobody works on it, no job
-- writes to them or erases it.
-- Rows end: with what is held about the address, or when the restriction is lifted.
create table restrictions (
  email_index text primary key,
  -- The data request that asked for it.
  reference text not null,
  since text not null
) strict, without rowid;

-- What an address has sent, whatever the form.
create view forms_by_email as
select reference, email_index, received_at, 'message' as kind from contact_messages
union all select reference, email_index, received_at, 'order' from orders
union all select reference, email_index, received_at, 'feedback' from feedback
union all select reference, email_index, requested_at, 'newsletter' from newsletter_subscriptions
union all select reference, email_index, received_at, 'data-request' from data_requests;

-- The same and the disclosures of it: how an account finds what belongs to its owner, and erases it. D1 allows five terms
-- in a union.
create view submissions_by_email as
select reference, email_index, received_at, kind from forms_by_email
union all select reference, email_index, proposed_at, 'disclosure' from disclosures where email_index is not null;

-- What was sent by people whose data is only stored for now, but not their data requests, which are worked on.
create view restricted_submissions as
select f.reference from restrictions r join forms_by_email f on f.email_index = r.email_index
where f.kind <> 'data-request';

-- Whoever leaves an address takes along what they sent with it. What others send with it later stays theirs.
create trigger submissions_follow_their_sender instead of update of email_index on submissions_by_email
begin
  update contact_messages set email_index = new.email_index where old.kind = 'message' and reference = old.reference;
  update orders set email_index = new.email_index where old.kind = 'order' and reference = old.reference;
  update feedback set email_index = new.email_index where old.kind = 'feedback' and reference = old.reference;
  update newsletter_subscriptions set email_index = new.email_index
    where old.kind = 'newsletter' and reference = old.reference;
  update data_requests set email_index = new.email_index where old.kind = 'data-request' and reference = old.reference;
  update disclosures set email_index = new.email_index where old.kind = 'disclosure' and reference = old.reference;
end;

-- ─────────────────────────── accounts ────────────────────────────

-- People with an account.
-- Rows end: 14 days after the person asked for it, 48 hours after an unconfirmed registration, when staff erase somebody who
-- asked for it, or, where the policy names a period for accounts, that long after the last use. The account takes along
-- everything it has.
create table users (
  id text primary key,
  email_index text not null unique,
  sealed_email text not null check (sealed_email glob 'v[0-9].*.*.*'),
  sealed_name text not null check (sealed_name glob 'v[0-9].*.*.*'),
  sealed_phone text check (sealed_phone glob 'v[0-9].*.*.*'),
  -- The same number in E.164, where it has one.
  sealed_phone_international text check (sealed_phone_international glob 'v[0-9].*.*.*'),
  phone_index text,
  sealed_address text check (sealed_address glob 'v[0-9].*.*.*'),
  language text not null default 'en',
  role text not null default 'client' check (role in ('client', 'analyst', 'manager', 'editor', 'owner')),
  email_verified integer not null,
  two_factor_enabled integer not null default 0,
  created_at text not null,
  updated_at text not null,
  -- When the account will be erased, while it can still be kept.
  erase_at text,
  -- When a guardian agreed to the account of somebody who is not of age; the age is not kept.
  guardian_agreed_at text,
  -- Sequence of the last version of the policy that was announced to them by mail.
  announced integer not null default 0,
  -- The day on which its owner last used it.
  used_on text,
  -- When it ends because nobody uses it, once its owner was told.
  ends_at text
) strict, without rowid;

-- What holds an address holds the next one of its account too.
create trigger holds_follow_addresses after update of email_index on users
begin
  insert or ignore into legal_hold_subjects (hold, subject)
  select hold, new.email_index from legal_hold_subjects where subject = old.email_index;
end;

create trigger held_accounts_stay before delete on users
when exists (select 1 from held_accounts where user_id = old.id)
begin
  select raise(abort, 'the account is held by law');
end;

-- Somebody can always let people in: the last owner stays, whatever would take the role away.
create trigger last_owner_keeps_the_role before update of role, erase_at on users
when old.role = 'owner'
  and (new.role <> 'owner' or (new.erase_at is not null and old.erase_at is null))
  and not exists (select 1 from users where role = 'owner' and id <> old.id and erase_at is null)
begin
  select raise(abort, 'the last owner stays');
end;

create trigger last_owner_stays before delete on users
when old.role = 'owner' and not exists (select 1 from users where role = 'owner' and id <> old.id and erase_at is null)
begin
  select raise(abort, 'the last owner stays');
end;

-- Changes of roles, whoever makes them and however, so that each gets its entry in the audit log, and whoever was of the
-- staff is still named.
-- Rows end: with the account.
create table role_changes (
  id integer primary key,
  user_id text not null,
  role text not null,
  -- When its entry was written.
  recorded_at text
) strict;

create index role_changes_to_record on role_changes (id) where recorded_at is null;
create index role_changes_by_user on role_changes (user_id);

create trigger role_changes_are_noted after update of role on users when old.role <> new.role
begin
  insert into role_changes (user_id, role) values (new.id, new.role);
end;

create index users_by_phone on users (phone_index, email_index) where phone_index is not null;
create index users_to_tell on users (announced, id) where email_verified = 1;
create index users_to_erase on users (erase_at) where erase_at is not null;
create index users_with_role on users (created_at) where role <> 'client';
create index users_unverified on users (created_at) where email_verified = 0;

-- An account takes along everything it has, whatever it is deleted for.
create trigger accounts_take_along after delete on users
begin
  insert into ended_registrations select old.id where old.email_verified = 0 on conflict do nothing;
  delete from credentials where user_id = old.id;
  delete from sessions where user_id = old.id;
  delete from verifications where value = old.id or value >= old.id || ' ' and value < old.id || '!';
  delete from two_factors where user_id = old.id;
  delete from waiting_addresses where user_id = old.id;
  delete from former_addresses where user_id = old.id;
  delete from sign_ins where user_id = old.id;
  delete from drafts where owner = old.id;
  delete from role_changes where user_id = old.id;
  delete from suspensions where user_id = old.id;
end;

-- Whose number it is: how staff find a client by phone.
create view phones_by_email as
select phone_index, email_index from contact_messages where phone_index is not null
union all select phone_index, email_index from orders where phone_index is not null
union all select phone_index, email_index from users where phone_index is not null;

-- Accounts that staff have suspended because they suspect fraud: why, what the client was told, and the day on which staff
-- look at it again.
-- Rows end: when the suspension is lifted, or with the account.
create table suspensions (
  user_id text primary key,
  sealed_reason text not null check (sealed_reason glob 'v[0-9].*.*.*'),
  sealed_told text not null check (sealed_told glob 'v[0-9].*.*.*'),
  suspended_by text not null,
  suspended_at text not null,
  review_on text not null
) strict, without rowid;

create index suspensions_to_review on suspensions (review_on);

create trigger suspensions_are_of_clients before insert on suspensions
when not exists (select 1 from users where id = new.user_id and role = 'client' and email_verified = 1)
begin
  select raise(abort, 'only a client is suspended');
end;

-- Registrations that are gone because nobody confirmed them, whose consents have to be withdrawn.
-- Rows end: a minute later, when that is done.
create table ended_registrations (
  user_id text primary key
) strict, without rowid;

-- The same form sent again opens the same account.
create trigger registrations_begin_again after insert on users
begin
  delete from ended_registrations where user_id = new.id;
end;

-- The password of an account, as scrypt.
-- Rows end: with the account.
create table credentials (
  id text primary key,
  user_id text not null unique,
  password text not null,
  created_at text not null,
  updated_at text not null
) strict, without rowid;

-- If an account is erased while a request about it is under way, nothing is left of it: a row that needs an account
-- fails together with everything else that the request would store. The same holds for each table below that says so.
create trigger credentials_need_an_account before insert on credentials
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

-- Who is signed in. The cookie's token is stored only as SHA-256, and no network address is stored here.
-- Rows end: when the session expires or is ended, or with the account.
create table sessions (
  id text primary key,
  token_hash text not null unique,
  user_id text not null,
  device text not null,
  created_at text not null,
  seen_at text not null,
  expires_at text not null
) strict, without rowid;

create index sessions_by_user on sessions (user_id);
create index sessions_by_end on sessions (expires_at);

create trigger sessions_need_an_account before insert on sessions
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

-- Nobody signs in to an account that is suspended, whichever way they come.
create trigger suspended_accounts_have_no_session before insert on sessions
when exists (select 1 from suspensions where user_id = new.user_id)
begin
  select raise(abort, 'the account is suspended');
end;

-- Whoever signs in, or goes on, keeps the account.
create trigger sessions_use_accounts after insert on sessions
begin
  update users set used_on = substr(new.created_at, 1, 10), ends_at = null where id = new.user_id;
end;

create trigger sessions_go_on_using_accounts after update of seen_at on sessions
when substr(new.seen_at, 1, 10) > substr(old.seen_at, 1, 10)
begin
  update users set used_on = substr(new.seen_at, 1, 10), ends_at = null where id = new.user_id;
end;

-- Accounts of clients, with the last instant at which each may have been used, and whether something keeps it: a hold, or a
-- matter that is open.
create view client_accounts as
select u.id, u.email_index, u.language, u.sealed_email, u.created_at, u.ends_at,
  coalesce(u.used_on, substr(u.created_at, 1, 10)) || 'T23:59:59.999Z' as used_by,
  -- A silent hold must not show in an account that stays: what it keeps is filed apart when the account ends.
  exists (select 1 from held_accounts where user_id = u.id and silent = 0)
  or u.email_index in (select email_index from restrictions) or exists (
    select 1 from submission_ends e
    where e.reference in (select reference from forms_by_email where email_index = u.email_index)
      and e.kind in ('contact', 'order', 'dataRequest') and e.ended_at is null
  ) as is_kept
from users u
where u.role = 'client' and u.email_verified = 1 and u.erase_at is null
  and not exists (select 1 from held_erasures where email_index = u.email_index);

-- Proofs for links and second steps: the SHA-256 of the secret, and whose it is.
-- Rows end: when it is used or expires, or with the account.
create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  created_at text not null,
  expires_at text not null
) strict, without rowid;

create index verifications_by_identifier on verifications (identifier);
create index verifications_by_value on verifications (value);
create index verifications_by_end on verifications (expires_at);

-- Verifications that were used. A second use violates this key and fails its whole batch.
-- Rows end: when the verification would have expired.
create table used_verifications (
  id text primary key,
  expires_at text not null
) strict, without rowid;

create index used_verifications_by_end on used_verifications (expires_at);

-- The second factor: its secret and recovery codes.
-- Rows end: when the person removes it, or with the account.
create table two_factors (
  id text primary key,
  user_id text not null unique,
  sealed_secret text not null check (sealed_secret glob 'v[0-9].*.*.*'),
  sealed_recovery_codes text not null check (sealed_recovery_codes glob 'v[0-9].*.*.*'),
  verified integer not null,
  failed_verifications integer not null default 0,
  locked_until text
) strict, without rowid;

create trigger two_factors_need_an_account before insert on two_factors
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

-- New e-mail addresses whose link has not been used; the id is the SHA-256 of the link's secret.
-- Rows end: when the link is used or expires, or with the account.
create table waiting_addresses (
  id text primary key,
  user_id text not null,
  sealed_email text not null check (sealed_email glob 'v[0-9].*.*.*'),
  expires_at text not null
) strict, without rowid;

create index waiting_addresses_by_user on waiting_addresses (user_id);
create index waiting_addresses_by_end on waiting_addresses (expires_at);

create trigger waiting_addresses_need_an_account before insert on waiting_addresses
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

-- Addresses that an account had before, so that an erasure reaches copies of the database from that time.
-- Rows end: with the account.
create table former_addresses (
  user_id text not null,
  email_index text not null,
  left_at text not null,
  primary key (user_id, email_index)
) strict, without rowid;

-- What somebody typed into a form behind a sign-in and has not sent: kept as a draft, or because the session had ended.
-- `page` and `action` are paths; the values are one sealed JSON by field name, never a password.
-- Rows end: when the form is sent, a day after the session had ended, 14 days after the draft was saved, or with the account.
create table drafts (
  -- A random number.
  id text primary key,
  -- User id; `session:` and the SHA-256 of its token where the session is gone, until somebody signs in from its browser.
  owner text not null,
  page text not null,
  action text not null,
  sealed_values text not null check (sealed_values glob 'v[0-9].*.*.*'),
  why text not null check (why in ('draft', 'signed-out')),
  saved_at text not null,
  ends_at text not null
) strict, without rowid;

create index drafts_by_owner on drafts (owner, page);
create index drafts_by_end on drafts (ends_at);
create index drafts_by_page on drafts (page);

create index former_addresses_by_email on former_addresses (email_index);

-- Sign-ins of an account, for its owner and against fraud (clause 6). Only here a network address is stored.
-- Rows end: when the period for sign-ins is over, or with the account.
create table sign_ins (
  id text primary key,
  user_id text not null,
  at text not null,
  outcome text not null check (outcome in ('signed-in', 'wrong-password', 'wrong-code')),
  sealed_address text not null check (sealed_address glob 'v[0-9].*.*.*'),
  device text not null
) strict, without rowid;

create index sign_ins_by_user on sign_ins (user_id, at);
create index sign_ins_by_time on sign_ins (at);

create trigger sign_ins_need_an_account before insert on sign_ins
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

-- Failed tries in a row, by keyed hash of the account's address or of a device that has signed in before.
-- Rows end: a day after the last failure, or when a sign-in succeeds.
create table sign_in_failures (
  bucket text primary key,
  failures integer not null,
  last_failed_at text not null
) strict, without rowid;

create index sign_in_failures_by_time on sign_in_failures (last_failed_at);

-- What was signed with an account's password (clause 11): which text, when and for what. Names nobody.
-- Rows end: as long after the account as the proof of a consent is kept.
create table signatures (
  sequence integer primary key,
  id text not null unique,
  user_id text not null,
  purpose text not null check (purpose in ('order', 'offer', 'policy')),
  -- The order's reference, its offer's id, or the policy's version.
  document text not null,
  document_hash text not null,
  policy_version text not null,
  policy_hash text not null,
  signed_at text not null,
  -- Null while the account exists.
  kept_until text,
  -- Keyed, over all columns but the sequence.
  record_check text not null
) strict;

create index signatures_by_user on signatures (user_id);
create index signatures_by_end on signatures (kept_until) where kept_until is not null;

-- The number of the next signature. None is used twice.
create view next_signature as
select 1 + max(
  coalesce((select max(sequence) from signatures), 0),
  coalesce((select last from record_ends where kind = 'signatures' order by first desc limit 1), 0)
) as sequence;

-- The last number of each kind of record, and of the audit log its hash. It is noted outside of the database, where
-- records that are taken off the end are missed.
create view record_heads as
select 'audit' as kind, sequence, hash as name from (
  select * from (select sequence, hash from audit_entries order by sequence desc limit 1)
  union all
  select * from (select last, hash from record_ends where kind = 'audit' order by first desc limit 1)
  -- A log without entries has a head too: a restored copy may know none.
  union all select 0, ''
  order by 1 desc limit 1
)
union all select 'consents', sequence - 1, (select id from consents order by sequence desc limit 1) from next_consent
union all select 'signatures', sequence - 1, (select id from signatures order by sequence desc limit 1)
  from next_signature;

-- What each record is recognised by: an entry of the audit log by its hash, the others by their id.
create view record_names as
select 'audit' as kind, sequence, hash as name from audit_entries
union all select 'consents', sequence, id from consents
union all select 'signatures', sequence, id from signatures;

create trigger signatures_need_an_account before insert on signatures
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

-- The register of disclosures (clauses 7 and 12): to whom data of one client is handed over, on what ground, and exactly
-- which. The scope is never changed. What became of it is in disclosure_events, which keeps the last columns here.
-- Rows end: as long after their last step as the proof of a consent is kept; their number stays in disclosure_years.
create table disclosures (
  reference text primary key,
  kind text not null check (kind in ('order', 'investigation', 'contract', 'rights', 'agreement')),
  -- Whose data it is; null once they are erased.
  email_index text,
  language text not null,
  sealed_recipient text not null check (sealed_recipient glob 'v[0-9].*.*.*'),
  sealed_basis text not null check (sealed_basis glob 'v[0-9].*.*.*'),
  sealed_paper text check (sealed_paper glob 'v[0-9].*.*.*'),
  sealed_reason text not null check (sealed_reason glob 'v[0-9].*.*.*'),
  -- Names of the fields that are handed over, of every record.
  fields text not null check (json_type(fields) = 'array' and json_array_length(fields) > 0),
  proposed_by text not null,
  proposed_at text not null,
  -- The link with which the client agrees or refuses.
  answer_hash text unique,
  state text not null
    check (state in ('asked', 'proposed', 'approved', 'handed-over', 'refused', 'withdrawn', 'declined')),
  state_at text not null,
  approved_by text check (approved_by <> proposed_by),
  -- A day of the organization.
  handed_over_on text,
  -- While the client is not told: the day on which staff look at it again.
  review_on text,
  told_at text,
  check (state <> 'handed-over' or (approved_by is not null and handed_over_on is not null)),
  check (kind <> 'agreement' or review_on is null)
) strict, without rowid;

create index disclosures_by_email on disclosures (email_index) where email_index is not null;
create index disclosures_by_state on disclosures (state, state_at, reference);
create index disclosures_by_time on disclosures (state_at desc, reference);
create index disclosures_by_year on disclosures (handed_over_on, kind)
  where handed_over_on is not null and review_on is null;
create index disclosures_to_review on disclosures (review_on) where review_on is not null;

create trigger disclosures_keep_their_scope
before update of reference, kind, fields, proposed_by, proposed_at on disclosures
begin
  select raise(abort, 'the scope of a disclosure is never changed: propose another');
end;

-- The records of which fields are handed over: references of submissions and ids of accounts.
-- Rows end: with their disclosure.
create table disclosure_records (
  disclosure text not null,
  record text not null,
  primary key (disclosure, record)
) strict, without rowid;

create trigger disclosure_records_come_with_the_proposal before insert on disclosure_records
when coalesce((select state from disclosures where reference = new.disclosure), '') not in ('asked', 'proposed')
begin
  select raise(abort, 'the scope of a disclosure is never changed: propose another');
end;

create trigger disclosure_records_never_change before update on disclosure_records
begin
  select raise(abort, 'the scope of a disclosure is never changed: propose another');
end;

create trigger disclosure_records_are_kept before delete on disclosure_records
when exists (select 1 from disclosures where reference = old.disclosure)
begin
  select raise(abort, 'the scope of a disclosure is never changed: propose another');
end;

-- What became of each disclosure, step by step: when, and by whom of the staff (a number, empty for the client). The note
-- is why it was refused or withheld. Rows are added, never changed.
-- Rows end: with their disclosure.
create table disclosure_events (
  id text primary key,
  disclosure text not null,
  position integer not null check (position > 0),
  step text not null check (step in
    ('proposed', 'asked', 'agreed', 'declined', 'approved', 'refused', 'withdrawn', 'handed-over', 'withheld', 'told',
    'nobody-to-tell')),
  at text not null,
  by text not null,
  sealed_note text check (sealed_note glob 'v[0-9].*.*.*'),
  -- The day of the handing-over, or on which staff look at it again.
  day text check ((day is not null) = (step in ('handed-over', 'withheld'))),
  unique (disclosure, position)
) strict, without rowid;

create trigger disclosure_events_never_change
before update of id, disclosure, position, step, at, by, day on disclosure_events
begin
  select raise(abort, 'a step of a disclosure is never changed: record another');
end;

create trigger disclosure_events_are_added_once before insert on disclosure_events
when exists (
  select 1 from disclosure_events
  where id = new.id or (disclosure = new.disclosure and position = new.position)
)
begin
  select raise(abort, 'this place of the history is taken');
end;

create trigger disclosures_need_a_second_person before insert on disclosure_events
when new.step = 'approved' and exists (
  select 1 from disclosures where reference = new.disclosure and proposed_by = new.by
)
begin
  select raise(abort, 'another person approves a disclosure');
end;

create trigger disclosures_take_one_step_after_the_other before insert on disclosure_events
when (
  select case
    when new.step = 'agreed' then state = 'asked'
    when new.step in ('declined', 'refused', 'withdrawn') then state in ('asked', 'proposed', 'approved')
    when new.step = 'approved' then state = 'proposed'
    when new.step = 'handed-over' then state = 'approved' and (told_at is not null or review_on is not null)
    when new.step = 'withheld' then told_at is null and state in ('proposed', 'approved', 'handed-over')
    when new.step = 'told' then told_at is null and state in ('approved', 'handed-over')
    when new.step = 'nobody-to-tell' then review_on is not null and state = 'handed-over'
    else state in ('asked', 'proposed')
  end
  from disclosures where reference = new.disclosure
) is not 1
begin
  select raise(abort, 'this step does not follow');
end;

-- Clause 7: data goes to third parties by agreement only while the buyer agrees.
create trigger disclosures_need_an_agreement before insert on disclosure_events
when new.step in ('approved', 'handed-over')
  and exists (select 1 from disclosures where reference = new.disclosure and kind = 'agreement')
  and not exists (
    select 1 from current_consents
    where subject = new.disclosure and purpose = 'disclosure' and event = 'given'
  )
begin
  select raise(abort, 'the client does not agree');
end;

create trigger disclosure_events_move_disclosures after insert on disclosure_events
begin
  update disclosures set
    state = case
      when new.step in ('told', 'withheld', 'nobody-to-tell') then state
      when new.step = 'agreed' then 'proposed'
      else new.step
    end,
    state_at = iif(new.step in ('told', 'withheld', 'nobody-to-tell'), state_at, new.at),
    approved_by = iif(new.step = 'approved', new.by, approved_by),
    handed_over_on = iif(new.step = 'handed-over', new.day, handed_over_on),
    review_on = case
      when new.step = 'withheld' then new.day
      when new.step in ('told', 'nobody-to-tell', 'refused', 'withdrawn', 'declined') then null
      else review_on
    end,
    told_at = iif(new.step = 'told', new.at, told_at)
  where reference = new.disclosure;
end;

-- Whoever takes the agreement back, wherever, stops what was not handed over yet.
create trigger disclosures_end_with_their_agreement after insert on consents
when new.purpose = 'disclosure' and new.event = 'withdrawn' and exists (
  select 1 from disclosures where reference = new.subject and state in ('proposed', 'approved')
)
begin
  insert into disclosure_events (id, disclosure, position, step, at, by)
  select new.subject || '/' || (max(position) + 1), new.subject, max(position) + 1, 'declined', new.recorded_at, ''
  from disclosure_events where disclosure = new.subject;
end;

create trigger disclosures_take_along after delete on disclosures
begin
  delete from disclosure_records where disclosure = old.reference;
  delete from disclosure_events where disclosure = old.reference;
end;

-- Disclosures with which nothing more will happen. One that is withheld from its client is not among them.
create view ended_disclosures as
select reference, kind, handed_over_on, max(state_at, coalesce(told_at, '')) as ended_at
from disclosures
where state in ('handed-over', 'refused', 'withdrawn', 'declined') and review_on is null;

-- How many disclosures there were whose entries have ended, by year and kind.
-- Rows end: never. They name nobody.
create table disclosure_years (
  year text not null,
  kind text not null,
  disclosures integer not null,
  primary key (year, kind)
) strict, without rowid;

-- What identifies somebody with an account: address, number, session, link or second step.
create view user_handles as
select id as user_id, 'email' as kind, email_index as handle from users
union all select id, 'id', id from users
union all select user_id, 'token', token_hash from sessions
union all select value, 'proof', identifier from verifications;

-- ───────────────────────────── staff ─────────────────────────────

-- Where what was sent stands, whatever the form, without anything that a person typed. `asked_at` is since when its sender
-- waits for an answer of ours, `since` what lists are sorted by.
create view desk_standings as
select reference, desk, form, language, state, status, topic, kind, rating, received_at, asked_at,
  iif(state = 'waiting', coalesce(asked_at, status_at, received_at), coalesce(status_at, received_at)) as since
from (
  select s.reference, s.form, s.language, s.status, s.status_at, s.received_at,
    coalesce(c.topic, f.topic) as topic, d.kind, f.rating,
    case s.form when 'order' then 'orders' when 'data-request' then 'data-requests' when 'contact' then 'inbox'
      when 'feedback' then 'inbox' else 'none' end as desk,
    case
      when s.quarantined_at is not null and s.released_at is null then 'quarantined'
      when s.status = 'withdrawn' then 'withdrawn'
      when s.form = 'data-request' and d.confirmed_at is null then 'unconfirmed'
      when s.form <> 'data-request' and exists (
        select 1 from restrictions where email_index in (c.email_index, f.email_index, o.email_index, n.email_index)
      ) then 'restricted'
      when s.form in ('newsletter', 'policy-changes') then 'done'
      when s.status in ('answered', 'done', 'refused', 'completed', 'cancelled') then 'done'
      else 'waiting'
    end as state,
    case
      when s.form = 'data-request' then iif(s.status = 'received', d.confirmed_at, null)
      when e.reference is null then iif(s.form in ('contact', 'order'), s.received_at, null)
      when e.changed_by = 'sender' or s.form = 'contact' and e.status = 'received' then e.changed_at
    end as asked_at
  from submissions s
  left join contact_messages c on c.reference = s.reference
  left join feedback f on f.reference = s.reference
  left join orders o on o.reference = s.reference
  left join data_requests d on d.reference = s.reference
  left join newsletter_subscriptions n on n.reference = s.reference
  left join status_events e on e.reference = s.reference
    and e.position = (select max(position) from status_events where reference = s.reference)
);

-- What staff work on, one row for each thing sent, so that a page of any list is read from an index. Triggers keep it as
-- `desk_standings` says; who works on it and until when it was extended is added here.
-- Rows end: with their submission. A data request that was erased with all that it was about stays, as `erased`, for as long
-- as one that was answered.
create table desk_items (
  reference text primary key,
  desk text not null,
  form text not null,
  language text not null,
  state text not null check (state in ('quarantined', 'unconfirmed', 'withdrawn', 'restricted', 'waiting', 'done', 'erased')),
  status text not null,
  topic text,
  kind text,
  rating integer,
  received_at text not null,
  asked_at text,
  since text not null,
  -- Until when its answer was extended, `YYYY-MM-DD`.
  due_on text,
  -- User id of staff.
  assignee text
) strict, without rowid;

-- They hold every column that a filter asks for, so that a list reads nothing but its own page.
create index desk_items_by_state on desk_items
  (desk, state, since, reference, form, status, language, topic, rating, assignee, asked_at, due_on);
create index desk_items_by_time on desk_items
  (desk, since, reference, form, status, language, topic, rating, assignee, asked_at, due_on);
create index desk_items_by_assignee on desk_items (assignee, state, since) where assignee is not null;
create index desk_items_in_quarantine on desk_items (since, reference) where state = 'quarantined';

-- How often each rating stands among what staff may read, by month (UTC) and topic. Names nobody.
-- Rows end: their counts fall with the feedback; the rows stay, a few for each month.
create table rating_counts (
  month text not null,
  topic text not null,
  rating integer not null,
  count integer not null,
  primary key (month, topic, rating)
) strict, without rowid;

create trigger ratings_are_counted after insert on desk_items
when new.rating is not null and new.state in ('waiting', 'done')
begin
  insert into rating_counts values (substr(new.received_at, 1, 7), coalesce(new.topic, ''), new.rating, 1)
  on conflict (month, topic, rating) do update set count = count + 1;
end;

create trigger ratings_follow_their_state after update of state on desk_items
when old.rating is not null and (old.state in ('waiting', 'done')) <> (new.state in ('waiting', 'done'))
begin
  insert into rating_counts values (substr(old.received_at, 1, 7), coalesce(old.topic, ''), old.rating, 1)
  on conflict (month, topic, rating) do update set count = count + iif(new.state in ('waiting', 'done'), 1, -1);
end;

create trigger ended_ratings_are_not_counted after delete on desk_items
when old.rating is not null and old.state in ('waiting', 'done')
begin
  update rating_counts set count = count - 1
  where month = substr(old.received_at, 1, 7) and topic = coalesce(old.topic, '') and rating = old.rating;
end;

create trigger contact_messages_come_to_the_desk after insert on contact_messages
begin
  insert or ignore into desk_items (reference, desk, form, language, state, status, topic, kind, rating, received_at,
    asked_at, since)
  select reference, desk, form, language, state, status, topic, kind, rating, received_at, asked_at, since
  from desk_standings where reference = new.reference;
end;

create trigger feedback_come_to_the_desk after insert on feedback
begin
  insert or ignore into desk_items (reference, desk, form, language, state, status, topic, kind, rating, received_at,
    asked_at, since)
  select reference, desk, form, language, state, status, topic, kind, rating, received_at, asked_at, since
  from desk_standings where reference = new.reference;
end;

create trigger orders_come_to_the_desk after insert on orders
begin
  insert or ignore into desk_items (reference, desk, form, language, state, status, topic, kind, rating, received_at,
    asked_at, since)
  select reference, desk, form, language, state, status, topic, kind, rating, received_at, asked_at, since
  from desk_standings where reference = new.reference;
end;

create trigger data_requests_come_to_the_desk after insert on data_requests
begin
  insert or ignore into desk_items (reference, desk, form, language, state, status, topic, kind, rating, received_at,
    asked_at, since)
  select reference, desk, form, language, state, status, topic, kind, rating, received_at, asked_at, since
  from desk_standings where reference = new.reference;
end;

create trigger newsletter_subscriptions_come_to_the_desk after insert on newsletter_subscriptions
begin
  insert or ignore into desk_items (reference, desk, form, language, state, status, topic, kind, rating, received_at,
    asked_at, since)
  select reference, desk, form, language, state, status, topic, kind, rating, received_at, asked_at, since
  from desk_standings where reference = new.reference;
end;

create trigger desk_items_follow_submissions
after update of status, status_at, received_at, quarantined_at, released_at on submissions
begin
  update desk_items set (state, status, received_at, asked_at, since) =
    (select state, status, received_at, asked_at, since from desk_standings where reference = new.reference)
  where reference = new.reference;
end;

create trigger desk_items_follow_confirmations after update of confirmed_at on data_requests
begin
  update desk_items set (state, asked_at, since) =
    (select state, asked_at, since from desk_standings where reference = new.reference)
  where reference = new.reference;
end;

create trigger desk_items_follow_restrictions after insert on restrictions
begin
  update desk_items set (state, since) =
    (select s.state, s.since from desk_standings s where s.reference = desk_items.reference)
  where reference in (select reference from forms_by_email where email_index = new.email_index);
end;

create trigger desk_items_follow_liftings after delete on restrictions
begin
  update desk_items set (state, since) =
    (select s.state, s.since from desk_standings s where s.reference = desk_items.reference)
  where reference in (select reference from forms_by_email where email_index = old.email_index);
end;

create trigger erasures_date_requests after insert on erasures
begin
  update desk_items set since = new.erased_at, status = 'erased'
  where desk = 'data-requests' and state = 'erased' and status <> 'erased';
end;

-- What belongs to something sent goes with it, whatever erases it. Only a confirmed data request that is erased before it was
-- answered stays in its list, as erased.
create trigger submissions_take_along after delete on submissions
begin
  update desk_items set state = 'erased', assignee = null
  where reference = old.reference and desk = 'data-requests' and state = 'waiting';
  delete from desk_items where reference = old.reference and state <> 'erased';
  delete from desk_notes where reference = old.reference;
  delete from offers where reference = old.reference;
  delete from answer_links where reference = old.reference;
  delete from request_steps where reference = old.reference;
  delete from drafts where page in (
    '/staff/inbox/' || old.reference || '/',
    '/staff/orders/' || old.reference || '/',
    '/staff/data-requests/' || old.reference || '/'
  );
end;

-- What staff note about something sent, for each other.
-- Rows end: with their submission.
create table desk_notes (
  id text primary key,
  reference text not null,
  written_at text not null,
  written_by text not null,
  sealed_note text not null check (sealed_note glob 'v[0-9].*.*.*')
) strict, without rowid;

create index desk_notes_by_reference on desk_notes (reference, written_at);

-- Texts that staff insert into answers. They name nobody.
-- Rows end: when staff delete them.
create table saved_answers (
  id text primary key,
  language text not null,
  title text not null,
  text text not null,
  saved_at text not null
) strict, without rowid;

-- Disclosures with the records of which fields are handed over.
create view whole_disclosures as
select d.*, (select json_group_array(record) from disclosure_records where disclosure = d.reference) as records
from disclosures d;

-- Disclosures, and the day on which staff look at one again because its client is not told or its records are held.
create view disclosures_to_look_at as
select d.reference, d.kind, d.state, d.state_at, d.review_on,
  nullif(min(coalesce(d.review_on, '9999'), coalesce(h.review_at, '9999')), '9999') as look_on
from disclosures d
left join legal_holds h on h.id = d.reference and h.released_at is null;

-- ──────────────────────────── keeping ────────────────────────────

-- What the cron does, as evidence: one row per job, day and result, with how many runs ended so, when the last one did,
-- and how much was done of each kind on that day. No row names anybody (docs/decisions/0033-named-jobs.md).
-- Rows end: after 37 months.
create table job_runs (
  name text not null,
  day text not null,
  result text not null check (result in ('done', 'failed', 'unfinished', 'nothing due')),
  runs integer not null,
  -- The last of these runs.
  started_at text not null,
  ended_at text not null,
  counts text not null check (json_type(counts) = 'object'),
  primary key (name, day, result)
) strict, without rowid;

create index job_runs_by_day on job_runs (day);

-- ───────────────────────────── log ───────────────────────────────

-- The log of public facts (docs/log.md): what the software says to everybody about versions, keys and days, never about a
-- person. An entry is a line of JSON and a leaf of the tree; what opens a commitment stands beside it and is published
-- nowhere.
-- Rows end: never. One or two are added a day, and what a proof needs is all of them.
create table log_entries (
  position integer primary key,
  name text not null unique,
  entry text not null check (json_type(entry) = 'object'),
  opening text
) strict;

create trigger log_entries_go_on before insert on log_entries
when new.position is not 1 + coalesce((select max(position) from log_entries), -1)
begin
  select raise(abort, 'the log has moved on');
end;

create trigger log_entries_never_change before update on log_entries
begin
  select raise(abort, 'an entry of the log is never changed');
end;

create trigger log_entries_stay before delete on log_entries
begin
  select raise(abort, 'an entry of the log is never deleted');
end;

-- The hashes of the tree, 256 a row, in hexadecimal. A tile grows until it is full.
-- Rows end: never, as the entries.
create table log_tiles (
  level integer not null,
  number integer not null,
  hashes text not null check (length(hashes) % 64 = 0 and length(hashes) between 64 and 16384),
  primary key (level, number)
) strict, without rowid;

-- Every tree that was signed. One that fits no entries is refused, and the batch with it.
-- Rows end: never, as the entries.
create table log_checkpoints (
  size integer primary key,
  root text not null,
  note text not null
) strict;

create trigger log_checkpoints_fit before insert on log_checkpoints
when new.size is not 1 + coalesce((select max(position) from log_entries), -1)
  and not exists (select 1 from log_checkpoints where size = new.size)
begin
  select raise(abort, 'a checkpoint names as many entries as there are');
end;

-- What witnesses signed of it.
-- Rows end: never, as the entries.
create table log_cosignatures (
  size integer not null references log_checkpoints (size),
  -- The name of the witness.
  witness text not null,
  line text not null,
  cosigned_at text not null,
  primary key (size, witness)
) strict, without rowid;

-- How each witness answered last: `cosigned`, or why it did not. One that refused a proof has seen another history.
-- Rows end: never; one per witness.
create table log_witnesses (
  witness text primary key,
  answer text not null check (answer in ('cosigned', 'refused', 'ahead', 'unknown', 'invalid', 'silent')),
  size integer not null,
  answered_at text not null
) strict, without rowid;

-- Sizes from which somebody decided that the log goes on after the database was put back (docs/operating.md).
-- Rows end: never, as the entries.
create table log_decisions (
  size integer primary key,
  decided_at text not null
) strict;

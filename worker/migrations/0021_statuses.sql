-- What became of what somebody has sent: one row a change, who made it (a number of staff, no name), and what was
-- written to the sender about it, sealed. Rows are added; a row goes only when all of its submission is erased.
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

-- `insert or replace` would delete a row without asking anybody.
create trigger status_events_are_added_once before insert on status_events
when exists (
  select 1 from status_events where id = new.id or (reference = new.reference and position = new.position)
)
begin
  select raise(ignore);
end;

-- Where each submission stands, for lists of what waits.
alter table submissions add column status text not null default 'received';
alter table submissions add column status_at text;

create index submissions_by_status on submissions (form, status, received_at);

create trigger status_events_move_submissions after insert on status_events
begin
  update submissions set status = new.status, status_at = new.changed_at where reference = new.reference;
end;

-- What staff work on, whatever the form, without anything that a person typed.
create view desk_items as
select s.reference, s.form, s.language, s.received_at, s.suspicions, s.status, s.status_at,
  s.quarantined_at is not null and s.released_at is null as is_quarantined,
  c.topic, f.rating, d.kind, d.confirmed_at
from submissions s
left join contact_messages c on c.reference = s.reference
left join feedback f on f.reference = s.reference
left join data_requests d on d.reference = s.reference;

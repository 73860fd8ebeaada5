-- What staff have done with personal data: who (a number, no name), what, to which reference, when. Each row holds the
-- SHA-256 of its own fields and of the row before it, so that a row that is altered or taken out later is found.
create table audit_entries (
  sequence integer primary key,
  at text not null,
  actor text not null,
  action text not null,
  subject text not null,
  previous text not null,
  hash text not null
) strict;

create trigger audit_entries_go_on before insert on audit_entries
when new.sequence is not (select coalesce(max(sequence), 0) + 1 from audit_entries)
  or new.previous is not coalesce((select hash from audit_entries order by sequence desc limit 1), '')
begin
  select raise(abort, 'the audit log has moved on');
end;

create trigger audit_entries_never_change before update on audit_entries
begin
  select raise(abort, 'an audit entry is never changed');
end;

create trigger audit_entries_are_kept before delete on audit_entries
begin
  select raise(abort, 'an audit entry is never deleted');
end;

-- A change that comes too late stops its batch, so that neither mail nor audit entry tells of it.
drop trigger status_events_are_added_once;

create trigger status_events_are_added_once before insert on status_events
when exists (
  select 1 from status_events where id = new.id or (reference = new.reference and position = new.position)
)
begin
  select raise(abort, 'this place of the history is taken');
end;

drop view desk_items;

create view desk_items as
select s.reference, s.form, s.language, s.received_at, s.suspicions, s.status, s.status_at, s.quarantined_at,
  s.released_at, s.quarantined_at is not null and s.released_at is null as is_quarantined,
  c.topic, f.rating, d.kind, d.confirmed_at
from submissions s
left join contact_messages c on c.reference = s.reference
left join feedback f on f.reference = s.reference
left join data_requests d on d.reference = s.reference;

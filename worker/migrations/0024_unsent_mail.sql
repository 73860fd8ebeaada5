-- When staff gave a mail up: what it said is erased, and that it failed stays as long as of mail that has left.
alter table outbox add column dropped_at text;

-- Mail that has not left, as staff see it. What belongs to a submission in quarantine waits for that alone.
create view unsent_mail as
select o.id, o.subject, o.queued_at, o.attempts, o.next_attempt_at, o.sealed_error, s.reference, s.form,
  coalesce(o.failed_at, o.held_at, o.queued_at) as since,
  case
    when s.quarantined_at is not null and s.released_at is null then 'quarantined'
    when o.failed_at is not null then 'failed'
    when o.held_at is not null then 'held'
    else 'waiting'
  end as state
from outbox o
left join submissions s on s.reference = substr(o.id, 1, instr(o.id, '/') - 1)
where o.sent_at is null and o.dropped_at is null;

-- Mail of an issue that its reader took back by leaving stays as a mark, so that nobody gets an issue twice who comes back
-- while it is being queued. It neither waits nor has it failed.
drop view unsent_issue_mail;

create view unsent_issue_mail as
select substr(id, 7, instr(substr(id, 7), '/') - 1) as issue, sum(failed_at is not null) as failed,
  sum(failed_at is null) as waiting
from outbox
where sent_at is null and id >= 'issue/' and id < 'issue0' and (dropped_at is null or failed_at is not null)
group by issue;

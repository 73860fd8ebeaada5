-- How many readers an issue was put into the outbox for: the outbox forgets mail that has left.
alter table newsletter_issues add column readers integer not null default 0;
-- Mail that has not left, for staff: what failed, and what waits.
create index outbox_unsent on outbox (id) where sent_at is null;

-- How much of each issue's mail has not left.
create view unsent_issue_mail as
select substr(id, 7, instr(substr(id, 7), '/') - 1) as issue, sum(failed_at is not null) as failed,
  sum(failed_at is null) as waiting
from outbox
where sent_at is null and id >= 'issue/' and id < 'issue0'
group by issue;

-- How many of what the daily sweeps have erased: evidence that names nobody.
create table sweeps (
  day text not null,
  what text not null,
  erased integer not null,
  swept_at text not null,
  primary key (day, what)
) strict, without rowid;

-- What links were mailed for, and until when the last of them works. While mail about it waits to leave, or is held for
-- staff, nobody can have used the link in it.
create view link_subjects as
select subject, purpose, max(expires_at) as expires_at,
  exists (
    select 1 from outbox
    where id >= links.subject || '/' and id < links.subject || '0' and sent_at is null and failed_at is null
  ) as is_waiting
from links group by subject, purpose;

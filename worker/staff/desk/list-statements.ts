/**
 * Statements of lists. Each looks at a stretch of one index in its order, of ?15 or ?12 items at most, and says of each
 * whether it fits the filters.
 */

/** Pages: of one state, of a whole desk, and of what is in quarantine. The last item looked at comes along. */
export const pages = {
  state: {
    ascending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from (
          select *, row_number() over (order by since, reference) as seen,
            (?3 is null or status = ?3) and (?4 is null or topic = ?4)
              and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
              and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
              and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9)) as fits
          from (
            select * from desk_items where desk = ?1 and state = ?2 and (since, reference) > (?12, ?13)
            order by since, reference limit ?15
          )
        ) where fits or seen = ?15
        order by since, reference limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since, i.reference`,
    descending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from (
          select *, row_number() over (order by since desc, reference desc) as seen,
            (?3 is null or status = ?3) and (?4 is null or topic = ?4)
              and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
              and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
              and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9)) as fits
          from (
            select * from desk_items where desk = ?1 and state = ?2 and (since, reference) < (?12, ?13)
            order by since desc, reference desc limit ?15
          )
        ) where fits or seen = ?15
        order by since desc, reference desc limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since desc, i.reference desc`,
  },
  all: {
    ascending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from (
          select *, row_number() over (order by since, reference) as seen,
            state <> 'unconfirmed' and (?3 is null or status = ?3) and (?4 is null or topic = ?4)
              and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
              and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
              and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9)) as fits
          from (
            select * from desk_items where desk = ?1 and ?2 is not null and (since, reference) > (?12, ?13)
            order by since, reference limit ?15
          )
        ) where fits or seen = ?15
        order by since, reference limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since, i.reference`,
    descending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from (
          select *, row_number() over (order by since desc, reference desc) as seen,
            state <> 'unconfirmed' and (?3 is null or status = ?3) and (?4 is null or topic = ?4)
              and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
              and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
              and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9)) as fits
          from (
            select * from desk_items where desk = ?1 and ?2 is not null and (since, reference) < (?12, ?13)
            order by since desc, reference desc limit ?15
          )
        ) where fits or seen = ?15
        order by since desc, reference desc limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since desc, i.reference desc`,
  },
  quarantine: {
    ascending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from (
          select *, row_number() over (order by since, reference) as seen,
            (?3 is null or status = ?3) and (?4 is null or topic = ?4)
              and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
              and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
              and ?8 is not null and ?9 is not null and ?10 is not null and ?11 is not null as fits
          from (
            select * from desk_items where state = 'quarantined' and ?1 is not null and ?2 is not null and (since, reference) > (?12, ?13)
            order by since, reference limit ?15
          )
        ) where fits or seen = ?15
        order by since, reference limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since, i.reference`,
    descending: `select i.*, s.suspicions, s.status_at, s.guardian_agreed_at, d.confirmed_at from (
        select * from (
          select *, row_number() over (order by since desc, reference desc) as seen,
            (?3 is null or status = ?3) and (?4 is null or topic = ?4)
              and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
              and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
              and ?8 is not null and ?9 is not null and ?10 is not null and ?11 is not null as fits
          from (
            select * from desk_items where state = 'quarantined' and ?1 is not null and ?2 is not null and (since, reference) < (?12, ?13)
            order by since desc, reference desc limit ?15
          )
        ) where fits or seen = ?15
        order by since desc, reference desc limit ?14
      ) i left join submissions s on s.reference = i.reference left join data_requests d on d.reference = i.reference
      order by i.since desc, i.reference desc`,
  },
} as const;

/** How many fit. */
export const counts = {
  state: `select count(*) as count from (
      select * from desk_items where desk = ?1 and state = ?2 order by since, reference limit ?12
    ) where (?3 is null or status = ?3) and (?4 is null or topic = ?4)
      and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
      and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
      and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9))`,
  all: `select count(*) as count from (
      select * from desk_items where desk = ?1 and ?2 is not null order by since desc, reference desc limit ?12
    ) where state <> 'unconfirmed' and (?3 is null or status = ?3) and (?4 is null or topic = ?4)
      and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
      and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
      and (?8 = 0 or iif(form = 'data-request', iif(due_on is null, asked_at < ?10, due_on < ?11), asked_at < ?9))`,
  quarantine: `select count(*) as count from (
      select * from desk_items
      where state = 'quarantined' and ?1 is not null and ?2 is not null order by since, reference limit ?12
    ) where (?3 is null or status = ?3) and (?4 is null or topic = ?4)
      and (?5 is null or language = ?5) and (?6 is null or rating <= ?6)
      and (?7 is null or iif(?7 = 'nobody', assignee is null, assignee = ?7))
      and ?8 is not null and ?9 is not null and ?10 is not null and ?11 is not null`,
} as const;

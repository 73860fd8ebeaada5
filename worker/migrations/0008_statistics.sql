-- What staff note about a day, shown beside its figures.
create table statistics_notes (
  id text primary key,
  day text not null,
  note text not null,
  written_at text not null
) strict, without rowid;

create index statistics_notes_by_day on statistics_notes (day);

-- Staff who asked for the weekly mail, and the last week that was queued for them.
create table statistics_readers (
  person text primary key,
  asked_at text not null,
  last_week text
) strict, without rowid;

-- Server logs whose lines have been counted, so that none counts twice.
create table visit_imports (
  digest text primary key,
  imported_at text not null,
  counted integer not null,
  first_day text not null,
  last_day text not null
) strict, without rowid;

-- Visits, only as counts: one row for each value of one indicator on one day of the organization.
-- No table joins two indicators of a visit, except the hour of day by page, whose value names both.
create table visit_cells (
  day text not null,
  rules integer not null,
  indicator text not null,
  value text not null,
  views integer not null,
  visits integer not null,
  primary key (day, rules, indicator, value)
) strict, without rowid;

-- The last batch that each Durable Object shard has moved here, so that none is added twice.
create table visit_shards (
  shard integer primary key,
  sequence integer not null,
  moved_at text not null
) strict;

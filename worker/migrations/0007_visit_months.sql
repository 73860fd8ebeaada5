-- Counts again, ordered so that a period of some indicators is read without the others; the rules are named, so
-- that counts from a server log ("1-log") stay apart.
create table visit_cells_by_indicator (
  indicator text not null,
  day text not null,
  value text not null,
  rules text not null,
  views integer not null,
  visits integer not null,
  primary key (indicator, day, value, rules)
) strict, without rowid;

insert into visit_cells_by_indicator (indicator, day, value, rules, views, visits)
select indicator, day, value, cast(rules as text), views, visits from visit_cells;

drop table visit_cells;

alter table visit_cells_by_indicator rename to visit_cells;

-- Sums of months that are over. A month that gets a count late loses its sums until the next sweep.
create table visit_months (
  month text not null,
  indicator text not null,
  value text not null,
  views integer not null,
  visits integer not null,
  primary key (month, indicator, value)
) strict, without rowid;

-- Days on which the sweep ran, and how many rows it deleted: evidence that the retention period is kept.
create table visit_sweeps (
  day text primary key,
  kept_from text,
  deleted integer not null
) strict, without rowid;

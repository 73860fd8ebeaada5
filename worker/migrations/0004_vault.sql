-- Keys that have sealed something here, and since when all that was sealed before is sealed with this one.
create table vault_keys (
  id text primary key,
  first_used_at text not null,
  resealed_at text
) strict, without rowid;

-- Sign-ins of an account, for its owner and against fraud (clause 6): the only place a network address is kept.
create table sign_ins (
  id text primary key,
  user_id text not null,
  at text not null,
  outcome text not null check (outcome in ('signed-in', 'wrong-password', 'wrong-code')),
  -- Sealed.
  sealed_address text not null check (sealed_address glob 'v[0-9].*.*.*'),
  device text not null
) strict, without rowid;

create index sign_ins_by_user on sign_ins (user_id, at);
create index sign_ins_by_time on sign_ins (at);

-- Failed tries in a row, by keyed hash of the account's address or of a device that has signed in before.
create table sign_in_failures (
  bucket text primary key,
  failures integer not null,
  last_failed_at text not null
) strict, without rowid;

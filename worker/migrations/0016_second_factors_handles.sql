-- The second factor, sealed by the vault. One that was kept before was encrypted with another secret, which SQL cannot
-- open: who had one sets it up again, and staff are asked to before anything else.
create table sealed_two_factors (
  id text primary key,
  user_id text not null unique,
  sealed_secret text not null check (sealed_secret glob 'v[0-9].*.*.*'),
  sealed_recovery_codes text not null check (sealed_recovery_codes glob 'v[0-9].*.*.*'),
  verified integer not null,
  failed_verifications integer not null default 0,
  locked_until text
) strict, without rowid;

drop table two_factors;

alter table sealed_two_factors rename to two_factors;

update users set two_factor_enabled = 0;

-- By what somebody with an account can be found: the address, the number, a session, a link or a second step.
create view user_handles as
select id as user_id, 'email' as kind, email_index as handle from users
union all select id, 'id', id from users
union all select user_id, 'token', token_hash from sessions
union all select value, 'proof', identifier from verifications;

-- People with an account. What was typed is sealed; an address is found by its keyed blind index.
create table users (
  id text primary key,
  email_index text not null unique,
  sealed_email text not null check (sealed_email glob 'v[0-9].*.*.*'),
  sealed_name text not null check (sealed_name glob 'v[0-9].*.*.*'),
  sealed_phone text check (sealed_phone glob 'v[0-9].*.*.*'),
  sealed_address text check (sealed_address glob 'v[0-9].*.*.*'),
  language text not null default 'en',
  role text not null default 'client' check (role in ('client', 'analyst', 'manager', 'editor', 'owner')),
  email_verified integer not null,
  two_factor_enabled integer not null default 0,
  created_at text not null,
  updated_at text not null,
  -- When the account is erased, while it waits for that and can still be kept.
  erase_at text
) strict, without rowid;

create index users_to_erase on users (erase_at) where erase_at is not null;
create index users_unverified on users (created_at) where email_verified = 0;

-- The password of an account, as scrypt.
create table credentials (
  id text primary key,
  user_id text not null unique,
  password text not null,
  created_at text not null,
  updated_at text not null
) strict, without rowid;

-- Who is signed in. The cookie's token is kept as its SHA-256 only; no network address is kept here.
create table sessions (
  id text primary key,
  token_hash text not null unique,
  user_id text not null,
  device text not null,
  created_at text not null,
  seen_at text not null,
  expires_at text not null
) strict, without rowid;

create index sessions_by_user on sessions (user_id);

-- What a link or a second step proves: the SHA-256 of its secret, and for whom.
create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  created_at text not null,
  expires_at text not null
) strict, without rowid;

create index verifications_by_identifier on verifications (identifier);
create index verifications_by_value on verifications (value);

-- A verification that was used: a second use of the same one breaks this key, and with it the whole batch.
create table used_verifications (
  id text primary key,
  expires_at text not null
) strict, without rowid;

-- The second factor: secret and recovery codes, encrypted.
create table two_factors (
  id text primary key,
  user_id text not null unique,
  secret text not null,
  backup_codes text not null,
  verified integer not null,
  failed_verifications integer not null default 0,
  locked_until text
) strict, without rowid;

-- A new e-mail address that waits for its link to be used; the id is the SHA-256 of the link's secret.
create table waiting_addresses (
  id text primary key,
  user_id text not null,
  sealed_email text not null check (sealed_email glob 'v[0-9].*.*.*'),
  expires_at text not null
) strict, without rowid;

create index waiting_addresses_by_user on waiting_addresses (user_id);

-- What was signed with the account's password (clause 11): which text, when, and for what. Names nobody.
create table signatures (
  id text primary key,
  user_id text not null,
  purpose text not null check (purpose in ('order', 'policy')),
  -- The order's reference or the policy's version.
  document text not null,
  document_hash text not null,
  policy_version text not null,
  policy_hash text not null,
  signed_at text not null
) strict, without rowid;

create index signatures_by_user on signatures (user_id);

-- Who was erased, as a keyed hash, so that a restored copy of the database can be erased again.
create table erasures (
  subject_index text primary key,
  erased_at text not null
) strict, without rowid;

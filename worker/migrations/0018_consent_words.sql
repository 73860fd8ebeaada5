-- The words beside a box, once for each wording, by the SHA-256 that consents name: so that people can read later what
-- they ticked. No person is in them.
create table consent_words (
  hash text primary key,
  words text not null
) strict, without rowid;

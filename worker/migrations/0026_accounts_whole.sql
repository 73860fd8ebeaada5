-- Who erases an account while a request about it is under way leaves nothing of it: what needs an account fails together
-- with all else that the request would store.
create trigger credentials_need_an_account before insert on credentials
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

create trigger sessions_need_an_account before insert on sessions
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

create trigger two_factors_need_an_account before insert on two_factors
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

create trigger waiting_addresses_need_an_account before insert on waiting_addresses
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

create trigger sign_ins_need_an_account before insert on sign_ins
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

create trigger signatures_need_an_account before insert on signatures
when not exists (select 1 from users where id = new.user_id)
begin
  select raise(abort, 'the account is gone');
end;

-- An account takes along all that it has, whatever it is deleted for.
create trigger accounts_take_along after delete on users
begin
  delete from credentials where user_id = old.id;
  delete from sessions where user_id = old.id;
  delete from verifications where value = old.id or value like old.id || ' %';
  delete from two_factors where user_id = old.id;
  delete from waiting_addresses where user_id = old.id;
  delete from former_addresses where user_id = old.id;
  delete from sign_ins where user_id = old.id;
end;

delete from sign_ins where user_id not in (select id from users);

-- Registrations that were never confirmed, whose account is gone: what was agreed to for them is agreed to no more.
create view orphaned_consents as
select * from current_consents
where event = 'given' and subject glob 'U-*' and subject not in (select id from users);

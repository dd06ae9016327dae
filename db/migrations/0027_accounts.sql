-- Staff come in with a name, a password and a code of their telephone; sessions say whose device they are on and when
-- its person last proved to be there (GB/T 22239 8.1.4.1).

create table accounts (
  county text not null references counties,
  person uuid not null,
  -- Compared in lower case.
  sign_in_name text not null check (sign_in_name = lower(sign_in_name)),
  -- An argon2id string, sealed: a stolen database alone gives nothing to guess against (core/secrets.ts).
  password_sealed bytea,
  password_set_at timestamptz,
  -- The one-time code that sets the first password, or a new one for who lost everything; only a keyed hash.
  code_hash bytea,
  code_until timestamptz,
  -- RFC 6238. The step of the last code taken: the same code opens nothing twice.
  totp_sealed bytea,
  totp_set_at timestamptz,
  totp_step bigint not null default 0,
  -- The next secret while its holder has not shown a code of it.
  totp_next_sealed bytea,
  locked_at timestamptz,
  opened_at timestamptz not null default now(),
  primary key (county, person),
  foreign key (county, person) references people (county, id),
  check ((password_sealed is null) = (password_set_at is null)),
  check ((totp_sealed is null) = (totp_set_at is null)),
  -- Nobody has one without the other.
  check ((password_sealed is null) = (totp_sealed is null)),
  check ((code_hash is null) = (code_until is null))
);
create unique index accounts_name on accounts (county, sign_in_name);

create table recovery_codes (
  county text not null references counties,
  person uuid not null,
  code_hash bytea not null,
  -- Used, or replaced by others.
  used_at timestamptz,
  primary key (county, person, code_hash),
  foreign key (county, person) references accounts (county, person)
);

-- Failed tries by what was tried, known or not: only a keyed hash of it. A success or a day takes the row away.
create table sign_in_tries (
  county text not null references counties,
  key_hash bytea not null,
  failures int not null,
  last_at timestamptz not null,
  primary key (county, key_hash)
);
create index sign_in_tries_last on sign_in_tries (county, last_at);

-- What administrators did to an account. The id is the idempotency key. Nobody: done on the machine itself.
create table account_deeds (
  county text not null references counties,
  id uuid not null,
  account uuid not null,
  deed text not null check (deed in ('open', 'renew', 'lock', 'unlock', 'give-post', 'end-post')),
  person uuid,
  post uuid,
  detail jsonb not null,
  at timestamptz not null default now(),
  primary key (county, id),
  foreign key (county, account) references accounts (county, person),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create index account_deeds_account on account_deeds (county, account, at);

alter table sessions
  add column id uuid not null default gen_random_uuid(),
  -- Which door it came in by.
  add column way text not null default 'phone' check (way in ('phone', 'account', 'demo')),
  add column agent text not null default '',
  add column address text not null default '',
  add column seen_at timestamptz not null default now(),
  -- When its person last proved to be there, at first by signing in.
  add column proven_at timestamptz not null default now();
create unique index sessions_id on sessions (county, id);
create index sessions_person on sessions (county, person) where closed_at is null;

-- 三员: no two administrators' posts in one person, however they come to be (GB/T 22239 8.1.7). The person's row is the
-- lock: of two that are given at once the second sees the first.
create function refuse_second_administrator() returns trigger
  language plpgsql
as $$
declare
  administrators constant text[] := array['system-administrator', 'security-administrator', 'audit-administrator'];
begin
  if new.role <> all (administrators) then
    return new;
  end if;
  perform 1 from people where county = new.county and id = new.person for no key update;
  if exists (
    select from posts
    where county = new.county and person = new.person and id <> new.id and role = any (administrators)
      and role <> new.role
      -- One that ended before it began was given and taken back on one day.
      and greatest(starts_on, new.starts_on)
        <= least(coalesce(ends_on, 'infinity'), coalesce(new.ends_on, 'infinity'))
  ) then
    raise exception 'person % would hold two administrators'' posts', new.person
      using errcode = 'check_violation', constraint = 'posts_one_administrator';
  end if;
  return new;
end $$;
create trigger one_administrator before insert or update on posts
  for each row execute function refuse_second_administrator();

grant select, insert, update on accounts, recovery_codes, sign_in_tries, account_deeds to gongzhi_app;
revoke update on account_deeds from gongzhi_app;
grant delete on sign_in_tries to gongzhi_app;

do $$
declare
  name text;
begin
  execute 'create trigger append_only before update or delete on account_deeds for each row execute function refuse_change()';
  execute 'create trigger no_truncate before truncate on account_deeds for each statement execute function refuse_change()';
  foreach name in array array['accounts', 'recovery_codes', 'sign_in_tries', 'account_deeds'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy county on %I to gongzhi_app using (county = current_county()) with check (county = current_county())',
      name
    );
  end loop;
end $$;

-- A telephone the register does not know asks to be somebody's (登记手机号): the village looks in its register and says whose it is.
create table phone_bindings (
  county text not null references counties,
  -- The idempotency key of whoever asks; by it they read how it stands.
  id uuid not null,
  village text not null,
  name text not null check (length(name) between 1 and 20),
  -- The number on the door, or the head of the household, in words.
  household text not null check (length(household) between 1 and 60),
  phone_sealed bytea not null,
  phone_hash bytea not null,
  asked_at timestamptz not null default now(),
  -- Superseded: the same telephone asked again.
  verdict text check (verdict in ('confirmed', 'refused', 'superseded')),
  person uuid,
  -- Why it was refused, or why the number the person had before was replaced.
  said text check (length(said) between 1 and 200),
  decided_by uuid,
  decided_post uuid,
  decided_at timestamptz,
  primary key (county, id),
  check ((verdict is null) = (decided_at is null)),
  check (coalesce(verdict in ('confirmed', 'refused'), false) = (decided_by is not null)),
  check ((decided_by is null) = (decided_post is null)),
  check ((verdict is not distinct from 'confirmed') = (person is not null)),
  check (verdict is distinct from 'refused' or said is not null),
  foreign key (county, village) references divisions (county, code),
  foreign key (county, person) references people (county, id),
  foreign key (county, decided_by) references people (county, id),
  foreign key (county, decided_post) references posts (county, id)
);
create index phone_bindings_waiting on phone_bindings (county, village, asked_at desc, id desc) where verdict is null;
-- A telephone waits once, however often it asks.
create unique index phone_bindings_phone on phone_bindings (county, phone_hash) where verdict is null;

grant select, insert, delete on phone_bindings to gongzhi_app;
grant update (verdict, person, said, decided_by, decided_post, decided_at) on phone_bindings to gongzhi_app;

-- Said once, it stands. A change of keys seals the number of an answered one anew, and touches nothing else.
create trigger decided_once before update of verdict, person, said, decided_by, decided_post, decided_at on phone_bindings
  for each row when (old.verdict is not null) execute function refuse_change();
-- It goes after its term and no sooner (server/modules/phone-bindings/jobs.ts).
create trigger until_its_term before delete on phone_bindings for each row
  when (coalesce(old.decided_at + interval '90 days', old.asked_at + interval '30 days') > now())
  execute function refuse_change();
create trigger no_truncate before truncate on phone_bindings for each statement execute function refuse_change();
alter table phone_bindings enable row level security;
create policy county on phone_bindings to gongzhi_app
  using (county = current_county()) with check (county = current_county());

do $$
begin
  -- The same truth for the planner as in 0004.
  if current_setting('server_version_num')::int >= 180000 then
    perform pg_restore_attribute_stats(
      'schemaname', 'public', 'relname', 'phone_bindings', 'attname', 'county', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
    );
  end if;
end $$;

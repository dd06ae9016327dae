-- Who consents for a child below fourteen (个人信息保护法 31; 民法典 27): the last that was said of each guardian counts.
create table guardianships (
  county text not null references counties,
  -- The idempotency key.
  id uuid not null,
  child uuid not null,
  guardian uuid not null check (guardian <> child),
  kinship text not null check (kinship in ('parent', 'grandparent', 'sibling', 'other')),
  -- Whether the guardian consents; false as well when they are no longer the guardian.
  is_given boolean not null,
  -- Nothing: the guardian said it on their own telephone.
  way text check (way in ('present', 'phone', 'paper')),
  said_on date not null,
  recorded_by uuid not null,
  post uuid,
  at timestamptz not null default now(),
  primary key (county, id),
  check ((way is null) = (recorded_by = guardian and post is null)),
  foreign key (county, child) references people (county, id),
  foreign key (county, guardian) references people (county, id),
  foreign key (county, recorded_by) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create index guardianships_child on guardianships (county, child, guardian, at desc, id desc);
create index guardianships_guardian on guardianships (county, guardian, child, at desc, id desc);

grant select, insert on guardianships to gongzhi_app;
create trigger append_only before update or delete on guardianships for each row execute function refuse_change();
create trigger no_truncate before truncate on guardianships for each statement execute function refuse_change();
alter table guardianships enable row level security;
create policy county on guardianships to gongzhi_app
  using (county = current_county()) with check (county = current_county());

-- The guardian who said it for a child, on their own telephone or to whoever wrote it down.
alter table standing_consents add column guardian uuid;
alter table standing_consents add foreign key (county, guardian) references people (county, id);
alter table standing_consents drop constraint standing_consents_check;
alter table standing_consents add constraint standing_consents_check
  check ((way is null) = (recorded_by = coalesce(guardian, subject) and post is null));

do $$
begin
  -- The same truth for the planner as in 0004.
  if current_setting('server_version_num')::int >= 180000 then
    perform pg_restore_attribute_stats(
      'schemaname', 'public', 'relname', 'guardianships', 'attname', 'county', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
    );
  end if;
end $$;

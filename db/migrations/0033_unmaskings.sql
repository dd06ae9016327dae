-- Personal data that is looked at whole or taken along (issue 6; 个人信息保护法 6, 51; rules.md 7.2.17): who, of whom, why.
-- No table here holds a value: a list is made anew each time it is fetched and lies nowhere in between.

create table unmaskings (
  county text not null references counties,
  -- The idempotency key.
  id uuid not null,
  subject uuid not null,
  field text not null check (field in ('phone', 'idNumber')),
  purpose text not null,
  reason text not null check (length(reason) between 1 and 200),
  person uuid not null,
  post uuid not null,
  at timestamptz not null default now(),
  primary key (county, id),
  foreign key (county, subject) references people (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
-- How many somebody has seen today; who has seen somebody's.
create index unmaskings_person on unmaskings (county, person, at);
create index unmaskings_subject on unmaskings (county, subject, at);

create table list_exports (
  county text not null references counties,
  -- The idempotency key of whoever asks.
  id uuid not null,
  kind text not null check (kind in ('people', 'matters')),
  division text not null,
  from_on date,
  to_on date,
  -- What stands in it unmasked.
  whole text[] not null check (whole <@ array['phone', 'idNumber']),
  purpose text not null,
  reason text not null check (length(reason) between 1 and 200),
  rows_n int not null check (rows_n > 0),
  person uuid not null,
  post uuid not null,
  asked_at timestamptz not null default now(),
  verdict text check (verdict in ('approved', 'refused')),
  decided_by uuid,
  decided_post uuid,
  decided_at timestamptz,
  said text,
  -- Until when it may be fetched.
  until_at timestamptz,
  primary key (county, id),
  -- What a download points to: this asker's, and approved.
  unique (county, id, person, verdict),
  check (num_nulls(verdict, decided_by, decided_post, decided_at) in (0, 4)),
  check ((verdict is not distinct from 'approved') = (until_at is not null)),
  check (verdict is distinct from 'refused' or length(said) > 0),
  -- Never one's own, from whatever post.
  check (decided_by <> person),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id),
  foreign key (county, decided_by) references people (county, id),
  foreign key (county, decided_post) references posts (county, id)
);
create index list_exports_asked on list_exports (county, asked_at desc, id desc);

-- Each time it was fetched: by whoever asked, only what was approved, three times at most.
create table list_export_downloads (
  county text not null references counties,
  export uuid not null,
  n int not null check (n between 1 and 3),
  person uuid not null,
  verdict text not null default 'approved' check (verdict = 'approved'),
  at timestamptz not null default now(),
  primary key (county, export, n),
  foreign key (county, export, person, verdict) references list_exports (county, id, person, verdict)
);

-- Whether somebody wants to be spoken for by grid workers and agents: the last that was said counts (个人信息保护法 15).
create table standing_consents (
  county text not null references counties,
  -- The idempotency key.
  id uuid not null,
  subject uuid not null,
  is_given boolean not null,
  -- Nothing: they said it on their own telephone.
  way text check (way in ('present', 'phone', 'paper', 'family')),
  said_on date not null,
  recorded_by uuid not null,
  post uuid,
  at timestamptz not null default now(),
  primary key (county, id),
  check ((way is null) = (recorded_by = subject and post is null)),
  foreign key (county, subject) references people (county, id),
  foreign key (county, recorded_by) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create index standing_consents_subject on standing_consents (county, subject, at desc, id desc);

grant select, insert on unmaskings, list_exports, list_export_downloads, standing_consents to gongzhi_app;
grant update (verdict, decided_by, decided_post, decided_at, said, until_at) on list_exports to gongzhi_app;

-- Said once, it stands.
create trigger decided_once before update on list_exports for each row
  when (old.verdict is not null) execute function refuse_change();
create trigger never_gone before delete on list_exports for each row execute function refuse_change();
create trigger append_only before update or delete on unmaskings for each row execute function refuse_change();
create trigger append_only before update or delete on list_export_downloads
  for each row execute function refuse_change();
create trigger append_only before update or delete on standing_consents for each row execute function refuse_change();

do $$
declare
  name text;
begin
  foreach name in array array['unmaskings', 'list_exports', 'list_export_downloads', 'standing_consents'] loop
    execute format('create trigger no_truncate before truncate on %I for each statement execute function refuse_change()', name);
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy county on %I to gongzhi_app using (county = current_county()) with check (county = current_county())',
      name
    );
    -- The same truth for the planner as in 0004.
    if current_setting('server_version_num')::int >= 180000 then
      perform pg_restore_attribute_stats(
        'schemaname', 'public', 'relname', name, 'attname', 'county', 'inherited', false,
        'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
      );
    end if;
  end loop;
end $$;

-- A notice to all grid workers of an area (issue 3). Who has not opened it is known only in an emergency: an ordinary
-- one is one row and can have none per person, because receipts point to its level as well as to it.

create table broadcasts (
  county text not null references counties,
  id uuid not null,
  division text not null,
  level text not null check (level in ('ordinary', 'emergency')),
  text text not null check (length(text) between 1 and 500),
  person uuid not null,
  post uuid not null,
  sent_at timestamptz not null default now(),
  -- How many grid workers the area had then.
  recipients int not null check (recipients > 0),
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_reason text,
  primary key (county, id),
  unique (county, id, level),
  check (num_nulls(withdrawn_at, withdrawn_by, withdrawn_reason) in (0, 3)),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id),
  foreign key (county, withdrawn_by) references people (county, id)
);
create index broadcasts_sent on broadcasts (county, sent_at, id);

-- Who is meant is fixed when it is sent; `known_at` is written when that person says so, and by nothing else.
create table broadcast_receipts (
  county text not null references counties,
  broadcast uuid not null,
  level text not null default 'emergency' check (level = 'emergency'),
  person uuid not null,
  known_at timestamptz,
  primary key (county, broadcast, person),
  foreign key (county, broadcast, level) references broadcasts (county, id, level),
  foreign key (county, person) references people (county, id)
);
create index broadcast_receipts_person on broadcast_receipts (county, person);

-- Each time those who had not said so were told again.
create table broadcast_reminders (
  county text not null references counties,
  id uuid not null,
  broadcast uuid not null,
  level text not null default 'emergency' check (level = 'emergency'),
  person uuid not null,
  post uuid not null,
  at timestamptz not null default now(),
  recipients int not null check (recipients > 0),
  primary key (county, id),
  foreign key (county, broadcast, level) references broadcasts (county, id, level),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create index broadcast_reminders_broadcast on broadcast_reminders (county, broadcast, at);

-- What was sent stands as it was sent; it can only be withdrawn.
grant select, insert on broadcasts, broadcast_receipts, broadcast_reminders to gongzhi_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on broadcasts to gongzhi_app;
grant update (known_at) on broadcast_receipts to gongzhi_app;

do $$
declare
  name text;
begin
  foreach name in array array['broadcasts', 'broadcast_receipts', 'broadcast_reminders'] loop
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

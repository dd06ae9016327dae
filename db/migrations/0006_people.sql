-- People and households loaded from lists (issue 3): what finds them again, what each list brought, and what was
-- refused and why. No refusal, log or trail holds an ID number or a phone in full.

alter table households add column number text;
create unique index households_number on households (county, number) where number is not null;

-- The hash finds a person by ID number without reading any (core/secrets.ts), as it does by phone.
alter table people
  add column id_number_hash bytea,
  add column sex text check (sex in ('男', '女')),
  add column relation text;
create unique index people_id_number on people (county, id_number_hash) where id_number_hash is not null;

-- One list of people on its way in. `cursor_row` moves in the transaction that wrote the rows before it, so a worker
-- that was killed goes on where the last commit stands; the lease says whose turn it is and runs out by itself.
create table imports (
  county text not null references counties,
  id uuid not null,
  file text not null,
  sha bytea,
  columns jsonb not null,
  -- What the importer's post covers; rows outside are refused.
  area text not null,
  person uuid,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  fault text,
  cursor_row int not null default 0,
  added int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  refused int not null default 0,
  -- Of the accepted ones: taken without a phone that belongs to somebody else.
  partly int not null default 0,
  leased_by uuid,
  leased_until timestamptz,
  opened_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, area) references divisions (county, code)
);
create index imports_waiting on imports (opened_at) where state in ('waiting', 'running');

create table import_refusals (
  county text not null references counties,
  import uuid not null,
  row_n int not null,
  field text not null,
  -- Masked; what was typed in full is only in the list itself.
  value text not null,
  reason text not null,
  -- The whole row, or only this cell of a row that was taken.
  scope text not null check (scope in ('row', 'cell')),
  primary key (county, import, row_n, field),
  foreign key (county, import) references imports (county, id)
);

-- Which import changed which fields of a person, and when; the values themselves stay sealed.
create table people_changes (
  county text not null references counties,
  person uuid not null,
  import uuid not null,
  fields text[] not null,
  at timestamptz not null default now(),
  primary key (county, person, import),
  foreign key (county, person) references people (county, id),
  foreign key (county, import) references imports (county, id)
);

grant select, insert, update on imports to gongzhi_app;
grant select, insert on import_refusals, people_changes to gongzhi_app;

do $$
declare
  name text;
begin
  foreach name in array array['imports', 'import_refusals', 'people_changes'] loop
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

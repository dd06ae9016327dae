-- The ground: counties, places, people and the posts they hold.
-- Every table of a county starts its primary key with `county`; foreign keys are composite, so a row cannot point
-- into another county. Row-level security admits only the county the transaction was opened for (blueprint §5).

create function current_county() returns text
  language sql stable parallel safe
  return current_setting('app.county', true);

-- Two-character words never use trigrams: 45 ms against 0.1 ms with bigrams (design/stack.md §1).
create function bigrams(words text) returns text[]
  language sql immutable parallel safe
  return (
    select coalesce(array_agg(distinct substr(lower(words), i, 2)), '{}')
    from generate_series(1, greatest(length(words) - 1, 0)) as i
    where substr(words, i, 2) !~ '\s'
  );

create table counties (
  county text primary key check (county ~ '^\d{6}$'),
  name text not null,
  pack_version text not null
);

create table tunings (
  county text not null references counties,
  flow text not null,
  tuning jsonb not null,
  primary key (county, flow)
);

-- Public holidays and weekend days worked in exchange; national, so without a county.
create table calendar_days (
  day_on date primary key,
  kind text not null check (kind in ('off', 'work')),
  name text not null,
  source text not null
);

create table divisions (
  county text not null references counties,
  code text not null,
  level text not null check (level in ('province', 'city', 'county', 'town', 'village', 'grid', 'microgrid')),
  name text not null,
  parent text,
  seat_lng double precision,
  seat_lat double precision,
  boundary jsonb,
  -- Ours, not official: the map says so.
  boundary_drawn boolean not null default true,
  primary key (county, code),
  foreign key (county, parent) references divisions (county, code)
);

create table units (
  county text not null references counties,
  code text not null,
  name text not null,
  kind text not null,
  level text not null check (level in ('village', 'town', 'county')),
  division text not null,
  phone text,
  primary key (county, code),
  foreign key (county, division) references divisions (county, code)
);

create table households (
  county text not null references counties,
  id uuid not null,
  division text not null,
  name text not null,
  address text not null,
  primary key (county, id),
  foreign key (county, division) references divisions (county, code)
);
create index households_division on households (county, division);

create table people (
  county text not null references counties,
  id uuid not null,
  household uuid,
  name text not null,
  -- Encrypted per field; the hash finds a person by phone without reading any (core/secrets.ts).
  phone_sealed bytea,
  phone_hash bytea,
  id_number_sealed bytea,
  born_on date,
  primary key (county, id),
  foreign key (county, household) references households (county, id)
);
create unique index people_phone on people (county, phone_hash) where phone_hash is not null;
create index people_name on people (county, name);
create index people_household on people (county, household);

create table posts (
  county text not null references counties,
  id uuid not null,
  person uuid not null,
  role text not null,
  title text not null,
  division text not null,
  unit text,
  starts_on date not null,
  ends_on date,
  primary key (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, unit) references units (county, code)
);
create index posts_person on posts (county, person);
create index posts_unit on posts (county, unit) where unit is not null;
create index posts_division on posts (county, division, role);

create table sessions (
  county text not null references counties,
  token_hash bytea not null,
  person uuid not null,
  post uuid,
  opened_at timestamptz not null default now(),
  expires_at timestamptz not null,
  closed_at timestamptz,
  primary key (county, token_hash),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);

create table sign_in_codes (
  county text not null references counties,
  phone_hash bytea not null,
  code_hash bytea not null,
  sent_at timestamptz not null default now(),
  tries int not null default 0,
  primary key (county, phone_hash)
);

create table catalogues (
  county text not null references counties,
  id text not null,
  name text not null,
  version text not null,
  primary key (county, id)
);

create table catalogue_items (
  county text not null references counties,
  catalogue text not null,
  code text not null,
  position int not null,
  class text not null,
  name text not null,
  plain text not null,
  level text not null check (level in ('village', 'town', 'county')),
  limit_unit text check (limit_unit in ('hours', 'days', 'workdays')),
  limit_n numeric,
  evidence text not null check (evidence in ('none', 'scene')),
  confidential boolean not null,
  unit text,
  words text not null,
  details jsonb not null,
  source text not null,
  starts_on date not null,
  -- An item never vanishes, it ends (blueprint §9).
  ends_on date,
  primary key (county, catalogue, code, starts_on),
  foreign key (county, catalogue) references catalogues (county, id),
  foreign key (county, unit) references units (county, code)
);

create table templates (
  county text not null references counties,
  flow text not null,
  action text not null,
  title text not null,
  text text not null,
  primary key (county, flow, action, title)
);

create table saved_views (
  county text not null references counties,
  id uuid not null,
  person uuid not null,
  name text not null,
  search text not null,
  primary key (county, id),
  foreign key (county, person) references people (county, id)
);
create index saved_views_person on saved_views (county, person);

-- Matters and their append-only entries. The row is the fold of its entries (practice/kit/matter.ts); a nightly job
-- proves it. Nothing here is ever deleted.

create sequence matter_numbers;

create table files (
  county text not null references counties,
  id text not null check (id ~ '^[0-9a-f]{64}$'),
  width int not null,
  height int not null,
  bytes int not null,
  lng double precision,
  lat double precision,
  added_by uuid,
  added_at timestamptz not null default now(),
  primary key (county, id)
);

create table matters (
  county text not null references counties,
  id uuid not null,
  number text not null,
  flow text not null,
  stage text not null,
  level text not null check (level in ('village', 'town', 'county')),
  division text not null,
  -- Prefixes of the division, so that every area's queue is one index range.
  town text generated always as (left(division, 9)) stored,
  village text generated always as (left(division, 12)) stored,
  item text,
  title text not null,
  -- What it is found by: number, title, words, address, the asker's name.
  words text not null,
  confidential boolean not null default false,
  -- At a stage where everyone of the village may see it.
  shown boolean not null default false,
  asker uuid not null,
  agent uuid,
  unit text,
  holder uuid,
  parent uuid,
  merged_into uuid,
  lng double precision,
  lat double precision,
  opened_at timestamptz not null,
  stage_at timestamptz not null,
  due_at timestamptz,
  tick_at timestamptz,
  warned_at timestamptz,
  overdue_at timestamptz,
  ended_at timestamptz,
  ending text,
  -- The whole state as the rules see it; the columns above are taken from it for search and lists.
  state jsonb not null,
  rev int not null,
  head bytea not null,
  code_hash bytea not null,
  primary key (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, asker) references people (county, id),
  foreign key (county, unit) references units (county, code),
  foreign key (county, parent) references matters (county, id),
  foreign key (county, merged_into) references matters (county, id),
  check ((ended_at is null) = (ending is null))
);
create unique index matters_number on matters (county, number);
create unique index matters_code on matters (county, code_hash);
-- Open matters are few whatever the history, so queues stay as fast in the tenth year as in the first.
create index matters_open on matters (county, due_at, id) where ended_at is null;
create index matters_open_town on matters (county, town, due_at, id) where ended_at is null;
create index matters_open_village on matters (county, village, due_at, id) where ended_at is null;
create index matters_open_unit on matters (county, unit, due_at, id) where ended_at is null;
create index matters_newest on matters (county, opened_at desc, id desc);
create index matters_newest_town on matters (county, town, opened_at desc, id desc);
create index matters_newest_village on matters (county, village, opened_at desc, id desc);
create index matters_shown on matters (county, village, opened_at desc) where shown;
create index matters_asker on matters (county, asker, opened_at desc);
create index matters_agent on matters (county, agent, opened_at desc) where agent is not null;
create index matters_ended on matters (county, ended_at desc) where ended_at is not null;
create index matters_parent on matters (county, parent) where parent is not null;
create index matters_tick on matters (tick_at) where tick_at is not null;
create index matters_near on matters (county, item, lat, lng) where ended_at is null and lat is not null;
create index matters_words on matters using gin (bigrams(words));

create table entries (
  county text not null references counties,
  matter uuid not null,
  seq int not null,
  action text not null,
  -- Null when the clock acted.
  actor uuid,
  post uuid,
  at timestamptz not null,
  answers jsonb not null,
  change jsonb not null,
  -- The client's UUIDv7: the same key never acts twice.
  key uuid,
  hash bytea not null,
  -- Readers by cursor take only what lies below the oldest running transaction, so none is ever skipped.
  tx xid8 not null default pg_current_xact_id(),
  primary key (county, matter, seq),
  foreign key (county, matter) references matters (county, id),
  foreign key (county, actor) references people (county, id)
);
create unique index entries_key on entries (county, key) where key is not null;
create index entries_tx on entries (tx, county, matter, seq);
create index entries_at on entries (county, at desc);

-- How the person agreed for whom somebody else asks.
create table consents (
  county text not null references counties,
  matter uuid not null,
  name text not null,
  given text not null check (given in ('present', 'phone', 'paper', 'family')),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (county, matter),
  foreign key (county, matter) references matters (county, id)
);

-- Units that have had the matter in hand keep seeing it.
create table matter_units (
  county text not null references counties,
  matter uuid not null,
  unit text not null,
  primary key (county, matter, unit),
  foreign key (county, matter) references matters (county, id),
  foreign key (county, unit) references units (county, code)
);
create index matter_units_unit on matter_units (county, unit, matter);

create table followers (
  county text not null references counties,
  matter uuid not null,
  person uuid not null,
  since timestamptz not null default now(),
  primary key (county, matter, person),
  foreign key (county, matter) references matters (county, id),
  foreign key (county, person) references people (county, id)
);
create index followers_person on followers (county, person);

create table matter_files (
  county text not null references counties,
  matter uuid not null,
  file text not null,
  primary key (county, matter, file),
  foreign key (county, matter) references matters (county, id),
  foreign key (county, file) references files (county, id)
);
create index matter_files_file on matter_files (county, file);

create table notices (
  county text not null references counties,
  id uuid not null,
  person uuid not null,
  at timestamptz not null,
  title text not null,
  text text not null,
  matter uuid,
  read_at timestamptz,
  primary key (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, matter) references matters (county, id)
);
create index notices_person on notices (county, person, at desc, id desc);
create index notices_unread on notices (county, person) where read_at is null;

-- Where each reader of the entry log stands. One row a reader; it moves in the transaction of what it wrote.
create table cursors (
  reader text primary key,
  tx xid8 not null default '0',
  county text not null default '',
  matter uuid not null default '00000000-0000-0000-0000-000000000000',
  seq int not null default 0
);

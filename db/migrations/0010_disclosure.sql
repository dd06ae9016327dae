-- Disclosure 公开: what must be public is a duty, made months ahead; what was published is a version in a chain of the
-- village that nobody mends unseen. Nothing here is ever deleted.

create table disclosure_duties (
  county text not null references counties,
  division text not null,
  item text not null,
  -- `2026-10`, `2026Q3`, `2026H1`, `2026`; of what happened once, its day (practice/disclosure/period.ts).
  period text not null,
  -- Two things of one kind may happen on one day.
  n smallint not null default 1,
  due_on date not null,
  -- The row of the list it was made from (catalogue_items.starts_on).
  item_on date not null,
  opened_by text not null check (opened_by in ('calendar', 'matter', 'request')),
  matter uuid,
  -- Why it was opened by hand; who asked is in the step.
  reason text,
  opened_at timestamptz not null default now(),
  -- The day of the first version.
  published_on date,
  -- Supervisors and town have both signed.
  exempt_on date,
  -- The list asked for it no more before it came due.
  dropped_on date,
  primary key (county, division, item, period, n),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, matter) references matters (county, id),
  check ((opened_by = 'matter') = (matter is not null))
);
create unique index disclosure_duties_matter on disclosure_duties (county, item, matter) where matter is not null;
-- What still has to be done is little; the years behind are not read for it.
create index disclosure_duties_waiting on disclosure_duties (county, due_on, division)
  where published_on is null and exempt_on is null and dropped_on is null;
create index disclosure_duties_due on disclosure_duties (county, division, due_on) where dropped_on is null;

-- Supervisors and town sign an exemption; each signature is a row with its reason.
create table exemption_signatures (
  county text not null references counties,
  division text not null,
  item text not null,
  period text not null,
  n smallint not null,
  side text not null check (side in ('supervisor', 'town')),
  person uuid not null,
  post uuid not null,
  reason text not null,
  at timestamptz not null default now(),
  primary key (county, division, item, period, n, side),
  foreign key (county, division, item, period, n) references disclosure_duties (county, division, item, period, n),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);

-- Which duties their people were reminded of; a reminder is said once.
create table disclosure_reminders (
  county text not null references counties,
  division text not null,
  item text not null,
  period text not null,
  n smallint not null,
  kind text not null check (kind in ('soon', 'late')),
  at timestamptz not null,
  primary key (county, division, item, period, n, kind),
  foreign key (county, division, item, period, n) references disclosure_duties (county, division, item, period, n)
);
create index disclosure_reminders_at on disclosure_reminders (county, at);

create table publications (
  county text not null references counties,
  id uuid not null,
  division text not null,
  item text not null,
  period text not null,
  n smallint not null default 1,
  title text not null,
  -- The life of the version in work (practice/disclosure/life.ts); `published` and `taken-down` when none is.
  state text not null
    check (state in ('drafted', 'submitted', 'returned', 'reviewed', 'approved', 'published', 'taken-down')),
  -- What is in work; masked from its submission on. Null when nothing is.
  draft jsonb,
  -- Why a correction is made.
  reason text,
  -- Raised by every change; who saves an older one is told so.
  rev int not null default 1,
  author uuid not null,
  reviewer uuid,
  party_approver uuid,
  committee_approver uuid,
  -- The version that hangs, 0 before the first.
  version int not null default 0,
  posted_from date,
  -- The first day on which it may come down.
  posted_until date,
  taken_down_on date,
  -- The first publication of the affair it goes on with: before, during and after stand on one time line.
  affair uuid,
  -- Of the version that hangs, in fen: all its money, and what is only called 其他.
  money_fen bigint not null default 0,
  other_fen bigint not null default 0,
  opened_at timestamptz not null default now(),
  primary key (county, id),
  foreign key (county, affair) references publications (county, id),
  foreign key (county, division, item, period, n) references disclosure_duties (county, division, item, period, n),
  foreign key (county, author) references people (county, id),
  check ((version = 0) = (posted_from is null))
);
create unique index publications_duty on publications (county, division, item, period, n);
create index publications_board on publications (county, division, posted_from desc)
  where version > 0 and taken_down_on is null;
create index publications_newest on publications (county, posted_from desc, id desc) where version > 0;

create index publications_affair on publications (county, affair) where affair is not null;

-- What was published, for ever. Each is chained to the one the village published before it.
create table publication_versions (
  county text not null references counties,
  publication uuid not null,
  version int not null check (version > 0),
  division text not null,
  -- Its place in the chain of the village.
  seq int not null check (seq > 0),
  title text not null,
  content jsonb not null,
  summary text not null,
  -- Why it corrects the version before.
  reason text,
  author uuid not null,
  publisher uuid not null,
  at timestamptz not null,
  before bytea not null,
  hash bytea not null,
  -- The first 40 bits of the hash, as they are printed on paper.
  code text not null,
  primary key (county, publication, version),
  foreign key (county, publication) references publications (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, author) references people (county, id),
  foreign key (county, publisher) references people (county, id)
);
create unique index publication_versions_chain on publication_versions (county, division, seq);
create index publication_versions_code on publication_versions (county, code);

-- How long the chain of a village is and where it ends, so that a last version taken away is missed. `rev` counts
-- everything public that changed there; caches and ETags ask for nothing else.
create table publication_chains (
  county text not null references counties,
  division text not null,
  seq int not null default 0,
  head bytea not null default ''::bytea,
  rev int not null default 0,
  changed_at timestamptz not null default now(),
  primary key (county, division),
  foreign key (county, division) references divisions (county, code)
);

create table publication_steps (
  county text not null references counties,
  publication uuid not null,
  seq int not null,
  action text not null check (action in ('draft', 'submit', 'return', 'review', 'approve-party',
    'approve-committee', 'publish', 'correct', 'prove', 'take-down')),
  -- The version in work or hanging when it was done.
  version int not null,
  person uuid not null,
  post uuid,
  reason text,
  -- The photo of the sheet on the wall.
  file text,
  at timestamptz not null,
  -- The client's UUIDv7: the same key never acts twice.
  key uuid,
  primary key (county, publication, seq),
  foreign key (county, publication) references publications (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id),
  foreign key (county, file) references files (county, id)
);
create unique index publication_steps_key on publication_steps (county, key) where key is not null;

-- Vouchers a version shows and photos that prove its posting: who may read it may look at them.
create table publication_files (
  county text not null references counties,
  publication uuid not null,
  file text not null,
  primary key (county, publication, file),
  foreign key (county, publication) references publications (county, id),
  foreign key (county, file) references files (county, id)
);

-- Questions are matters; each names the publication it is about.
create index matters_publication on matters (county, (state -> 'answers' ->> 'publication'))
  where flow = 'disclosure-question';

grant select, insert, update on disclosure_duties, publications, publication_chains to gongzhi_app;
grant select, insert on exemption_signatures, disclosure_reminders, publication_versions, publication_steps,
  publication_files to gongzhi_app;

-- Not even the owner mends what was published: whoever does must first take the guard away, which leaves its trace.
create function refuse_change() returns trigger
  language plpgsql
as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['publication_versions', 'publication_steps', 'exemption_signatures'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', name);
    execute format('create trigger no_truncate before truncate on %I for each statement execute function refuse_change()', name);
  end loop;
  foreach name in array array['disclosure_duties', 'exemption_signatures', 'disclosure_reminders', 'publications',
    'publication_versions', 'publication_chains', 'publication_steps', 'publication_files'] loop
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

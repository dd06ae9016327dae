-- Numbers for the wall and the briefs: the sum over all matters of what each counts for (practice/kit/life.ts), folded
-- from entries by the worker and proved by a full count. Each row stands for a village, its town or its county, so a
-- number of any area is one short index range. Caches: whoever doubts them counts anew.

-- By the day it happened, China's date, and again by its month, named by the first: years are read as months and the
-- days at both ends (46,000 rows of a county's three and a half years took 40 ms). `outcome` is how the matter stands now: an ending, or `open`.
create table counters (
  county text not null references counties,
  division text not null,
  span text not null check (span in ('day', 'month')),
  day_on date not null,
  flow text not null,
  -- The first two digits of the item, empty where the list has no classes or none was found.
  class text not null,
  confidential boolean not null,
  outcome text not null,
  opened int not null default 0,
  refused int not null default 0,
  ended int not null default 0,
  timely int not null default 0,
  reopened int not null default 0,
  handed int not null default 0,
  objected int not null default 0,
  upheld int not null default 0,
  extended int not null default 0,
  contacted int not null default 0,
  contact_seconds bigint not null default 0,
  kept int not null default 0,
  missed int not null default 0,
  fields int not null default 0,
  actions int not null default 0,
  taps int not null default 0,
  tap_seconds bigint not null default 0,
  primary key (county, division, span, day_on, flow, class, confidential, outcome)
) with (fillfactor = 80);

-- Of what ended on that day: passages of each stage with their seconds, and actions of each part.
create table counter_shares (
  county text not null references counties,
  division text not null,
  span text not null check (span in ('day', 'month')),
  day_on date not null,
  flow text not null,
  confidential boolean not null,
  kind text not null check (kind in ('stage', 'part')),
  name text not null,
  n int not null default 0,
  seconds bigint not null default 0,
  primary key (county, division, span, day_on, flow, confidential, kind, name)
) with (fillfactor = 80);

-- What is open now, by stage and by what the clock says of it.
create table standings (
  county text not null references counties,
  division text not null,
  flow text not null,
  stage text not null,
  clock text not null check (clock in ('', 'warned', 'overdue')),
  class text not null,
  confidential boolean not null,
  n int not null default 0,
  primary key (county, division, flow, stage, clock, class, confidential)
) with (fillfactor = 70);

-- When the reader last stood at the end of the log: how old its numbers are.
alter table cursors add column moved_at timestamptz not null default now();

-- Only the worker writes numbers, as the owner of the tables.
grant select on counters, counter_shares, standings, cursors to gongzhi_app;

do $$
declare
  name text;
begin
  foreach name in array array['counters', 'counter_shares', 'standings'] loop
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

-- What was published, on paper and by ear (issue 4; seed 004: on the 10th the leaflet of last month goes to every
-- household). A job makes a file for each village of an area; a part is what became of one village, so a worker that
-- was killed is followed by another behind the last part that was written.

create table leaflet_jobs (
  county text not null references counties,
  -- The client's UUIDv7: the same key never orders twice.
  id uuid not null,
  kind text not null check (kind in ('leaflet', 'boards')),
  paper text not null check (paper in ('A4', 'A3')),
  format text not null check (format in ('pdf', 'docx')),
  month text not null,
  -- What was asked for: a village, a street, the county; its villages as they were then.
  area text not null,
  villages text[] not null,
  -- Where the codes on the paper lead to: the address it was ordered at.
  base text not null,
  person uuid not null,
  post uuid not null,
  state text not null check (state in ('waiting', 'running', 'done', 'cancelled')),
  leased_by uuid,
  leased_until timestamptz,
  opened_at timestamptz not null default now(),
  ended_at timestamptz,
  -- The files go after some days; who ordered what stays.
  dropped_at timestamptz,
  primary key (county, id),
  foreign key (county, area) references divisions (county, code),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create index leaflet_jobs_opened on leaflet_jobs (county, opened_at, id);
create index leaflet_jobs_waiting on leaflet_jobs (opened_at) where state in ('waiting', 'running');

create table leaflet_parts (
  county text not null references counties,
  job uuid not null,
  division text not null,
  -- Null when it could not be made; then `fault` says why, for the officer.
  pages int,
  fault text,
  at timestamptz not null default now(),
  primary key (county, job, division),
  foreign key (county, job) references leaflet_jobs (county, id),
  foreign key (county, division) references divisions (county, code),
  check ((pages is null) = (fault is not null))
);

-- Read over the loudspeaker or sent as a text message: the words as they were, by whom, when, to how many.
create table announcements (
  county text not null references counties,
  -- The client's UUIDv7: the same key never sends twice.
  id uuid not null,
  division text not null,
  month text not null,
  channel text not null check (channel in ('text', 'loudspeaker')),
  words text not null check (length(words) between 1 and 2000),
  person uuid not null,
  post uuid not null,
  at timestamptz not null default now(),
  -- Of a text: how many phones it was for, and how many the gateway has taken.
  phones int,
  taken int,
  primary key (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id),
  check ((channel = 'text') = (phones is not null) and (phones is null) = (taken is null))
);
create index announcements_village on announcements (county, division, month, at);

-- Who wants the digest as a text message. Nobody gets one unasked; whoever has had enough is ended, not removed.
create table text_subscribers (
  county text not null references counties,
  id uuid not null,
  person uuid not null,
  -- Who wrote it down, on whose wish.
  added_by uuid not null,
  since timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid,
  primary key (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, added_by) references people (county, id),
  foreign key (county, ended_by) references people (county, id),
  check ((ended_at is null) = (ended_by is null))
);
create unique index text_subscribers_now on text_subscribers (county, person) where ended_at is null;

grant select, insert on leaflet_jobs, leaflet_parts, announcements, text_subscribers to gongzhi_app;
grant update (state, leased_by, leased_until, ended_at, dropped_at) on leaflet_jobs to gongzhi_app;
grant update (taken) on announcements to gongzhi_app;
grant update (ended_at, ended_by) on text_subscribers to gongzhi_app;

do $$
declare
  name text;
begin
  foreach name in array array['leaflet_jobs', 'leaflet_parts', 'announcements', 'text_subscribers'] loop
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

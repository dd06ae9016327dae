-- What was decided is done: a resolution, its tasks, what happened to them with money and evidence; and 四议两公开, whose
-- six steps nobody can turn round.

create table resolutions (
  county text not null references counties,
  id uuid not null,
  motion uuid not null,
  meeting uuid not null,
  division text not null,
  decided_on date not null,
  -- The duty to publish it (disclosure_duties), and the one to publish what came of it; a body's everyday affairs have none.
  item text,
  period text,
  n smallint,
  result_period text,
  result_n smallint,
  primary key (county, id),
  foreign key (county, motion) references motions (county, id),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, division, item, period, n) references disclosure_duties (county, division, item, period, n)
);
create unique index resolutions_motion on resolutions (county, motion);
create index resolutions_division on resolutions (county, division, decided_on desc);

create table resolution_tasks (
  county text not null references counties,
  id uuid not null,
  resolution uuid not null,
  words text not null,
  executor uuid not null,
  due_on date not null,
  budget_fen bigint not null check (budget_fen >= 0),
  paid_fen bigint not null default 0 check (paid_fen >= 0 and paid_fen <= budget_fen),
  state text not null check (state in ('open', 'done')),
  done_on date,
  primary key (county, id),
  foreign key (county, resolution) references resolutions (county, id),
  foreign key (county, executor) references people (county, id),
  check ((state = 'done') = (done_on is not null))
);
create index resolution_tasks_resolution on resolution_tasks (county, resolution);
create index resolution_tasks_open on resolution_tasks (county, due_on) where state = 'open';

create table resolution_steps (
  county text not null references counties,
  resolution uuid not null,
  seq int not null,
  action text not null check (action in ('assign', 'progress', 'pay', 'finish')),
  task uuid not null,
  words text not null,
  files text[] not null default '{}',
  amount_fen bigint,
  voucher text,
  person uuid not null,
  post uuid,
  at timestamptz not null,
  key uuid,
  primary key (county, resolution, seq),
  foreign key (county, resolution) references resolutions (county, id),
  foreign key (county, task) references resolution_tasks (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id),
  check ((action = 'pay') = (amount_fen is not null and voucher is not null))
);
create unique index resolution_steps_key on resolution_steps (county, key) where key is not null;

-- What a meeting has on its agenda by itself: tasks that were late when it was called.
create table agenda_returns (
  county text not null references counties,
  meeting uuid not null,
  task uuid not null,
  late_days int not null,
  primary key (county, meeting, task),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, task) references resolution_tasks (county, id)
);

create table proposals (
  county text not null references counties,
  id uuid not null,
  division text not null,
  title text not null,
  words text not null,
  origin text not null,
  resolution uuid,
  opened_by uuid not null,
  post uuid not null,
  at timestamptz not null default now(),
  primary key (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, resolution) references resolutions (county, id),
  foreign key (county, opened_by) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create index proposals_division on proposals (county, division, at desc);

create table proposal_steps (
  county text not null references counties,
  proposal uuid not null,
  n smallint not null check (n between 1 and 6),
  step text not null,
  held_on date not null,
  record jsonb not null,
  person uuid not null,
  post uuid,
  at timestamptz not null default now(),
  primary key (county, proposal, n),
  foreign key (county, proposal) references proposals (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);

grant select, insert on resolutions, resolution_tasks, resolution_steps, agenda_returns, proposals, proposal_steps to gongzhi_app;
grant update (result_period, result_n) on resolutions to gongzhi_app;
grant update (paid_fen, state, done_on) on resolution_tasks to gongzhi_app;
grant update (resolution) on proposals to gongzhi_app;

-- Nobody turns the six steps round, not even with a statement of their own.
create function refuse_jump() returns trigger
  language plpgsql
as $$
begin
  if new.n <> 1 + (select count(*) from proposal_steps s where s.county = new.county and s.proposal = new.proposal) then
    raise exception 'step % of proposal % is not the next one', new.n, new.proposal;
  end if;
  return new;
end $$;
create trigger in_order before insert on proposal_steps for each row execute function refuse_jump();

do $$
declare
  name text;
begin
  foreach name in array array['resolution_steps', 'agenda_returns', 'proposal_steps'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', name);
    execute format('create trigger no_truncate before truncate on %I for each statement execute function refuse_change()', name);
  end loop;
  foreach name in array array['resolutions', 'resolution_tasks', 'resolution_steps', 'agenda_returns', 'proposals',
    'proposal_steps'] loop
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

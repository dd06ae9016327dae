-- Meetings 议事: who decides together, frozen when the notice goes out; who came; how it was voted on; what came of it.
-- Nothing here is ever deleted. Secret ballots are apart (0015).

-- Who sits where (practice/meetings/posts.ts). A seat ends, it does not vanish.
create table seats (
  county text not null references counties,
  id uuid not null,
  division text not null,
  person uuid not null,
  seat text not null,
  starts_on date not null,
  ends_on date,
  -- What gave it: the election, the decision of the assembly, the list.
  decided_by text not null,
  given_by uuid not null,
  at timestamptz not null default now(),
  primary key (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, person) references people (county, id),
  foreign key (county, given_by) references people (county, id),
  check (ends_on is null or ends_on >= starts_on)
);
create unique index seats_held on seats (county, division, seat, person) where ends_on is null;
create index seats_person on seats (county, person);

-- Near relatives, recorded with the consent of both, so that seats which exclude each other are refused.
create table kinships (
  county text not null references counties,
  a uuid not null,
  b uuid not null,
  relation text not null,
  consent text not null,
  given_by uuid not null,
  at timestamptz not null default now(),
  primary key (county, a, b),
  foreign key (county, a) references people (county, id),
  foreign key (county, b) references people (county, id),
  foreign key (county, given_by) references people (county, id),
  check (a < b)
);

-- What a place asks for beyond the law (practice/meetings/limits.ts); a weaker value never gets here.
create table limit_rules (
  county text not null references counties,
  division text not null,
  name text not null,
  starts_on date not null,
  -- A number, or {"of": [2, 3], "more": true}.
  value jsonb not null,
  source text not null,
  given_by uuid not null,
  at timestamptz not null default now(),
  primary key (county, division, name, starts_on),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, given_by) references people (county, id)
);

create table meetings (
  county text not null references counties,
  id uuid not null,
  -- The village; of a meeting of a group, its division below the village.
  division text not null,
  body text not null,
  -- Persons and households are never mixed in one tally (rules 13.3).
  basis text not null check (basis in ('persons', 'households')),
  title text not null,
  place text not null,
  meets_at timestamptz not null,
  state text not null check (state in ('drafted', 'noticed', 'open', 'closed', 'archived', 'cancelled')),
  -- Entered after it was held; the mark stays for ever.
  paper boolean not null,
  caller text not null,
  -- How many asked for it, of how many, where it was asked for.
  callers int,
  called_of int,
  -- Whether the village had a collective economic organisation of its own that day.
  has_collective boolean not null,
  -- Which text of the law its figures are of.
  law text not null,
  short_reason text,
  noticed_on date,
  due int,
  roll_hash bytea,
  remarks text not null default '',
  opened_at timestamptz,
  closed_at timestamptz,
  convened_by uuid not null,
  post uuid not null,
  rev int not null default 1,
  at timestamptz not null default now(),
  primary key (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, convened_by) references people (county, id),
  foreign key (county, post) references posts (county, id),
  check ((noticed_on is null) = (due is null) and (due is null) = (roll_hash is null))
);
create index meetings_division on meetings (county, division, meets_at desc);

create table motions (
  county text not null references counties,
  id uuid not null,
  meeting uuid not null,
  n smallint not null,
  decision text not null,
  title text not null,
  words text not null,
  proposer text not null,
  supporters int not null default 0,
  -- The Party organisation's study: {on, says}; the assembly's authorisation: {decisions, from, until, source}.
  studied jsonb,
  authority jsonb,
  means text not null check (means in ('hands', 'named', 'secret', 'consultation')),
  state text not null check (state in ('listed', 'voting', 'declared', 'withdrawn')),
  -- Two people who count what is shown by hand.
  tellers uuid[] not null default '{}',
  put_at timestamptz,
  declared_at timestamptz,
  present int,
  in_favour int,
  against int,
  abstained int,
  verdict jsonb,
  primary key (county, id),
  foreign key (county, meeting) references meetings (county, id),
  unique (county, meeting, n)
);

-- The roll is written once, when the notice goes out. `member` is who is counted: a person, or a household.
create table meeting_rolls (
  county text not null references counties,
  meeting uuid not null,
  member uuid not null,
  n int not null,
  name text not null,
  person uuid,
  household uuid,
  sex text,
  seat text,
  primary key (county, meeting, member),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, household) references households (county, id)
);
create index meeting_rolls_person on meeting_rolls (county, person) where person is not null;
create index meeting_rolls_household on meeting_rolls (county, household, meeting);

create table proxies (
  county text not null references counties,
  meeting uuid not null,
  principal uuid not null,
  holder uuid not null,
  -- The written paper: number or where it is kept.
  paper text not null,
  given_by uuid not null,
  at timestamptz not null default now(),
  primary key (county, meeting, principal),
  foreign key (county, meeting, principal) references meeting_rolls (county, meeting, member),
  foreign key (county, holder) references people (county, id),
  foreign key (county, given_by) references people (county, id)
);
create index proxies_holder on proxies (county, meeting, holder);

-- The key counts everybody once, whatever number of phones.
create table attendances (
  county text not null references counties,
  meeting uuid not null,
  member uuid not null,
  person uuid not null,
  means text not null check (means in ('qr', 'hand', 'paper', 'online', 'proxy')),
  noted_by uuid not null,
  at timestamptz not null,
  primary key (county, meeting, member),
  foreign key (county, meeting, member) references meeting_rolls (county, meeting, member),
  foreign key (county, person) references people (county, id),
  foreign key (county, noted_by) references people (county, id)
);

create table recusals (
  county text not null references counties,
  motion uuid not null,
  meeting uuid not null,
  member uuid not null,
  reason text not null,
  noted_by uuid not null,
  at timestamptz not null default now(),
  primary key (county, motion, member),
  foreign key (county, motion) references motions (county, id),
  foreign key (county, meeting, member) references meeting_rolls (county, meeting, member),
  foreign key (county, noted_by) references people (county, id)
);

-- What a teller counted; the newest of each holds.
create table tallies (
  county text not null references counties,
  motion uuid not null,
  teller uuid not null,
  n int not null,
  in_favour int not null check (in_favour >= 0),
  against int not null check (against >= 0),
  abstained int not null check (abstained >= 0),
  noted_by uuid not null,
  at timestamptz not null,
  primary key (county, motion, teller, n),
  foreign key (county, motion) references motions (county, id),
  foreign key (county, teller) references people (county, id),
  foreign key (county, noted_by) references people (county, id)
);

-- Named votes: cast once, never changed.
create table votes (
  county text not null references counties,
  motion uuid not null,
  meeting uuid not null,
  member uuid not null,
  choice text not null check (choice in ('for', 'against', 'abstain')),
  noted_by uuid not null,
  at timestamptz not null,
  primary key (county, motion, member),
  foreign key (county, motion) references motions (county, id),
  foreign key (county, meeting, member) references meeting_rolls (county, meeting, member),
  foreign key (county, noted_by) references people (county, id)
);

create table minute_signatures (
  county text not null references counties,
  meeting uuid not null,
  person uuid not null,
  -- Of the text that was signed.
  hash bytea not null,
  at timestamptz not null,
  primary key (county, meeting, person),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, person) references people (county, id)
);

create table meeting_steps (
  county text not null references counties,
  meeting uuid not null,
  seq int not null,
  action text not null,
  motion uuid,
  person uuid not null,
  post uuid,
  reason text,
  data jsonb,
  at timestamptz not null,
  -- The client's UUIDv7: the same key never acts twice.
  key uuid,
  primary key (county, meeting, seq),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, motion) references motions (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create unique index meeting_steps_key on meeting_steps (county, key) where key is not null;

-- Minutes and figures as they were archived, chained to those the village archived before.
create table meeting_archives (
  county text not null references counties,
  meeting uuid not null,
  division text not null,
  seq int not null check (seq > 0),
  minutes text not null,
  facts jsonb not null,
  at timestamptz not null,
  before bytea not null,
  hash bytea not null,
  primary key (county, meeting),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, division) references divisions (county, code),
  unique (county, division, seq)
);
create table meeting_chains (
  county text not null references counties,
  division text not null,
  seq int not null default 0,
  head bytea not null default ''::bytea,
  primary key (county, division),
  foreign key (county, division) references divisions (county, code)
);

-- Elections are held on paper (VCL 18) and only recorded here, with the arithmetic.
create table elections (
  county text not null references counties,
  id uuid not null,
  division text not null,
  held_on date not null,
  record jsonb not null,
  verdict jsonb not null,
  noted_by uuid not null,
  post uuid not null,
  at timestamptz not null default now(),
  primary key (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, noted_by) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create index elections_division on elections (county, division, held_on desc);

grant select, insert, update on meeting_chains to gongzhi_app;
grant select, insert on seats, kinships, limit_rules, meetings, motions, meeting_rolls, proxies, attendances, recusals,
  tallies, votes, minute_signatures, meeting_steps, meeting_archives, elections to gongzhi_app;
-- What was said in the notice is not said otherwise afterwards; the mark of a paper meeting least of all.
grant update (state, short_reason, noticed_on, due, roll_hash, remarks, opened_at, closed_at, rev) on meetings to gongzhi_app;
grant update (state, tellers, put_at, declared_at, present, in_favour, against, abstained, verdict) on motions to gongzhi_app;
grant update (ends_on) on seats to gongzhi_app;

-- Not even the owner adds to a roll that was announced.
create function refuse_late_roll() returns trigger
  language plpgsql
as $$
begin
  if exists (select from meetings m where m.county = new.county and m.id = new.meeting and m.noticed_on is not null) then
    raise exception 'the roll of meeting % was frozen by its notice', new.meeting;
  end if;
  return new;
end $$;
create trigger frozen before insert on meeting_rolls for each row execute function refuse_late_roll();

do $$
declare
  name text;
begin
  foreach name in array array['meeting_rolls', 'proxies', 'attendances', 'recusals', 'tallies', 'votes',
    'minute_signatures', 'meeting_steps', 'meeting_archives', 'elections', 'limit_rules'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', name);
    execute format('create trigger no_truncate before truncate on %I for each statement execute function refuse_change()', name);
  end loop;
  foreach name in array array['seats', 'kinships', 'limit_rules', 'meetings', 'motions', 'meeting_rolls', 'proxies',
    'attendances', 'recusals', 'tallies', 'votes', 'minute_signatures', 'meeting_steps', 'meeting_archives',
    'meeting_chains', 'elections'] loop
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

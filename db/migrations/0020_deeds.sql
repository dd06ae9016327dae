-- What comes to a meeting and what becomes of it: whose proposal it is and who signed for it, the opinions its list asks
-- for, covenants and their versions, appraisals; and no login goes round what excludes two seats of one person.

alter table proposals add column decision text, add column proposer text;
-- A motion that puts a written proposal to the vote.
alter table motions add column proposal uuid, add foreign key (county, proposal) references proposals (county, id);
create index motions_proposal on motions (county, proposal) where proposal is not null;

-- Scanned pages of signatures; supporters are their sum, counted page by page.
create table proposal_pages (
  county text not null references counties,
  proposal uuid not null,
  n smallint not null,
  file text not null,
  signatures int not null check (signatures > 0),
  person uuid not null,
  post uuid,
  at timestamptz not null default now(),
  primary key (county, proposal, n),
  foreign key (county, proposal) references proposals (county, id),
  foreign key (county, file) references files (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create unique index proposal_pages_file on proposal_pages (county, proposal, file);

-- 专家、律师意见: asked of somebody, given by their login or as scanned paper, which stays marked.
create table opinions (
  county text not null references counties,
  id uuid not null,
  proposal uuid not null,
  kind text not null check (kind in ('expert', 'lawyer')),
  adviser uuid,
  adviser_name text not null,
  question text not null,
  asked_by uuid not null,
  post uuid,
  asked_at timestamptz not null default now(),
  stance text check (stance in ('sound', 'amend', 'unsound')),
  words text,
  files text[] not null default '{}',
  paper boolean not null default false,
  given_by uuid,
  given_at timestamptz,
  primary key (county, id),
  foreign key (county, proposal) references proposals (county, id),
  foreign key (county, adviser) references people (county, id),
  foreign key (county, asked_by) references people (county, id),
  foreign key (county, post) references posts (county, id),
  foreign key (county, given_by) references people (county, id),
  check ((given_at is null) = (stance is null) and (given_at is null) = (words is null)
    and (given_at is null) = (given_by is null)),
  check (not paper or cardinality(files) > 0 or given_at is null)
);
create index opinions_proposal on opinions (county, proposal);
create index opinions_adviser on opinions (county, adviser) where given_at is null;

-- An opinion that was given stays as it was given.
create function refuse_second_opinion() returns trigger
  language plpgsql
as $$
begin
  if old.given_at is not null then
    raise exception 'opinion % was given and stays as it is', old.id;
  end if;
  return new;
end $$;
create trigger given_once before update on opinions for each row execute function refuse_second_opinion();

-- 村规民约: each version is a row; what happened to it are steps. Filed with the town it is in force, until the next one is.
create table covenants (
  county text not null references counties,
  id uuid not null,
  division text not null,
  -- Counted when it is filed.
  n smallint,
  title text not null,
  words text not null,
  why text not null,
  state text not null check (state in ('drafted', 'adopted', 'filed', 'withdrawn')),
  resolution uuid,
  filed_number text,
  filed_on date,
  -- The town has ordered that it be put right (VCL 31).
  ordered text,
  rev int not null default 1,
  at timestamptz not null default now(),
  primary key (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, resolution) references resolutions (county, id),
  check ((state = 'filed') = (n is not null) and (state = 'filed') = (filed_number is not null)
    and (state = 'filed') = (filed_on is not null)),
  check (state in ('drafted', 'withdrawn') or resolution is not null)
);
create index covenants_division on covenants (county, division, at desc);
create unique index covenants_n on covenants (county, division, n) where n is not null;
create unique index covenants_resolution on covenants (county, resolution) where resolution is not null;

create table covenant_steps (
  county text not null references counties,
  covenant uuid not null,
  seq int not null,
  action text not null check (action in ('draft', 'write', 'adopt', 'file', 'order', 'withdraw')),
  words text not null,
  person uuid not null,
  post uuid not null,
  at timestamptz not null,
  primary key (county, covenant, seq),
  foreign key (county, covenant) references covenants (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);

-- 民主评议: what the assembly or the representatives found of whoever sits there (VCL 38).
create table appraisals (
  county text not null references counties,
  seat uuid not null,
  held_on date not null,
  mark text not null check (mark in ('优秀', '称职', '基本称职', '不称职')),
  decided_by text not null,
  noted_by uuid not null,
  at timestamptz not null default now(),
  primary key (county, seat, held_on),
  foreign key (county, seat) references seats (county, id),
  foreign key (county, noted_by) references people (county, id)
);

grant select, insert on proposal_pages, opinions, covenants, covenant_steps, appraisals to gongzhi_app;
grant update (stance, words, files, paper, given_by, given_at) on opinions to gongzhi_app;
grant update (title, words, why, state, resolution, n, filed_number, filed_on, ordered, rev) on covenants to gongzhi_app;

-- What was adopted is what is filed: its words stay.
create function refuse_new_words() returns trigger
  language plpgsql
as $$
begin
  if old.state <> 'drafted' and (new.words, new.title, new.why) is distinct from (old.words, old.title, old.why) then
    raise exception 'covenant % was adopted and stays as it is', old.id;
  end if;
  return new;
end $$;
create trigger as_adopted before update on covenants for each row execute function refuse_new_words();

-- A login is a seat as well: the director sits in the committee, whoever signs for the supervisors is one of them.
create function seat_of(role text) returns text
  language sql immutable
return case role
  when 'village-director' then 'committee'
  when 'village-supervisor' then 'supervisor'
  when 'village-accountant' then 'village-accountant'
end;

-- The pairs of practice/meetings/posts.ts once more, below every way in; seats.test.ts holds the two against each other.
create function refuse_conflict() returns trigger
  language plpgsql
as $$
declare
  own text := coalesce(to_jsonb(new) ->> 'seat', seat_of(to_jsonb(new) ->> 'role'));
  against text;
begin
  if own is null or (new.ends_on is not null and new.ends_on < current_date) then
    return new;
  end if;
  select held.seat into against
  from (
    select person, seat from seats
    where county = new.county and division = new.division and (ends_on is null or ends_on >= new.starts_on)
    union all
    select person, seat_of(role) from posts
    where county = new.county and division = new.division and (ends_on is null or ends_on >= new.starts_on)
  ) held
  join (values
    ('supervisor', 'committee', true),
    ('supervisor', 'village-accountant', false),
    ('board-supervisor', 'board', true),
    ('board-supervisor', 'collective-accountant', true),
    ('committee', 'committee', true),
    ('board', 'board', true)
  ) pair (a, b, relatives) on (held.seat, own) in ((pair.a, pair.b), (pair.b, pair.a))
  where (held.person = new.person and pair.a <> pair.b)
    or (pair.relatives and exists (
      select from kinships k where k.county = new.county
        and (k.a, k.b) in ((held.person, new.person), (new.person, held.person))))
  limit 1;
  if against is not null then
    raise exception '% and % exclude each other for person %', own, against, new.person using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger no_conflict before insert on seats for each row execute function refuse_conflict();
create trigger no_conflict before insert on posts for each row execute function refuse_conflict();

do $$
declare
  name text;
begin
  foreach name in array array['proposal_pages', 'covenant_steps', 'appraisals'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', name);
    execute format('create trigger no_truncate before truncate on %I for each statement execute function refuse_change()', name);
  end loop;
  foreach name in array array['proposal_pages', 'opinions', 'covenants', 'covenant_steps', 'appraisals'] loop
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

-- A secret vote written on paper beside the telephones (秘密写票), what is said against the roll of a meeting, and notices
-- that lead to their meeting. Nothing here is ever deleted.

-- Who has no telephone and writes every secret vote of a meeting on paper. Marked once; who is marked fetches none by phone.
create table paper_voters (
  county text not null references counties,
  meeting uuid not null,
  member uuid not null,
  noted_by uuid not null,
  at timestamptz not null,
  primary key (county, meeting, member),
  foreign key (county, meeting, member) references meeting_rolls (county, meeting, member),
  foreign key (county, noted_by) references people (county, id)
);

-- A ballot on paper stands where the telephone's would: the key of this table lets nobody have both. Null: on paper.
alter table ballot_tickets alter column blinded_hash drop not null;

-- How many papers were given, written when the casting begins; and what they said, all together, once counted:
-- {inFavour, against, abstained, spoiled, missing}.
alter table ballot_boxes add column paper_given int, add column paper jsonb;
grant update (paper_given, paper) on ballot_boxes to gongzhi_app;

-- What a teller found in the paper box; the newest of each holds until both say the same.
create table paper_tallies (
  county text not null references counties,
  motion uuid not null,
  teller uuid not null,
  n int not null,
  in_favour int not null check (in_favour >= 0),
  against int not null check (against >= 0),
  abstained int not null check (abstained >= 0),
  spoiled int not null check (spoiled >= 0),
  -- Why fewer lay in the box than were given.
  missing text,
  at timestamptz not null,
  key uuid,
  primary key (county, motion, teller, n),
  foreign key (county, motion) references ballot_boxes (county, motion),
  foreign key (county, teller) references people (county, id)
);
create unique index paper_tallies_key on paper_tallies (county, key);

-- What a villager says against the roll of a meeting before it opens, and what its keeper answers (VCL 17, by analogy).
create table roll_challenges (
  county text not null references counties,
  id uuid not null,
  meeting uuid not null,
  kind text not null check (kind in ('missing', 'extra', 'wrong')),
  -- Of whom it is, as it was written.
  about text not null,
  words text not null,
  raised_by uuid not null,
  at timestamptz not null,
  upheld boolean,
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  primary key (county, id),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, raised_by) references people (county, id),
  foreign key (county, answered_by) references people (county, id),
  check ((upheld is null) = (answer is null) and (upheld is null) = (answered_by is null)
    and (upheld is null) = (answered_at is null))
);
create index roll_challenges_meeting on roll_challenges (county, meeting, at);
-- Who waits for an answer waits for one.
create unique index roll_challenges_waiting on roll_challenges (county, meeting, raised_by) where upheld is null;

-- What a notice leads to besides a matter.
alter table notices add column meeting uuid, add foreign key (county, meeting) references meetings (county, id);

grant select, insert on paper_voters, paper_tallies, roll_challenges to gongzhi_app;
grant update (upheld, answer, answered_by, answered_at) on roll_challenges to gongzhi_app;
create trigger answered_once before update on roll_challenges for each row
  when (old.upheld is not null) execute function refuse_change();
create trigger no_delete before delete on roll_challenges for each row execute function refuse_change();

do $$
declare
  name text;
begin
  foreach name in array array['paper_voters', 'paper_tallies'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', name);
  end loop;
  foreach name in array array['paper_voters', 'paper_tallies', 'roll_challenges'] loop
    execute format('create trigger no_truncate before truncate on %I for each statement execute function refuse_change()', name);
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

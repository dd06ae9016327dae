-- 代录: a named vote the desk enters for somebody else. It says who entered it, counts only once a second person has
-- confirmed it, and is taken back by whose vote it is while the vote is open. Votes people cast themselves stay in `votes`.

create table entered_votes (
  county text not null references counties,
  id uuid not null,
  motion uuid not null,
  meeting uuid not null,
  member uuid not null,
  choice text not null check (choice in ('for', 'against', 'abstain')),
  entered_by uuid not null,
  at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  primary key (county, id),
  foreign key (county, motion) references motions (county, id),
  foreign key (county, meeting, member) references meeting_rolls (county, meeting, member),
  foreign key (county, entered_by) references people (county, id),
  foreign key (county, confirmed_by) references people (county, id),
  foreign key (county, withdrawn_by) references people (county, id),
  -- Whoever entered it never confirms it.
  check (confirmed_by <> entered_by),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
-- One stands for a member; what was taken back stays beside it.
create unique index entered_votes_standing on entered_votes (county, motion, member) where withdrawn_at is null;
create index entered_votes_meeting on entered_votes (county, meeting);

grant select, insert on entered_votes to gongzhi_app;
grant update (confirmed_by, confirmed_at, withdrawn_by, withdrawn_at) on entered_votes to gongzhi_app;

create trigger taken_back_once before update on entered_votes for each row
  when (old.withdrawn_at is not null) execute function refuse_change();
create trigger confirmed_once before update on entered_votes for each row
  when (old.confirmed_at is not null
    and (new.confirmed_at, new.confirmed_by) is distinct from (old.confirmed_at, old.confirmed_by))
  execute function refuse_change();
create trigger no_delete before delete on entered_votes for each row execute function refuse_change();
create trigger no_truncate before truncate on entered_votes for each statement execute function refuse_change();

do $$
begin
  alter table entered_votes enable row level security;
  create policy county on entered_votes to gongzhi_app
    using (county = current_county()) with check (county = current_county());
  -- The same truth for the planner as in 0004.
  if current_setting('server_version_num')::int >= 180000 then
    perform pg_restore_attribute_stats(
      'schemaname', 'public', 'relname', 'entered_votes', 'attname', 'county', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
    );
  end if;
end $$;

-- Of a household on a roll anybody grown up may come, and of a family one may stand in for another. Who they were was read from
-- the register of today, so a list loaded after the notice moved a voter in. They are frozen with the roll.
create table meeting_families (
  county text not null references counties,
  meeting uuid not null,
  household uuid not null,
  person uuid not null,
  primary key (county, meeting, person),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, household) references households (county, id),
  foreign key (county, person) references people (county, id)
);
create index meeting_families_household on meeting_families (county, meeting, household);
create index meeting_families_person on meeting_families (county, person);

-- Of meetings announced before, nothing better is known than today's register.
insert into meeting_families (county, meeting, household, person)
  select distinct r.county, r.meeting, p.household, p.id
  from meeting_rolls r
  join meetings m on m.county = r.county and m.id = r.meeting
  join people p on p.county = r.county and p.household = r.household
    and p.born_on <= (m.meets_at at time zone 'Asia/Shanghai')::date - interval '18 years';

create trigger frozen before insert on meeting_families for each row execute function refuse_late_roll();
create trigger append_only before update or delete on meeting_families for each row execute function refuse_change();
create trigger no_truncate before truncate on meeting_families for each statement execute function refuse_change();
grant select, insert on meeting_families to gongzhi_app;
alter table meeting_families enable row level security;
create policy county on meeting_families to gongzhi_app
  using (county = current_county()) with check (county = current_county());

-- As whom somebody is counted at a meeting: themselves, or the household they were of when it was announced.
create view meeting_voices with (security_invoker) as
  select county, meeting, member, person from meeting_rolls where person is not null
  union all
  select r.county, r.meeting, r.member, f.person from meeting_rolls r
  join meeting_families f on f.county = r.county and f.meeting = r.meeting and f.household = r.household
  where r.person is null;
grant select on meeting_voices to gongzhi_app;

-- The same truth for the planner as in 0004.
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    perform pg_restore_attribute_stats(
      'schemaname', 'public', 'relname', 'meeting_families', 'attname', 'county', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
    );
  end if;
end $$;

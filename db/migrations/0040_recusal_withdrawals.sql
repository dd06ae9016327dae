-- Whoever was noted as standing aside says that it is not so, before the vote; what the desk noted stays beside it, and
-- once whose vote it is has spoken, nobody notes it again.

create table recusal_withdrawals (
  county text not null references counties,
  motion uuid not null,
  member uuid not null,
  withdrawn_by uuid not null,
  at timestamptz not null,
  primary key (county, motion, member),
  foreign key (county, motion, member) references recusals (county, motion, member),
  foreign key (county, withdrawn_by) references people (county, id)
);

grant select, insert on recusal_withdrawals to gongzhi_app;

create trigger append_only before update or delete on recusal_withdrawals for each row execute function refuse_change();
create trigger no_truncate before truncate on recusal_withdrawals for each statement execute function refuse_change();

do $$
begin
  alter table recusal_withdrawals enable row level security;
  create policy county on recusal_withdrawals to gongzhi_app
    using (county = current_county()) with check (county = current_county());
  -- The same truth for the planner as in 0004.
  if current_setting('server_version_num')::int >= 180000 then
    perform pg_restore_attribute_stats(
      'schemaname', 'public', 'relname', 'recusal_withdrawals', 'attname', 'county', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
    );
  end if;
end $$;

-- Who stands aside: noted, and not taken back.
create view standing_recusals with (security_invoker) as
  select r.county, r.motion, r.meeting, r.member, r.reason from recusals r
  where not exists (
    select from recusal_withdrawals w where w.county = r.county and w.motion = r.motion and w.member = r.member);
grant select on standing_recusals to gongzhi_app;

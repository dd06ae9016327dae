-- Who writes secret votes on paper: whoever is marked, unless they came by a telephone of their own, or of who stands in
-- for them. Nobody takes their vote from such a person by writing them down as having none.
create view paper_writers with (security_invoker) as
  select v.county, v.meeting, v.member from paper_voters v
  where not exists (
    select from attendances a where a.county = v.county and a.meeting = v.meeting and a.member = v.member
      and a.noted_by = a.person and a.means not in ('hand', 'paper'));
grant select on paper_writers to gongzhi_app;

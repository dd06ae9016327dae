-- 附议 by a tap: who of the village stands behind a proposal, counted together with the signatures on its scanned pages.

create table proposal_supports (
  county text not null references counties,
  id uuid not null,
  proposal uuid not null,
  person uuid not null,
  at timestamptz not null default now(),
  -- Who found that this person signed a page as well and is counted there: they themselves, or the desk that read it.
  signed_by uuid,
  withdrawn_at timestamptz,
  primary key (county, id),
  foreign key (county, proposal) references proposals (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, signed_by) references people (county, id)
);
-- Nobody twice, through however many telephones.
create unique index proposal_supports_once on proposal_supports (county, proposal, person) where withdrawn_at is null;

grant select, insert on proposal_supports to gongzhi_app;
grant update (signed_by, withdrawn_at) on proposal_supports to gongzhi_app;

-- Everybody behind a proposal, once: the signatures on its pages, and the taps of those who did not sign there.
create function supporters_of(p proposals) returns int
  language sql stable
as $$
  select (select coalesce(sum(g.signatures), 0)::int from proposal_pages g where g.county = p.county and g.proposal = p.id)
    + (select count(*)::int from proposal_supports s
       where s.county = p.county and s.proposal = p.id and s.withdrawn_at is null and s.signed_by is null)
$$;

do $$
begin
  alter table proposal_supports enable row level security;
  create policy county on proposal_supports to gongzhi_app
    using (county = current_county()) with check (county = current_county());
  -- The same truth for the planner as in 0004.
  if current_setting('server_version_num')::int >= 180000 then
    perform pg_restore_attribute_stats(
      'schemaname', 'public', 'relname', 'proposal_supports', 'attname', 'county', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
    );
  end if;
end $$;

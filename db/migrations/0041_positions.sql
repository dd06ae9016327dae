-- Positions (issue 6): a county's own kinds of post, each with what its house role may do or less. They come from the pack.

create table positions (
  county text not null references counties,
  id text not null,
  name text not null,
  role text not null,
  permissions text[] not null check (cardinality(permissions) > 0),
  -- At which level, and at which office alone; none: wherever its role can be.
  level text check (level in ('county', 'town', 'village')),
  unit text,
  -- Whether it looks into what it works on, and so plays its role's parts in flows (takesPart in contract/roles.ts).
  takes_part boolean not null,
  -- Where it stands in the pack's list; none: no longer listed, so it is given to nobody anew.
  ordinal int,
  source text not null,
  primary key (county, id),
  unique (county, id, role),
  foreign key (county, unit) references units (county, code)
);

-- A post in a position is of the position's role, whichever way it came in.
alter table posts
  add column position text,
  add foreign key (county, position, role) references positions (county, id, role);

-- What the position of a post leaves of a permission its role has; of a post without a position: all of it.
create function position_grants(of_county text, wanted text, permission text) returns boolean language sql stable as
$$
  select wanted is null or exists (
    select from positions q where q.county = of_county and q.id = wanted and permission = any(q.permissions)
  )
$$;

grant select on positions to gongzhi_app;
alter table positions enable row level security;
create policy county on positions to gongzhi_app using (county = current_county()) with check (county = current_county());

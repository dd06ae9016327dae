-- Other systems that connect: each has a key of its own, says what it may do, and is metered (systems J15, J16).

create table api_clients (
  county text not null references counties,
  id uuid not null,
  name text not null,
  -- What it does is done by this person from this post, so that entries name it like anybody else.
  person uuid not null,
  post uuid not null,
  -- Only a keyed hash: a stolen database opens no door.
  key_hash bytea not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  opened_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create unique index api_clients_key on api_clients (county, key_hash);

-- How much each asks: a row for each day and kind of call, not one for each call.
create table api_meters (
  county text not null references counties,
  client uuid not null,
  day_on date not null,
  operation text not null,
  calls int not null default 0,
  refused int not null default 0,
  primary key (county, client, day_on, operation),
  foreign key (county, client) references api_clients (county, id)
);

grant select, insert, update on api_clients, api_meters to gongzhi_app;

do $$
declare
  name text;
begin
  foreach name in array array['api_clients', 'api_meters'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy county on %I to gongzhi_app using (county = current_county()) with check (county = current_county())',
      name
    );
  end loop;
end $$;

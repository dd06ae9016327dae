-- Doors for other systems (issue 6): what a client may ask and how much, webhooks it is called by, the hotline's own
-- numbers, and calendars that are read by a secret address.

-- How much it asks is counted beside it: one row is locked by one client alone. Limits are of the county, not of us.
alter table api_clients
  add column minute_max int not null default 120 check (minute_max > 0),
  add column day_max int not null default 20000 check (day_max > 0),
  add column minute_at timestamptz,
  add column minute_calls int not null default 0,
  add column day_on date,
  add column day_calls int not null default 0,
  -- The busiest minute of that day.
  add column day_peak int not null default 0;

-- An address of a client that wants to be told. Ended, it is told nothing more.
create table webhooks (
  county text not null references counties,
  id uuid not null,
  client uuid not null,
  url text not null,
  events text[] not null check (cardinality(events) > 0),
  -- Signs what is sent: sealed, because it has to be read again for each delivery.
  secret_sealed bytea not null,
  opened_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (county, id),
  foreign key (county, client) references api_clients (county, id)
);
create index webhooks_client on webhooks (county, client);

-- One message on its way to one address, written with what it tells of, or with the reader's place in the entry log.
create table webhook_deliveries (
  county text not null references counties,
  id uuid not null,
  webhook uuid not null,
  event text not null,
  body text not null,
  made_at timestamptz not null default now(),
  tries smallint not null default 0,
  -- When it is tried next; none once it has arrived or was given up.
  due_at timestamptz default now(),
  arrived_at timestamptz,
  dead_at timestamptz,
  -- What the last try came to: a status, or in words why there was none. Never what was answered.
  outcome text,
  primary key (county, id),
  foreign key (county, webhook) references webhooks (county, id),
  check (num_nonnulls(due_at, arrived_at, dead_at) = 1)
);
create index webhook_deliveries_due on webhook_deliveries (due_at) where due_at is not null;
create index webhook_deliveries_dead on webhook_deliveries (county, dead_at desc) where dead_at is not null;
create index webhook_deliveries_webhook on webhook_deliveries (county, webhook);

-- The hotline's number of what it handed over. The key opens the matter, so that whoever comes twice finds one.
create table hotline_tickets (
  county text not null references counties,
  client uuid not null,
  number text not null,
  key uuid not null,
  received_at timestamptz not null default now(),
  primary key (county, client, number),
  foreign key (county, client) references api_clients (county, id)
);
create unique index hotline_tickets_key on hotline_tickets (county, key);

-- A calendar somebody subscribed to. Whoever knows the address reads it, so only its keyed hash is here.
create table calendar_feeds (
  county text not null references counties,
  id uuid not null,
  person uuid not null,
  -- The post whose duties it shows; none: the meetings of the person's village.
  post uuid,
  token_hash bytea not null,
  opened_at timestamptz not null default now(),
  read_at timestamptz,
  ended_at timestamptz,
  primary key (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create unique index calendar_feeds_token on calendar_feeds (county, token_hash);
create index calendar_feeds_person on calendar_feeds (county, person);

grant select, insert, update on webhooks, webhook_deliveries, hotline_tickets, calendar_feeds to gongzhi_app;
revoke update on hotline_tickets from gongzhi_app;

do $$
declare
  name text;
begin
  foreach name in array array['webhooks', 'webhook_deliveries', 'hotline_tickets', 'calendar_feeds'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy county on %I to gongzhi_app using (county = current_county()) with check (county = current_county())',
      name
    );
  end loop;
end $$;

-- Screens that hang in a village 终端设备 (issue 4): kiosk, television, board. A screen that starts shows a short code;
-- once an officer has entered it at the desk, the screen is the village's. It reports itself into its one row, however
-- often it does; what people did to it is kept.

-- Codes on their way, each of one screen. They go an hour after the screen was last heard of.
create table device_codes (
  county text not null references counties,
  token_hash bytea not null,
  code text not null,
  kind text not null check (kind in ('kiosk', 'tv', 'board')),
  -- From when the code counts; the screen's next report makes a new one when it is old.
  made_at timestamptz not null default now(),
  heard_at timestamptz not null default now(),
  primary key (county, token_hash)
);
create unique index device_codes_code on device_codes (county, code);

create table devices (
  county text not null references counties,
  id uuid not null,
  token_hash bytea not null,
  kind text not null check (kind in ('kiosk', 'tv', 'board')),
  division text not null,
  name text not null check (length(name) between 1 and 30),
  revoked_at timestamptz,
  -- Raised whenever the desk wants the screen to look at once, with what it is to open.
  call int not null default 0,
  publication uuid,
  -- What the screen last said of itself; null until it has.
  seen_at timestamptz,
  shows text,
  -- How far the village's board had come when the screen last read it (publication_chains.rev), and when that was.
  content_rev int,
  content_at timestamptz,
  width int,
  height int,
  trouble text,
  trouble_at timestamptz,
  primary key (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, publication) references publications (county, id)
) with (fillfactor = 70);
create unique index devices_token on devices (county, token_hash);
create index devices_place on devices (county, division);

-- Who registered, renamed, moved, called and revoked it.
create table device_deeds (
  county text not null references counties,
  -- The client's idempotency key.
  id uuid not null,
  device uuid not null,
  deed text not null check (deed in ('register', 'change', 'show', 'revoke')),
  person uuid not null,
  post uuid not null,
  at timestamptz not null default now(),
  detail jsonb not null,
  primary key (county, id),
  foreign key (county, device) references devices (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id)
);
create index device_deeds_device on device_deeds (county, device, at);

grant select, insert, update, delete on device_codes to gongzhi_app;
grant select, insert, update on devices to gongzhi_app;
grant select, insert on device_deeds to gongzhi_app;

do $$
declare
  name text;
begin
  foreach name in array array['device_codes', 'devices', 'device_deeds'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy county on %I to gongzhi_app using (county = current_county()) with check (county = current_county())',
      name
    );
  end loop;
end $$;

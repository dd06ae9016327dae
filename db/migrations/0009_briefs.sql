-- The weekly brief (issue 3, Y11): drafted from the counters, worded by people, signed, sent up. What is signed stays as
-- it was signed; a correction is a new version.

create table briefs (
  county text not null references counties,
  id uuid not null,
  -- Village, street or county whose week it is.
  area text not null,
  week_on date not null check (extract(isodow from week_on) = 1),
  version int not null check (version >= 1),
  state text not null check (state in ('drafted', 'signed', 'sent', 'returned')),
  -- The fold of its entries (server/modules/briefs/content.ts), and the number of the last of them.
  content jsonb not null,
  rev int not null,
  -- When its numbers were true.
  counted_at timestamptz not null,
  signed_by uuid,
  signed_at timestamptz,
  hash bytea,
  primary key (county, id),
  unique (county, area, week_on, version),
  foreign key (county, area) references divisions (county, code),
  foreign key (county, signed_by) references people (county, id),
  check ((state = 'drafted') = (hash is null)),
  check ((hash is null) = (signed_by is null) and (hash is null) = (signed_at is null))
);

create table brief_entries (
  county text not null references counties,
  brief uuid not null,
  seq int not null,
  who uuid not null,
  post text not null,
  at timestamptz not null default now(),
  kind text not null,
  detail jsonb not null,
  primary key (county, brief, seq),
  foreign key (county, brief) references briefs (county, id),
  foreign key (county, who) references people (county, id)
);

create function keep_signed_brief() returns trigger
language plpgsql as $$
begin
  if (new.county, new.id, new.area, new.week_on, new.version)
    is distinct from (old.county, old.id, old.area, old.week_on, old.version) then
    raise exception 'a brief stays of its area, week and version';
  end if;
  if old.state <> 'drafted' and (new.state = 'drafted' or
    (new.content, new.counted_at, new.signed_by, new.signed_at, new.hash)
    is distinct from (old.content, old.counted_at, old.signed_by, old.signed_at, old.hash)) then
    raise exception 'a signed brief stays as it was signed';
  end if;
  return new;
end $$;

create trigger briefs_signed before update on briefs for each row execute function keep_signed_brief();

grant select, insert, update on briefs to gongzhi_app;
grant select, insert on brief_entries to gongzhi_app;
revoke update, delete on brief_entries from gongzhi_app;

do $$
declare
  name text;
begin
  foreach name in array array['briefs', 'brief_entries'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy county on %I to gongzhi_app using (county = current_county()) with check (county = current_county())',
      name
    );
  end loop;
end $$;

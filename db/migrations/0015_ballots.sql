-- Secret ballots (docs/decisions/0014-secret-ballots.md). The roll of who fetched a ballot paper stands in one table,
-- what was put in the box in another, and nothing leads from one to the other: papers are blind signatures, no row has a
-- time or a number, and all ballots of a box are one value whose order is that of their random receipts.

create table ballot_boxes (
  county text not null references counties,
  motion uuid not null,
  state text not null check (state in ('issuing', 'casting', 'closing', 'counted')),
  -- The modulus papers are signed for, base64url.
  modulus text not null,
  -- The signing key, sealed; gone when the first ballot may be cast, so that afterwards nobody can make a paper.
  signing_key bytea,
  -- How many papers were handed out, written when that ends.
  issued int,
  closed_at timestamptz,
  primary key (county, motion),
  foreign key (county, motion) references motions (county, id),
  check ((state = 'issuing') = (signing_key is not null))
);

create table ballot_tickets (
  county text not null references counties,
  motion uuid not null,
  member uuid not null,
  -- Of the blinded paper, so that the same request is answered again and another one is not. It says nothing about the
  -- paper: every paper fits every blinded one.
  blinded_hash bytea not null,
  primary key (county, motion, member),
  foreign key (county, motion) references ballot_boxes (county, motion)
);

create table ballot_packs (
  county text not null references counties,
  motion uuid not null,
  -- {receipt: {c: choice, n: serial, s: signature}}; jsonb keeps keys in their own order.
  ballots jsonb not null default '{}',
  primary key (county, motion),
  foreign key (county, motion) references ballot_boxes (county, motion)
);

grant select, insert on ballot_boxes, ballot_tickets, ballot_packs to gongzhi_app;
grant update (state, signing_key, issued, closed_at) on ballot_boxes to gongzhi_app;
grant update (ballots) on ballot_packs to gongzhi_app;

-- What was counted stays.
create function refuse_counted() returns trigger
  language plpgsql
as $$
begin
  if exists (select from ballot_boxes b where b.county = old.county and b.motion = old.motion and b.state = 'counted') then
    raise exception 'the box of motion % was counted', old.motion;
  end if;
  return new;
end $$;
create trigger counted before update or delete on ballot_packs for each row execute function refuse_counted();
create trigger append_only before update or delete on ballot_tickets for each row execute function refuse_change();

do $$
declare
  name text;
begin
  foreach name in array array['ballot_boxes', 'ballot_tickets', 'ballot_packs'] loop
    execute format('create trigger no_truncate before truncate on %I for each statement execute function refuse_change()', name);
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy county on %I to gongzhi_app using (county = current_county()) with check (county = current_county())',
      name
    );
    -- The same truth for the planner as in 0004.
    if current_setting('server_version_num')::int >= 180000 then
      perform pg_restore_attribute_stats(
        'schemaname', 'public', 'relname', name, 'attname', 'county', 'inherited', false,
        'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
      );
    end if;
  end loop;
end $$;

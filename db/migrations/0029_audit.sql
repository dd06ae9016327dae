-- The audit log (issue 6; GB/T 22239 8.1.4.3): who did what, from where, on which record, and whether it was refused.
-- Rows are written in the transaction of what they tell of and change never; a worker seals them in order some seconds
-- later (server/modules/audit/jobs.ts), so that writers never wait for a chain.

create table audit_rows (
  county text not null,
  id uuid not null,
  at timestamptz not null,
  -- The number people are told when something fails.
  call text not null,
  -- No foreign keys: a row of the log is evidence, not a part of the register, and must not wait for one.
  person uuid,
  post uuid,
  address text not null,
  surface text not null,
  route text not null,
  record text,
  said jsonb not null,
  before jsonb,
  after jsonb,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  status int not null,
  reason text not null,
  -- Over all of the above with a key that lies outside the database.
  hash bytea not null,
  -- Seals take only what lies below the oldest running transaction, so no late row is ever skipped.
  tx xid8 not null default pg_current_xact_id(),
  primary key (county, at, id)
) partition by range (at);
create index audit_rows_tx on audit_rows (tx);
create index audit_rows_person on audit_rows (county, person, at desc, id desc) where person is not null;
create index audit_rows_record on audit_rows (county, record, at desc, id desc) where record is not null;

-- One link of a county's chain: which rows, what they come to, and the link before.
create table audit_seals (
  county text not null references counties,
  seq int not null,
  -- The first day, in China, of the month its rows lie in: with that month they go one day, the seal stays.
  month_on date not null,
  sealed_at timestamptz not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- Every row of an older transaction is in this seal or one before.
  below_tx xid8 not null,
  rows uuid[] not null,
  root bytea not null,
  hash bytea not null,
  primary key (county, seq)
);

create trigger append_only before update or delete on audit_rows for each row execute function refuse_change();
create trigger append_only before update or delete on audit_seals for each row execute function refuse_change();
create trigger no_truncate before truncate on audit_rows for each statement execute function refuse_change();
create trigger no_truncate before truncate on audit_seals for each statement execute function refuse_change();

-- Months live in a schema of their own, which the program's role cannot enter: it reaches rows through the whole only,
-- where row-level security stands.
create schema audit;

-- Makes the months from the last one to `ahead` months from now, where they are not there yet. A month begins in China.
create function prepare_audit(ahead int) returns void
  language plpgsql
as $$
declare
  month timestamp;
  name text;
begin
  perform pg_advisory_xact_lock(hashtext('prepare_audit'));
  for month in
    select date_trunc('month', now() at time zone 'Asia/Shanghai') + n * interval '1 month'
    from generate_series(-1, ahead) as n
  loop
    name := 'rows_' || to_char(month, 'YYYY_MM');
    continue when to_regclass('audit.' || name) is not null;
    -- Made apart and attached, which keeps nobody from writing.
    execute format('create table audit.%I (like public.audit_rows including defaults including constraints)', name);
    execute format(
      'create trigger no_truncate before truncate on audit.%I for each statement execute function public.refuse_change()',
      name
    );
    execute format(
      'alter table public.audit_rows attach partition audit.%I for values from (%L) to (%L)',
      name, month at time zone 'Asia/Shanghai', (month + interval '1 month') at time zone 'Asia/Shanghai'
    );
  end loop;
end $$;
revoke execute on function prepare_audit(int) from public;

select prepare_audit(12);

grant select, insert on audit_rows, audit_seals to gongzhi_app;

do $$
declare
  name text;
begin
  foreach name in array array['audit_rows', 'audit_seals'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy county on %I to gongzhi_app using (county = current_county()) with check (county = current_county())',
      name
    );
  end loop;
end $$;

-- One voucher pays once in a village, whoever books it, for whatever task; and what an assembly authorises is written
-- into its motion, so that the representatives can only decide what it names and only for as long.

create table payment_vouchers (
  county text not null references counties,
  division text not null,
  -- As two are told apart: practice/meetings/execution.ts `voucherKey`.
  voucher text not null,
  resolution uuid not null,
  task uuid not null,
  amount_fen bigint not null check (amount_fen > 0),
  at timestamptz not null,
  primary key (county, division, voucher),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, resolution) references resolutions (county, id),
  foreign key (county, task) references resolution_tasks (county, id)
);

-- What was booked before counts as well; of two with one number the first.
insert into payment_vouchers (county, division, voucher, resolution, task, amount_fen, at)
select s.county, r.division,
  regexp_replace(
    regexp_replace(upper(normalize(s.voucher, nfkc)), '[[:space:]—–_·./#字第号-]', '', 'g'),
    '(^|[^0-9])0+([0-9])', '\1\2', 'g'),
  s.resolution, s.task, s.amount_fen, s.at
from resolution_steps s join resolutions r on r.county = s.county and r.id = s.resolution
where s.action = 'pay'
order by s.at, s.seq
on conflict do nothing;

grant select, insert on payment_vouchers to gongzhi_app;

-- Of a motion that authorises the representatives: which decisions, and until when (VCL 27, 28).
alter table motions add column grants jsonb;

create trigger append_only before update or delete on payment_vouchers for each row execute function refuse_change();
create trigger no_truncate before truncate on payment_vouchers for each statement execute function refuse_change();

do $$
begin
  alter table payment_vouchers enable row level security;
  create policy county on payment_vouchers to gongzhi_app
    using (county = current_county()) with check (county = current_county());
  -- The same truth for the planner as in 0004.
  if current_setting('server_version_num')::int >= 180000 then
    perform pg_restore_attribute_stats(
      'schemaname', 'public', 'relname', 'payment_vouchers', 'attname', 'county', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
    );
  end if;
end $$;

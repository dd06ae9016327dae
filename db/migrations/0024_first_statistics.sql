-- The tables made since 0004, for its reason: `county` has one value from the first row on, and an index that begins with
-- it is not as good as the primary key.
do $$
declare
  name text;
begin
  if current_setting('server_version_num')::int < 180000 then return; end if;
  for name in
    select c.relname
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'county' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'counties'
      and not exists (select from pg_statistic s where s.starelid = c.oid and s.staattnum = a.attnum)
  loop
    perform pg_restore_attribute_stats(
      'schemaname', 'public', 'relname', name, 'attname', 'county', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
    );
  end loop;
end $$;

-- What the planner believes of a table until its first rows are analyzed. Every index begins with `county`, and by
-- default that is taken to have 200 values: on an empty table any index then looks as good as the primary key, and a
-- plan made early, a foreign key's above all, goes on reading a county's whole history for one row. One value is the
-- truth from the first row on. Older servers than 18 cannot be told, and learn it from autovacuum.
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
  loop
    perform pg_restore_attribute_stats(
      'schemaname', 'public', 'relname', name, 'attname', 'county', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
    );
  end loop;
end $$;

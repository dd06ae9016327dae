-- The role the program runs as: it reads and writes rows of one county, changes no table and deletes no history.
do $$
begin
  if not exists (select from pg_roles where rolname = 'gongzhi_app') then
    create role gongzhi_app nologin;
  end if;
end $$;

grant usage on schema public to gongzhi_app;
grant select, insert, update on all tables in schema public to gongzhi_app;
grant delete on sessions, sign_in_codes, saved_views to gongzhi_app;
grant usage on all sequences in schema public to gongzhi_app;
revoke update on entries, files, consents, matter_units, matter_files from gongzhi_app;

do $$
declare
  name text;
begin
  for name in
    select c.relname
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'county' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'cursors'
  loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy county on %I to gongzhi_app using (county = current_county()) with check (county = current_county())',
      name
    );
  end loop;
end $$;

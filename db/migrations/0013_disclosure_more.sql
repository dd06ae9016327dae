-- Disclosure, seen by an auditor: what the rules refuse, the tables refuse as well.

-- Fifteen full days on the board (村民委员会组织法 35).
alter table publications add constraint publications_fifteen_days
  check (taken_down_on is null or taken_down_on > posted_from + 15);

-- Nothing of disclosure is ever deleted, not by the owner either.
do $$
declare
  name text;
begin
  foreach name in array array['disclosure_duties', 'disclosure_reminders', 'publications', 'publication_chains',
    'publication_files'] loop
    execute format('create trigger no_delete before delete on %I for each row execute function refuse_change()', name);
    execute format('create trigger no_truncate before truncate on %I for each statement execute function refuse_change()', name);
  end loop;
end $$;

-- A chain grows, and what hangs is never an older version than before.
create function refuse_going_back() returns trigger
  language plpgsql
as $$
begin
  raise exception '% only grows', tg_table_name;
end $$;
create trigger only_grows before update on publication_chains for each row
  when (new.seq < old.seq or new.rev < old.rev) execute function refuse_going_back();
create trigger only_grows before update on publications for each row
  when (new.version < old.version or new.rev < old.rev) execute function refuse_going_back();

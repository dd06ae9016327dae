-- A picture is named by what it shows, so the same one of two people is one row. It had the name of whoever came first, and
-- the other, who was sent it by telephone, could neither see nor use it. Everybody who added it is named.
create table file_adders (
  county text not null references counties,
  file text not null,
  person uuid not null,
  added_at timestamptz not null default now(),
  primary key (county, file, person),
  foreign key (county, file) references files (county, id),
  foreign key (county, person) references people (county, id)
);
insert into file_adders (county, file, person, added_at)
  select county, id, added_by, added_at from files where added_by is not null;
alter table files drop column added_by;

grant select, insert on file_adders to gongzhi_app;
create trigger append_only before update or delete on file_adders for each row execute function refuse_change();
create trigger no_truncate before truncate on file_adders for each statement execute function refuse_change();
alter table file_adders enable row level security;
create policy county on file_adders to gongzhi_app using (county = current_county()) with check (county = current_county());

-- The same truth for the planner as in 0004.
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    perform pg_restore_attribute_stats(
      'schemaname', 'public', 'relname', 'file_adders', 'attname', 'county', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
    );
  end if;
end $$;

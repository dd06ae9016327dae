-- A list is read for every step of a publication and changes once a year: whoever keeps it in memory asks for this mark.

alter table catalogues add column mark uuid not null default gen_random_uuid();

create function mark_catalogue() returns trigger language plpgsql as $$
begin
  update catalogues set mark = gen_random_uuid()
    where (county, id) = (coalesce(new.county, old.county), coalesce(new.catalogue, old.catalogue));
  return null;
end $$;

create trigger mark after insert or update or delete on catalogue_items
  for each row execute function mark_catalogue();

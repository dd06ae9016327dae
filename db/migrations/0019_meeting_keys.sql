-- Attendance and tallies are sent again by whoever lost the network in the hall: the same key is the same sending.
alter table attendances add column key uuid;
alter table tallies add column key uuid;
create unique index tallies_key on tallies (county, key);

-- What ended a seat, as `decided_by` says what gave it: without it a representative is removed by a date.
alter table seats add column ended_by text check (ended_by is null or ends_on is not null);
grant update (ended_by) on seats to gongzhi_app;

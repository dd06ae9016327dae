-- What lies on the disk is proved as well (issue 6): a picture is named by its own hash, its small copy gets one beside it,
-- and a recording is hashed when its meeting is over. Absent: written before this, or not over yet.
alter table files add column small_hash bytea;
alter table streams add column pieces_hash bytea;
grant update (pieces_hash) on streams to gongzhi_app;
create trigger sealed_once before update of pieces_hash on streams
  for each row when (old.pieces_hash is not null) execute function refuse_change();

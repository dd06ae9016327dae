-- An idempotency key stands for one call. Sent again with other words it used to get the first answer, and the words were
-- lost without a sign. The log has a row for every call that was done, so that is where it is kept what the key said first.
alter table audit_rows add column key uuid;
-- By a key that lies outside the database: what somebody said is not told by it.
alter table audit_rows add column sent_hash bytea;
create index audit_rows_key on audit_rows (county, key) where key is not null;

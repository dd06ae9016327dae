-- One book over its periods, and the books beside it: a correction of one asks the others to follow (handbook R13).

-- Why what hangs is to be corrected, in a sentence everybody reads; gone with the next version.
alter table publications add column owes text;

-- Who checked and who approved a version stands in it and in its hash, so that nobody is put in their place afterwards
-- (VCL 36: the supervisors check before it is published). Versions from before, and those of a past that was moved in, name nobody.
alter table publication_versions
  add column reviewer uuid,
  add column party_approver uuid,
  add column committee_approver uuid,
  add foreign key (county, reviewer) references people (county, id),
  add foreign key (county, party_approver) references people (county, id),
  add foreign key (county, committee_approver) references people (county, id);

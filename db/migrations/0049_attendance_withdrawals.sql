-- Whom the desk noted as present by mistake it takes back, with a reason, before the meeting is closed. The note stays; who
-- came are those whose note stands, and they are what everything else reads.
alter table attendances rename to attendance_notes;
alter table attendance_notes
  add column withdrawn_by uuid,
  add column withdrawn_at timestamptz,
  add column withdrawn_reason text,
  add check ((withdrawn_by is null) = (withdrawn_at is null) and (withdrawn_by is null) = (withdrawn_reason is null)),
  -- What somebody said of themselves is theirs.
  add check (withdrawn_at is null or means in ('hand', 'paper', 'proxy')),
  add foreign key (county, withdrawn_by) references people (county, id),
  drop constraint attendances_pkey,
  add column id uuid not null default gen_random_uuid(),
  add primary key (county, id);
create unique index attendance_notes_standing on attendance_notes (county, meeting, member) where withdrawn_at is null;

grant update (withdrawn_by, withdrawn_at, withdrawn_reason) on attendance_notes to gongzhi_app;
drop trigger append_only on attendance_notes;
create trigger append_only before delete on attendance_notes for each row execute function refuse_change();
create trigger withdrawn_once before update on attendance_notes for each row
  when (old.withdrawn_at is not null or (new.county, new.id, new.meeting, new.member, new.person, new.means, new.noted_by, new.at, new.key)
    is distinct from (old.county, old.id, old.meeting, old.member, old.person, old.means, old.noted_by, old.at, old.key))
  execute function refuse_change();

create view attendances with (security_invoker) as
  select county, meeting, member, person, means, noted_by, at, key from attendance_notes where withdrawn_at is null;
grant select on attendances to gongzhi_app;

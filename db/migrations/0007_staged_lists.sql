-- A list of people is looked at before it is loaded: staged when it has arrived, waiting when somebody has started it.
-- `total` counts its rows, so that progress has a denominator.

alter table imports
  drop constraint imports_state_check,
  add constraint imports_state_check check (state in ('staged', 'waiting', 'running', 'done', 'failed')),
  add column total int;
create index imports_opened on imports (county, opened_at);

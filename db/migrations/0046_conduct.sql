-- What is reported on those who run a village is never passed to them (信访工作条例 30), so it is a kind of its own
-- among what is confidential: no post of a village sees it, whatever it may see besides.
alter table matters add column conduct boolean not null default false;
-- The one item of the national list that is of this kind; every county's list is arranged from it.
update matters set conduct = true, confidential = true, shown = false where flow = 'grid-event' and item = '0903';
alter table matters add constraint conduct_is_confidential check (confidential or not conduct);

-- The floor of a meeting: signed papers scanned, who asks to speak and what is asked, polls that decide nothing; what is
-- gathered for the monthly meeting (L2); and the picture and sound sent out live. Nothing here is ever deleted.

-- Photographs of signed papers, each named by the hash of its bytes; a wrong one is withdrawn with a reason.
create table meeting_scans (
  county text not null references counties,
  meeting uuid not null,
  n int not null,
  kind text not null check (kind in ('minutes', 'roll', 'ballots', 'other')),
  file text not null,
  added_by uuid not null,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_reason text,
  primary key (county, meeting, n),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, file) references files (county, id),
  foreign key (county, added_by) references people (county, id),
  foreign key (county, withdrawn_by) references people (county, id),
  check ((withdrawn_at is null) = (withdrawn_reason is null) and (withdrawn_at is null) = (withdrawn_by is null))
);
create unique index meeting_scans_file on meeting_scans (county, meeting, file) where withdrawn_at is null;

-- Who wants to speak, and what is asked: from a telephone, or from the hall as the desk notes it.
create table floor_requests (
  county text not null references counties,
  id uuid not null,
  meeting uuid not null,
  kind text not null check (kind in ('speak', 'ask')),
  person uuid,
  name text not null,
  words text not null,
  via text not null check (via in ('phone', 'floor')),
  state text not null check (state in ('waiting', 'taken', 'done', 'struck')),
  -- What the chair says to a question; what is struck from the list has its reason instead.
  answer text,
  reason text,
  noted_by uuid not null,
  asked_at timestamptz not null,
  taken_at timestamptz,
  ended_at timestamptz,
  handled_by uuid,
  primary key (county, id),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, noted_by) references people (county, id),
  foreign key (county, handled_by) references people (county, id),
  check (state <> 'struck' or reason is not null)
);
create index floor_requests_meeting on floor_requests (county, meeting, asked_at);

-- Asked of everybody who follows; a consultation (rules 1.2.9), never a vote.
create table floor_polls (
  county text not null references counties,
  id uuid not null,
  meeting uuid not null,
  n int not null,
  question text not null,
  options text[] not null check (cardinality(options) between 2 and 6),
  state text not null check (state in ('open', 'closed')),
  opened_by uuid not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (county, id),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, opened_by) references people (county, id),
  unique (county, meeting, n)
);
create table floor_answers (
  county text not null references counties,
  poll uuid not null,
  person uuid not null,
  choice smallint not null check (choice >= 0),
  at timestamptz not null,
  primary key (county, poll, person),
  foreign key (county, poll) references floor_polls (county, id),
  foreign key (county, person) references people (county, id)
);

-- The monthly meeting, whose agenda is gathered before and brings back what is open by itself.
alter table meetings add column monthly boolean not null default false;

create table agenda_topics (
  county text not null references counties,
  id uuid not null,
  division text not null,
  title text not null,
  words text not null,
  -- Raised by a villager, taken up or declined by the supervisors; settled when a meeting said so.
  state text not null check (state in ('raised', 'collected', 'declined', 'settled')),
  raised_by uuid not null,
  raised_at timestamptz not null,
  sifted_by uuid,
  sifted_at timestamptz,
  reason text,
  primary key (county, id),
  foreign key (county, division) references divisions (county, code),
  foreign key (county, raised_by) references people (county, id),
  foreign key (county, sifted_by) references people (county, id),
  check (state <> 'declined' or reason is not null)
);
create index agenda_topics_division on agenda_topics (county, division, raised_at desc);

-- A topic on the agenda of a meeting and what came of it there; put off, it comes to the next by itself.
create table agenda_items (
  county text not null references counties,
  meeting uuid not null,
  topic uuid not null,
  n int not null,
  outcome text check (outcome in ('settled', 'later')),
  says text,
  noted_by uuid,
  noted_at timestamptz,
  primary key (county, meeting, topic),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, topic) references agenda_topics (county, id),
  foreign key (county, noted_by) references people (county, id),
  check ((outcome is null) = (says is null))
);

-- Orders (village-order) that were open when the meeting was called or opened, and how they stood.
create table agenda_orders (
  county text not null references counties,
  meeting uuid not null,
  matter uuid not null,
  stage text not null,
  primary key (county, meeting, matter),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, matter) references matters (county, id)
);

-- A meeting's picture and sound. The key the camera sends is derived, never stored; `n` counts up when it is renewed.
create table streams (
  county text not null references counties,
  id uuid not null,
  meeting uuid not null,
  n int not null,
  -- Screens without a login show only what is open to everyone.
  audience text not null check (audience in ('village', 'everyone')),
  state text not null check (state in ('ready', 'live', 'cut', 'ended')),
  opened_by uuid not null,
  opened_at timestamptz not null,
  began_at timestamptz,
  cut_at timestamptz,
  ended_at timestamptz,
  -- The recording goes after this day; its row says when it did.
  keep_until date,
  dropped_at timestamptz,
  primary key (county, id),
  foreign key (county, meeting) references meetings (county, id),
  foreign key (county, opened_by) references people (county, id),
  check ((ended_at is null) = (keep_until is null))
);
create unique index streams_meeting on streams (county, meeting);

grant select, insert on meeting_scans, floor_requests, floor_polls, floor_answers, agenda_topics, agenda_items,
  agenda_orders, streams to gongzhi_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on meeting_scans to gongzhi_app;
grant update (state, answer, reason, taken_at, ended_at, handled_by) on floor_requests to gongzhi_app;
grant update (state, closed_at) on floor_polls to gongzhi_app;
grant update (state, sifted_by, sifted_at, reason) on agenda_topics to gongzhi_app;
grant update (outcome, says, noted_by, noted_at) on agenda_items to gongzhi_app;
grant update (n, audience, state, began_at, cut_at, ended_at, keep_until, dropped_at) on streams to gongzhi_app;

do $$
declare
  name text;
begin
  foreach name in array array['floor_answers', 'agenda_orders'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', name);
    execute format('create trigger no_truncate before truncate on %I for each statement execute function refuse_change()', name);
  end loop;
  foreach name in array array['meeting_scans', 'floor_requests', 'floor_polls', 'floor_answers', 'agenda_topics',
    'agenda_items', 'agenda_orders', 'streams'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy county on %I to gongzhi_app using (county = current_county()) with check (county = current_county())',
      name
    );
  end loop;
end $$;

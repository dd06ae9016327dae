-- Read from the migrated database by test/schema.test.ts; the source is db/migrations.

create table account_deeds (
  county text not null,
  id uuid not null,
  account uuid not null,
  deed text not null,
  person uuid,
  post uuid,
  detail jsonb not null,
  at timestamp with time zone not null default now()
);
alter table account_deeds add CHECK ((deed = ANY (ARRAY['open'::text, 'renew'::text, 'lock'::text, 'unlock'::text, 'give-post'::text, 'end-post'::text])));
alter table account_deeds add FOREIGN KEY (county) REFERENCES counties(county);
alter table account_deeds add FOREIGN KEY (county, account) REFERENCES accounts(county, person);
alter table account_deeds add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table account_deeds add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table account_deeds add PRIMARY KEY (county, id);
CREATE INDEX account_deeds_account ON public.account_deeds USING btree (county, account, at);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table accounts (
  county text not null,
  person uuid not null,
  sign_in_name text not null,
  password_sealed bytea,
  password_set_at timestamp with time zone,
  code_hash bytea,
  code_until timestamp with time zone,
  totp_sealed bytea,
  totp_set_at timestamp with time zone,
  totp_step bigint not null default 0,
  totp_next_sealed bytea,
  locked_at timestamp with time zone,
  opened_at timestamp with time zone not null default now()
);
alter table accounts add CHECK (((code_hash IS NULL) = (code_until IS NULL)));
alter table accounts add CHECK (((password_sealed IS NULL) = (password_set_at IS NULL)));
alter table accounts add CHECK (((password_sealed IS NULL) = (totp_sealed IS NULL)));
alter table accounts add CHECK (((totp_sealed IS NULL) = (totp_set_at IS NULL)));
alter table accounts add CHECK ((sign_in_name = lower(sign_in_name)));
alter table accounts add FOREIGN KEY (county) REFERENCES counties(county);
alter table accounts add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table accounts add PRIMARY KEY (county, person);
CREATE UNIQUE INDEX accounts_name ON public.accounts USING btree (county, sign_in_name);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table agenda_items (
  county text not null,
  meeting uuid not null,
  topic uuid not null,
  n integer not null,
  outcome text,
  says text,
  noted_by uuid,
  noted_at timestamp with time zone
);
alter table agenda_items add CHECK (((outcome IS NULL) = (says IS NULL)));
alter table agenda_items add CHECK ((outcome = ANY (ARRAY['settled'::text, 'later'::text])));
alter table agenda_items add FOREIGN KEY (county) REFERENCES counties(county);
alter table agenda_items add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table agenda_items add FOREIGN KEY (county, noted_by) REFERENCES people(county, id);
alter table agenda_items add FOREIGN KEY (county, topic) REFERENCES agenda_topics(county, id);
alter table agenda_items add PRIMARY KEY (county, meeting, topic);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table agenda_orders (
  county text not null,
  meeting uuid not null,
  matter uuid not null,
  stage text not null
);
alter table agenda_orders add FOREIGN KEY (county) REFERENCES counties(county);
alter table agenda_orders add FOREIGN KEY (county, matter) REFERENCES matters(county, id);
alter table agenda_orders add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table agenda_orders add PRIMARY KEY (county, meeting, matter);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table agenda_returns (
  county text not null,
  meeting uuid not null,
  task uuid not null,
  late_days integer not null
);
alter table agenda_returns add FOREIGN KEY (county) REFERENCES counties(county);
alter table agenda_returns add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table agenda_returns add FOREIGN KEY (county, task) REFERENCES resolution_tasks(county, id);
alter table agenda_returns add PRIMARY KEY (county, meeting, task);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table agenda_topics (
  county text not null,
  id uuid not null,
  division text not null,
  title text not null,
  words text not null,
  state text not null,
  raised_by uuid not null,
  raised_at timestamp with time zone not null,
  sifted_by uuid,
  sifted_at timestamp with time zone,
  reason text
);
alter table agenda_topics add CHECK (((state <> 'declined'::text) OR (reason IS NOT NULL)));
alter table agenda_topics add CHECK ((state = ANY (ARRAY['raised'::text, 'collected'::text, 'declined'::text, 'settled'::text])));
alter table agenda_topics add FOREIGN KEY (county) REFERENCES counties(county);
alter table agenda_topics add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table agenda_topics add FOREIGN KEY (county, raised_by) REFERENCES people(county, id);
alter table agenda_topics add FOREIGN KEY (county, sifted_by) REFERENCES people(county, id);
alter table agenda_topics add PRIMARY KEY (county, id);
CREATE INDEX agenda_topics_division ON public.agenda_topics USING btree (county, division, raised_at DESC);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table announcements (
  county text not null,
  id uuid not null,
  division text not null,
  month text not null,
  channel text not null,
  words text not null,
  person uuid not null,
  post uuid not null,
  at timestamp with time zone not null default now(),
  phones integer,
  taken integer
);
alter table announcements add CHECK ((((channel = 'text'::text) = (phones IS NOT NULL)) AND ((phones IS NULL) = (taken IS NULL))));
alter table announcements add CHECK (((length(words) >= 1) AND (length(words) <= 2000)));
alter table announcements add CHECK ((channel = ANY (ARRAY['text'::text, 'loudspeaker'::text])));
alter table announcements add FOREIGN KEY (county) REFERENCES counties(county);
alter table announcements add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table announcements add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table announcements add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table announcements add PRIMARY KEY (county, id);
CREATE INDEX announcements_village ON public.announcements USING btree (county, division, month, at);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table api_clients (
  county text not null,
  id uuid not null,
  name text not null,
  person uuid not null,
  post uuid not null,
  key_hash bytea not null,
  scopes text[] not null,
  opened_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  minute_max integer not null default 120,
  day_max integer not null default 20000,
  minute_at timestamp with time zone,
  minute_calls integer not null default 0,
  day_on date,
  day_calls integer not null default 0,
  day_peak integer not null default 0
);
alter table api_clients add CHECK ((cardinality(scopes) > 0));
alter table api_clients add CHECK ((day_max > 0));
alter table api_clients add CHECK ((minute_max > 0));
alter table api_clients add FOREIGN KEY (county) REFERENCES counties(county);
alter table api_clients add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table api_clients add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table api_clients add PRIMARY KEY (county, id);
CREATE UNIQUE INDEX api_clients_key ON public.api_clients USING btree (county, key_hash);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table api_meters (
  county text not null,
  client uuid not null,
  day_on date not null,
  operation text not null,
  calls integer not null default 0,
  refused integer not null default 0
);
alter table api_meters add FOREIGN KEY (county) REFERENCES counties(county);
alter table api_meters add FOREIGN KEY (county, client) REFERENCES api_clients(county, id);
alter table api_meters add PRIMARY KEY (county, client, day_on, operation);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table appraisals (
  county text not null,
  seat uuid not null,
  held_on date not null,
  mark text not null,
  decided_by text not null,
  noted_by uuid not null,
  at timestamp with time zone not null default now()
);
alter table appraisals add CHECK ((mark = ANY (ARRAY['优秀'::text, '称职'::text, '基本称职'::text, '不称职'::text])));
alter table appraisals add FOREIGN KEY (county) REFERENCES counties(county);
alter table appraisals add FOREIGN KEY (county, noted_by) REFERENCES people(county, id);
alter table appraisals add FOREIGN KEY (county, seat) REFERENCES seats(county, id);
alter table appraisals add PRIMARY KEY (county, seat, held_on);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table attendance_notes (
  county text not null,
  meeting uuid not null,
  member uuid not null,
  person uuid not null,
  means text not null,
  noted_by uuid not null,
  at timestamp with time zone not null,
  key uuid,
  withdrawn_by uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text,
  id uuid not null default gen_random_uuid()
);
alter table attendance_notes add CHECK ((((withdrawn_by IS NULL) = (withdrawn_at IS NULL)) AND ((withdrawn_by IS NULL) = (withdrawn_reason IS NULL))));
alter table attendance_notes add CHECK (((withdrawn_at IS NULL) OR (means = ANY (ARRAY['hand'::text, 'paper'::text, 'proxy'::text]))));
alter table attendance_notes add CHECK ((means = ANY (ARRAY['qr'::text, 'hand'::text, 'paper'::text, 'online'::text, 'proxy'::text])));
alter table attendance_notes add FOREIGN KEY (county) REFERENCES counties(county);
alter table attendance_notes add FOREIGN KEY (county, meeting, member) REFERENCES meeting_rolls(county, meeting, member);
alter table attendance_notes add FOREIGN KEY (county, noted_by) REFERENCES people(county, id);
alter table attendance_notes add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table attendance_notes add FOREIGN KEY (county, withdrawn_by) REFERENCES people(county, id);
alter table attendance_notes add PRIMARY KEY (county, id);
CREATE UNIQUE INDEX attendance_notes_standing ON public.attendance_notes USING btree (county, meeting, member) WHERE (withdrawn_at IS NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table audit_rows (
  county text not null,
  id uuid not null,
  at timestamp with time zone not null,
  call text not null,
  person uuid,
  post uuid,
  address text not null,
  surface text not null,
  route text not null,
  record text,
  said jsonb not null,
  before jsonb,
  after jsonb,
  outcome text not null,
  status integer not null,
  reason text not null,
  hash bytea not null,
  tx xid8 not null default pg_current_xact_id(),
  key uuid,
  sent_hash bytea
);
alter table audit_rows add CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])));
alter table audit_rows add PRIMARY KEY (county, at, id);
CREATE INDEX audit_rows_key ON ONLY public.audit_rows USING btree (county, key) WHERE (key IS NOT NULL);
CREATE INDEX audit_rows_person ON ONLY public.audit_rows USING btree (county, person, at DESC, id DESC) WHERE (person IS NOT NULL);
CREATE INDEX audit_rows_record ON ONLY public.audit_rows USING btree (county, record, at DESC, id DESC) WHERE (record IS NOT NULL);
CREATE INDEX audit_rows_tx ON ONLY public.audit_rows USING btree (tx);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table audit_seals (
  county text not null,
  seq integer not null,
  month_on date not null,
  sealed_at timestamp with time zone not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  below_tx xid8 not null,
  rows uuid[] not null,
  root bytea not null,
  hash bytea not null
);
alter table audit_seals add FOREIGN KEY (county) REFERENCES counties(county);
alter table audit_seals add PRIMARY KEY (county, seq);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table ballot_boxes (
  county text not null,
  motion uuid not null,
  state text not null,
  modulus text not null,
  signing_key bytea,
  issued integer,
  closed_at timestamp with time zone,
  paper_given integer,
  paper jsonb
);
alter table ballot_boxes add CHECK (((state = 'issuing'::text) = (signing_key IS NOT NULL)));
alter table ballot_boxes add CHECK ((state = ANY (ARRAY['issuing'::text, 'casting'::text, 'closing'::text, 'counted'::text])));
alter table ballot_boxes add FOREIGN KEY (county) REFERENCES counties(county);
alter table ballot_boxes add FOREIGN KEY (county, motion) REFERENCES motions(county, id);
alter table ballot_boxes add PRIMARY KEY (county, motion);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table ballot_packs (
  county text not null,
  motion uuid not null,
  ballots jsonb not null default '{}'::jsonb
);
alter table ballot_packs add FOREIGN KEY (county) REFERENCES counties(county);
alter table ballot_packs add FOREIGN KEY (county, motion) REFERENCES ballot_boxes(county, motion);
alter table ballot_packs add PRIMARY KEY (county, motion);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table ballot_tickets (
  county text not null,
  motion uuid not null,
  member uuid not null,
  blinded_hash bytea
);
alter table ballot_tickets add FOREIGN KEY (county) REFERENCES counties(county);
alter table ballot_tickets add FOREIGN KEY (county, motion) REFERENCES ballot_boxes(county, motion);
alter table ballot_tickets add PRIMARY KEY (county, motion, member);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table brief_entries (
  county text not null,
  brief uuid not null,
  seq integer not null,
  who uuid not null,
  post text not null,
  at timestamp with time zone not null default now(),
  kind text not null,
  detail jsonb not null
);
alter table brief_entries add FOREIGN KEY (county) REFERENCES counties(county);
alter table brief_entries add FOREIGN KEY (county, brief) REFERENCES briefs(county, id);
alter table brief_entries add FOREIGN KEY (county, who) REFERENCES people(county, id);
alter table brief_entries add PRIMARY KEY (county, brief, seq);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table briefs (
  county text not null,
  id uuid not null,
  area text not null,
  week_on date not null,
  version integer not null,
  state text not null,
  content jsonb not null,
  rev integer not null,
  counted_at timestamp with time zone not null,
  signed_by uuid,
  signed_at timestamp with time zone,
  hash bytea
);
alter table briefs add CHECK ((((hash IS NULL) = (signed_by IS NULL)) AND ((hash IS NULL) = (signed_at IS NULL))));
alter table briefs add CHECK (((state = 'drafted'::text) = (hash IS NULL)));
alter table briefs add CHECK ((EXTRACT(isodow FROM week_on) = (1)::numeric));
alter table briefs add CHECK ((state = ANY (ARRAY['drafted'::text, 'signed'::text, 'sent'::text, 'returned'::text])));
alter table briefs add CHECK ((version >= 1));
alter table briefs add FOREIGN KEY (county) REFERENCES counties(county);
alter table briefs add FOREIGN KEY (county, area) REFERENCES divisions(county, code);
alter table briefs add FOREIGN KEY (county, signed_by) REFERENCES people(county, id);
alter table briefs add PRIMARY KEY (county, id);
alter table briefs add UNIQUE (county, area, week_on, version);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table broadcast_receipts (
  county text not null,
  broadcast uuid not null,
  level text not null default 'emergency'::text,
  person uuid not null,
  known_at timestamp with time zone
);
alter table broadcast_receipts add CHECK ((level = 'emergency'::text));
alter table broadcast_receipts add FOREIGN KEY (county) REFERENCES counties(county);
alter table broadcast_receipts add FOREIGN KEY (county, broadcast, level) REFERENCES broadcasts(county, id, level);
alter table broadcast_receipts add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table broadcast_receipts add PRIMARY KEY (county, broadcast, person);
CREATE INDEX broadcast_receipts_person ON public.broadcast_receipts USING btree (county, person);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table broadcast_reminders (
  county text not null,
  id uuid not null,
  broadcast uuid not null,
  level text not null default 'emergency'::text,
  person uuid not null,
  post uuid not null,
  at timestamp with time zone not null default now(),
  recipients integer not null
);
alter table broadcast_reminders add CHECK ((level = 'emergency'::text));
alter table broadcast_reminders add CHECK ((recipients > 0));
alter table broadcast_reminders add FOREIGN KEY (county) REFERENCES counties(county);
alter table broadcast_reminders add FOREIGN KEY (county, broadcast, level) REFERENCES broadcasts(county, id, level);
alter table broadcast_reminders add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table broadcast_reminders add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table broadcast_reminders add PRIMARY KEY (county, id);
CREATE INDEX broadcast_reminders_broadcast ON public.broadcast_reminders USING btree (county, broadcast, at);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table broadcasts (
  county text not null,
  id uuid not null,
  division text not null,
  level text not null,
  text text not null,
  person uuid not null,
  post uuid not null,
  sent_at timestamp with time zone not null default now(),
  recipients integer not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawn_reason text
);
alter table broadcasts add CHECK (((length(text) >= 1) AND (length(text) <= 500)));
alter table broadcasts add CHECK ((level = ANY (ARRAY['ordinary'::text, 'emergency'::text])));
alter table broadcasts add CHECK ((num_nulls(withdrawn_at, withdrawn_by, withdrawn_reason) = ANY (ARRAY[0, 3])));
alter table broadcasts add CHECK ((recipients > 0));
alter table broadcasts add FOREIGN KEY (county) REFERENCES counties(county);
alter table broadcasts add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table broadcasts add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table broadcasts add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table broadcasts add FOREIGN KEY (county, withdrawn_by) REFERENCES people(county, id);
alter table broadcasts add PRIMARY KEY (county, id);
alter table broadcasts add UNIQUE (county, id, level);
CREATE INDEX broadcasts_sent ON public.broadcasts USING btree (county, sent_at, id);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table calendar_days (
  day_on date not null,
  kind text not null,
  name text not null,
  source text not null
);
alter table calendar_days add CHECK ((kind = ANY (ARRAY['off'::text, 'work'::text])));
alter table calendar_days add PRIMARY KEY (day_on);

create table calendar_feeds (
  county text not null,
  id uuid not null,
  person uuid not null,
  post uuid,
  token_hash bytea not null,
  opened_at timestamp with time zone not null default now(),
  read_at timestamp with time zone,
  ended_at timestamp with time zone
);
alter table calendar_feeds add FOREIGN KEY (county) REFERENCES counties(county);
alter table calendar_feeds add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table calendar_feeds add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table calendar_feeds add PRIMARY KEY (county, id);
CREATE INDEX calendar_feeds_person ON public.calendar_feeds USING btree (county, person);
CREATE UNIQUE INDEX calendar_feeds_token ON public.calendar_feeds USING btree (county, token_hash);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table catalogue_items (
  county text not null,
  catalogue text not null,
  code text not null,
  "position" integer not null,
  class text not null,
  name text not null,
  plain text not null,
  level text not null,
  limit_unit text,
  limit_n numeric,
  evidence text not null,
  confidential boolean not null,
  unit text,
  words text not null,
  details jsonb not null,
  source text not null,
  starts_on date not null,
  ends_on date
);
alter table catalogue_items add CHECK ((evidence = ANY (ARRAY['none'::text, 'scene'::text])));
alter table catalogue_items add CHECK ((level = ANY (ARRAY['village'::text, 'town'::text, 'county'::text])));
alter table catalogue_items add CHECK ((limit_unit = ANY (ARRAY['hours'::text, 'days'::text, 'workdays'::text])));
alter table catalogue_items add FOREIGN KEY (county) REFERENCES counties(county);
alter table catalogue_items add FOREIGN KEY (county, catalogue) REFERENCES catalogues(county, id);
alter table catalogue_items add FOREIGN KEY (county, unit) REFERENCES units(county, code);
alter table catalogue_items add PRIMARY KEY (county, catalogue, code, starts_on);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table catalogues (
  county text not null,
  id text not null,
  name text not null,
  version text not null,
  mark uuid not null default gen_random_uuid()
);
alter table catalogues add FOREIGN KEY (county) REFERENCES counties(county);
alter table catalogues add PRIMARY KEY (county, id);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table consents (
  county text not null,
  matter uuid not null,
  name text not null,
  given text not null,
  recorded_by uuid not null,
  recorded_at timestamp with time zone not null
);
alter table consents add CHECK ((given = ANY (ARRAY['present'::text, 'phone'::text, 'paper'::text, 'family'::text])));
alter table consents add FOREIGN KEY (county) REFERENCES counties(county);
alter table consents add FOREIGN KEY (county, matter) REFERENCES matters(county, id);
alter table consents add PRIMARY KEY (county, matter);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table counter_shares (
  county text not null,
  division text not null,
  span text not null,
  day_on date not null,
  flow text not null,
  confidential boolean not null,
  kind text not null,
  name text not null,
  n integer not null default 0,
  seconds bigint not null default 0
);
alter table counter_shares add CHECK ((kind = ANY (ARRAY['stage'::text, 'part'::text])));
alter table counter_shares add CHECK ((span = ANY (ARRAY['day'::text, 'month'::text])));
alter table counter_shares add FOREIGN KEY (county) REFERENCES counties(county);
alter table counter_shares add PRIMARY KEY (county, division, span, day_on, flow, confidential, kind, name);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table counters (
  county text not null,
  division text not null,
  span text not null,
  day_on date not null,
  flow text not null,
  class text not null,
  confidential boolean not null,
  outcome text not null,
  opened integer not null default 0,
  refused integer not null default 0,
  ended integer not null default 0,
  timely integer not null default 0,
  reopened integer not null default 0,
  handed integer not null default 0,
  objected integer not null default 0,
  upheld integer not null default 0,
  extended integer not null default 0,
  contacted integer not null default 0,
  contact_seconds bigint not null default 0,
  kept integer not null default 0,
  missed integer not null default 0,
  fields integer not null default 0,
  actions integer not null default 0,
  taps integer not null default 0,
  tap_seconds bigint not null default 0
);
alter table counters add CHECK ((span = ANY (ARRAY['day'::text, 'month'::text])));
alter table counters add FOREIGN KEY (county) REFERENCES counties(county);
alter table counters add PRIMARY KEY (county, division, span, day_on, flow, class, confidential, outcome);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table counties (
  county text not null,
  name text not null,
  pack_version text not null
);
alter table counties add CHECK ((county ~ '^\d{6}$'::text));
alter table counties add PRIMARY KEY (county);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table covenant_steps (
  county text not null,
  covenant uuid not null,
  seq integer not null,
  action text not null,
  words text not null,
  person uuid not null,
  post uuid not null,
  at timestamp with time zone not null
);
alter table covenant_steps add CHECK ((action = ANY (ARRAY['draft'::text, 'write'::text, 'adopt'::text, 'file'::text, 'order'::text, 'withdraw'::text])));
alter table covenant_steps add FOREIGN KEY (county) REFERENCES counties(county);
alter table covenant_steps add FOREIGN KEY (county, covenant) REFERENCES covenants(county, id);
alter table covenant_steps add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table covenant_steps add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table covenant_steps add PRIMARY KEY (county, covenant, seq);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table covenants (
  county text not null,
  id uuid not null,
  division text not null,
  n smallint,
  title text not null,
  words text not null,
  why text not null,
  state text not null,
  resolution uuid,
  filed_number text,
  filed_on date,
  ordered text,
  rev integer not null default 1,
  at timestamp with time zone not null default now()
);
alter table covenants add CHECK ((((state = 'filed'::text) = (n IS NOT NULL)) AND ((state = 'filed'::text) = (filed_number IS NOT NULL)) AND ((state = 'filed'::text) = (filed_on IS NOT NULL))));
alter table covenants add CHECK (((state = ANY (ARRAY['drafted'::text, 'withdrawn'::text])) OR (resolution IS NOT NULL)));
alter table covenants add CHECK ((state = ANY (ARRAY['drafted'::text, 'adopted'::text, 'filed'::text, 'withdrawn'::text])));
alter table covenants add FOREIGN KEY (county) REFERENCES counties(county);
alter table covenants add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table covenants add FOREIGN KEY (county, resolution) REFERENCES resolutions(county, id);
alter table covenants add PRIMARY KEY (county, id);
CREATE INDEX covenants_division ON public.covenants USING btree (county, division, at DESC);
CREATE UNIQUE INDEX covenants_n ON public.covenants USING btree (county, division, n) WHERE (n IS NOT NULL);
CREATE UNIQUE INDEX covenants_resolution ON public.covenants USING btree (county, resolution) WHERE (resolution IS NOT NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table cursors (
  reader text not null,
  tx xid8 not null default '0'::xid8,
  county text not null default ''::text,
  matter uuid not null default '00000000-0000-0000-0000-000000000000'::uuid,
  seq integer not null default 0,
  moved_at timestamp with time zone not null default now()
);
alter table cursors add PRIMARY KEY (reader);

create table device_codes (
  county text not null,
  token_hash bytea not null,
  code text not null,
  kind text not null,
  made_at timestamp with time zone not null default now(),
  heard_at timestamp with time zone not null default now()
);
alter table device_codes add CHECK ((kind = ANY (ARRAY['kiosk'::text, 'tv'::text, 'board'::text])));
alter table device_codes add FOREIGN KEY (county) REFERENCES counties(county);
alter table device_codes add PRIMARY KEY (county, token_hash);
CREATE UNIQUE INDEX device_codes_code ON public.device_codes USING btree (county, code);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table device_deeds (
  county text not null,
  id uuid not null,
  device uuid not null,
  deed text not null,
  person uuid not null,
  post uuid not null,
  at timestamp with time zone not null default now(),
  detail jsonb not null
);
alter table device_deeds add CHECK ((deed = ANY (ARRAY['register'::text, 'change'::text, 'show'::text, 'revoke'::text])));
alter table device_deeds add FOREIGN KEY (county) REFERENCES counties(county);
alter table device_deeds add FOREIGN KEY (county, device) REFERENCES devices(county, id);
alter table device_deeds add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table device_deeds add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table device_deeds add PRIMARY KEY (county, id);
CREATE INDEX device_deeds_device ON public.device_deeds USING btree (county, device, at);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table devices (
  county text not null,
  id uuid not null,
  token_hash bytea not null,
  kind text not null,
  division text not null,
  name text not null,
  revoked_at timestamp with time zone,
  call integer not null default 0,
  publication uuid,
  seen_at timestamp with time zone,
  shows text,
  content_rev integer,
  content_at timestamp with time zone,
  width integer,
  height integer,
  trouble text,
  trouble_at timestamp with time zone
);
alter table devices add CHECK (((length(name) >= 1) AND (length(name) <= 30)));
alter table devices add CHECK ((kind = ANY (ARRAY['kiosk'::text, 'tv'::text, 'board'::text])));
alter table devices add FOREIGN KEY (county) REFERENCES counties(county);
alter table devices add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table devices add FOREIGN KEY (county, publication) REFERENCES publications(county, id);
alter table devices add PRIMARY KEY (county, id);
CREATE INDEX devices_place ON public.devices USING btree (county, division);
CREATE UNIQUE INDEX devices_token ON public.devices USING btree (county, token_hash);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table disclosure_duties (
  county text not null,
  division text not null,
  item text not null,
  period text not null,
  n smallint not null default 1,
  due_on date not null,
  item_on date not null,
  opened_by text not null,
  matter uuid,
  reason text,
  opened_at timestamp with time zone not null default now(),
  published_on date,
  exempt_on date,
  dropped_on date
);
alter table disclosure_duties add CHECK (((opened_by = 'matter'::text) = (matter IS NOT NULL)));
alter table disclosure_duties add CHECK ((opened_by = ANY (ARRAY['calendar'::text, 'matter'::text, 'request'::text])));
alter table disclosure_duties add FOREIGN KEY (county) REFERENCES counties(county);
alter table disclosure_duties add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table disclosure_duties add FOREIGN KEY (county, matter) REFERENCES matters(county, id);
alter table disclosure_duties add PRIMARY KEY (county, division, item, period, n);
CREATE INDEX disclosure_duties_due ON public.disclosure_duties USING btree (county, division, due_on) WHERE (dropped_on IS NULL);
CREATE INDEX disclosure_duties_waiting ON public.disclosure_duties USING btree (county, due_on, division) WHERE ((published_on IS NULL) AND (exempt_on IS NULL) AND (dropped_on IS NULL));
CREATE UNIQUE INDEX disclosure_duties_matter ON public.disclosure_duties USING btree (county, item, matter) WHERE (matter IS NOT NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table disclosure_reminders (
  county text not null,
  division text not null,
  item text not null,
  period text not null,
  n smallint not null,
  kind text not null,
  at timestamp with time zone not null
);
alter table disclosure_reminders add CHECK ((kind = ANY (ARRAY['soon'::text, 'late'::text])));
alter table disclosure_reminders add FOREIGN KEY (county) REFERENCES counties(county);
alter table disclosure_reminders add FOREIGN KEY (county, division, item, period, n) REFERENCES disclosure_duties(county, division, item, period, n);
alter table disclosure_reminders add PRIMARY KEY (county, division, item, period, n, kind);
CREATE INDEX disclosure_reminders_at ON public.disclosure_reminders USING btree (county, at);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table divisions (
  county text not null,
  code text not null,
  level text not null,
  name text not null,
  parent text,
  seat_lng double precision,
  seat_lat double precision,
  boundary jsonb,
  boundary_drawn boolean not null default true
);
alter table divisions add CHECK ((level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text, 'town'::text, 'village'::text, 'grid'::text, 'microgrid'::text])));
alter table divisions add FOREIGN KEY (county) REFERENCES counties(county);
alter table divisions add FOREIGN KEY (county, parent) REFERENCES divisions(county, code);
alter table divisions add PRIMARY KEY (county, code);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table elections (
  county text not null,
  id uuid not null,
  division text not null,
  held_on date not null,
  record jsonb not null,
  verdict jsonb not null,
  noted_by uuid not null,
  post uuid not null,
  at timestamp with time zone not null default now()
);
alter table elections add FOREIGN KEY (county) REFERENCES counties(county);
alter table elections add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table elections add FOREIGN KEY (county, noted_by) REFERENCES people(county, id);
alter table elections add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table elections add PRIMARY KEY (county, id);
CREATE INDEX elections_division ON public.elections USING btree (county, division, held_on DESC);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table entered_votes (
  county text not null,
  id uuid not null,
  motion uuid not null,
  meeting uuid not null,
  member uuid not null,
  choice text not null,
  entered_by uuid not null,
  at timestamp with time zone not null,
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawn_at timestamp with time zone
);
alter table entered_votes add CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL)));
alter table entered_votes add CHECK (((withdrawn_by IS NULL) = (withdrawn_at IS NULL)));
alter table entered_votes add CHECK ((choice = ANY (ARRAY['for'::text, 'against'::text, 'abstain'::text])));
alter table entered_votes add CHECK ((confirmed_by <> entered_by));
alter table entered_votes add FOREIGN KEY (county) REFERENCES counties(county);
alter table entered_votes add FOREIGN KEY (county, confirmed_by) REFERENCES people(county, id);
alter table entered_votes add FOREIGN KEY (county, entered_by) REFERENCES people(county, id);
alter table entered_votes add FOREIGN KEY (county, meeting, member) REFERENCES meeting_rolls(county, meeting, member);
alter table entered_votes add FOREIGN KEY (county, motion) REFERENCES motions(county, id);
alter table entered_votes add FOREIGN KEY (county, withdrawn_by) REFERENCES people(county, id);
alter table entered_votes add PRIMARY KEY (county, id);
CREATE INDEX entered_votes_meeting ON public.entered_votes USING btree (county, meeting);
CREATE UNIQUE INDEX entered_votes_standing ON public.entered_votes USING btree (county, motion, member) WHERE (withdrawn_at IS NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table entries (
  county text not null,
  matter uuid not null,
  seq integer not null,
  action text not null,
  actor uuid,
  post uuid,
  at timestamp with time zone not null,
  answers jsonb not null,
  change jsonb not null,
  key uuid,
  hash bytea not null,
  tx xid8 not null default pg_current_xact_id()
);
alter table entries add FOREIGN KEY (county) REFERENCES counties(county);
alter table entries add FOREIGN KEY (county, actor) REFERENCES people(county, id);
alter table entries add FOREIGN KEY (county, matter) REFERENCES matters(county, id);
alter table entries add PRIMARY KEY (county, matter, seq);
CREATE INDEX entries_at ON public.entries USING btree (county, at DESC);
CREATE INDEX entries_tx ON public.entries USING btree (tx, county, matter, seq);
CREATE UNIQUE INDEX entries_key ON public.entries USING btree (county, key) WHERE (key IS NOT NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table exemption_signatures (
  county text not null,
  division text not null,
  item text not null,
  period text not null,
  n smallint not null,
  side text not null,
  person uuid not null,
  post uuid not null,
  reason text not null,
  at timestamp with time zone not null default now()
);
alter table exemption_signatures add CHECK ((side = ANY (ARRAY['supervisor'::text, 'town'::text])));
alter table exemption_signatures add FOREIGN KEY (county) REFERENCES counties(county);
alter table exemption_signatures add FOREIGN KEY (county, division, item, period, n) REFERENCES disclosure_duties(county, division, item, period, n);
alter table exemption_signatures add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table exemption_signatures add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table exemption_signatures add PRIMARY KEY (county, division, item, period, n, side);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table file_adders (
  county text not null,
  file text not null,
  person uuid not null,
  added_at timestamp with time zone not null default now()
);
alter table file_adders add FOREIGN KEY (county) REFERENCES counties(county);
alter table file_adders add FOREIGN KEY (county, file) REFERENCES files(county, id);
alter table file_adders add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table file_adders add PRIMARY KEY (county, file, person);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table files (
  county text not null,
  id text not null,
  width integer not null,
  height integer not null,
  bytes integer not null,
  added_at timestamp with time zone not null default now(),
  small_hash bytea
);
alter table files add CHECK ((id ~ '^[0-9a-f]{64}$'::text));
alter table files add FOREIGN KEY (county) REFERENCES counties(county);
alter table files add PRIMARY KEY (county, id);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table floor_answers (
  county text not null,
  poll uuid not null,
  person uuid not null,
  choice smallint not null,
  at timestamp with time zone not null
);
alter table floor_answers add CHECK ((choice >= 0));
alter table floor_answers add FOREIGN KEY (county) REFERENCES counties(county);
alter table floor_answers add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table floor_answers add FOREIGN KEY (county, poll) REFERENCES floor_polls(county, id);
alter table floor_answers add PRIMARY KEY (county, poll, person);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table floor_polls (
  county text not null,
  id uuid not null,
  meeting uuid not null,
  n integer not null,
  question text not null,
  options text[] not null,
  state text not null,
  opened_by uuid not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone
);
alter table floor_polls add CHECK (((cardinality(options) >= 2) AND (cardinality(options) <= 6)));
alter table floor_polls add CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])));
alter table floor_polls add FOREIGN KEY (county) REFERENCES counties(county);
alter table floor_polls add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table floor_polls add FOREIGN KEY (county, opened_by) REFERENCES people(county, id);
alter table floor_polls add PRIMARY KEY (county, id);
alter table floor_polls add UNIQUE (county, meeting, n);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table floor_requests (
  county text not null,
  id uuid not null,
  meeting uuid not null,
  kind text not null,
  person uuid,
  name text not null,
  words text not null,
  via text not null,
  state text not null,
  answer text,
  reason text,
  noted_by uuid not null,
  asked_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  ended_at timestamp with time zone,
  handled_by uuid
);
alter table floor_requests add CHECK (((state <> 'struck'::text) OR (reason IS NOT NULL)));
alter table floor_requests add CHECK ((kind = ANY (ARRAY['speak'::text, 'ask'::text])));
alter table floor_requests add CHECK ((state = ANY (ARRAY['waiting'::text, 'taken'::text, 'done'::text, 'struck'::text])));
alter table floor_requests add CHECK ((via = ANY (ARRAY['phone'::text, 'floor'::text])));
alter table floor_requests add FOREIGN KEY (county) REFERENCES counties(county);
alter table floor_requests add FOREIGN KEY (county, handled_by) REFERENCES people(county, id);
alter table floor_requests add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table floor_requests add FOREIGN KEY (county, noted_by) REFERENCES people(county, id);
alter table floor_requests add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table floor_requests add PRIMARY KEY (county, id);
CREATE INDEX floor_requests_meeting ON public.floor_requests USING btree (county, meeting, asked_at);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table followers (
  county text not null,
  matter uuid not null,
  person uuid not null,
  since timestamp with time zone not null default now()
);
alter table followers add FOREIGN KEY (county) REFERENCES counties(county);
alter table followers add FOREIGN KEY (county, matter) REFERENCES matters(county, id);
alter table followers add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table followers add PRIMARY KEY (county, matter, person);
CREATE INDEX followers_person ON public.followers USING btree (county, person);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table guardianships (
  county text not null,
  id uuid not null,
  child uuid not null,
  guardian uuid not null,
  kinship text not null,
  is_given boolean not null,
  way text,
  said_on date not null,
  recorded_by uuid not null,
  post uuid,
  at timestamp with time zone not null default now()
);
alter table guardianships add CHECK (((way IS NULL) = ((recorded_by = guardian) AND (post IS NULL))));
alter table guardianships add CHECK ((guardian <> child));
alter table guardianships add CHECK ((kinship = ANY (ARRAY['parent'::text, 'grandparent'::text, 'sibling'::text, 'other'::text])));
alter table guardianships add CHECK ((way = ANY (ARRAY['present'::text, 'phone'::text, 'paper'::text])));
alter table guardianships add FOREIGN KEY (county) REFERENCES counties(county);
alter table guardianships add FOREIGN KEY (county, child) REFERENCES people(county, id);
alter table guardianships add FOREIGN KEY (county, guardian) REFERENCES people(county, id);
alter table guardianships add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table guardianships add FOREIGN KEY (county, recorded_by) REFERENCES people(county, id);
alter table guardianships add PRIMARY KEY (county, id);
CREATE INDEX guardianships_child ON public.guardianships USING btree (county, child, guardian, at DESC, id DESC);
CREATE INDEX guardianships_guardian ON public.guardianships USING btree (county, guardian, child, at DESC, id DESC);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table hotline_tickets (
  county text not null,
  client uuid not null,
  number text not null,
  key uuid not null,
  received_at timestamp with time zone not null default now()
);
alter table hotline_tickets add FOREIGN KEY (county) REFERENCES counties(county);
alter table hotline_tickets add FOREIGN KEY (county, client) REFERENCES api_clients(county, id);
alter table hotline_tickets add PRIMARY KEY (county, client, number);
CREATE UNIQUE INDEX hotline_tickets_key ON public.hotline_tickets USING btree (county, key);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table households (
  county text not null,
  id uuid not null,
  division text not null,
  name text not null,
  address text not null,
  number text
);
alter table households add FOREIGN KEY (county) REFERENCES counties(county);
alter table households add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table households add PRIMARY KEY (county, id);
CREATE INDEX households_division ON public.households USING btree (county, division);
CREATE UNIQUE INDEX households_number ON public.households USING btree (county, number) WHERE (number IS NOT NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table import_phones (
  county text not null,
  id uuid not null,
  import uuid not null,
  person uuid not null,
  phone_sealed bytea not null,
  phone_hash bytea not null,
  at timestamp with time zone not null default now()
);
alter table import_phones add FOREIGN KEY (county) REFERENCES counties(county);
alter table import_phones add FOREIGN KEY (county, import) REFERENCES imports(county, id);
alter table import_phones add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table import_phones add PRIMARY KEY (county, id);
alter table import_phones add UNIQUE (county, import, person);
alter table import_phones add UNIQUE (county, import, phone_hash);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table import_refusals (
  county text not null,
  import uuid not null,
  row_n integer not null,
  field text not null,
  value text not null,
  reason text not null,
  scope text not null
);
alter table import_refusals add CHECK ((scope = ANY (ARRAY['row'::text, 'cell'::text])));
alter table import_refusals add FOREIGN KEY (county) REFERENCES counties(county);
alter table import_refusals add FOREIGN KEY (county, import) REFERENCES imports(county, id);
alter table import_refusals add PRIMARY KEY (county, import, row_n, field);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table imports (
  county text not null,
  id uuid not null,
  file text not null,
  sha bytea,
  columns jsonb not null,
  area text not null,
  person uuid,
  state text not null,
  fault text,
  cursor_row integer not null default 0,
  added integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  partly integer not null default 0,
  leased_by uuid,
  leased_until timestamp with time zone,
  opened_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  total integer
);
alter table imports add CHECK ((state = ANY (ARRAY['staged'::text, 'waiting'::text, 'running'::text, 'done'::text, 'failed'::text])));
alter table imports add FOREIGN KEY (county) REFERENCES counties(county);
alter table imports add FOREIGN KEY (county, area) REFERENCES divisions(county, code);
alter table imports add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table imports add PRIMARY KEY (county, id);
CREATE INDEX imports_opened ON public.imports USING btree (county, opened_at);
CREATE INDEX imports_waiting ON public.imports USING btree (opened_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
create policy county using ((county = current_county())) with check ((county = current_county()));

create table kinships (
  county text not null,
  a uuid not null,
  b uuid not null,
  relation text not null,
  consent text not null,
  given_by uuid not null,
  at timestamp with time zone not null default now()
);
alter table kinships add CHECK ((a < b));
alter table kinships add FOREIGN KEY (county) REFERENCES counties(county);
alter table kinships add FOREIGN KEY (county, a) REFERENCES people(county, id);
alter table kinships add FOREIGN KEY (county, b) REFERENCES people(county, id);
alter table kinships add FOREIGN KEY (county, given_by) REFERENCES people(county, id);
alter table kinships add PRIMARY KEY (county, a, b);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table leaflet_jobs (
  county text not null,
  id uuid not null,
  kind text not null,
  paper text not null,
  format text not null,
  month text not null,
  area text not null,
  villages text[] not null,
  base text not null,
  person uuid not null,
  post uuid not null,
  state text not null,
  leased_by uuid,
  leased_until timestamp with time zone,
  opened_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  dropped_at timestamp with time zone
);
alter table leaflet_jobs add CHECK ((format = ANY (ARRAY['pdf'::text, 'docx'::text])));
alter table leaflet_jobs add CHECK ((kind = ANY (ARRAY['leaflet'::text, 'boards'::text])));
alter table leaflet_jobs add CHECK ((paper = ANY (ARRAY['A4'::text, 'A3'::text])));
alter table leaflet_jobs add CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'cancelled'::text])));
alter table leaflet_jobs add FOREIGN KEY (county) REFERENCES counties(county);
alter table leaflet_jobs add FOREIGN KEY (county, area) REFERENCES divisions(county, code);
alter table leaflet_jobs add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table leaflet_jobs add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table leaflet_jobs add PRIMARY KEY (county, id);
CREATE INDEX leaflet_jobs_opened ON public.leaflet_jobs USING btree (county, opened_at, id);
CREATE INDEX leaflet_jobs_waiting ON public.leaflet_jobs USING btree (opened_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
create policy county using ((county = current_county())) with check ((county = current_county()));

create table leaflet_parts (
  county text not null,
  job uuid not null,
  division text not null,
  pages integer,
  fault text,
  at timestamp with time zone not null default now()
);
alter table leaflet_parts add CHECK (((pages IS NULL) = (fault IS NOT NULL)));
alter table leaflet_parts add FOREIGN KEY (county) REFERENCES counties(county);
alter table leaflet_parts add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table leaflet_parts add FOREIGN KEY (county, job) REFERENCES leaflet_jobs(county, id);
alter table leaflet_parts add PRIMARY KEY (county, job, division);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table limit_rules (
  county text not null,
  division text not null,
  name text not null,
  starts_on date not null,
  value jsonb not null,
  source text not null,
  given_by uuid not null,
  at timestamp with time zone not null default now()
);
alter table limit_rules add FOREIGN KEY (county) REFERENCES counties(county);
alter table limit_rules add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table limit_rules add FOREIGN KEY (county, given_by) REFERENCES people(county, id);
alter table limit_rules add PRIMARY KEY (county, division, name, starts_on);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table list_export_downloads (
  county text not null,
  export uuid not null,
  n integer not null,
  person uuid not null,
  verdict text not null default 'approved'::text,
  at timestamp with time zone not null default now()
);
alter table list_export_downloads add CHECK (((n >= 1) AND (n <= 3)));
alter table list_export_downloads add CHECK ((verdict = 'approved'::text));
alter table list_export_downloads add FOREIGN KEY (county) REFERENCES counties(county);
alter table list_export_downloads add FOREIGN KEY (county, export, person, verdict) REFERENCES list_exports(county, id, person, verdict);
alter table list_export_downloads add PRIMARY KEY (county, export, n);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table list_exports (
  county text not null,
  id uuid not null,
  kind text not null,
  division text not null,
  from_on date,
  to_on date,
  whole text[] not null,
  purpose text not null,
  reason text not null,
  rows_n integer not null,
  person uuid not null,
  post uuid not null,
  asked_at timestamp with time zone not null default now(),
  verdict text,
  decided_by uuid,
  decided_post uuid,
  decided_at timestamp with time zone,
  said text,
  until_at timestamp with time zone
);
alter table list_exports add CHECK (((NOT (verdict IS DISTINCT FROM 'approved'::text)) = (until_at IS NOT NULL)));
alter table list_exports add CHECK (((length(reason) >= 1) AND (length(reason) <= 200)));
alter table list_exports add CHECK (((verdict IS DISTINCT FROM 'refused'::text) OR (length(said) > 0)));
alter table list_exports add CHECK ((decided_by <> person));
alter table list_exports add CHECK ((kind = ANY (ARRAY['people'::text, 'matters'::text])));
alter table list_exports add CHECK ((num_nulls(verdict, decided_by, decided_post, decided_at) = ANY (ARRAY[0, 4])));
alter table list_exports add CHECK ((rows_n > 0));
alter table list_exports add CHECK ((verdict = ANY (ARRAY['approved'::text, 'refused'::text])));
alter table list_exports add CHECK ((whole <@ ARRAY['phone'::text, 'idNumber'::text]));
alter table list_exports add FOREIGN KEY (county) REFERENCES counties(county);
alter table list_exports add FOREIGN KEY (county, decided_by) REFERENCES people(county, id);
alter table list_exports add FOREIGN KEY (county, decided_post) REFERENCES posts(county, id);
alter table list_exports add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table list_exports add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table list_exports add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table list_exports add PRIMARY KEY (county, id);
alter table list_exports add UNIQUE (county, id, person, verdict);
CREATE INDEX list_exports_asked ON public.list_exports USING btree (county, asked_at DESC, id DESC);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table matter_files (
  county text not null,
  matter uuid not null,
  file text not null
);
alter table matter_files add FOREIGN KEY (county) REFERENCES counties(county);
alter table matter_files add FOREIGN KEY (county, file) REFERENCES files(county, id);
alter table matter_files add FOREIGN KEY (county, matter) REFERENCES matters(county, id);
alter table matter_files add PRIMARY KEY (county, matter, file);
CREATE INDEX matter_files_file ON public.matter_files USING btree (county, file);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table matter_units (
  county text not null,
  matter uuid not null,
  unit text not null
);
alter table matter_units add FOREIGN KEY (county) REFERENCES counties(county);
alter table matter_units add FOREIGN KEY (county, matter) REFERENCES matters(county, id);
alter table matter_units add FOREIGN KEY (county, unit) REFERENCES units(county, code);
alter table matter_units add PRIMARY KEY (county, matter, unit);
CREATE INDEX matter_units_unit ON public.matter_units USING btree (county, unit, matter);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table matters (
  county text not null,
  id uuid not null,
  number text not null,
  flow text not null,
  stage text not null,
  level text not null,
  division text not null,
  town text generated always as ("left"(division, 9)) stored,
  village text generated always as ("left"(division, 12)) stored,
  item text,
  title text not null,
  words text not null,
  confidential boolean not null default false,
  shown boolean not null default false,
  asker uuid not null,
  agent uuid,
  unit text,
  holder uuid,
  parent uuid,
  merged_into uuid,
  lng double precision,
  lat double precision,
  opened_at timestamp with time zone not null,
  stage_at timestamp with time zone not null,
  due_at timestamp with time zone,
  tick_at timestamp with time zone,
  warned_at timestamp with time zone,
  overdue_at timestamp with time zone,
  ended_at timestamp with time zone,
  ending text,
  state jsonb not null,
  rev integer not null,
  head bytea not null,
  code_hash bytea not null,
  conduct boolean not null default false,
  open_words text not null,
  open_address text
);
alter table matters add CHECK (((ended_at IS NULL) = (ending IS NULL)));
alter table matters add CHECK ((confidential OR (NOT conduct)));
alter table matters add CHECK ((level = ANY (ARRAY['village'::text, 'town'::text, 'county'::text])));
alter table matters add FOREIGN KEY (county) REFERENCES counties(county);
alter table matters add FOREIGN KEY (county, asker) REFERENCES people(county, id);
alter table matters add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table matters add FOREIGN KEY (county, merged_into) REFERENCES matters(county, id);
alter table matters add FOREIGN KEY (county, parent) REFERENCES matters(county, id);
alter table matters add FOREIGN KEY (county, unit) REFERENCES units(county, code);
alter table matters add PRIMARY KEY (county, id);
CREATE INDEX matters_agent ON public.matters USING btree (county, agent, opened_at DESC) WHERE (agent IS NOT NULL);
CREATE INDEX matters_asker ON public.matters USING btree (county, asker, opened_at DESC);
CREATE INDEX matters_ended ON public.matters USING btree (county, ended_at DESC) WHERE (ended_at IS NOT NULL);
CREATE INDEX matters_near ON public.matters USING btree (county, item, lat, lng) WHERE ((ended_at IS NULL) AND (lat IS NOT NULL));
CREATE INDEX matters_newest ON public.matters USING btree (county, opened_at DESC, id DESC);
CREATE INDEX matters_newest_town ON public.matters USING btree (county, town, opened_at DESC, id DESC);
CREATE INDEX matters_newest_village ON public.matters USING btree (county, village, opened_at DESC, id DESC);
CREATE INDEX matters_open ON public.matters USING btree (county, due_at, id) WHERE (ended_at IS NULL);
CREATE INDEX matters_open_town ON public.matters USING btree (county, town, due_at, id) WHERE (ended_at IS NULL);
CREATE INDEX matters_open_unit ON public.matters USING btree (county, unit, due_at, id) WHERE (ended_at IS NULL);
CREATE INDEX matters_open_village ON public.matters USING btree (county, village, due_at, id) WHERE (ended_at IS NULL);
CREATE INDEX matters_parent ON public.matters USING btree (county, parent) WHERE (parent IS NOT NULL);
CREATE INDEX matters_publication ON public.matters USING btree (county, (((state -> 'answers'::text) ->> 'publication'::text))) WHERE (flow = 'disclosure-question'::text);
CREATE INDEX matters_shown ON public.matters USING btree (county, village, opened_at DESC) WHERE shown;
CREATE INDEX matters_tick ON public.matters USING btree (tick_at) WHERE (tick_at IS NOT NULL);
CREATE INDEX matters_words ON public.matters USING gin (bigrams(words));
CREATE UNIQUE INDEX matters_code ON public.matters USING btree (county, code_hash);
CREATE UNIQUE INDEX matters_number ON public.matters USING btree (county, number);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table meeting_archives (
  county text not null,
  meeting uuid not null,
  division text not null,
  seq integer not null,
  minutes text not null,
  facts jsonb not null,
  at timestamp with time zone not null,
  before bytea not null,
  hash bytea not null
);
alter table meeting_archives add CHECK ((seq > 0));
alter table meeting_archives add FOREIGN KEY (county) REFERENCES counties(county);
alter table meeting_archives add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table meeting_archives add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table meeting_archives add PRIMARY KEY (county, meeting);
alter table meeting_archives add UNIQUE (county, division, seq);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table meeting_chains (
  county text not null,
  division text not null,
  seq integer not null default 0,
  head bytea not null default '\x'::bytea
);
alter table meeting_chains add FOREIGN KEY (county) REFERENCES counties(county);
alter table meeting_chains add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table meeting_chains add PRIMARY KEY (county, division);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table meeting_families (
  county text not null,
  meeting uuid not null,
  household uuid not null,
  person uuid not null
);
alter table meeting_families add FOREIGN KEY (county) REFERENCES counties(county);
alter table meeting_families add FOREIGN KEY (county, household) REFERENCES households(county, id);
alter table meeting_families add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table meeting_families add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table meeting_families add PRIMARY KEY (county, meeting, person);
CREATE INDEX meeting_families_household ON public.meeting_families USING btree (county, meeting, household);
CREATE INDEX meeting_families_person ON public.meeting_families USING btree (county, person);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table meeting_rolls (
  county text not null,
  meeting uuid not null,
  member uuid not null,
  n integer not null,
  name text not null,
  person uuid,
  household uuid,
  sex text,
  seat text
);
alter table meeting_rolls add FOREIGN KEY (county) REFERENCES counties(county);
alter table meeting_rolls add FOREIGN KEY (county, household) REFERENCES households(county, id);
alter table meeting_rolls add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table meeting_rolls add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table meeting_rolls add PRIMARY KEY (county, meeting, member);
CREATE INDEX meeting_rolls_household ON public.meeting_rolls USING btree (county, household, meeting);
CREATE INDEX meeting_rolls_person ON public.meeting_rolls USING btree (county, person) WHERE (person IS NOT NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table meeting_scans (
  county text not null,
  meeting uuid not null,
  n integer not null,
  kind text not null,
  file text not null,
  added_by uuid not null,
  at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawn_reason text
);
alter table meeting_scans add CHECK ((((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))));
alter table meeting_scans add CHECK ((kind = ANY (ARRAY['minutes'::text, 'roll'::text, 'ballots'::text, 'other'::text])));
alter table meeting_scans add FOREIGN KEY (county) REFERENCES counties(county);
alter table meeting_scans add FOREIGN KEY (county, added_by) REFERENCES people(county, id);
alter table meeting_scans add FOREIGN KEY (county, file) REFERENCES files(county, id);
alter table meeting_scans add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table meeting_scans add FOREIGN KEY (county, withdrawn_by) REFERENCES people(county, id);
alter table meeting_scans add PRIMARY KEY (county, meeting, n);
CREATE UNIQUE INDEX meeting_scans_file ON public.meeting_scans USING btree (county, meeting, file) WHERE (withdrawn_at IS NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table meeting_steps (
  county text not null,
  meeting uuid not null,
  seq integer not null,
  action text not null,
  motion uuid,
  person uuid not null,
  post uuid,
  reason text,
  data jsonb,
  at timestamp with time zone not null,
  key uuid
);
alter table meeting_steps add FOREIGN KEY (county) REFERENCES counties(county);
alter table meeting_steps add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table meeting_steps add FOREIGN KEY (county, motion) REFERENCES motions(county, id);
alter table meeting_steps add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table meeting_steps add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table meeting_steps add PRIMARY KEY (county, meeting, seq);
CREATE UNIQUE INDEX meeting_steps_key ON public.meeting_steps USING btree (county, key) WHERE (key IS NOT NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table meetings (
  county text not null,
  id uuid not null,
  division text not null,
  body text not null,
  basis text not null,
  title text not null,
  place text not null,
  meets_at timestamp with time zone not null,
  state text not null,
  paper boolean not null,
  caller text not null,
  callers integer,
  called_of integer,
  has_collective boolean not null,
  law text not null,
  short_reason text,
  noticed_on date,
  due integer,
  roll_hash bytea,
  remarks text not null default ''::text,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  convened_by uuid not null,
  post uuid not null,
  rev integer not null default 1,
  at timestamp with time zone not null default now(),
  monthly boolean not null default false
);
alter table meetings add CHECK ((((noticed_on IS NULL) = (due IS NULL)) AND ((due IS NULL) = (roll_hash IS NULL))));
alter table meetings add CHECK ((basis = ANY (ARRAY['persons'::text, 'households'::text])));
alter table meetings add CHECK ((state = ANY (ARRAY['drafted'::text, 'noticed'::text, 'open'::text, 'closed'::text, 'archived'::text, 'cancelled'::text])));
alter table meetings add FOREIGN KEY (county) REFERENCES counties(county);
alter table meetings add FOREIGN KEY (county, convened_by) REFERENCES people(county, id);
alter table meetings add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table meetings add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table meetings add PRIMARY KEY (county, id);
CREATE INDEX meetings_division ON public.meetings USING btree (county, division, meets_at DESC);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table minute_signatures (
  county text not null,
  meeting uuid not null,
  person uuid not null,
  hash bytea not null,
  at timestamp with time zone not null
);
alter table minute_signatures add FOREIGN KEY (county) REFERENCES counties(county);
alter table minute_signatures add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table minute_signatures add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table minute_signatures add PRIMARY KEY (county, meeting, person);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table motions (
  county text not null,
  id uuid not null,
  meeting uuid not null,
  n smallint not null,
  decision text not null,
  title text not null,
  words text not null,
  proposer text not null,
  supporters integer not null default 0,
  studied jsonb,
  authority jsonb,
  means text not null,
  state text not null,
  tellers uuid[] not null default '{}'::uuid[],
  put_at timestamp with time zone,
  declared_at timestamp with time zone,
  present integer,
  in_favour integer,
  against integer,
  abstained integer,
  verdict jsonb,
  proposal uuid,
  grants jsonb
);
alter table motions add CHECK ((means = ANY (ARRAY['hands'::text, 'named'::text, 'secret'::text, 'consultation'::text])));
alter table motions add CHECK ((state = ANY (ARRAY['listed'::text, 'voting'::text, 'declared'::text, 'withdrawn'::text])));
alter table motions add FOREIGN KEY (county) REFERENCES counties(county);
alter table motions add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table motions add FOREIGN KEY (county, proposal) REFERENCES proposals(county, id);
alter table motions add PRIMARY KEY (county, id);
alter table motions add UNIQUE (county, meeting, n);
CREATE INDEX motions_proposal ON public.motions USING btree (county, proposal) WHERE (proposal IS NOT NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table notices (
  county text not null,
  id uuid not null,
  person uuid not null,
  at timestamp with time zone not null,
  title text not null,
  text text not null,
  matter uuid,
  read_at timestamp with time zone,
  meeting uuid
);
alter table notices add FOREIGN KEY (county) REFERENCES counties(county);
alter table notices add FOREIGN KEY (county, matter) REFERENCES matters(county, id);
alter table notices add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table notices add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table notices add PRIMARY KEY (county, id);
CREATE INDEX notices_person ON public.notices USING btree (county, person, at DESC, id DESC);
CREATE INDEX notices_unread ON public.notices USING btree (county, person) WHERE (read_at IS NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table oidc_bindings (
  county text not null,
  id uuid not null,
  person uuid not null,
  issuer text not null,
  subject_hash bytea not null,
  bound_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone
);
alter table oidc_bindings add FOREIGN KEY (county) REFERENCES counties(county);
alter table oidc_bindings add FOREIGN KEY (county, person) REFERENCES accounts(county, person);
alter table oidc_bindings add PRIMARY KEY (county, id);
CREATE UNIQUE INDEX oidc_bindings_person ON public.oidc_bindings USING btree (county, person, issuer) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX oidc_bindings_subject ON public.oidc_bindings USING btree (county, subject_hash, issuer) WHERE (ended_at IS NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table opinions (
  county text not null,
  id uuid not null,
  proposal uuid not null,
  kind text not null,
  adviser uuid,
  adviser_name text not null,
  question text not null,
  asked_by uuid not null,
  post uuid,
  asked_at timestamp with time zone not null default now(),
  stance text,
  words text,
  files text[] not null default '{}'::text[],
  paper boolean not null default false,
  given_by uuid,
  given_at timestamp with time zone
);
alter table opinions add CHECK ((((given_at IS NULL) = (stance IS NULL)) AND ((given_at IS NULL) = (words IS NULL)) AND ((given_at IS NULL) = (given_by IS NULL))));
alter table opinions add CHECK (((NOT paper) OR (cardinality(files) > 0) OR (given_at IS NULL)));
alter table opinions add CHECK ((kind = ANY (ARRAY['expert'::text, 'lawyer'::text])));
alter table opinions add CHECK ((stance = ANY (ARRAY['sound'::text, 'amend'::text, 'unsound'::text])));
alter table opinions add FOREIGN KEY (county) REFERENCES counties(county);
alter table opinions add FOREIGN KEY (county, adviser) REFERENCES people(county, id);
alter table opinions add FOREIGN KEY (county, asked_by) REFERENCES people(county, id);
alter table opinions add FOREIGN KEY (county, given_by) REFERENCES people(county, id);
alter table opinions add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table opinions add FOREIGN KEY (county, proposal) REFERENCES proposals(county, id);
alter table opinions add PRIMARY KEY (county, id);
CREATE INDEX opinions_adviser ON public.opinions USING btree (county, adviser) WHERE (given_at IS NULL);
CREATE INDEX opinions_proposal ON public.opinions USING btree (county, proposal);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table paper_tallies (
  county text not null,
  motion uuid not null,
  teller uuid not null,
  n integer not null,
  in_favour integer not null,
  against integer not null,
  abstained integer not null,
  spoiled integer not null,
  missing text,
  at timestamp with time zone not null,
  key uuid
);
alter table paper_tallies add CHECK ((abstained >= 0));
alter table paper_tallies add CHECK ((against >= 0));
alter table paper_tallies add CHECK ((in_favour >= 0));
alter table paper_tallies add CHECK ((spoiled >= 0));
alter table paper_tallies add FOREIGN KEY (county) REFERENCES counties(county);
alter table paper_tallies add FOREIGN KEY (county, motion) REFERENCES ballot_boxes(county, motion);
alter table paper_tallies add FOREIGN KEY (county, teller) REFERENCES people(county, id);
alter table paper_tallies add PRIMARY KEY (county, motion, teller, n);
CREATE UNIQUE INDEX paper_tallies_key ON public.paper_tallies USING btree (county, key);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table paper_voters (
  county text not null,
  meeting uuid not null,
  member uuid not null,
  noted_by uuid not null,
  at timestamp with time zone not null
);
alter table paper_voters add FOREIGN KEY (county) REFERENCES counties(county);
alter table paper_voters add FOREIGN KEY (county, meeting, member) REFERENCES meeting_rolls(county, meeting, member);
alter table paper_voters add FOREIGN KEY (county, noted_by) REFERENCES people(county, id);
alter table paper_voters add PRIMARY KEY (county, meeting, member);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table payment_vouchers (
  county text not null,
  division text not null,
  voucher text not null,
  resolution uuid not null,
  task uuid not null,
  amount_fen bigint not null,
  at timestamp with time zone not null
);
alter table payment_vouchers add CHECK ((amount_fen > 0));
alter table payment_vouchers add FOREIGN KEY (county) REFERENCES counties(county);
alter table payment_vouchers add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table payment_vouchers add FOREIGN KEY (county, resolution) REFERENCES resolutions(county, id);
alter table payment_vouchers add FOREIGN KEY (county, task) REFERENCES resolution_tasks(county, id);
alter table payment_vouchers add PRIMARY KEY (county, division, voucher);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table people (
  county text not null,
  id uuid not null,
  household uuid,
  name text not null,
  phone_sealed bytea,
  phone_hash bytea,
  id_number_sealed bytea,
  born_on date,
  id_number_hash bytea,
  sex text,
  relation text
);
alter table people add CHECK ((sex = ANY (ARRAY['男'::text, '女'::text])));
alter table people add FOREIGN KEY (county) REFERENCES counties(county);
alter table people add FOREIGN KEY (county, household) REFERENCES households(county, id);
alter table people add PRIMARY KEY (county, id);
CREATE INDEX people_household ON public.people USING btree (county, household);
CREATE INDEX people_name ON public.people USING btree (county, name);
CREATE UNIQUE INDEX people_id_number ON public.people USING btree (county, id_number_hash) WHERE (id_number_hash IS NOT NULL);
CREATE UNIQUE INDEX people_phone ON public.people USING btree (county, phone_hash) WHERE (phone_hash IS NOT NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table people_changes (
  county text not null,
  person uuid not null,
  import uuid not null,
  fields text[] not null,
  at timestamp with time zone not null default now()
);
alter table people_changes add FOREIGN KEY (county) REFERENCES counties(county);
alter table people_changes add FOREIGN KEY (county, import) REFERENCES imports(county, id);
alter table people_changes add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table people_changes add PRIMARY KEY (county, person, import);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table phone_bindings (
  county text not null,
  id uuid not null,
  village text not null,
  name text not null,
  household text not null,
  phone_sealed bytea not null,
  phone_hash bytea not null,
  asked_at timestamp with time zone not null default now(),
  verdict text,
  person uuid,
  said text,
  decided_by uuid,
  decided_post uuid,
  decided_at timestamp with time zone
);
alter table phone_bindings add CHECK (((NOT (verdict IS DISTINCT FROM 'confirmed'::text)) = (person IS NOT NULL)));
alter table phone_bindings add CHECK (((decided_by IS NULL) = (decided_post IS NULL)));
alter table phone_bindings add CHECK (((length(household) >= 1) AND (length(household) <= 60)));
alter table phone_bindings add CHECK (((length(name) >= 1) AND (length(name) <= 20)));
alter table phone_bindings add CHECK (((length(said) >= 1) AND (length(said) <= 200)));
alter table phone_bindings add CHECK (((verdict IS DISTINCT FROM 'refused'::text) OR (said IS NOT NULL)));
alter table phone_bindings add CHECK (((verdict IS NULL) = (decided_at IS NULL)));
alter table phone_bindings add CHECK ((COALESCE((verdict = ANY (ARRAY['confirmed'::text, 'refused'::text])), false) = (decided_by IS NOT NULL)));
alter table phone_bindings add CHECK ((verdict = ANY (ARRAY['confirmed'::text, 'refused'::text, 'superseded'::text])));
alter table phone_bindings add FOREIGN KEY (county) REFERENCES counties(county);
alter table phone_bindings add FOREIGN KEY (county, decided_by) REFERENCES people(county, id);
alter table phone_bindings add FOREIGN KEY (county, decided_post) REFERENCES posts(county, id);
alter table phone_bindings add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table phone_bindings add FOREIGN KEY (county, village) REFERENCES divisions(county, code);
alter table phone_bindings add PRIMARY KEY (county, id);
CREATE INDEX phone_bindings_waiting ON public.phone_bindings USING btree (county, village, asked_at DESC, id DESC) WHERE (verdict IS NULL);
CREATE UNIQUE INDEX phone_bindings_phone ON public.phone_bindings USING btree (county, phone_hash) WHERE (verdict IS NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table positions (
  county text not null,
  id text not null,
  name text not null,
  role text not null,
  permissions text[] not null,
  level text,
  unit text,
  takes_part boolean not null,
  ordinal integer,
  source text not null
);
alter table positions add CHECK ((cardinality(permissions) > 0));
alter table positions add CHECK ((level = ANY (ARRAY['county'::text, 'town'::text, 'village'::text])));
alter table positions add FOREIGN KEY (county) REFERENCES counties(county);
alter table positions add FOREIGN KEY (county, unit) REFERENCES units(county, code);
alter table positions add PRIMARY KEY (county, id);
alter table positions add UNIQUE (county, id, role);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table posts (
  county text not null,
  id uuid not null,
  person uuid not null,
  role text not null,
  title text not null,
  division text not null,
  unit text,
  starts_on date not null,
  ends_on date,
  "position" text
);
alter table posts add FOREIGN KEY (county) REFERENCES counties(county);
alter table posts add FOREIGN KEY (county, "position", role) REFERENCES positions(county, id, role);
alter table posts add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table posts add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table posts add FOREIGN KEY (county, unit) REFERENCES units(county, code);
alter table posts add PRIMARY KEY (county, id);
CREATE INDEX posts_division ON public.posts USING btree (county, division, role);
CREATE INDEX posts_person ON public.posts USING btree (county, person);
CREATE INDEX posts_unit ON public.posts USING btree (county, unit) WHERE (unit IS NOT NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table proposal_pages (
  county text not null,
  proposal uuid not null,
  n smallint not null,
  file text not null,
  signatures integer not null,
  person uuid not null,
  post uuid,
  at timestamp with time zone not null default now()
);
alter table proposal_pages add CHECK ((signatures > 0));
alter table proposal_pages add FOREIGN KEY (county) REFERENCES counties(county);
alter table proposal_pages add FOREIGN KEY (county, file) REFERENCES files(county, id);
alter table proposal_pages add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table proposal_pages add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table proposal_pages add FOREIGN KEY (county, proposal) REFERENCES proposals(county, id);
alter table proposal_pages add PRIMARY KEY (county, proposal, n);
CREATE UNIQUE INDEX proposal_pages_file ON public.proposal_pages USING btree (county, proposal, file);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table proposal_steps (
  county text not null,
  proposal uuid not null,
  n smallint not null,
  step text not null,
  held_on date not null,
  record jsonb not null,
  person uuid not null,
  post uuid,
  at timestamp with time zone not null default now()
);
alter table proposal_steps add CHECK (((n >= 1) AND (n <= 6)));
alter table proposal_steps add FOREIGN KEY (county) REFERENCES counties(county);
alter table proposal_steps add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table proposal_steps add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table proposal_steps add FOREIGN KEY (county, proposal) REFERENCES proposals(county, id);
alter table proposal_steps add PRIMARY KEY (county, proposal, n);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table proposal_supports (
  county text not null,
  id uuid not null,
  proposal uuid not null,
  person uuid not null,
  at timestamp with time zone not null default now(),
  signed_by uuid,
  withdrawn_at timestamp with time zone
);
alter table proposal_supports add FOREIGN KEY (county) REFERENCES counties(county);
alter table proposal_supports add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table proposal_supports add FOREIGN KEY (county, proposal) REFERENCES proposals(county, id);
alter table proposal_supports add FOREIGN KEY (county, signed_by) REFERENCES people(county, id);
alter table proposal_supports add PRIMARY KEY (county, id);
CREATE UNIQUE INDEX proposal_supports_once ON public.proposal_supports USING btree (county, proposal, person) WHERE (withdrawn_at IS NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table proposals (
  county text not null,
  id uuid not null,
  division text not null,
  title text not null,
  words text not null,
  origin text not null,
  resolution uuid,
  opened_by uuid not null,
  post uuid not null,
  at timestamp with time zone not null default now(),
  decision text,
  proposer text
);
alter table proposals add FOREIGN KEY (county) REFERENCES counties(county);
alter table proposals add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table proposals add FOREIGN KEY (county, opened_by) REFERENCES people(county, id);
alter table proposals add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table proposals add FOREIGN KEY (county, resolution) REFERENCES resolutions(county, id);
alter table proposals add PRIMARY KEY (county, id);
CREATE INDEX proposals_division ON public.proposals USING btree (county, division, at DESC);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table proxies (
  county text not null,
  meeting uuid not null,
  principal uuid not null,
  holder uuid not null,
  paper text not null,
  given_by uuid not null,
  at timestamp with time zone not null default now()
);
alter table proxies add FOREIGN KEY (county) REFERENCES counties(county);
alter table proxies add FOREIGN KEY (county, given_by) REFERENCES people(county, id);
alter table proxies add FOREIGN KEY (county, holder) REFERENCES people(county, id);
alter table proxies add FOREIGN KEY (county, meeting, principal) REFERENCES meeting_rolls(county, meeting, member);
alter table proxies add PRIMARY KEY (county, meeting, principal);
CREATE INDEX proxies_holder ON public.proxies USING btree (county, meeting, holder);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table publication_chains (
  county text not null,
  division text not null,
  seq integer not null default 0,
  head bytea not null default '\x'::bytea,
  rev integer not null default 0,
  changed_at timestamp with time zone not null default now()
);
alter table publication_chains add FOREIGN KEY (county) REFERENCES counties(county);
alter table publication_chains add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table publication_chains add PRIMARY KEY (county, division);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table publication_files (
  county text not null,
  publication uuid not null,
  file text not null
);
alter table publication_files add FOREIGN KEY (county) REFERENCES counties(county);
alter table publication_files add FOREIGN KEY (county, file) REFERENCES files(county, id);
alter table publication_files add FOREIGN KEY (county, publication) REFERENCES publications(county, id);
alter table publication_files add PRIMARY KEY (county, publication, file);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table publication_steps (
  county text not null,
  publication uuid not null,
  seq integer not null,
  action text not null,
  version integer not null,
  person uuid not null,
  post uuid,
  reason text,
  file text,
  at timestamp with time zone not null,
  key uuid
);
alter table publication_steps add CHECK ((action = ANY (ARRAY['draft'::text, 'submit'::text, 'return'::text, 'review'::text, 'approve-party'::text, 'approve-committee'::text, 'publish'::text, 'correct'::text, 'prove'::text, 'take-down'::text])));
alter table publication_steps add FOREIGN KEY (county) REFERENCES counties(county);
alter table publication_steps add FOREIGN KEY (county, file) REFERENCES files(county, id);
alter table publication_steps add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table publication_steps add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table publication_steps add FOREIGN KEY (county, publication) REFERENCES publications(county, id);
alter table publication_steps add PRIMARY KEY (county, publication, seq);
CREATE UNIQUE INDEX publication_steps_key ON public.publication_steps USING btree (county, key) WHERE (key IS NOT NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table publication_versions (
  county text not null,
  publication uuid not null,
  version integer not null,
  division text not null,
  seq integer not null,
  title text not null,
  content jsonb not null,
  summary text not null,
  reason text,
  author uuid not null,
  publisher uuid not null,
  at timestamp with time zone not null,
  before bytea not null,
  hash bytea not null,
  code text not null,
  reviewer uuid,
  party_approver uuid,
  committee_approver uuid
);
alter table publication_versions add CHECK ((seq > 0));
alter table publication_versions add CHECK ((version > 0));
alter table publication_versions add FOREIGN KEY (county) REFERENCES counties(county);
alter table publication_versions add FOREIGN KEY (county, author) REFERENCES people(county, id);
alter table publication_versions add FOREIGN KEY (county, committee_approver) REFERENCES people(county, id);
alter table publication_versions add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table publication_versions add FOREIGN KEY (county, party_approver) REFERENCES people(county, id);
alter table publication_versions add FOREIGN KEY (county, publication) REFERENCES publications(county, id);
alter table publication_versions add FOREIGN KEY (county, publisher) REFERENCES people(county, id);
alter table publication_versions add FOREIGN KEY (county, reviewer) REFERENCES people(county, id);
alter table publication_versions add PRIMARY KEY (county, publication, version);
CREATE INDEX publication_versions_code ON public.publication_versions USING btree (county, code);
CREATE UNIQUE INDEX publication_versions_chain ON public.publication_versions USING btree (county, division, seq);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table publications (
  county text not null,
  id uuid not null,
  division text not null,
  item text not null,
  period text not null,
  n smallint not null default 1,
  title text not null,
  state text not null,
  draft jsonb,
  reason text,
  rev integer not null default 1,
  author uuid not null,
  reviewer uuid,
  party_approver uuid,
  committee_approver uuid,
  version integer not null default 0,
  posted_from date,
  posted_until date,
  taken_down_on date,
  affair uuid,
  money_fen bigint not null default 0,
  other_fen bigint not null default 0,
  opened_at timestamp with time zone not null default now(),
  owes text
);
alter table publications add CHECK (((taken_down_on IS NULL) OR (taken_down_on > (posted_from + 15))));
alter table publications add CHECK (((version = 0) = (posted_from IS NULL)));
alter table publications add CHECK ((state = ANY (ARRAY['drafted'::text, 'submitted'::text, 'returned'::text, 'reviewed'::text, 'approved'::text, 'published'::text, 'taken-down'::text])));
alter table publications add FOREIGN KEY (county) REFERENCES counties(county);
alter table publications add FOREIGN KEY (county, affair) REFERENCES publications(county, id);
alter table publications add FOREIGN KEY (county, author) REFERENCES people(county, id);
alter table publications add FOREIGN KEY (county, division, item, period, n) REFERENCES disclosure_duties(county, division, item, period, n);
alter table publications add PRIMARY KEY (county, id);
CREATE INDEX publications_affair ON public.publications USING btree (county, affair) WHERE (affair IS NOT NULL);
CREATE INDEX publications_board ON public.publications USING btree (county, division, posted_from DESC) WHERE ((version > 0) AND (taken_down_on IS NULL));
CREATE INDEX publications_newest ON public.publications USING btree (county, posted_from DESC, id DESC) WHERE (version > 0);
CREATE UNIQUE INDEX publications_duty ON public.publications USING btree (county, division, item, period, n);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table recovery_codes (
  county text not null,
  person uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone
);
alter table recovery_codes add FOREIGN KEY (county) REFERENCES counties(county);
alter table recovery_codes add FOREIGN KEY (county, person) REFERENCES accounts(county, person);
alter table recovery_codes add PRIMARY KEY (county, person, code_hash);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table recusal_withdrawals (
  county text not null,
  motion uuid not null,
  member uuid not null,
  withdrawn_by uuid not null,
  at timestamp with time zone not null
);
alter table recusal_withdrawals add FOREIGN KEY (county) REFERENCES counties(county);
alter table recusal_withdrawals add FOREIGN KEY (county, motion, member) REFERENCES recusals(county, motion, member);
alter table recusal_withdrawals add FOREIGN KEY (county, withdrawn_by) REFERENCES people(county, id);
alter table recusal_withdrawals add PRIMARY KEY (county, motion, member);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table recusals (
  county text not null,
  motion uuid not null,
  meeting uuid not null,
  member uuid not null,
  reason text not null,
  noted_by uuid not null,
  at timestamp with time zone not null default now()
);
alter table recusals add FOREIGN KEY (county) REFERENCES counties(county);
alter table recusals add FOREIGN KEY (county, meeting, member) REFERENCES meeting_rolls(county, meeting, member);
alter table recusals add FOREIGN KEY (county, motion) REFERENCES motions(county, id);
alter table recusals add FOREIGN KEY (county, noted_by) REFERENCES people(county, id);
alter table recusals add PRIMARY KEY (county, motion, member);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table resolution_steps (
  county text not null,
  resolution uuid not null,
  seq integer not null,
  action text not null,
  task uuid not null,
  words text not null,
  files text[] not null default '{}'::text[],
  amount_fen bigint,
  voucher text,
  person uuid not null,
  post uuid,
  at timestamp with time zone not null,
  key uuid
);
alter table resolution_steps add CHECK (((action = 'pay'::text) = ((amount_fen IS NOT NULL) AND (voucher IS NOT NULL))));
alter table resolution_steps add CHECK ((action = ANY (ARRAY['assign'::text, 'progress'::text, 'pay'::text, 'finish'::text])));
alter table resolution_steps add FOREIGN KEY (county) REFERENCES counties(county);
alter table resolution_steps add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table resolution_steps add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table resolution_steps add FOREIGN KEY (county, resolution) REFERENCES resolutions(county, id);
alter table resolution_steps add FOREIGN KEY (county, task) REFERENCES resolution_tasks(county, id);
alter table resolution_steps add PRIMARY KEY (county, resolution, seq);
CREATE UNIQUE INDEX resolution_steps_key ON public.resolution_steps USING btree (county, key) WHERE (key IS NOT NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table resolution_tasks (
  county text not null,
  id uuid not null,
  resolution uuid not null,
  words text not null,
  executor uuid not null,
  due_on date not null,
  budget_fen bigint not null,
  paid_fen bigint not null default 0,
  state text not null,
  done_on date
);
alter table resolution_tasks add CHECK (((paid_fen >= 0) AND (paid_fen <= budget_fen)));
alter table resolution_tasks add CHECK (((state = 'done'::text) = (done_on IS NOT NULL)));
alter table resolution_tasks add CHECK ((budget_fen >= 0));
alter table resolution_tasks add CHECK ((state = ANY (ARRAY['open'::text, 'done'::text])));
alter table resolution_tasks add FOREIGN KEY (county) REFERENCES counties(county);
alter table resolution_tasks add FOREIGN KEY (county, executor) REFERENCES people(county, id);
alter table resolution_tasks add FOREIGN KEY (county, resolution) REFERENCES resolutions(county, id);
alter table resolution_tasks add PRIMARY KEY (county, id);
CREATE INDEX resolution_tasks_open ON public.resolution_tasks USING btree (county, due_on) WHERE (state = 'open'::text);
CREATE INDEX resolution_tasks_resolution ON public.resolution_tasks USING btree (county, resolution);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table resolutions (
  county text not null,
  id uuid not null,
  motion uuid not null,
  meeting uuid not null,
  division text not null,
  decided_on date not null,
  item text,
  period text,
  n smallint,
  result_period text,
  result_n smallint
);
alter table resolutions add FOREIGN KEY (county) REFERENCES counties(county);
alter table resolutions add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table resolutions add FOREIGN KEY (county, division, item, period, n) REFERENCES disclosure_duties(county, division, item, period, n);
alter table resolutions add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table resolutions add FOREIGN KEY (county, motion) REFERENCES motions(county, id);
alter table resolutions add PRIMARY KEY (county, id);
CREATE INDEX resolutions_division ON public.resolutions USING btree (county, division, decided_on DESC);
CREATE UNIQUE INDEX resolutions_motion ON public.resolutions USING btree (county, motion);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table roll_challenges (
  county text not null,
  id uuid not null,
  meeting uuid not null,
  kind text not null,
  about text not null,
  words text not null,
  raised_by uuid not null,
  at timestamp with time zone not null,
  upheld boolean,
  answer text,
  answered_by uuid,
  answered_at timestamp with time zone
);
alter table roll_challenges add CHECK ((((upheld IS NULL) = (answer IS NULL)) AND ((upheld IS NULL) = (answered_by IS NULL)) AND ((upheld IS NULL) = (answered_at IS NULL))));
alter table roll_challenges add CHECK ((kind = ANY (ARRAY['missing'::text, 'extra'::text, 'wrong'::text])));
alter table roll_challenges add FOREIGN KEY (county) REFERENCES counties(county);
alter table roll_challenges add FOREIGN KEY (county, answered_by) REFERENCES people(county, id);
alter table roll_challenges add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table roll_challenges add FOREIGN KEY (county, raised_by) REFERENCES people(county, id);
alter table roll_challenges add PRIMARY KEY (county, id);
CREATE INDEX roll_challenges_meeting ON public.roll_challenges USING btree (county, meeting, at);
CREATE UNIQUE INDEX roll_challenges_waiting ON public.roll_challenges USING btree (county, meeting, raised_by) WHERE (upheld IS NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table saved_views (
  county text not null,
  id uuid not null,
  person uuid not null,
  name text not null,
  search text not null
);
alter table saved_views add FOREIGN KEY (county) REFERENCES counties(county);
alter table saved_views add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table saved_views add PRIMARY KEY (county, id);
CREATE INDEX saved_views_person ON public.saved_views USING btree (county, person);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table seats (
  county text not null,
  id uuid not null,
  division text not null,
  person uuid not null,
  seat text not null,
  starts_on date not null,
  ends_on date,
  decided_by text not null,
  given_by uuid not null,
  at timestamp with time zone not null default now(),
  ended_by text
);
alter table seats add CHECK (((ended_by IS NULL) OR (ends_on IS NOT NULL)));
alter table seats add CHECK (((ends_on IS NULL) OR (ends_on >= starts_on)));
alter table seats add FOREIGN KEY (county) REFERENCES counties(county);
alter table seats add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table seats add FOREIGN KEY (county, given_by) REFERENCES people(county, id);
alter table seats add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table seats add PRIMARY KEY (county, id);
CREATE INDEX seats_person ON public.seats USING btree (county, person);
CREATE UNIQUE INDEX seats_held ON public.seats USING btree (county, division, seat, person) WHERE (ends_on IS NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table second_words (
  county text not null,
  id uuid not null,
  kind text not null,
  subject uuid not null,
  concerned uuid,
  area text not null,
  what jsonb not null,
  person uuid not null,
  post uuid,
  asked_at timestamp with time zone not null default now(),
  verdict text,
  said text,
  decided_by uuid,
  decided_post uuid,
  decided_at timestamp with time zone
);
alter table second_words add CHECK (((kind = 'list'::text) = (concerned IS NULL)));
alter table second_words add CHECK (((length(said) >= 1) AND (length(said) <= 200)));
alter table second_words add CHECK (((verdict IS DISTINCT FROM 'refused'::text) OR (said IS NOT NULL)));
alter table second_words add CHECK ((decided_by <> concerned));
alter table second_words add CHECK ((decided_by <> person));
alter table second_words add CHECK ((kind = ANY (ARRAY['phone'::text, 'guardian'::text, 'list'::text])));
alter table second_words add CHECK ((num_nulls(verdict, decided_by, decided_post, decided_at) = ANY (ARRAY[0, 4])));
alter table second_words add CHECK ((verdict = ANY (ARRAY['approved'::text, 'refused'::text])));
alter table second_words add FOREIGN KEY (county) REFERENCES counties(county);
alter table second_words add FOREIGN KEY (county, area) REFERENCES divisions(county, code);
alter table second_words add FOREIGN KEY (county, concerned) REFERENCES people(county, id);
alter table second_words add FOREIGN KEY (county, decided_by) REFERENCES people(county, id);
alter table second_words add FOREIGN KEY (county, decided_post) REFERENCES posts(county, id);
alter table second_words add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table second_words add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table second_words add PRIMARY KEY (county, id);
CREATE INDEX second_words_asked ON public.second_words USING btree (county, asked_at DESC, id DESC);
CREATE INDEX second_words_subject ON public.second_words USING btree (county, subject);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table sessions (
  county text not null,
  token_hash bytea not null,
  person uuid not null,
  post uuid,
  opened_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  id uuid not null default gen_random_uuid(),
  way text not null default 'phone'::text,
  agent text not null default ''::text,
  address text not null default ''::text,
  seen_at timestamp with time zone not null default now(),
  proven_at timestamp with time zone not null default now()
);
alter table sessions add CHECK ((way = ANY (ARRAY['phone'::text, 'account'::text, 'demo'::text, 'oidc'::text])));
alter table sessions add FOREIGN KEY (county) REFERENCES counties(county);
alter table sessions add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table sessions add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table sessions add PRIMARY KEY (county, token_hash);
CREATE INDEX sessions_person ON public.sessions USING btree (county, person) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX sessions_id ON public.sessions USING btree (county, id);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table sign_in_codes (
  county text not null,
  phone_hash bytea not null,
  code_hash bytea not null,
  sent_at timestamp with time zone not null default now(),
  tries integer not null default 0
);
alter table sign_in_codes add FOREIGN KEY (county) REFERENCES counties(county);
alter table sign_in_codes add PRIMARY KEY (county, phone_hash);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table sign_in_tries (
  county text not null,
  key_hash bytea not null,
  failures integer not null,
  last_at timestamp with time zone not null
);
alter table sign_in_tries add FOREIGN KEY (county) REFERENCES counties(county);
alter table sign_in_tries add PRIMARY KEY (county, key_hash);
CREATE INDEX sign_in_tries_last ON public.sign_in_tries USING btree (county, last_at);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table standing_consents (
  county text not null,
  id uuid not null,
  subject uuid not null,
  is_given boolean not null,
  way text,
  said_on date not null,
  recorded_by uuid not null,
  post uuid,
  at timestamp with time zone not null default now(),
  guardian uuid
);
alter table standing_consents add CHECK (((way IS NULL) = ((recorded_by = COALESCE(guardian, subject)) AND (post IS NULL))));
alter table standing_consents add CHECK ((way = ANY (ARRAY['present'::text, 'phone'::text, 'paper'::text, 'family'::text])));
alter table standing_consents add FOREIGN KEY (county) REFERENCES counties(county);
alter table standing_consents add FOREIGN KEY (county, guardian) REFERENCES people(county, id);
alter table standing_consents add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table standing_consents add FOREIGN KEY (county, recorded_by) REFERENCES people(county, id);
alter table standing_consents add FOREIGN KEY (county, subject) REFERENCES people(county, id);
alter table standing_consents add PRIMARY KEY (county, id);
CREATE INDEX standing_consents_subject ON public.standing_consents USING btree (county, subject, at DESC, id DESC);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table standings (
  county text not null,
  division text not null,
  flow text not null,
  stage text not null,
  clock text not null,
  class text not null,
  confidential boolean not null,
  n integer not null default 0
);
alter table standings add CHECK ((clock = ANY (ARRAY[''::text, 'warned'::text, 'overdue'::text])));
alter table standings add FOREIGN KEY (county) REFERENCES counties(county);
alter table standings add PRIMARY KEY (county, division, flow, stage, clock, class, confidential);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table streams (
  county text not null,
  id uuid not null,
  meeting uuid not null,
  n integer not null,
  audience text not null,
  state text not null,
  opened_by uuid not null,
  opened_at timestamp with time zone not null,
  began_at timestamp with time zone,
  cut_at timestamp with time zone,
  ended_at timestamp with time zone,
  keep_until date,
  dropped_at timestamp with time zone,
  pieces_hash bytea
);
alter table streams add CHECK (((ended_at IS NULL) = (keep_until IS NULL)));
alter table streams add CHECK ((audience = ANY (ARRAY['village'::text, 'everyone'::text])));
alter table streams add CHECK ((state = ANY (ARRAY['ready'::text, 'live'::text, 'cut'::text, 'ended'::text])));
alter table streams add FOREIGN KEY (county) REFERENCES counties(county);
alter table streams add FOREIGN KEY (county, meeting) REFERENCES meetings(county, id);
alter table streams add FOREIGN KEY (county, opened_by) REFERENCES people(county, id);
alter table streams add PRIMARY KEY (county, id);
CREATE UNIQUE INDEX streams_meeting ON public.streams USING btree (county, meeting);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table tallies (
  county text not null,
  motion uuid not null,
  teller uuid not null,
  n integer not null,
  in_favour integer not null,
  against integer not null,
  abstained integer not null,
  noted_by uuid not null,
  at timestamp with time zone not null,
  key uuid
);
alter table tallies add CHECK ((abstained >= 0));
alter table tallies add CHECK ((against >= 0));
alter table tallies add CHECK ((in_favour >= 0));
alter table tallies add FOREIGN KEY (county) REFERENCES counties(county);
alter table tallies add FOREIGN KEY (county, motion) REFERENCES motions(county, id);
alter table tallies add FOREIGN KEY (county, noted_by) REFERENCES people(county, id);
alter table tallies add FOREIGN KEY (county, teller) REFERENCES people(county, id);
alter table tallies add PRIMARY KEY (county, motion, teller, n);
CREATE UNIQUE INDEX tallies_key ON public.tallies USING btree (county, key);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table templates (
  county text not null,
  flow text not null,
  action text not null,
  title text not null,
  text text not null
);
alter table templates add FOREIGN KEY (county) REFERENCES counties(county);
alter table templates add PRIMARY KEY (county, flow, action, title);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table text_subscribers (
  county text not null,
  id uuid not null,
  person uuid not null,
  added_by uuid not null,
  since timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  ended_by uuid
);
alter table text_subscribers add CHECK (((ended_at IS NULL) = (ended_by IS NULL)));
alter table text_subscribers add FOREIGN KEY (county) REFERENCES counties(county);
alter table text_subscribers add FOREIGN KEY (county, added_by) REFERENCES people(county, id);
alter table text_subscribers add FOREIGN KEY (county, ended_by) REFERENCES people(county, id);
alter table text_subscribers add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table text_subscribers add PRIMARY KEY (county, id);
CREATE UNIQUE INDEX text_subscribers_now ON public.text_subscribers USING btree (county, person) WHERE (ended_at IS NULL);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table tunings (
  county text not null,
  flow text not null,
  tuning jsonb not null
);
alter table tunings add FOREIGN KEY (county) REFERENCES counties(county);
alter table tunings add PRIMARY KEY (county, flow);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table units (
  county text not null,
  code text not null,
  name text not null,
  kind text not null,
  level text not null,
  division text not null,
  phone text
);
alter table units add CHECK ((level = ANY (ARRAY['village'::text, 'town'::text, 'county'::text])));
alter table units add FOREIGN KEY (county) REFERENCES counties(county);
alter table units add FOREIGN KEY (county, division) REFERENCES divisions(county, code);
alter table units add PRIMARY KEY (county, code);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table unmaskings (
  county text not null,
  id uuid not null,
  subject uuid not null,
  field text not null,
  purpose text not null,
  reason text not null,
  person uuid not null,
  post uuid not null,
  at timestamp with time zone not null default now()
);
alter table unmaskings add CHECK (((length(reason) >= 1) AND (length(reason) <= 200)));
alter table unmaskings add CHECK ((field = ANY (ARRAY['phone'::text, 'idNumber'::text])));
alter table unmaskings add FOREIGN KEY (county) REFERENCES counties(county);
alter table unmaskings add FOREIGN KEY (county, person) REFERENCES people(county, id);
alter table unmaskings add FOREIGN KEY (county, post) REFERENCES posts(county, id);
alter table unmaskings add FOREIGN KEY (county, subject) REFERENCES people(county, id);
alter table unmaskings add PRIMARY KEY (county, id);
CREATE INDEX unmaskings_person ON public.unmaskings USING btree (county, person, at);
CREATE INDEX unmaskings_subject ON public.unmaskings USING btree (county, subject, at);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table votes (
  county text not null,
  motion uuid not null,
  meeting uuid not null,
  member uuid not null,
  choice text not null,
  noted_by uuid not null,
  at timestamp with time zone not null
);
alter table votes add CHECK ((choice = ANY (ARRAY['for'::text, 'against'::text, 'abstain'::text])));
alter table votes add FOREIGN KEY (county) REFERENCES counties(county);
alter table votes add FOREIGN KEY (county, meeting, member) REFERENCES meeting_rolls(county, meeting, member);
alter table votes add FOREIGN KEY (county, motion) REFERENCES motions(county, id);
alter table votes add FOREIGN KEY (county, noted_by) REFERENCES people(county, id);
alter table votes add PRIMARY KEY (county, motion, member);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table webhook_deliveries (
  county text not null,
  id uuid not null,
  webhook uuid not null,
  event text not null,
  body text not null,
  made_at timestamp with time zone not null default now(),
  tries smallint not null default 0,
  due_at timestamp with time zone default now(),
  arrived_at timestamp with time zone,
  dead_at timestamp with time zone,
  outcome text
);
alter table webhook_deliveries add CHECK ((num_nonnulls(due_at, arrived_at, dead_at) = 1));
alter table webhook_deliveries add FOREIGN KEY (county) REFERENCES counties(county);
alter table webhook_deliveries add FOREIGN KEY (county, webhook) REFERENCES webhooks(county, id);
alter table webhook_deliveries add PRIMARY KEY (county, id);
CREATE INDEX webhook_deliveries_dead ON public.webhook_deliveries USING btree (county, dead_at DESC) WHERE (dead_at IS NOT NULL);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX webhook_deliveries_webhook ON public.webhook_deliveries USING btree (county, webhook);
create policy county using ((county = current_county())) with check ((county = current_county()));

create table webhooks (
  county text not null,
  id uuid not null,
  client uuid not null,
  url text not null,
  events text[] not null,
  secret_sealed bytea not null,
  opened_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone
);
alter table webhooks add CHECK ((cardinality(events) > 0));
alter table webhooks add FOREIGN KEY (county) REFERENCES counties(county);
alter table webhooks add FOREIGN KEY (county, client) REFERENCES api_clients(county, id);
alter table webhooks add PRIMARY KEY (county, id);
CREATE INDEX webhooks_client ON public.webhooks USING btree (county, client);
create policy county using ((county = current_county())) with check ((county = current_county()));

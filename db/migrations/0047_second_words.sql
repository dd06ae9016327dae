-- 复核: what one keeper of a register says and a second person of the place has to say yes to before it takes effect, since
-- with it somebody can speak, vote and read as somebody else: a telephone let in, a guardian of a child, the telephones a list
-- gives to people who had none.
create table second_words (
  county text not null references counties,
  id uuid not null,
  kind text not null check (kind in ('phone', 'guardian', 'list')),
  -- What it is about: the request of the telephone, the child, the import.
  subject uuid not null,
  -- Whose telephone it becomes, who becomes a guardian; of a list nobody alone.
  concerned uuid,
  -- Whose people give the second word.
  area text not null,
  -- What else takes effect, as its kind writes and reads it; no number of anybody.
  what jsonb not null,
  person uuid not null,
  -- Nothing: the worker asks for whoever sent a list.
  post uuid,
  asked_at timestamptz not null default now(),
  verdict text check (verdict in ('approved', 'refused')),
  said text check (length(said) between 1 and 200),
  decided_by uuid,
  decided_post uuid,
  decided_at timestamptz,
  primary key (county, id),
  check ((kind = 'list') = (concerned is null)),
  check (num_nulls(verdict, decided_by, decided_post, decided_at) in (0, 4)),
  check (verdict is distinct from 'refused' or said is not null),
  -- Never one's own word, from whatever post, nor on oneself.
  check (decided_by <> person),
  check (decided_by <> concerned),
  foreign key (county, area) references divisions (county, code),
  foreign key (county, concerned) references people (county, id),
  foreign key (county, person) references people (county, id),
  foreign key (county, post) references posts (county, id),
  foreign key (county, decided_by) references people (county, id),
  foreign key (county, decided_post) references posts (county, id)
);
create index second_words_asked on second_words (county, asked_at desc, id desc);
create index second_words_subject on second_words (county, subject);

-- Telephones of a list for people who were there without one, until somebody has given the second word.
create table import_phones (
  county text not null references counties,
  id uuid not null,
  import uuid not null,
  person uuid not null,
  phone_sealed bytea not null,
  phone_hash bytea not null,
  at timestamptz not null default now(),
  primary key (county, id),
  unique (county, import, person),
  unique (county, import, phone_hash),
  foreign key (county, import) references imports (county, id),
  foreign key (county, person) references people (county, id)
);

grant select, insert on second_words to gongzhi_app;
grant update (verdict, said, decided_by, decided_post, decided_at) on second_words to gongzhi_app;
-- Answered or lapsed, the numbers go.
grant select, insert, delete on import_phones to gongzhi_app;

-- Said once, it stands.
create trigger decided_once before update on second_words for each row
  when (old.verdict is not null) execute function refuse_change();
create trigger never_gone before delete on second_words for each row execute function refuse_change();

do $$
declare
  name text;
begin
  foreach name in array array['second_words', 'import_phones'] loop
    execute format('create trigger no_truncate before truncate on %I for each statement execute function refuse_change()', name);
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy county on %I to gongzhi_app using (county = current_county()) with check (county = current_county())',
      name
    );
    -- The same truth for the planner as in 0004.
    if current_setting('server_version_num')::int >= 180000 then
      perform pg_restore_attribute_stats(
        'schemaname', 'public', 'relname', name, 'attname', 'county', 'inherited', false,
        'null_frac', 0::real, 'avg_width', 7, 'n_distinct', 1::real
      );
    end if;
  end loop;
end $$;

-- What everybody who may read a matter reads of it: title, address and words without numbers of anybody and without the name of
-- whoever is not to be named. Lists, maps and notices showed the name the detail hid, and a search by the hidden words told a
-- telephone digit by digit.
alter table matters
  add column open_words text not null default '',
  add column open_address text;

-- Of what was written before without any digit; the rules write it exactly with the next entry.
update matters m set
  title = case when char_length(p.name) > 1 then replace(m.title, p.name, left(p.name, 1) || repeat('*', char_length(p.name) - 1)) else m.title end,
  open_words = m.number || ' ' || translate(
    case when char_length(p.name) > 1 then replace(substr(m.words, char_length(m.number) + 2), p.name, '') else substr(m.words, char_length(m.number) + 2) end,
    '0123456789０１２３４５６７８９', ''),
  open_address = translate(
    case when char_length(p.name) > 1 then replace(m.state -> 'answers' -> 'place' ->> 'address', p.name, '') else m.state -> 'answers' -> 'place' ->> 'address' end,
    '0123456789０１２３４５６７８９', '')
from people p where p.county = m.county and p.id = m.asker;

alter table matters alter column open_words drop default;

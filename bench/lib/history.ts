import type { Tx } from '#server/core/db.ts'
import { act, openMatter } from '#server/modules/matters/index.ts'
import { addPerson, COUNTY, type People } from './people.ts'
import { dispatchBody, reportBody } from './reports.ts'
import { say } from './figures.ts'
import type { House } from './house.ts'

/**
 * A county's past, made in bulk: real matters written by our own code, copied under other ids over all villages.
 * Copies are for reading and for acting on; their chains are those of the original, so nothing here verifies.
 */
export type Past = {
  matters: number
  /** Every n-th is still open; the rest ended satisfied. */
  everyNthOpen: number
  /** With the first entry of each, for benches that write; lists read rows only. */
  entries: boolean
}

/** Writes the past and brings the planner's statistics up to date. */
export async function writePast({ services }: House, people: People, past: Past): Promise<void> {
  const ended = await endedMatter(services, people)
  const open = await reported(services, people)
  const { matters, everyNthOpen, entries } = past
  await copy(services, { from: ended, batch: 1, count: matters, days: 1500, entries })
  await copy(services, { from: open, batch: 2, count: Math.floor(matters / everyNthOpen), days: 10, entries })
  await settleDown(services)
}

/** Reported matters of one village, waiting for the street's dispatcher. */
export async function writePool({ services }: House, people: People, count: number): Promise<void> {
  const from = await reported(services, people)
  await copy(services, { from, batch: 3, count, days: 0, entries: true })
  await settleDown(services)
}

/** The id of the n-th matter of the pool, n from 1; and the SQL that makes it. */
export const poolId = (n: number) => `01800000-0000-7000-8003-${n.toString(16).padStart(12, '0')}`
export const poolIdSql = (n: string) => copyId(3, n)

const copyId = (batch: number, n: string) =>
  `('01800000-0000-7000-800${batch.toString(16)}-' || lpad(to_hex(${n}), 12, '0'))::uuid`

/** Which copies, as `c`, are of that batch. */
export const inBatch = (batch: number, count: string) =>
  `c.county = '${COUNTY}' and c.id between ${copyId(batch, '1')} and ${copyId(batch, count)}`

export async function reported(services: House['services'], { villagers: [who] }: People): Promise<string> {
  if (!who) throw new Error('nobody reports')
  return (await openMatter(services, who.scope, reportBody(0))).id
}

/** One matter carried through to its end by the people whose part it is. */
export async function endedMatter(services: House['services'], people: People): Promise<string> {
  const id = await reported(services, people)
  const { unit } = dispatchBody().answers
  const handler = (await addPerson(services, '承办人', { role: 'handler', division: COUNTY, unit })).scope
  const [asker] = people.villagers
  await act(services, people.street.scope, id, dispatchBody())
  await act(services, handler, id, { action: 'accept', answers: {} })
  await act(services, handler, id, {
    action: 'contact',
    answers: { contactWay: 'phone', contactResult: '电话里说好下午去看' },
  })
  await act(services, handler, id, {
    action: 'finish',
    answers: { result: '管道已经疏通，路面冲洗干净', proof: await anyPhoto(services, handler.person) },
  })
  if (asker) await act(services, asker.scope, id, { action: 'confirm', answers: { stars: 5 } })
  return id
}

/** The row of a photograph, of whoever is to hang it; nobody looks at it here. */
export async function anyPhoto({ db }: House['services'], person?: string): Promise<string[]> {
  const id = 'a'.repeat(64)
  await db.inCounty(COUNTY, async (tx) => {
    await tx.rows(
      'insert into files (county, id, width, height, bytes) values (current_county(), $1, 800, 600, 90000) on conflict do nothing',
      [id],
    )
    if (person === undefined) return
    await tx.rows(
      'insert into file_adders (county, file, person) values (current_county(), $1, $2) on conflict do nothing',
      [id, person],
    )
  })
  return [id]
}

type Copying = { from: string; batch: number; count: number; days: number; entries: boolean }

/**
 * Copies one matter. With days: opened over that many days until now, over all villages; without: now, where it was.
 * Due between two days ago and ten days ahead, so that queues hold warned and overdue ones too.
 */
async function copy(services: House['services'], copying: Copying): Promise<void> {
  await services.db.asOwner((tx) => copyIn(tx, copying))
}

/** The same in a transaction that is open already. */
export async function copyIn(tx: Tx, { from, batch, count, days, entries }: Copying): Promise<void> {
  say(`copying ${count} matters`)
  await tx.rows(COPY_MATTERS.replaceAll('COPY_ID', copyId(batch, 'g')), [from, count, days])
  if (!entries) return
  await tx.rows(
    `insert into entries (county, matter, seq, action, actor, post, at, answers, change, hash)
     select e.county, c.id, seq, action, actor, post, at + (c.opened_at - o.opened_at), answers, change || ${SHIFTED}, hash
     from matters o join entries e on e.county = o.county and e.matter = o.id,
       matters c where o.id = $1 and ${inBatch(batch, '$2::bigint')}`,
    [from, count],
  )
}

const instant = (at: string) => `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The days a matter counts for are in the changes that opened and ended it (kit/life.ts). */
const SHIFTED = `case
  when change ? 'openedAt' then jsonb_build_object('openedAt', ${instant('c.opened_at')}, 'division', c.division)
  when change ->> 'endedAt' is not null then jsonb_build_object('endedAt', ${instant('c.ended_at')})
  else '{}' end`

const COPY_MATTERS = `
  with v as (
    select array_agg(code order by code) as codes, array_agg(name order by code) as names
    from divisions where level = 'village'
  )
  insert into matters (county, id, number, flow, stage, level, division, item, title, words, open_words, confidential, shown, asker,
    unit, holder, lng, lat, opened_at, stage_at, due_at, tick_at, warned_at, overdue_at, ended_at, ending, state, rev, head,
    code_hash)
  select m.county, COPY_ID, at.number, flow, stage, level, at.division, item, title,
    at.number || ' ' || title || ' ' || at.village, at.number || ' ' || title || ' ' || at.village, confidential, shown, asker, unit, holder,
    lng + (g % 1000 - 500) / 10000.0, lat + (g % 777 - 388) / 10000.0, at.opened, at.opened, at.due, null, null,
    case when at.due < now() then at.due end, at.opened + (ended_at - opened_at), ending,
    state || jsonb_build_object('division', at.division), rev, head, sha256(uuid_send(COPY_ID))
  from matters m, v, generate_series(1, $2) as g,
    lateral (
      select nextval('matter_numbers') as n,
        case when $3 = 0 then m.division else v.codes[1 + g * 37 % cardinality(v.codes)] end as division,
        v.names[1 + g * 37 % cardinality(v.codes)] as village,
        date_trunc('milliseconds', now() - ($2 - g)::float8 / $2 * $3 * interval '1 day') as opened,
        case when m.due_at is not null then now() + (g * 7919 % 1000 / 1000.0 * 12 - 2) * interval '1 day' end as due
    ) as place,
    lateral (
      select place.*, to_char(opened, 'YYMMDD') || '-' || to_char(n, 'FM999999990000') as number
    ) as at
  where m.id = $1`
  .replaceAll('$2', '$2::bigint')
  .replaceAll('$3', '$3::int')

/** As after a night's autovacuum: statistics fresh, the search index merged. */
export async function settleDown({ db }: House['services']): Promise<void> {
  say('vacuum analyze')
  await db.pool.query('vacuum analyze')
  say('ready')
}

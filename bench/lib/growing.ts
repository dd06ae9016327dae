import { countEntries } from '#server/modules/indicators/index.ts'
import { endOfChanges } from '#server/modules/matters/index.ts'
import type { Tx } from '#server/core/db.ts'
import { say } from './figures.ts'
import { copyIn, endedMatter, inBatch, reported, settleDown } from './history.ts'
import type { House } from './house.ts'
import { VILLAGE, type People } from './people.ts'

/**
 * A county whose past grows by millions: copies of an ended and of an open matter with their entries, and the
 * counters as the worker would have counted them, all by SQL.
 */
export type Growing = {
  /** Adds so many matters that there are that many in all, and settles down. */
  growTo: (matters: number) => Promise<void>
}

/** Of how many one is still open: a county of 258,055 a year that takes ten days for each has about that. */
const EVERY_NTH_OPEN = 100
const DAYS = 1500
const OPEN_DAYS = 10

/** Makes the two matters that will be copied, counted as usual. */
export async function growing(house: House, people: People): Promise<Growing> {
  const { services } = house
  const originals = {
    ended: await endedMatter(services, people),
    open: await reported(services, people),
  }
  while ((await countEntries(services)) > 0);
  await services.db.asOwner((tx) => keepTemplates(tx))
  let there = 0
  // The first three are those of history.ts.
  let batch = 4
  const add = async (tx: Tx, from: string, count: number, days: number, outcome: string) => {
    await copyIn(tx, { from, batch, count, days, entries: true })
    await countBatch(tx, batch, count, outcome)
    batch++
  }
  return {
    growTo: async (matters) => {
      const more = matters - there
      const open = Math.floor(more / EVERY_NTH_OPEN)
      await services.db.asOwner((tx) =>
        withoutIndexes(tx, async () => {
          await add(tx, originals.ended, more - open, DAYS, 'satisfied')
          await add(tx, originals.open, open, OPEN_DAYS, 'open')
        }),
      )
      there = matters
      await services.db.asOwner((tx) => skipCounted(tx))
      await settleDown(services)
    },
  }
}

/** What one matter of each outcome counts for in its village, taken from what the worker counted. */
async function keepTemplates(tx: Tx): Promise<void> {
  for (const table of ['counters', 'counter_shares', 'standings'])
    await tx.rows(`create table template_${table} as select * from ${table} where division = '${VILLAGE}'`)
}

/** Rows of a village, of its town and of the county. */
const AREAS = `lateral (values (left(g.division, 6)), (left(g.division, 9)), (g.division)) as area (code)`
const SPANS = `lateral (values ('day', g.day), ('month', date_trunc('month', g.day)::date)) as s (span, day_on)`

/** Adds a batch to the counters: each copy counts for what its original does, where and when it lies. */
async function countBatch(tx: Tx, batch: number, count: number, outcome: string): Promise<void> {
  say(`counting ${count} matters`)
  await tx.rows(
    `create temporary table batch on commit drop as
     select division, (opened_at at time zone 'Asia/Shanghai')::date as day, count(*) as n
     from matters c where ${inBatch(batch, String(count))} group by 1, 2`,
  )
  await addTimes(tx, 'counters', `t.span = 'day' and t.outcome = '${outcome}'`)
  if (outcome === 'open') await addTimes(tx, 'standings', 'true')
  else await addTimes(tx, 'counter_shares', `t.span = 'day'`)
  await tx.rows('drop table batch')
}

/** Multiplies a template by the batch; columns come from the table itself, so that new counts are not forgotten. */
async function addTimes(tx: Tx, table: string, which: string): Promise<void> {
  const columns = await tx.rows<{ name: string; key: boolean }>(
    `select a.attname as name, a.attnum = any(i.indkey) as key
     from pg_attribute a join pg_index i on i.indrelid = a.attrelid and i.indisprimary
     where a.attrelid = '${table}'::regclass and a.attnum > 0 order by a.attnum`,
  )
  const names = columns.map(({ name }) => name)
  const keys = columns.filter(({ key }) => key).map(({ name }) => name)
  const values = names.filter((name) => !keys.includes(name))
  const dated = keys.includes('span')
  const own: Record<string, string> = {
    division: 'area.code',
    ...(dated ? { span: 's.span', day_on: 's.day_on' } : {}),
  }
  const keyOf = keys.map((name) => own[name] ?? `t.${name}`)
  const said = names.map((name) =>
    keys.includes(name) ? (own[name] ?? `t.${name}`) : `sum(t.${name} * g.n)`,
  )
  await tx.rows(
    `insert into ${table} (${names.join(', ')})
     select ${said.join(', ')} from batch g, ${AREAS}${dated ? `, ${SPANS}` : ''}, template_${table} t
     where ${which} group by ${keyOf.join(', ')}
     on conflict (${keys.join(', ')}) do update set
       ${values.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', ')}`,
  )
}

/**
 * The worker need not read what was counted in bulk, nor what stands there only for the planner. Readers that did not
 * begin yet begin here.
 */
export async function skipCounted(tx: Tx): Promise<void> {
  const end = await endOfChanges(tx)
  await tx.rows(
    `insert into cursors (reader, tx, county, matter, seq, moved_at)
     select reader, $1::xid8, $2, $3, $4, now() from unnest($5::text[]) as reader
     on conflict (reader) do update set tx = excluded.tx, county = excluded.county, matter = excluded.matter,
       seq = excluded.seq, moved_at = excluded.moved_at`,
    [end.tx, end.county, end.matter, end.seq, ['counters', 'notices']],
  )
}

/** Millions of rows go in first and are indexed afterwards, which takes a fraction of the time. */
async function withoutIndexes(tx: Tx, work: () => Promise<void>): Promise<void> {
  const indexes = await tx.rows<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid in ('matters'::regclass, 'entries'::regclass) and not i.indisprimary
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
  )
  // What is copied was checked when its original was written.
  await tx.rows(`set local session_replication_role = 'replica'`)
  await tx.rows(`set local maintenance_work_mem = '1GB'`)
  for (const { name } of indexes) await tx.rows(`drop index ${name}`)
  await work()
  for (const { name, definition } of indexes) {
    say(`indexing ${name}`)
    await tx.rows(definition)
  }
}

import { dateOf, fieldsOf } from '#practice/kit/index.ts'
import { getFlow } from '#practice/flows.gen.ts'
import type { Tx } from '#server/core/db.ts'
import { yanliang } from '#packs/yanliang/pack.ts'
import { seedCounty } from '#server/modules/demo/index.ts'
import {
  countEntries,
  countsOf,
  sharesOf,
  standingsOf,
  type Asked,
} from '#server/modules/indicators/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { median, report, say } from './lib/figures.ts'
import { openHouse, type House } from './lib/house.ts'
import { lagFigure, watchLag } from './lib/lag.ts'
import { post } from './lib/load.ts'
import { COUNTY, settle, type People } from './lib/people.ts'
import { newKey, reportBody } from './lib/reports.ts'
import { bundleServer, startServer } from './lib/server.ts'

/**
 * The numbers of a wall page from counters against the same numbers by a full count of matters and entries, over a
 * county's whole history (issue 3: at least 200 times faster); and how far the counters lag behind a load.
 */

const MATTERS = Number(process.env['MATTERS'] ?? 1_000_000)
const ROUNDS = Number(process.env['ROUNDS'] ?? 3)
const LOAD_SECONDS = Number(process.env['SECONDS'] ?? 30)
const CLIENTS = 16
const TREND_DAYS = 14
const MONTH_DAYS = 30
const DAY_MS = 86_400_000

const ago = (days: number) => dateOf(new Date(Date.now() - days * DAY_MS))
const today = ago(0)

type Numbers = Record<string, number>

/** Everything a page shows: totals, stages and parts, what is open, by village, by class, and the trend. */
async function fromCounters(tx: Tx, villages: readonly string[]): Promise<Numbers> {
  const asked = (divisions: readonly string[], from: string): Asked => ({
    divisions,
    from,
    to: today,
    flow: undefined,
    class: undefined,
    confidential: true,
  })
  const all = asked([COUNTY], '2020-01-01')
  const numbers: Numbers = {}
  const add = (name: string, n: number) => (numbers[name] = (numbers[name] ?? 0) + n)
  for (const { key: _, flow: _flow, outcome, ...counts } of await countsOf(tx, all, 'all'))
    for (const [name, n] of Object.entries(counts)) add(`${name} ${outcome}`, n)
  for (const { kind, name, n, seconds } of await sharesOf(tx, all)) {
    if (kind !== 'stage') continue
    add(`stage ${name}`, n)
    add(`seconds ${name}`, seconds)
  }
  for (const { key, clock, n } of await standingsOf(tx, asked(villages, ago(0)), 'division')) {
    add(`open ${key}`, n)
    if (clock === 'overdue') add(`overdue ${key}`, n)
  }
  for (const { key, opened } of await countsOf(tx, asked(villages, ago(MONTH_DAYS - 1)), 'division'))
    add(`village ${key}`, opened)
  for (const { key, opened } of await countsOf(tx, all, 'class')) add(`class ${key}`, opened)
  for (const { key, opened, ended } of await countsOf(tx, asked([COUNTY], ago(TREND_DAYS - 1)), 'day')) {
    add(`opened ${key}`, opened)
    add(`ended ${key}`, ended)
  }
  return numbers
}

const TYPED = Object.entries(fieldsOf(getFlow('grid-event')))
  .filter(([, { kind }]) => ['text', 'yuan', 'count', 'date', 'matter'].includes(kind))
  .map(([name]) => name)

const did = (action: string) => `ended_at is not null and state -> 'done' ? '${action}'`
const DAY = (column: string) => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`

/** The same by plain SQL: each row is a name and a number. */
const FULL: readonly string[] = [
  `select t.name || ' ' || outcome as name, t.n from (
     select coalesce(ending, 'open') as outcome, count(*) as opened, count(ended_at) as ended,
       count(*) filter (where ended_at is not null
         and coalesce((state #>> '{done,overdue,times}')::int, 0) <= (ending = 'unanswered')::int) as timely,
       count(*) filter (where state -> 'done' ? 'reject') as refused,
       count(*) filter (where ${did('reject')}) as reopened,
       count(*) filter (where ${did('dispatch')}) as handed,
       count(*) filter (where ${did('object')}) as objected,
       count(*) filter (where ${did('askExtension')}) as extended,
       count(*) filter (where ${did('contact')}) as contacted,
       count(*) filter (where ${did('contact-late')}) as missed
     from matters where county = current_county() group by 1) as m,
   lateral (values ('opened', opened), ('ended', ended), ('timely', timely), ('refused', refused), ('reopened', reopened),
     ('handed', handed), ('objected', objected), ('extended', extended), ('contacted', contacted), ('missed', missed)
   ) as t (name, n)`,
  `select t.name || ' ' || ending as name, t.n from (
     select ending, count(*) as actions, count(before) as taps, coalesce(sum(round(extract(epoch from at - before))), 0) as gaps, sum(typed) as typed
     from (
       select m.ending, e.at, lag(e.at) over (partition by e.matter order by e.seq) as before,
         (select count(*) from jsonb_object_keys(e.answers) as k where k = any($1)) as typed
       from matters m join entries e on e.county = m.county and e.matter = m.id
       where m.county = current_county() and m.ended_at is not null and m.ending <> 'recorded'
         and e.actor is not null and e.actor <> m.asker) as own
     group by ending) as m,
   lateral (values ('actions', actions), ('taps', taps), ('tap_seconds', gaps), ('fields', typed)) as t (name, n)`,
  `select t.name || ' ' || stage as name, t.n from (
     select stage, count(*) as n, sum(round(extract(epoch from left_at - at))) as seconds from (
       select e.change ->> 'stage' as stage, e.at, lead(e.at) over (partition by e.matter order by e.seq) as left_at
       from matters m join entries e on e.county = m.county and e.matter = m.id
       where m.county = current_county() and m.ended_at is not null and m.ending <> 'recorded' and e.change ? 'stage') as stays
     where left_at is not null group by stage) as m,
   lateral (values ('stage', n), ('seconds', seconds)) as t (name, n)`,
  `select t.name || ' ' || village as name, t.n from (
     select village, count(*) as open, count(*) filter (where overdue_at is not null) as overdue
     from matters where county = current_county() and ended_at is null group by village) as m,
   lateral (values ('open', open), ('overdue', overdue)) as t (name, n)`,
  `select 'village ' || village as name, count(*) as n from matters
   where county = current_county() and opened_at >= $1::timestamp at time zone 'Asia/Shanghai' group by 1`,
  `select 'class ' || coalesce(left(item, 2), '') as name, count(*) as n from matters
   where county = current_county() group by 1`,
  `select 'opened ' || ${DAY('opened_at')} as name, count(*) as n from matters
   where county = current_county() and opened_at >= $1::timestamp at time zone 'Asia/Shanghai' group by 1
   union all
   select 'ended ' || ${DAY('ended_at')}, count(*) from matters
   where county = current_county() and ended_at >= $1::timestamp at time zone 'Asia/Shanghai' group by 1`,
]

async function fromRecords(tx: Tx): Promise<Numbers> {
  const numbers: Numbers = {}
  for (const sql of FULL) {
    const days = sql.includes("'village '") ? MONTH_DAYS : TREND_DAYS
    const values = sql.includes('any($1)') ? [TYPED] : sql.includes('$1') ? [ago(days - 1)] : []
    for (const { name, n } of await tx.rows<{ name: string; n: number }>(sql, values)) numbers[name] = n
  }
  return numbers
}

/** Throws at the first number the counters state otherwise. */
function compare(counters: Numbers, records: Numbers): void {
  for (const [name, n] of Object.entries(records)) {
    if ((counters[name] ?? 0) !== n)
      throw new Error(`${name}: counters say ${counters[name] ?? 0}, records ${n}`)
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const from = performance.now()
  const result = await work()
  return { ms: performance.now() - from, result }
}

async function fill({ services }: House): Promise<number> {
  const seeded = await timed(() =>
    seedCounty(services, yanliang, 'county', {
      now: new Date(),
      events: MATTERS,
      onProgress: (_doing, done, of) => (done % 100_000 === 0 ? say(`${done} of ${of} matters`) : undefined),
    }),
  )
  const counted = await timed(() => countEntries(services))
  await services.db.pool.query('vacuum analyze')
  say(`${seeded.result.entries} entries written at ${rate(seeded.result.entries, seeded.ms)}/s`)
  say(`counted at ${rate(counted.result, counted.ms)}/s`)
  return counted.result / (counted.ms / 1000)
}
const rate = (n: number, ms: number) => Math.round(n / (ms / 1000))

async function page({ services: { db } }: House, counting: number): Promise<void> {
  const { divisions } = await getCounty(db, COUNTY)
  const villages = [...divisions.values()].filter(({ level }) => level === 'village').map(({ code }) => code)
  const counters: number[] = []
  const records: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const full = await timed(() => db.read(COUNTY, fromRecords))
    const quick: number[] = []
    for (let n = 0; n < 10; n++) {
      const { ms, result } = await timed(() => db.read(COUNTY, (tx) => fromCounters(tx, villages)))
      compare(result, full.result)
      quick.push(ms)
    }
    counters.push(median(quick))
    records.push(full.ms)
    say(`round ${round + 1}: full count ${full.ms.toFixed(0)} ms, counters ${median(quick).toFixed(1)} ms`)
  }
  report({
    name: 'counters',
    ratio: median(records) / median(counters),
    reference: `the same numbers by full count of ${MATTERS} matters and their entries, same database`,
    atLeast: 200,
    details: {
      'counters-ms': median(counters).toFixed(1),
      'full-ms': median(records).toFixed(0),
      'counted-entries/s': counting.toFixed(0),
    },
  })
}

/** Reports come in as fast as they can through HTTP; how old is the oldest entry not counted yet? */
async function lag(house: House, people: People): Promise<void> {
  const server = await startServer('all', house.env)
  const watch = watchLag(house.services.db.pool)
  try {
    const tokens = people.villagers.map(({ token }) => token)
    const { perSecond } = await post(server.port, CLIENTS, { seconds: LOAD_SECONDS }, (n, connection) => ({
      path: '/api/matters',
      call: { key: newKey(), body: reportBody(n), token: tokens[connection % tokens.length] ?? '' },
    }))
    await watch.stop()
    const when = 'while 16 clients report through one process that serves and works'
    const figure = lagFigure('counters-lag', when, watch.lags)
    report({ ...figure, details: { ...figure.details, 'reports/s': perSecond.toFixed(0) } })
  } finally {
    await watch.stop()
    await server.end('SIGTERM')
  }
}

async function main(): Promise<void> {
  bundleServer()
  const house = await openHouse(process.env['HOUSE'])
  try {
    const people = await settle(house.services)
    const counting = await fill(house)
    await page(house, counting)
    await lag(house, people)
  } finally {
    await house.close()
  }
}

await main()

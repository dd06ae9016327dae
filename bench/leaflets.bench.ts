import { scopeOf } from '#server/core/scope.ts'
import { newId } from '#server/core/ids.ts'
import type { Tx } from '#server/core/db.ts'
import { order, workLeaflets } from '#server/modules/leaflets/index.ts'
import { loadPack } from '#server/modules/packs/index.ts'
import { TABLES } from '#practice/disclosure/columns.ts'
import { report, say } from './lib/figures.ts'
import { openHouse, type House } from './lib/house.ts'

/**
 * Paper for a whole county by the worker's own job (issue 4): a leaflet for each village, then the board of each, some
 * 7,800 publications in all. Pages a second, and whether memory stays where it was after the first third.
 */

const VILLAGES = Number(process.env['VILLAGES'] ?? 334)
/** 7,800 items over 334 villages (issue 4). */
const ITEMS = 23
const COUNTY = '419001'
const MONTH = '2026-10'
/** Lines of a table: a village's month. */
const LINES = 18

async function main(): Promise<void> {
  const house = await openHouse()
  try {
    await loadPack(house.services, 'jiyuan')
    const post = await house.services.db.asOwner(publishAll)
    say(`${VILLAGES} villages have published ${VILLAGES * ITEMS} items`)
    for (const kind of ['leaflet', 'boards'] as const) {
      const { seconds, pages, thirds } = await print(house, post, kind)
      const [first = 0, second = 0, third = 0] = thirds
      report({
        name: `leaflets ${kind}`,
        ratio: third / first,
        reference: 'most memory of the process while the first third was made',
        atMost: 1.25,
        details: {
          villages: VILLAGES,
          pages,
          'pages/s': (pages / seconds).toFixed(1),
          s: seconds.toFixed(1),
          'MB-by-thirds': [first, second, third].map((bytes) => Math.round(bytes / 1e6)).join('/'),
        },
      })
    }
  } finally {
    await house.close()
  }
}

type Post = { person: string; id: string }

/** Villages, their tables and who published them, straight into the tables: here only paper is measured. */
async function publishAll(tx: Tx): Promise<Post> {
  const [person, id] = [newId(), newId()]
  await tx.rows(`insert into people (county, id, name) values ($1, $2, '试一试')`, [COUNTY, person])
  await tx.rows(
    `insert into posts (county, id, person, role, title, division, starts_on)
     values ($1, $2, $3, 'county-dispatcher', '值班员', $1, '2020-01-01')`,
    [COUNTY, id, person],
  )
  const rows = Array.from({ length: LINES }, (_, n) => ({
    cells: {
      on: `${MONTH}-${String(n + 1).padStart(2, '0')}`,
      what: `第 ${n + 1} 笔，修水渠用的水泥、沙子和人工，村东头到老砖厂`,
      ...(n % 3 === 0 ? { income: 120_000 + n * 311 } : { expense: 8_000 + n * 277 }),
      voucher: `记-${n + 1}`,
    },
  }))
  const content = { columns: TABLES.accounts, rows, opening: 5_000_000, closing: 5_400_000 }
  const made = `from (select code from divisions where county = $1 and level = 'village' order by code limit ${VILLAGES}) v
    cross join (select code, starts_on from catalogue_items where county = $1 and catalogue = 'disclosure-items'
      and details ->> 'scope' <> 'member' and code like 'F%' order by position limit ${ITEMS}) i`
  await tx.rows(
    `insert into disclosure_duties (county, division, item, period, due_on, item_on, opened_by, published_on)
     select $1, v.code, i.code, '${MONTH}', '2026-11-10', i.starts_on, 'calendar', '2026-11-09' ${made}`,
    [COUNTY],
  )
  await tx.rows(
    `insert into publications (county, id, division, item, period, title, state, author, version, posted_from, posted_until)
     select $1, gen_random_uuid(), division, item, period, item || '公开表', 'published', $2, 1, '2026-11-09', '2026-11-25'
     from disclosure_duties where county = $1`,
    [COUNTY, person],
  )
  await tx.rows(
    `insert into publication_versions (county, publication, version, division, seq, title, content, summary, author,
       publisher, at, before, hash, code)
     select $1, id, 1, division, row_number() over (partition by division), title, $3, '这个月的账目，逐笔列在下面。', $2, $2,
       now(), '', sha256(id::text::bytea), upper(substr(md5(id::text), 1, 8))
     from publications where county = $1`,
    [COUNTY, person, JSON.stringify(content)],
  )
  return { person, id }
}

/** Orders the whole county and works it off; memory is looked at all the while. */
async function print({ services }: House, post: Post, kind: 'leaflet' | 'boards') {
  const scope = scopeOf(COUNTY, post.person, { id: post.id, role: 'county-dispatcher', division: COUNTY })
  const job = newId()
  const ordered = {
    kind,
    paper: 'A4',
    format: 'pdf',
    month: MONTH,
    area: COUNTY,
    base: 'http://127.0.0.1',
  } as const
  await order(services, scope, job, ordered)
  // Only villages that published: the rest of the county is no work.
  await services.db.asOwner((tx) =>
    tx.rows('update leaflet_jobs set villages = villages[1:$2] where id = $1', [job, VILLAGES]),
  )
  const seen: { at: number; rss: number }[] = []
  const from = performance.now()
  const timer = setInterval(
    () => seen.push({ at: performance.now() - from, rss: process.memoryUsage().rss }),
    50,
  )
  for (;;) {
    await workLeaflets(services)
    const { rows } = await services.db.pool.query<{ state: string; pages: number }>(
      `select j.state, (select coalesce(sum(pages), 0)::int from leaflet_parts where job = j.id) as pages
       from leaflet_jobs j where j.id = $1`,
      [job],
    )
    const [row] = rows
    if (row?.state !== 'done') continue
    clearInterval(timer)
    const ms = performance.now() - from
    const thirds = [1, 2, 3].map((n) =>
      Math.max(
        ...seen.filter(({ at }) => at > ((n - 1) * ms) / 3 && at <= (n * ms) / 3).map(({ rss }) => rss),
      ),
    )
    return { seconds: ms / 1000, pages: row.pages, thirds }
  }
}

await main()

import { plusDays } from '#practice/disclosure/period.ts'
import { makeDuties } from '#server/modules/disclosure/index.ts'
import { loadPack } from '#server/modules/packs/index.ts'
import { all, median, report, say } from './lib/figures.ts'
import { openHouse, type House } from './lib/house.ts'

/**
 * A month of duties for a county, made by the worker's own job months ahead, against a bare INSERT … SELECT of the same
 * rows into a table with the same columns, indexes and foreign keys (issue 4).
 */

const VILLAGES = Number(process.env['VILLAGES'] ?? 334)
const ITEMS = Number(process.env['ITEMS'] ?? 114)
const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
/** Jiyuan has 557 villages and the whole national list; what is more than asked for goes before anything is measured. */
const COUNTY = '419001'

async function settle({ services }: House): Promise<void> {
  await loadPack(services, 'jiyuan')
  await services.db.asOwner(async (tx) => {
    await tx.rows(
      `delete from units where division in (select code from divisions where county = $1 and level = 'village')`,
      [COUNTY],
    )
    await tx.rows(
      `delete from divisions where county = $1 and level = 'village' and code not in
         (select code from divisions where county = $1 and level = 'village' order by code limit $2)`,
      [COUNTY, VILLAGES],
    )
    // Every item of every month: as many rows as a month can have.
    await tx.rows(
      `update catalogue_items set details = details || '{"frequency": "month"}', starts_on = '2020-01-01',
         ends_on = case when position <= $2 then null else date '2020-01-01' end
       where county = $1 and catalogue = 'disclosure-items'`,
      [COUNTY, ITEMS],
    )
  })
}

/** The same rows once more, by the database alone. */
async function bare({ services }: House, from: string, until: string): Promise<{ ms: number; rows: number }> {
  const { pool } = services.db
  await pool.query('drop table if exists reference_rows, reference')
  await pool.query('create table reference (like disclosure_duties including all)')
  // What LIKE leaves out.
  await pool.query(`alter table reference add foreign key (county) references counties,
    add foreign key (county, division) references divisions (county, code),
    add foreign key (county, matter) references matters (county, id)`)
  // A county in use: both tables hold what was made before.
  await pool.query('insert into reference select * from disclosure_duties where due_on <= $1', [from])
  await pool.query(
    'create table reference_rows as select * from disclosure_duties where due_on > $1 and due_on <= $2',
    [from, until],
  )
  await pool.query('analyze reference, reference_rows')
  const start = performance.now()
  const { rowCount } = await pool.query('insert into reference select * from reference_rows')
  return { ms: performance.now() - start, rows: rowCount ?? 0 }
}

async function main(): Promise<void> {
  const house = await openHouse()
  try {
    await settle(house)
    const first = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 0, 1))
    const monthOf = (round: number) => new Date(Date.UTC(first.getUTCFullYear(), round, 1, 4))
    const start = await makeDuties(house.services, COUNTY, { now: monthOf(0) })
    await house.services.db.pool.query('analyze')
    say(`${start.made} duties are there already`)
    const rounds: { oursMs: number; bareMs: number; rows: number }[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      const [before] = (
        await house.services.db.pool.query<{ last: string }>(
          'select max(due_on) as last from disclosure_duties',
        )
      ).rows
      const from = performance.now()
      const { made } = await makeDuties(house.services, COUNTY, { now: monthOf(round) })
      const oursMs = performance.now() - from
      const last = before?.last ?? ''
      const reference = await bare(house, last, plusDays(last, 40))
      if (made !== reference.rows || made !== VILLAGES * ITEMS)
        throw new Error(`made ${made}, the reference has ${reference.rows}`)
      rounds.push({ oursMs, bareMs: reference.ms, rows: made })
      say(`round ${round}: ours ${oursMs.toFixed(0)} ms, bare ${reference.ms.toFixed(0)} ms for ${made} rows`)
    }
    report({
      name: 'duties',
      ratio: median(rounds.map(({ oursMs, bareMs }) => bareMs / oursMs)),
      reference: 'INSERT … SELECT of the same rows into the same table and indexes',
      atLeast: 0.25,
      details: {
        'ours-ms': all(rounds.map(({ oursMs }) => oursMs)),
        'reference-ms': all(rounds.map(({ bareMs }) => bareMs)),
        rows: rounds[0]?.rows ?? 0,
        villages: VILLAGES,
        items: ITEMS,
      },
    })
  } finally {
    await house.close()
  }
}

await main()

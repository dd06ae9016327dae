import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { GIVEN, SURNAMES } from '#db/county/names.ts'
import { keepRowsIn } from '#server/modules/audit/index.ts'
import { idNumberOf } from '#server/modules/demo/index.ts'
import { stageImport, workImports } from '#server/modules/people/index.ts'
import { loadPack } from '#server/modules/packs/index.ts'
import { report, say } from './lib/figures.ts'
import { openHouse, temporaryFolder, type House } from './lib/house.ts'
import { COUNTY } from './lib/people.ts'

/**
 * A county's people from a CSV file by the worker's own job (checked, hashed, sealed, found again), against PostgreSQL's
 * COPY of the same rows, sealed already, into tables with the same columns, indexes and foreign keys (issue 3).
 */

/** Jiyuan's people (issue 3). */
const ROWS = Number(process.env['ROWS'] ?? 733_000)
const HOUSEHOLD = 3

async function writeList(path: string, villages: readonly string[]): Promise<void> {
  const file = createWriteStream(path)
  file.write('姓名,身份证号,手机号,户号,与户主关系,村,组,地址\n')
  for (let n = 0; n < ROWS; n++) {
    const home = Math.floor(n / HOUSEHOLD)
    const sex = n % 2 === 0 ? '男' : '女'
    const given = GIVEN[sex]
    const name = `${SURNAMES[(n * 7) % SURNAMES.length]}${given[(n * 13) % given.length]}`
    // Every 500 people share a birthday, so that serials differ: 25,000 days are more than a county needs.
    const day = new Date(Date.UTC(1950, 0, 1 + Math.floor(n / 500))).toISOString().slice(0, 10)
    const number = idNumberOf(day, sex, Math.floor((n % 1000) / 2))
    const phone = n % 3 === 2 ? '' : `139${String(n).padStart(8, '0')}`
    const relation = n % HOUSEHOLD === 0 ? '户主' : '家人'
    const village = villages[home % villages.length]
    const line = `${name},${number},${phone},B${home},${relation},${village},${1 + (home % 9)},${home}号\n`
    if (!file.write(line)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
}

async function load(house: House, path: string): Promise<{ ms: number; id: string }> {
  const { services } = house
  const id = await stageImport(services, {
    county: COUNTY,
    path,
    file: 'bench.csv',
    area: COUNTY,
    person: null,
  })
  const from = performance.now()
  await workImports(services, keepRowsIn(services))
  return { ms: performance.now() - from, id }
}

const COLUMNS = {
  households: 'county, id, number, division, name, address',
  people:
    'county, id, household, name, born_on, sex, relation, phone_sealed, phone_hash, id_number_sealed, id_number_hash',
}

/** Empties the tables, indexes and all in place, and lets psql put the same rows in again. */
async function copyBack({ postgres }: House, folder: string): Promise<number> {
  const psql = (...commands: string[]) =>
    execFileSync('psql', [
      postgres.url,
      '-qX',
      '-v',
      'ON_ERROR_STOP=1',
      ...commands.flatMap((c) => ['-c', c]),
    ])
  const file = (table: string) => join(folder, `${table}.csv`)
  for (const [table, columns] of Object.entries(COLUMNS))
    psql(`\\copy (select ${columns} from ${table} order by id) to '${file(table)}' csv`)
  // The guards of what was published would refuse; nothing was.
  psql('set session_replication_role = replica', 'truncate people, households cascade')
  const from = performance.now()
  for (const [table, columns] of Object.entries(COLUMNS))
    psql(`\\copy ${table} (${columns}) from '${file(table)}' csv`)
  return performance.now() - from
}

async function main(): Promise<void> {
  const house = await openHouse()
  const folder = await temporaryFolder()
  try {
    await loadPack(house.services, 'yanliang')
    const { rows } = await house.services.db.pool.query<{ code: string }>(
      `select code from divisions where level = 'village' order by code`,
    )
    const path = join(folder, 'list.csv')
    await writeList(
      path,
      rows.map(({ code }) => code),
    )
    say(`${ROWS} rows written`)
    const first = await load(house, path)
    say(`loaded in ${(first.ms / 1000).toFixed(1)} s`)
    const again = await load(house, path)
    say(`the same list again in ${(again.ms / 1000).toFixed(1)} s`)
    const { rows: counts } = await house.services.db.pool.query<Record<string, number>>(
      'select added, changed, unchanged, refused, partly from imports order by opened_at',
    )
    say(JSON.stringify(counts))
    const copyMs = await copyBack(house, folder)
    const rate = (ms: number) => Math.round(ROWS / (ms / 1000))
    report({
      name: 'import',
      ratio: copyMs / first.ms,
      reference: 'psql \\copy of the same rows, sealed already, into the same tables with their indexes',
      atLeast: 0.2,
      details: {
        rows: ROWS,
        'rows/s': rate(first.ms),
        'copy-rows/s': rate(copyMs),
        'again-rows/s': rate(again.ms),
        refused: counts[0]?.['refused'] ?? 0,
        'changed-by-the-second': counts[1]?.['changed'] ?? 0,
      },
    })
  } finally {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  }
}

await main()

import { setTimeout as sleep } from 'node:timers/promises'
import type { Services } from './core/app.ts'
import { LOOK_MS, prepareKey, promoteKey, stateOfRing } from './core/key-ring.ts'
import { resealBatch, type Place, type SealedTable } from './core/reseal.ts'

/** Everything in the database that the key can open, on one page; `test/rotation.test.ts` holds it to the schema. */
export const SEALED: readonly SealedTable[] = [
  {
    what: '手机号、身份证号',
    table: 'people',
    id: 'id',
    columns: [
      { sealed: 'phone_sealed', hash: { column: 'phone_hash', use: 'phone' } },
      { sealed: 'id_number_sealed', hash: { column: 'id_number_hash', use: 'id-number' } },
    ],
  },
  {
    what: '等村里核对的手机号',
    table: 'phone_bindings',
    id: 'id',
    columns: [{ sealed: 'phone_sealed', hash: { column: 'phone_hash', use: 'phone' } }],
  },
  {
    what: '名单里等复核的手机号',
    table: 'import_phones',
    id: 'id',
    columns: [{ sealed: 'phone_sealed', hash: { column: 'phone_hash', use: 'phone' } }],
  },
  {
    what: '账号的密码和动态码',
    table: 'accounts',
    id: 'person',
    columns: [{ sealed: 'password_sealed' }, { sealed: 'totp_sealed' }, { sealed: 'totp_next_sealed' }],
  },
  { what: '推送的签名密钥', table: 'webhooks', id: 'id', columns: [{ sealed: 'secret_sealed' }] },
  { what: '没结束的无记名投票', table: 'ballot_boxes', id: 'motion', columns: [{ sealed: 'signing_key' }] },
]

type Rotated = {
  /** Whether this run made a new key; otherwise it went on with what an earlier one began. */
  isNew: boolean
  values: number
  renewed: number
  /** Which row and column no key of ours opens. */
  broken: string[]
}
type Doing = { isDry: boolean; onProgress: (doing: string, done: number, of: number) => void }

/** Whoever read the file of keys a moment ago reads it again within `LOOK_MS`. */
const ALL_KNOW_MS = 2 * LOOK_MS
/** What was begun with the key before is written within seconds; rounds until nothing is left of it. */
const ROUNDS_MAX = 20
const BETWEEN_MS = 500

/**
 * Makes a new key and seals everything anew, while the program runs. Cut short at any moment it goes on where it was when
 * it is run again, and makes no second key. With `isDry` it only counts. With `SECRET_KEY` the keys are the operator's:
 * it seals by the one that is set. Throws when another run is at it, or rows stay held by others.
 */
export async function rotateKey(services: Services, { isDry, onProgress }: Doing): Promise<Rotated> {
  return alone(services, async () => {
    const { config } = services
    const total = await countRows(services)
    const look = (doing: string) => passOver(services, { doing, total, onProgress, isLooking: true })
    const first = await look('清点')
    const isNew = makesKey(config, first.stale)
    if (isDry) return { ...first, isNew, renewed: isNew ? first.values : first.stale }
    if (isNew) await change(config.dataDir)
    let renewed = 0
    for (let round = 1; round <= ROUNDS_MAX; round++) {
      renewed += (await passOver(services, { doing: '重新加密', total, onProgress, isLooking: false })).stale
      const { values, stale, broken } = await look('核对')
      if (stale === 0) return { isNew, values, renewed, broken }
      await sleep(BETWEEN_MS)
    }
    throw new Error('有几行一直被别人占着，没有换完，请过一会儿再运行一次')
  })
}

/** What an earlier run left is finished first; under a key that was never changed nothing is left of any. */
function makesKey({ secretKey, dataDir }: Services['config'], stale: number): boolean {
  if (secretKey !== undefined) return false
  const { isPrepared, hasOlder } = stateOfRing(dataDir)
  return isPrepared || !hasOlder || stale === 0
}

/** First everybody can read with the new key, then it seals. */
async function change(dataDir: string): Promise<void> {
  prepareKey(dataDir)
  await sleep(ALL_KNOW_MS)
  promoteKey(dataDir)
  await sleep(ALL_KNOW_MS)
}

/** One run at a time; its lock goes with its connection, however it ends. */
async function alone<T>({ db }: Services, work: () => Promise<T>): Promise<T> {
  const client = await db.pool.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(hashtext('rotate key')) as mine`,
    )
    if (rows[0]?.mine !== true) throw new Error('另一个窗口正在换密钥，请等它结束')
    return await work()
  } finally {
    client.release(true)
  }
}

async function countRows({ db }: Services): Promise<number> {
  const counts = await db.asOwner((tx) =>
    tx.rows<{ n: number }>(
      SEALED.map(
        ({ table, columns }) =>
          `select count(*)::int as n from ${table}
           where ${columns.map(({ sealed }) => `${sealed} is not null`).join(' or ')}`,
      ).join(' union all '),
    ),
  )
  return counts.reduce((sum, { n }) => sum + n, 0)
}

type Pass = { doing: string; total: number; onProgress: Doing['onProgress']; isLooking: boolean }

async function passOver(services: Services, { doing, total, onProgress, isLooking }: Pass) {
  const sum = { values: 0, stale: 0, broken: [] as string[] }
  let rows = 0
  for (const of of SEALED) {
    let place: Place | undefined
    do {
      const after = place
      const batch = await services.db.asOwner((tx) => resealBatch(tx, services.secrets, of, after, isLooking))
      sum.values += batch.values
      sum.stale += batch.stale
      sum.broken.push(...batch.broken)
      rows += batch.rows
      place = batch.next
      onProgress(doing, rows, total)
    } while (place)
  }
  return sum
}

import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Term } from '#server/core/term.ts'
import type { Tx } from '#server/core/db.ts'
import { countyCodes } from '#server/modules/places/index.ts'
import {
  ageOfRow,
  ageOfSeal,
  hashOfSeal,
  headOf,
  KEPT,
  KeyWatch,
  monthBefore,
  MONTHS_AHEAD,
  rootOf,
  type Seal,
} from './rules.ts'
import * as store from './store.ts'

/** What happens to the log by itself: rows are sealed, months are made and go after their term, and all of it is proved. */

/** Rows of one turn and county; what is left waits for the next turn, some seconds later. */
const BATCH = 5_000

/** Seals what every county has written since the last turn. Any number of workers may run it. */
export async function sealRows(services: Services): Promise<number> {
  let sealed = 0
  for (const { county } of await services.db.asOwner((tx) => countyCodes(tx)))
    sealed += await services.db.inCounty(county, (tx) => sealCounty(tx, services, county, new Date()))
  return sealed
}

async function sealCounty(tx: Tx, { secrets }: Services, county: string, now: Date): Promise<number> {
  if (!(await store.maySeal(tx))) return 0
  const last = await store.lastSeal(tx)
  const edge = await store.edgeOf(tx)
  const found = await store.unsealedRows(tx, last?.below_tx ?? '0', BATCH + 1)
  const cut = found[BATCH]
  // A transaction is sealed whole; below the cut all of them are.
  const below = cut ? cut.tx : edge
  const rows = found.filter(({ tx: of }) => BigInt(of) < BigInt(below))
  let before = last
  for (const month of new Set(rows.map(({ month_on }) => month_on))) {
    const of = rows.filter(({ month_on }) => month_on === month)
    const seal = sealOver(of, (before?.seq ?? 0) + 1, below, now)
    before = { ...seal, hash: hashOfSeal(secrets, before?.hash, county, seal) }
    await store.insertSeal(tx, before)
  }
  return rows.length
}

function sealOver(
  rows: readonly store.Unsealed[],
  seq: number,
  below: string,
  now: Date,
): Omit<Seal, 'hash'> {
  const times = rows.map(({ at }) => at.getTime())
  return {
    seq,
    month_on: rows[0]?.month_on ?? '',
    sealed_at: now,
    first_at: new Date(Math.min(...times)),
    last_at: new Date(Math.max(...times)),
    below_tx: below,
    rows: rows.map(({ id }) => id),
    root: rootOf(rows),
  }
}

const firstKept = (now: Date) => monthBefore(dateOf(now), KEPT.months)

export const logTerm: Term = {
  what: '审计日志的月份',
  rule: `满 ${KEPT.months} 个月；${KEPT.says}`,
  due: async (tx) => (await store.monthsOver(tx, firstKept(new Date()))).length,
  drop: (services) => tendMonths(services),
}

/** Makes the coming months, and lets those go whose term is over. Answers with the months that went. */
export async function tendMonths(services: Services, now = new Date()): Promise<string[]> {
  await services.db.asOwner((tx) => store.prepareMonths(tx, MONTHS_AHEAD))
  return services.db.asOwner((tx) => store.dropMonths(tx, firstKept(now)))
}

export type AuditProof = {
  rows: number
  seals: number
  /** Written and not sealed yet. */
  waiting: number
  /** The end of the chain, to be kept on paper: whoever has it can tell later that nothing before it was taken away. */
  head: string
  faults: string[]
}

const SEALS_AT_ONCE = 20
const WAITING_MAX = 100_000
/** Whoever mends it needs to see a few, not a million. */
const FAULTS_MAX = 100

/**
 * Proves a county's log: every link of the chain, every row of every seal, and that there is no row besides. One moment
 * of the database, read seal by seal, so memory stays small and nobody waits. Answers with a sentence for each fault.
 */
export function verifyAudit(services: Services, county: string, now = new Date()): Promise<AuditProof> {
  const keptFrom = monthBefore(dateOf(now), KEPT.months)
  return services.db.read(county, async (tx) => {
    await tx.rows('set transaction isolation level repeatable read')
    const proof: AuditProof = { rows: 0, seals: 0, waiting: 0, head: '', faults: [] }
    let before: Seal | undefined
    let sealed = 0
    const watch = new KeyWatch()
    for (;;) {
      const seals = await store.sealsAfter(tx, before?.seq ?? 0, SEALS_AT_ONCE)
      for (const seal of seals) {
        proof.faults.push(...faultsOfLink(services, county, before, seal, watch))
        // Of months whose term is over the seals alone are left, and prove that what follows is whole.
        if (seal.month_on >= keptFrom) {
          proof.faults.push(...(await faultsOfRows(tx, services, county, { before, seal, watch })))
          sealed += seal.rows.length
        }
        before = seal
        proof.seals++
      }
      if (seals.length < SEALS_AT_ONCE || proof.faults.length >= FAULTS_MAX) break
    }
    const waiting = await store.rowsFromTx(tx, before?.below_tx ?? '0', WAITING_MAX)
    for (const row of waiting)
      if (ageOf(services, county, row) === undefined) proof.faults.push(`${saysOf(row)}：内容被改过`)
    if (before && (await store.countBelow(tx, keptFrom, before.below_tx)) !== sealed)
      for (const row of await store.strangersBelow(tx, keptFrom, before.below_tx))
        proof.faults.push(`${saysOf(row)}：是封存以后混进来的`)
    const head = before ? headOf(before) : ''
    const faults = [...new Set(proof.faults)].slice(0, FAULTS_MAX)
    return { ...proof, rows: sealed + waiting.length, waiting: waiting.length, head, faults }
  })
}

function faultsOfLink(
  { secrets }: Services,
  county: string,
  before: Seal | undefined,
  seal: Seal,
  watch: KeyWatch,
): string[] {
  const next = (before?.seq ?? 0) + 1
  if (seal.seq !== next) return [`第 ${next} 次封存不见了`]
  const age = ageOfSeal(secrets, before?.hash, county, seal)
  if (age === undefined) return [`第 ${seal.seq} 次封存被改过`]
  return watch.takesSeal(age, seal.sealed_at) ? [] : [`第 ${seal.seq} 次封存用的是已经换掉的密钥`]
}

async function faultsOfRows(
  tx: Tx,
  services: Services,
  county: string,
  { before, seal, watch }: { before: Seal | undefined; seal: Seal; watch: KeyWatch },
): Promise<string[]> {
  const [from, below] = [BigInt(before?.below_tx ?? '0'), BigInt(seal.below_tx)]
  const found = new Map((await store.rowsOfSeal(tx, seal)).map((row) => [row.id, row]))
  const faults: string[] = []
  for (const id of seal.rows) {
    const row = found.get(id)
    if (!row) {
      faults.push(`日志 ${id}：不见了（第 ${seal.seq} 次封存里有它）`)
      continue
    }
    const age = ageOf(services, county, row)
    if (age === undefined || BigInt(row.tx) < from || BigInt(row.tx) >= below)
      faults.push(`${saysOf(row)}：内容被改过`)
    else if (!watch.takesRow(age, seal.sealed_at)) faults.push(`${saysOf(row)}：用的是已经换掉的密钥`)
  }
  if (faults.length > 0) return faults
  const root = rootOf(seal.rows.flatMap((id) => found.get(id) ?? []))
  return root.equals(seal.root) ? [] : [`第 ${seal.seq} 次封存与它的 ${seal.rows.length} 行对不上`]
}

/** By which key a row is as it was written (`ageOfRow`). */
function ageOf({ secrets }: Services, county: string, row: store.AuditRow): number | undefined {
  const { at, person, post, record, before, after, hash, key, sent_hash, tx: _, ...rest } = row
  const told = {
    ...rest,
    at: at.toISOString(),
    person: person ?? undefined,
    post: post ?? undefined,
    record: record ?? undefined,
    before: before ?? undefined,
    after: after ?? undefined,
    ...(key !== null && sent_hash ? { sent: { key, hash: sent_hash.toString('hex') } } : {}),
  }
  return ageOfRow(secrets, hash, county, told)
}

const saysOf = ({ id, at, route }: store.AuditRow) => `日志 ${id}（${at.toISOString()} ${route}）`

import { dateOf, saidDay } from '#practice/kit/index.ts'
import { itemDueOn } from '#practice/disclosure/item.ts'
import { periodName, plusDays, YELLOW_DAYS } from '#practice/disclosure/period.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import {
  changesSince,
  endOfChanges,
  keepPlace,
  takePlace,
  type ChangeRow,
} from '#server/modules/matters/index.ts'
import { insertNotices } from '#server/modules/notices/index.ts'
import { countyCodes, getCounty } from '#server/modules/places/index.ts'
import { makeDuties } from './commands.ts'
import { itemsOf, type Items } from './items.ts'
import { grouped } from './rules.ts'
import * as reminders from './reminders.ts'
import * as store from './store.ts'

/** What happens without anybody pressing: duties months ahead, duties of what has ended, reminders. */

/** Makes the duties of every county that are not there yet. */
export async function preparePeriods(services: Services): Promise<void> {
  for (const { county } of await services.db.asOwner((tx) => countyCodes(tx)))
    await makeDuties(services, county)
}

const BATCH = 500
/** Nothing came of these: there is nothing to publish. */
const NOTHING_DONE = new Set(['cancelled', 'declined', 'merged'])

/**
 * Opens a duty for each matter that has ended and whose flow the list binds to an item, each exactly once: the duty and
 * the place in the log are written in one transaction. Begins at the end of the log, so that no history is owed. Once
 * `signal` is aborted it ends with the batch it is at.
 */
export async function openOnEnds({ db }: Services, signal?: AbortSignal): Promise<number> {
  for (let opened = 0; ;) {
    const batch = await db.asOwner(async (tx) => {
      const from = await takePlace(tx, 'disclosure', await endOfChanges(tx))
      if (!from) return { read: 0, opened: 0 }
      const { rows, cursor } = await changesSince(tx, from, BATCH)
      const listed = readOnce(tx)
      let n = 0
      for (const row of rows) if (await opensDuty(tx, row, listed)) n += 1
      await keepPlace(tx, 'disclosure', cursor)
      return { read: rows.length, opened: n }
    })
    opened += batch.opened
    if (batch.read < BATCH || signal?.aborted) return opened
  }
}

type Listed = (county: string, day: string) => Promise<Items['inForce']>

/** The list in force in a county on a day, read once however many matters ended. */
function readOnce(tx: Tx): Listed {
  const lists = new Map<string, Items['inForce']>()
  return async (county, day) => {
    const known = lists.get(`${county} ${day}`)
    if (known) return known
    await speakOf(tx, county)
    const { inForce } = await itemsOf(tx, day)
    lists.set(`${county} ${day}`, inForce)
    return inForce
  }
}

/** As the owner a transaction sees every county; this makes the statements that follow speak of one. */
const speakOf = (tx: Tx, county: string) => tx.rows(`select set_config('app.county', $1, true)`, [county])

async function opensDuty(tx: Tx, row: ChangeRow, listed: Listed): Promise<boolean> {
  const { endedAt, ending } = row.change
  if (typeof endedAt !== 'string' || NOTHING_DONE.has(String(ending)) || row.division.length < 12)
    return false
  const day = dateOf(row.at)
  const bound = (await listed(row.county, day)).filter(({ opensOn }) => opensOn === row.flow)
  if (bound.length === 0) return false
  await speakOf(tx, row.county)
  const division = row.division.slice(0, 12)
  // Locks the village first, as who opens one by hand does: two of one day get two numbers.
  await store.bump(tx, [division])
  for (const item of bound) {
    await store.insertDuty(tx, {
      division,
      item: item.code,
      period: day,
      dueOn: itemDueOn({ ...item, frequency: 'event' }, day),
      itemOn: item.startsOn,
      by: 'matter',
      matter: row.matter,
    })
  }
  return true
}

/** So many names are read; the rest is a number. */
const NAMED_MAX = 3

/**
 * Reminds the people of a village of duties that come due within three days and of those that are late, each once; of
 * late ones the supervisors and the town hear too. Answers with how many duties were spoken of.
 */
export async function remindPeople({ db, live }: Services, now: Date = new Date()): Promise<number> {
  const today = dateOf(now)
  let spokenOf = 0
  for (const { county: code } of await db.asOwner((tx) => countyCodes(tx))) {
    const county = await getCounty(db, code)
    const people = await db.inCounty(code, async (tx) => {
      const fresh = await reminders.takeReminders(tx, today, plusDays(today, YELLOW_DAYS), now)
      spokenOf += fresh.length
      if (fresh.length === 0) return []
      const items = await itemsOf(tx, today)
      const named = fresh.map((row) => ({ ...row, says: `${periodName(row.period)}${items.of(row).name}` }))
      const groups = grouped(named, ({ division, kind }) => `${division} ${kind}`)
      const notices = []
      for (const rows of groups.values()) {
        const [first] = rows
        if (!first) continue
        const { kind, division } = first
        const late = kind === 'late'
        const names = rows.slice(0, NAMED_MAX).map(({ says, due_on }) => `${says}（${saidDay(due_on)}到期）`)
        const text = `${county.placeName(division)}：${names.join('、')}${rows.length > NAMED_MAX ? ` 等 ${rows.length} 项` : ''}。`
        const title = late ? `${rows.length} 项公开逾期了，村民都看得到` : `${rows.length} 项公开三天内到期`
        for (const person of await reminders.peopleFor(tx, division, late, today))
          notices.push({ id: newId(), county: code, person, at: now, title, text, matter: null })
      }
      await insertNotices(tx, notices)
      return notices.map(({ person }) => person)
    })
    if (people.length > 0) live.told(code, [...new Set(people)])
  }
  return spokenOf
}

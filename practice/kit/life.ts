import { fieldsOf, findAction, isAside } from './asides.ts'
import { dateOf } from './calendar.ts'
import type { AnyFlow, Ending } from './flow.ts'
import { foldAll, type Entry, type Matter } from './matter.ts'
import { marksOf } from './milestones.ts'

/**
 * What a matter counts for, read from its entries alone: the same history always counts the same. Counters are the sum
 * of this over all matters, and a full count is that sum taken anew.
 */

/** How a matter stands to the question “what became of it”. */
export type Outcome = Ending | 'open'

/**
 * What is counted. `opened` on the day it was opened, `refused` on the day its asker last refused, all others on the
 * day it ended, so that a matter is in each number once and never in a part without being in the whole.
 */
export const COUNTS = {
  opened: '报来的',
  refused: '群众退回的，按最后一次退回的日子',
  ended: '办结的',
  timely: '办结的里，在单位手里没有到过期的',
  reopened: '办结的里，群众退回过的',
  handed: '办结的里，交给单位办过的',
  objected: '办结的里，单位提过异议的',
  upheld: '办结的里，异议成立、换了单位的',
  extended: '办结的里，申请过延期的',
  contacted: '办结的里，联系过报事人的',
  contact_seconds: '从报来到第一次联系的秒数',
  kept: '办结的里，按时联系了的',
  missed: '办结的里，超时没有联系的',
  fields: '办事的人一共打字填了几项',
  actions: '办事的人一共按了几次',
  taps: '相邻两次办理之间的间隔有几个',
  tap_seconds: '这些间隔的秒数',
} as const
export type CountName = keyof typeof COUNTS
export type Counts = Partial<Record<CountName, number>>

/** One passage of a stage, or what one part did, in a matter that ended. */
export type Share = { kind: 'stage' | 'part'; name: string; n: number; seconds: number }

/** Where an open matter stands; `clock` as the desk's queues know it. */
export type Standing = { stage: string; clock: '' | 'warned' | 'overdue' }

export type Life = {
  matter: Matter
  outcome: Outcome
  /** By day in China, YYYY-MM-DD. */
  counts: ReadonlyMap<string, Counts>
  /** On the day it ended; empty while it is open, and for what was done on the spot. */
  shares: readonly Share[]
  standing: Standing | undefined
}

/** What the first entries of a matter count for; undefined when there are none. */
export function lifeOf(flow: AnyFlow, entries: readonly Entry[]): Life | undefined {
  const matter = foldAll(entries)
  if (!matter) return undefined
  const counts = new Map<string, Counts>()
  const add = (at: string, more: Counts) => {
    const day = dateOf(new Date(at))
    counts.set(day, { ...counts.get(day), ...more })
  }
  add(matter.openedAt, { opened: 1 })
  const refusedAt = latest(matter, marksOf(flow).refusal)
  if (refusedAt !== undefined) add(refusedAt, { refused: 1 })
  if (matter.endedAt === undefined) {
    const clock = matter.overdueAt ? 'overdue' : matter.warnedAt ? 'warned' : ''
    return { matter, outcome: 'open', counts, shares: [], standing: { stage: matter.stage, clock } }
  }
  add(matter.endedAt, ended(flow, matter, entries))
  const shares = matter.ending === 'recorded' ? [] : [...passages(entries), ...parts(flow, matter, entries)]
  return { matter, outcome: matter.ending ?? 'open', counts, shares, standing: undefined }
}

const times = (matter: Matter, action: string) => matter.done[action]?.times ?? 0
const did = (matter: Matter, actions: readonly string[]) => actions.some((name) => times(matter, name) > 0)

function latest(matter: Matter, actions: readonly string[]): string | undefined {
  return actions
    .flatMap((name) => matter.done[name]?.at ?? [])
    .toSorted()
    .at(-1)
}

const secondsBetween = (from: string, to: string) =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))

/** The asker's own silence is nobody else's lateness: what ended unanswered has one overdue mark more. */
export function wasLate(matter: Matter): boolean {
  return times(matter, 'overdue') > (matter.ending === 'unanswered' ? 1 : 0)
}

function ended(flow: AnyFlow, matter: Matter, entries: readonly Entry[]): Counts {
  const marks = marksOf(flow)
  const counts: Counts = { ended: 1 }
  if (!wasLate(matter)) counts.timely = 1
  if (did(matter, marks.refusal)) counts.reopened = 1
  if (did(matter, marks.handover)) counts.handed = 1
  if (did(matter, marks.objection)) counts.objected = 1
  if (isUpheld(marks.ruling, entries)) counts.upheld = 1
  if (did(matter, marks.extension)) counts.extended = 1
  if (times(matter, 'contact-late') > 0) counts.missed = 1
  const contact = entries.find(({ action }) => action === 'contact')
  if (contact) {
    counts.contacted = 1
    counts.contact_seconds = secondsBetween(matter.openedAt, contact.at)
    if (!counts.missed) counts.kept = 1
  }
  return matter.ending === 'recorded' ? counts : { ...counts, ...burden(flow, matter, entries) }
}

/** Whether a ruling gave it to another unit than the one that objected. */
export function isUpheld(rulings: readonly string[], entries: readonly Entry[]): boolean {
  let unit: string | null | undefined
  for (const { action, change } of entries) {
    if (rulings.includes(action) && change.unit !== undefined && change.unit !== unit) return true
    if (change.unit !== undefined) unit = change.unit
  }
  return false
}

const isOfficial = (matter: Matter, { actor }: Entry) => actor !== 'clock' && actor !== matter.asker

/** What is chosen from a list or pointed at on a map costs a tap; what is typed costs time. */
const TYPED: readonly string[] = ['text', 'yuan', 'count', 'date', 'matter']

function burden(flow: AnyFlow, matter: Matter, entries: readonly Entry[]): Counts {
  const fields = fieldsOf(flow)
  const own = entries.filter((entry) => isOfficial(matter, entry))
  const typed = own.flatMap(({ answers }) =>
    Object.keys(answers).filter((key) => TYPED.includes(fields[key]?.kind ?? '')),
  )
  const gaps = own.slice(1).map(({ at }, index) => secondsBetween(own[index]?.at ?? at, at))
  const tapSeconds = gaps.reduce((sum, gap) => sum + gap, 0)
  return { fields: typed.length, actions: own.length, taps: gaps.length, tap_seconds: tapSeconds }
}

/** Every stay in a stage, from the entry that led there to the one that led on. */
function passages(entries: readonly Entry[]): Share[] {
  const stays: Share[] = []
  let here: { stage: string; since: string } | undefined
  for (const { at, change } of entries) {
    if (!change.stage || change.stage === here?.stage) continue
    if (here) stays.push({ kind: 'stage', name: here.stage, n: 1, seconds: secondsBetween(here.since, at) })
    here = { stage: change.stage, since: at }
  }
  return stays
}

/** How often each part acted. */
function parts(flow: AnyFlow, matter: Matter, entries: readonly Entry[]): Share[] {
  let stage = ''
  return entries.flatMap((entry): Share[] => {
    const part = partOf(flow, matter, entry, stage)
    stage = entry.change.stage ?? stage
    return part === undefined ? [] : [{ kind: 'part', name: part, n: 1, seconds: 0 }]
  })
}

function partOf(flow: AnyFlow, matter: Matter, entry: Entry, stage: string): string | undefined {
  if (entry.actor === 'clock') return undefined
  const asking = Object.keys(flow.roles).find((name) => flow.roles[name]?.sits === 'asker')
  if (!isOfficial(matter, entry)) return asking
  const by = findAction(flow, entry.action)?.by
  const found = flow.stages[stage]
  const owner = found && 'owner' in found ? found.owner : undefined
  if (by === undefined || by === 'anyone' || isAside(entry.action))
    return owner === asking ? undefined : owner
  const names = typeof by === 'string' ? [by] : by
  return names.find((name) => name === owner) ?? names[0]
}

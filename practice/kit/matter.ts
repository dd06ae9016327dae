import type { HandlingLevel } from '#contract/division-codes.ts'
import type { Holder } from '#contract/roles.ts'
import type { Values } from './fields.ts'
import type { Ending } from './flow.ts'
import type { Span } from './span.ts'

/** How often, when and by whom an action was last done, and who else did it before. */
export type Done = { times: number; at: string; by: string; before?: readonly string[] }

/**
 * Where a matter stands: the fold of its entries. Instants are ISO strings so that the state is plain JSON.
 * `undefined` never appears inside; what is not known is absent.
 */
export type Matter = {
  flow: string
  stage: string
  /** The level that answers for it. */
  level: HandlingLevel
  division: string
  item?: string
  asker: string
  /** Who speaks for the asker, with consent recorded. */
  agent?: string
  unit?: string
  holder?: string
  parent?: string
  /** From whom what it assists is kept: confidential as it is, or a complaint of the village's own people. */
  kept?: 'confidential' | 'conduct'
  openedAt: string
  stageAt: string
  dueAt?: string
  dueUnit?: Span['unit']
  contactDueAt?: string
  contactedAt?: string
  /** Since when the clock stands still. */
  pausedAt?: string
  /** The stage whose clock stands still. */
  pausedIn?: string
  /** Clock entries already written for this stage. */
  warnedAt?: string
  overdueAt?: string
  contactLateAt?: string
  lateRunAt?: string
  /** The next moment anything can happen by itself. */
  tickAt?: string
  endedAt?: string
  ending?: Ending
  mergedInto?: string
  /** Since when everyone of the village has known of it. */
  shownAt?: string
  /** Matters opened for it that have not ended. */
  assistsOpen: number
  answers: Values
  done: Readonly<Record<string, Done>>
  /** Number of entries folded. */
  rev: number
}

/** What an entry changed. `null` takes a value away; answers and done are merged by key. */
export type Change = { [K in keyof Omit<Matter, 'rev' | 'answers' | 'done'>]?: Matter[K] | null }

export type Entry = {
  seq: number
  action: string
  /** `clock` when nobody pressed anything. */
  actor: string
  post?: string
  at: string
  answers: Values
  change: Change
}

/** Who acts, and from which post. */
export type Actor = {
  person: string
  post?: Holder & { id: string; division: string; unit?: string }
  /** Units of every post they hold, also those they do not act from now; absent where it makes no difference. */
  units?: readonly string[]
  /** Whether who they speak for is grown up and has a telephone: asked themselves, they answer themselves. */
  askerHears?: boolean
  /** Opened it for a child whose guardian they are no more: it is nothing of theirs. */
  isAgentNoMore?: boolean
}

export const CLOCK: Actor = { person: 'clock' }

/** Applies one entry. The first has no matter before it and must set everything a matter cannot be without. */
export function fold(before: Matter | undefined, entry: Entry): Matter {
  const base: Partial<Matter> = before ?? { assistsOpen: 0 }
  const next: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(entry.change)) {
    if (value === null) delete next[key]
    else next[key] = value
  }
  const last = base.done?.[entry.action]
  return {
    ...(next as Matter),
    answers: { ...base.answers, ...entry.answers },
    done: { ...base.done, [entry.action]: doneBy(entry, last) },
    rev: entry.seq,
  }
}

/** The state after all entries of a matter, in order. */
export function foldAll(entries: readonly Entry[]): Matter | undefined {
  return entries.reduce<Matter | undefined>(fold, undefined)
}

function doneBy({ at, actor }: Entry, last: Done | undefined): Done {
  const before = new Set([...(last?.before ?? []), ...(last ? [last.by] : [])])
  before.delete(actor)
  return { times: (last?.times ?? 0) + 1, at, by: actor, ...(before.size > 0 ? { before: [...before] } : {}) }
}

import {
  CLOCK,
  faults,
  fold,
  mark,
  open as openChange,
  plays,
  refusal,
  step,
  ticking,
  writtenAt,
  type Actor,
  type AnyFlow,
  type Entry,
  type Matter,
  type Opening,
  type Values,
} from '#practice/kit/index.ts'
import { copyInto, type Value } from '#server/core/copy.ts'
import type { Tx } from '#server/core/db.ts'
import type { Secrets } from '#server/core/secrets.ts'
import type { County } from '#server/modules/places/index.ts'
import { MARKS } from './jobs.ts'
import { linkOf } from './rules.ts'
import * as store from './store.ts'
import { derive, filesIn } from './writing.ts'

/**
 * Whole histories lived through in memory and written many at once: what a demo county, and later the records of
 * another system, are made of. The rules are those of every command and of the clock; only the locks are missing,
 * because nobody else knows of the matter yet.
 */

export type Begin = {
  id: string
  number: string
  flow: string
  action: string
  actor: Actor
  opening: Opening
  answers: Values
  now: Date
  /** The opening's idempotency key. */
  key: string
}

/** One matter from its opening on. Every step throws when the rules would refuse it. */
export class LivedMatter {
  readonly id: string
  readonly number: string
  readonly key: string
  readonly flow: AnyFlow
  readonly #county: County
  readonly entries: { entry: Entry; hash: Buffer }[] = []
  readonly units = new Set<string>()
  readonly files = new Set<string>()
  readonly followers = new Set<string>()
  state: Matter

  constructor(
    county: County,
    { id, number, key, flow: flowId, action, actor, opening, answers, now }: Begin,
  ) {
    const flow = county.flow(flowId)
    this.id = id
    this.number = number
    this.key = key
    this.flow = flow
    this.#county = county
    const wrong = faults(flow, action, answers, {}, county.facts(flow, undefined))
    if (wrong) throw new Error(`${flowId}.${action}: ${JSON.stringify(wrong)}`)
    const change = openChange(flow, county.ground(flow), action, opening, answers, now)
    this.state = this.#append(undefined, entryOf(1, action, actor, answers, change, now))
    const by = flow.actions[action]?.by
    if (by !== undefined && by !== 'anyone' && !(by !== 'clock' && plays(flow, by, this.state, actor)))
      throw new Error(`${flowId}.${action} is not for ${actor.post?.role}`)
  }

  /** When the last thing happened. */
  get lastAt(): Date {
    return new Date(this.entries.at(-1)?.entry.at ?? 0)
  }

  /** Does what the flow allows. The clock must have run until then. */
  act(action: string, actor: Actor, answers: Values, now: Date): void {
    const { flow, state } = this
    const county = this.#county
    const stopped = refusal(flow, action, state, actor, now, county.calendar)
    if (stopped) throw new Error(`${this.number} ${action}: ${stopped.says}`)
    const item = county.item(flow, typeof answers['item'] === 'string' ? answers['item'] : state.item)
    const wrong = faults(flow, action, answers, state.answers, county.facts(flow, item))
    if (wrong) throw new Error(`${this.number} ${action}: ${JSON.stringify(wrong)}`)
    const change = step(flow, county.ground(flow), state, action, actor, answers, now)
    this.state = this.#append(state, entryOf(state.rev + 1, action, actor, answers, change, now))
  }

  /** Ends it in favour of an earlier one, which its asker follows from now on. */
  mergeInto(earlier: LivedMatter, actor: Actor, now: Date): void {
    const { flow, state } = this
    const stopped = refusal(flow, 'merge', state, actor, now, this.#county.calendar)
    if (stopped) throw new Error(`${this.number} merge: ${stopped.says}`)
    const answers = { earlier: earlier.number }
    const change = {
      ...step(flow, this.#county.ground(flow), state, 'merge', actor, answers, now),
      mergedInto: earlier.id,
    }
    this.state = this.#append(state, entryOf(state.rev + 1, 'merge', actor, answers, change, now))
    earlier.followers.add(state.asker)
  }

  /** Lets the clock do everything that has come by then, each thing at its own time. */
  clockUntil(now: Date): void {
    const { flow } = this
    const { calendar } = this.#county
    for (;;) {
      const { tickAt, rev } = this.state
      if (tickAt === undefined || Date.parse(tickAt) > now.getTime()) return
      const tick = ticking(flow, calendar, this.state, new Date(tickAt))
      if (!tick) return
      const at = writtenAt(this.state, tick)
      if (tick.kind === 'run') this.act(tick.action, CLOCK, {}, at)
      else {
        const change = mark(flow, this.#county.ground(flow), this.state, MARKS[tick.kind], at)
        this.state = this.#append(this.state, entryOf(rev + 1, tick.kind, CLOCK, {}, change, at))
      }
    }
  }

  #append(before: Matter | undefined, entry: Entry): Matter {
    this.entries.push({ entry, hash: linkOf(this.entries.at(-1)?.hash, this.id, entry) })
    for (const file of filesIn(this.flow, entry.answers)) this.files.add(file)
    const state = fold(before, entry)
    if (state.unit !== undefined) this.units.add(state.unit)
    return state
  }
}

function entryOf(
  seq: number,
  action: string,
  { person, post }: Actor,
  answers: Values,
  change: Entry['change'],
  now: Date,
): Entry {
  return {
    seq,
    action,
    actor: person,
    ...(post ? { post: post.id } : {}),
    at: now.toISOString(),
    answers,
    change,
  }
}

/** Numbers for that many matters, in order. */
export async function takeNumbers(tx: Tx, count: number): Promise<number[]> {
  const rows = await tx.rows<{ n: number }>(
    `select nextval('matter_numbers') as n from generate_series(1, $1)`,
    [count],
  )
  return rows.map(({ n }) => n).sort((a, b) => a - b)
}

/** The number people say: the day it was opened, and a running number. */
export function numberOf(openedAt: Date, n: number): string {
  const day = new Date(openedAt.getTime() + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '')
  return `${day}-${String(n).padStart(4, '0')}`
}

const MATTERS = [
  'county', 'id', 'number', 'flow', 'asker', 'agent', 'parent', 'opened_at', 'code_hash', 'stage', 'level', 'division', 'item', 'title',
  'words', 'confidential', 'shown', 'unit', 'holder', 'merged_into', 'lng', 'lat', 'stage_at', 'due_at', 'tick_at', 'warned_at',
  'overdue_at', 'ended_at', 'ending', 'state', 'rev', 'conduct', 'open_words', 'open_address', 'head',
] // prettier-ignore
const ENTRIES = [
  'county',
  'matter',
  'seq',
  'action',
  'actor',
  'post',
  'at',
  'answers',
  'change',
  'key',
  'hash',
]

/** Writes lived matters as they stand, in a transaction of `db.asOwner`. */
export async function writeLives(
  tx: Tx,
  county: County,
  secrets: Secrets,
  lives: readonly LivedMatter[],
): Promise<void> {
  const { client } = tx
  const names = await namesOf(tx, county.code, new Set(lives.map(({ state }) => state.asker)))
  await copyInto(
    client,
    'matters',
    MATTERS,
    lives.map((life) => matterRow(county, secrets, life, names.get(life.state.asker) ?? '')),
  )
  await copyInto(
    client,
    'entries',
    ENTRIES,
    lives.flatMap((life) => entryRows(county.code, life)),
  )
  const pairs = (of: (life: LivedMatter) => Iterable<string>) =>
    lives.flatMap((life) => [...of(life)].map((other) => [county.code, life.id, other]))
  await copyInto(
    client,
    'matter_files',
    ['county', 'matter', 'file'],
    pairs(({ files }) => files),
  )
  await copyInto(
    client,
    'matter_units',
    ['county', 'matter', 'unit'],
    pairs(({ units }) => units),
  )
  await copyInto(
    client,
    'followers',
    ['county', 'matter', 'person'],
    pairs(({ followers }) => followers),
  )
}

/** The county is named: whoever writes as the owner stands in none. */
async function namesOf(tx: Tx, county: string, people: ReadonlySet<string>): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; name: string }>(
    'select id, name from people where county = $1 and id = any($2::uuid[])',
    [county, [...people]],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function writingOf(county: County, life: LivedMatter, asker: string) {
  const last = life.entries.at(-1)
  if (!last) throw new Error(`${life.number} has no entries`)
  const derived = derive(county, life.flow, life.state, asker)
  const words = `${life.number} ${derived.words}`
  const open_words = `${life.number} ${derived.open_words}`
  return {
    ...last,
    id: life.id,
    key: undefined,
    state: life.state,
    derived: { ...derived, words, open_words },
    files: [],
  }
}

function matterRow(county: County, secrets: Secrets, life: LivedMatter, asker: string): Value[] {
  const { id, number, state } = life
  const writing = writingOf(county, life, asker)
  return [
    county.code,
    id,
    number,
    state.flow,
    state.asker,
    state.agent ?? null,
    state.parent ?? null,
    state.openedAt,
    secrets.hash('code', secrets.codeOf(id)),
    // Texts, numbers, booleans and nulls, as store.ts makes them for a statement.
    ...(store.stateValues(writing) as Value[]),
    writing.hash,
  ]
}

function entryRows(county: string, { id, key, entries }: LivedMatter): Value[][] {
  return entries.map(({ entry, hash }, index) => [
    county,
    id,
    ...(store.entryValues({ entry, key: index === 0 ? key : undefined, hash }) as Value[]),
  ])
}

import { maskText } from '#practice/disclosure/mask.ts'
import {
  fieldsOf,
  fold,
  open as openChange,
  type Actor,
  type AnyFlow,
  type Entry,
  type Matter,
  type Opening,
  type Values,
} from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import type { County } from '#server/modules/places/index.ts'
import { isOpenToAll, linkOf } from './rules.ts'
import * as store from './store.ts'

/** How an entry and the row it leads to are written, whoever caused it: a person, the clock, or another matter. */

export type Starting = {
  id: string
  action: string
  actor: Actor
  opening: Opening
  answers: Values
  now: Date
  key: string | undefined
  /** Of what it assists: from whom that is kept, this is. */
  kept?: Kept
}
export type Kept = Pick<store.Derived, 'confidential' | 'conduct'>

/** Writes the first entry and the row of a matter; answers with its number. */
export async function writeOpening(
  tx: Tx,
  { secrets }: Services,
  county: County,
  flow: AnyFlow,
  start: Starting,
): Promise<string> {
  const { id, action, actor, opening, answers, now, key, kept } = start
  const change = openChange(flow, county.ground(flow), action, opening, answers, now)
  const entry: Entry = {
    seq: 1,
    action,
    actor: actor.person,
    ...postOf(actor),
    at: now.toISOString(),
    answers,
    change,
  }
  const state = fold(undefined, entry)
  const writing = {
    id,
    entry,
    key,
    hash: linkOf(undefined, id, entry),
    state,
    derived: { ...derive(county, flow, state), ...kept },
    files: filesIn(flow, answers),
  }
  return store.insertMatter(tx, writing, secrets.hash('code', secrets.codeOf(id)))
}

/** Appends an entry to a locked matter and answers with the state it leads to. */
export async function writeStep(
  tx: Tx,
  county: County,
  flow: AnyFlow,
  row: store.MatterRecord,
  entry: Entry,
  key?: string,
): Promise<Matter> {
  const state = fold(row.state, entry)
  const hash = linkOf(row.head, row.id, entry)
  const own = derive(county, flow, state)
  const { confidential, conduct } = row.parent === null ? own : row
  await store.writeEntry(tx, {
    id: row.id,
    entry,
    key,
    hash,
    state,
    derived: { ...own, confidential, conduct },
    files: filesIn(flow, entry.answers),
  })
  // What assists it says the same of the same people, also when it is over.
  if (confidential !== row.confidential || conduct !== row.conduct)
    await store.keepChildren(tx, row.id, { confidential, conduct })
  return state
}

/** The next entry of a matter. */
export function entryFor(
  row: store.MatterRecord,
  action: string,
  actor: Actor,
  answers: Values,
  change: Entry['change'],
  now: Date,
): Entry {
  return {
    seq: row.rev + 1,
    action,
    actor: actor.person,
    ...postOf(actor),
    at: now.toISOString(),
    answers,
    change,
  }
}

function postOf(actor: Actor): { post?: string } {
  return actor.post ? { post: actor.post.id } : {}
}

/** The pictures among the answers. */
export function filesIn(flow: AnyFlow, answers: Values): string[] {
  const fields = fieldsOf(flow)
  const all = Object.entries(answers).flatMap(([key, value]) =>
    fields[key]?.kind === 'photos' ? [...(value as readonly string[])] : [],
  )
  return [...new Set(all)]
}

const withoutNumbers = (answers: Values): Values =>
  Object.fromEntries(
    Object.entries(answers).map(([key, value]) => [
      key,
      typeof value === 'string' ? maskText(value).text : value,
    ]),
  )

/** What lists show and searches find, computed from the state each time it changes. */
export function derive(county: County, flow: AnyFlow, state: Matter): store.Derived {
  const item = county.item(flow, state.item)
  const place = state.answers['place']
  const stage = flow.stages[state.stage]
  // It stands in lists and texts of many, and is cut: a number is hidden before that.
  const title = flow.title(withoutNumbers(state.answers), item)
  const said = [
    state.answers['words'],
    state.answers['wish'],
    typeof place === 'object' && 'address' in place ? place.address : undefined,
  ]
  return {
    title,
    words: [title, item?.name, county.placeName(state.division), ...said]
      .filter((word) => typeof word === 'string')
      .join(' ')
      .slice(0, 400),
    confidential: item?.confidential ?? false,
    conduct: item?.conduct ?? false,
    shown: isOpenToAll(state) || (stage !== undefined && 'owner' in stage && stage.shown === true),
  }
}

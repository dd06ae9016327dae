import { maskName, openWords } from '#practice/disclosure/mask.ts'
import {
  CLOCK,
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
import { isOpenToAll, linkOf, readIn, unnamedFor } from './rules.ts'
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
  kept?: Matter['kept']
}

/** From whom a matter is kept, and so is what assists it: its words are about the same people. */
export const keptOf = ({
  confidential,
  conduct,
}: Pick<store.Derived, 'confidential' | 'conduct'>): Matter['kept'] =>
  conduct ? 'conduct' : confidential ? 'confidential' : undefined

/** Writes the first entry and the row of a matter; answers with its number. */
export async function writeOpening(
  tx: Tx,
  { secrets }: Services,
  county: County,
  flow: AnyFlow,
  start: Starting,
): Promise<string> {
  const { id, action, actor, opening, answers, now, key, kept } = start
  const change = {
    ...openChange(flow, county.ground(flow), action, opening, answers, now),
    ...(kept ? { kept } : {}),
  }
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
    derived: derive(county, flow, state, await askerName(tx, state)),
    files: filesIn(flow, answers),
  }
  return store.insertMatter(tx, writing, secrets.hash('code', secrets.codeOf(id)))
}

/** Appends an entry to a locked matter and answers with the state it leads to. */
export async function writeStep(
  tx: Tx,
  county: County,
  flow: AnyFlow,
  row: store.LockedMatter,
  entry: Entry,
  key?: string,
): Promise<Matter> {
  const state = fold(row.state, entry)
  const hash = linkOf(row.head, row.id, entry)
  const own = derive(county, flow, state, row.asker_name)
  // Of what was written before it stood in the entries, the row alone knows.
  const isTold = row.parent === null || entry.action === 'kept'
  const derived = isTold
    ? own
    : { ...own, confidential: own.confidential || row.confidential, conduct: own.conduct || row.conduct }
  await store.writeEntry(tx, {
    id: row.id,
    entry,
    key,
    hash,
    state,
    derived,
    files: filesIn(flow, entry.answers),
  })
  if (keptOf(derived) !== keptOf(row)) await keepChildren(tx, county, row.id, keptOf(derived), entry.at)
  return state
}

/**
 * What assists it says the same of the same people, also when it is over. An entry of its own, so that it is counted there and
 * nowhere else: figures are made of entries.
 */
async function keepChildren(
  tx: Tx,
  county: County,
  parent: string,
  kept: Matter['kept'],
  at: string,
): Promise<void> {
  for (const child of await store.lockChildren(tx, parent)) {
    if (keptOf(child) === kept) continue
    const change = { kept: kept ?? null }
    const entry = entryFor(child, 'kept', CLOCK, {}, change, new Date(at))
    await writeStep(tx, county, county.flow(child.flow), child, entry)
  }
}

const askerName = async (tx: Tx, { asker }: Matter): Promise<string> =>
  (await store.peopleByIds(tx, [asker])).get(asker)?.name ?? ''

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

/** The answers with texts and the address as `inWords` makes them. */
const reworded = (answers: Values, inWords: (text: string) => string): Values =>
  Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, readIn(value, inWords)]))

/** The answers a search looks through. */
const FOUND_BY = ['words', 'wish']

const addressIn = ({ place }: Values) =>
  typeof place === 'object' && 'address' in place ? place.address : undefined

/**
 * What lists show and searches find, computed from the state each time it changes. Title, address and open words are what
 * everybody who may read it reads: nobody's number, and not the name of who asked. They stand in lists and texts of many,
 * and a title is cut, so what is hidden is hidden before that.
 */
export function derive(county: County, flow: AnyFlow, state: Matter, asker: string): store.Derived {
  const item = county.item(flow, state.item)
  const stage = flow.stages[state.stage]
  const conduct = state.kept === 'conduct' || (item?.conduct ?? false)
  const seen = { conduct, unit: state.unit ?? null, state }
  const instead = unnamedFor(flow, seen, { side: 'watching' }) ?? maskName(asker)
  const open = reworded(state.answers, (text) => openWords(text, asker, instead))
  const title = flow.title(open, item)
  const fields = fieldsOf(flow)
  const said = (answers: Values, keys: readonly string[]) =>
    [
      title,
      item?.name,
      county.placeName(state.division),
      ...keys.map((key) => answers[key]),
      addressIn(answers),
    ]
      .filter((word) => typeof word === 'string')
      .join(' ')
      .slice(0, 400)
  return {
    title,
    words: said(state.answers, FOUND_BY),
    open_words: said(
      open,
      FOUND_BY.filter((key) => fields[key]?.personal !== true),
    ),
    open_address: addressIn(open) ?? null,
    confidential: state.kept !== undefined || (item?.confidential ?? false),
    conduct,
    shown: isOpenToAll(state) || (stage !== undefined && 'owner' in stage && stage.shown === true),
  }
}

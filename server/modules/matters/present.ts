import type { z } from 'zod'
import { CONSENT_WAYS } from '#contract/consent-ways.ts'
import type { EntryRow, MatterDetail, MatterRow } from '#contract/matters.ts'
import { openWords } from '#practice/disclosure/mask.ts'
import {
  available,
  fieldsOf,
  nameOfEntry,
  passedStages,
  type Actor,
  type AnyFlow,
  type Matter,
  type Values,
} from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'
import { maskName, maskPhone, type Secrets } from '#server/core/secrets.ts'
import type { County } from '#server/modules/places/index.ts'
import { keptCodes, type Given } from './codes.ts'
import type { Side } from './rules.ts'
import type { NearRow } from './near.ts'
import { answering, isAskers, isOpenToAll, readIn, mayKnowAsker, unnamedFor } from './rules.ts'
import * as store from './store.ts'

/** Matters as screens get them: names for codes, and only what the reader may see. */

type Row = z.input<typeof MatterRow>
type Detail = z.input<typeof MatterDetail>
type Shown = Detail['answers']

/** Leaves out what is not there, so that JSON and types agree on “absent”. */
function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], null | undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)
  // Exactly the keys that are there; Object.fromEntries forgets which.
  return Object.fromEntries(kept) as never
}

/** How a matter stands, in the four colours of look.md. */
export function moodOf(
  flow: AnyFlow,
  row: Pick<store.MatterRecord, 'stage' | 'ended_at' | 'overdue_at'>,
): Row['mood'] {
  if (row.ended_at) return 'done'
  if (row.overdue_at) return 'late'
  const stage = flow.stages[row.stage]
  if (!stage || 'end' in stage) return 'done'
  const waits =
    stage.pauses === true || stage.queue !== undefined || flow.roles[stage.owner]?.sits === 'asker'
  return waits ? 'wait' : 'move'
}

/** What stands for the asker's words where they were not opened to the reader. */
function classTitle(county: County, flow: AnyFlow, item: string | null): string {
  return county.item(flow, item ?? undefined)?.plain ?? flow.plain
}

/**
 * A row of a list. `veiled`: for whoever only watches what the asker did not open to everybody, the class stands for
 * the words.
 */
export function presentRow(county: County, row: store.MatterRecord, veiled = false): Row {
  const flow = county.flow(row.flow)
  const stage = flow.stages[row.stage]
  const { place, photos } = row.state.answers
  const item = county.item(flow, row.item ?? undefined)
  return present({
    id: row.id,
    number: row.number,
    flow: row.flow,
    stage: row.stage,
    stageName: stage?.name ?? row.stage,
    stagePlain: stage?.plain ?? row.stage,
    mood: moodOf(flow, row),
    title: veiled ? classTitle(county, flow, row.item) : row.title,
    item: row.item,
    itemName: item?.name,
    level: row.level,
    division: row.division,
    divisionName: county.placeName(row.division),
    unit: row.unit,
    unitName: row.unit ? county.units.get(row.unit)?.name : undefined,
    // As the title: in lists of many, and whole among the answers for who handles it.
    place:
      !veiled && typeof place === 'object' && 'lng' in place
        ? { ...place, ...present({ address: row.open_address }) }
        : undefined,
    openedAt: row.opened_at.toISOString(),
    stageAt: row.stage_at.toISOString(),
    // While the clock stands still there is no telling when it is due.
    dueAt: row.state.pausedAt ? undefined : row.due_at?.toISOString(),
    warned: row.warned_at !== null,
    overdue: row.overdue_at !== null,
    endedAt: row.ended_at?.toISOString(),
    ending: row.ending as Row['ending'],
    photo: !row.confidential && !veiled && Array.isArray(photos) ? photos[0] : undefined,
    confidential: row.confidential ? (true as const) : undefined,
  })
}

/** A matter on the map; undefined when nobody said where it is, or said it only to those who handle it. */
export function presentPoint(county: County, row: store.MatterRecord, veiled = false) {
  const { id, title, lng, lat } = row
  return veiled || lng === null || lat === null
    ? undefined
    : { id, title, mood: moodOf(county.flow(row.flow), row), lng, lat }
}

/** A matter like the one about to be reported. */
export function presentNear(county: County, row: NearRow) {
  const { id, number, metres, opened_at, flow: name, stage } = row
  const flow = county.flow(name)
  const title = row.open ? row.title : classTitle(county, flow, row.item)
  const stagePlain = flow.stages[stage]?.plain ?? ''
  return { id, number, title, metres, openedAt: opened_at.toISOString(), stagePlain }
}

/** Who reads: those concerned see all, watchers what is not personal, and nothing where it was not opened to them. */
type Sight = 'all' | 'open' | 'none'

function sightOf(side: Side, state: Matter, viaCode: boolean): Sight {
  if (viaCode) return 'open'
  if (side !== 'watching') return 'all'
  return isVeiled(state, side) ? 'none' : 'open'
}

/** Whether this reader gets the class instead of the words. */
export function isVeiled(state: Matter, side: Side): boolean {
  return side === 'watching' && state.shownAt === undefined && !isOpenToAll(state)
}

/** The title as whoever only follows may read it; of what became confidential not even the class. */
export function openTitle(
  county: County,
  { flow: id, title, confidential }: { flow: string; title: string; confidential: boolean },
  state: Matter,
): string {
  const flow = county.flow(id)
  if (confidential) return flow.plain
  return isVeiled(state, 'watching') ? classTitle(county, flow, state.item ?? null) : title
}

/** A text as this reader reads it. */
type InWords = (text: string) => string
const asItIs: InWords = (text) => text

/** `wordsOf`: how this reader reads what was answered under that key. */
function visibleAnswers(
  flow: AnyFlow,
  answers: Values,
  sight: Sight,
  wordsOf: (key: string) => InWords = () => asItIs,
): Shown {
  const fields = fieldsOf(flow)
  const kept = Object.entries(answers)
    .filter(
      ([key, value]) =>
        value !== undefined && (sight === 'all' || (sight === 'open' && fields[key]?.personal !== true)),
    )
    .map(([key, value]) => [key, readIn(value, wordsOf(key))])
  // Values is read-only and Shown is what JSON makes of it.
  return Object.fromEntries(kept) as Shown
}

/** The pictures that somebody with the printed code, or a watcher, may see. */
export function openPictures(
  flow: AnyFlow,
  row: store.MatterRecord,
  entries: readonly store.EntryRecord[],
  viaCode: boolean,
): Set<string> {
  const sight = sightOf('watching', row.state, viaCode)
  const shown = entries.flatMap(({ answers }) => Object.values(visibleAnswers(flow, answers, sight)))
  return new Set(shown.flatMap((value) => (Array.isArray(value) ? value : [])))
}

function presentEntry(
  county: County,
  flow: AnyFlow,
  entry: store.EntryRecord,
  askers: ReadonlySet<string>,
  { sight, unnamed, inWords }: { sight: Sight; unnamed: string | undefined; inWords: InWords },
): z.input<typeof EntryRow> {
  const change = entry.change.stage
  const asking = entry.actor !== null && askers.has(entry.actor)
  return {
    seq: entry.seq,
    action: entry.action,
    name: nameOfEntry(flow, entry.action),
    at: entry.at.toISOString(),
    by: asking && unnamed ? unnamed : byWhom(entry, asking && sight !== 'all'),
    stage: typeof change === 'string' ? change : '',
    answers: named(
      county,
      flow,
      visibleAnswers(flow, entry.answers, sight, () => inWords),
    ),
  }
}

function byWhom({ actor, name, title }: store.EntryRecord, masked: boolean): string {
  if (actor === null) return '系统'
  const shown = masked ? maskName(name ?? '') : (name ?? '')
  return title ? `${shown}（${title}）` : shown
}

/** Unit and item codes as names, for the time line. */
function named(county: County, flow: AnyFlow, answers: Shown): Shown {
  const fields = fieldsOf(flow)
  const name = (key: string, value: Shown[string]) => {
    const field = fields[key]
    if (typeof value !== 'string') return value
    if (field?.kind === 'unit') return county.units.get(value)?.name ?? value
    if (field?.kind === 'item') return county.item(flow, value)?.name ?? value
    return field?.options?.find((option) => option.value === value)?.label ?? value
  }
  return Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, name(key, value)]))
}

/** `viaCode`: with nothing but a code in hand, which reads or speaks for the asker. */
export type Reader = { side: Side; actor: Actor; viaCode?: Given }

/** What this reader may do now, or why not. */
function presentActions(
  county: County,
  flow: AnyFlow,
  row: store.MatterRecord,
  { actor, viaCode }: Pick<Reader, 'actor'> & { viaCode: Given | undefined },
): Detail['actions'] {
  return available(flow, row.state, actor, new Date(), county.calendar)
    .filter(
      ({ action }) => viaCode === undefined || (viaCode === 'speaks' && isAskers(flow, action, row.state)),
    )
    .map(({ action, refused: stop }) => ({
      action,
      name: nameOfEntry(flow, action),
      ...present({ hint: flow.actions[action]?.hint, refused: stop?.says }),
    }))
}

const phoneFor = (side: Side, phone: string | undefined): string | undefined =>
  side === 'handling' ? phone : side === 'asking' && phone ? maskPhone(phone) : undefined

/** Who asked, where nothing of it was opened to the reader. */
const NOT_OPENED = '一位村民'

/**
 * How texts read to whom numbers and the asker's name are hidden from, by the entry they were written with. Who asked may have
 * written a number, and what a handler wrote may name them.
 */
function wordsHiding(
  flow: AnyFlow,
  row: store.MatterRecord,
  { askers, name, instead }: { askers: ReadonlySet<string>; name: string | undefined; instead: string },
): (entry: store.EntryRecord | undefined) => InWords {
  return (entry) => {
    const isKnowing = !entry?.actor || askers.has(entry.actor) || mayKnowAsker(flow, row, entry)
    return (text) => openWords(text, isKnowing ? name : undefined, instead)
  }
}

/** One matter in full, as this reader may see it. */
export async function presentDetail(
  tx: Tx,
  county: County,
  secrets: Secrets,
  row: store.MatterRecord,
  { side, actor, viaCode }: Reader,
): Promise<Detail> {
  const flow = county.flow(row.flow)
  const entries = await store.entriesOf(tx, row.id)
  const people = await store.peopleOf(tx, row)
  const agent = row.agent ? people.get(row.agent) : undefined
  const askers = new Set([row.asker, ...(row.agent ? [row.agent] : [])])
  const sight = sightOf(side, row.state, viaCode !== undefined)
  const unnamed =
    unnamedFor(flow, row, { side: viaCode ? 'watching' : side, post: actor.post }) ??
    (sight === 'none' ? NOT_OPENED : undefined)
  const asker = people.get(row.asker)
  const phone = asker?.phone_sealed ? secrets.unseal(asker.phone_sealed) : undefined
  const isWhole = sight === 'all' && unnamed === undefined
  const instead = unnamed ?? maskName(asker?.name ?? '')
  const wordsBy = isWhole ? () => asItIs : wordsHiding(flow, row, { askers, name: asker?.name, instead })
  const shown = presentRow(county, row, sight === 'none')
  const consent = await store.findConsent(tx, row.id)
  const children = await store.childrenOf(tx, row.id)
  const merged = row.merged_into ? await store.findMatter(tx, row.merged_into) : undefined
  const stages = entries.flatMap(({ change }) => (typeof change.stage === 'string' ? [change.stage] : []))
  return {
    ...shown,
    ...present({
      // Whoever reads the words whole reads them once.
      title: isWhole ? flow.title(row.state.answers, county.item(flow, row.item ?? undefined)) : shown.title,
      askerPhone: unnamed ? undefined : phoneFor(side, phone),
      agentName: unnamed ? undefined : agent && (sight === 'all' ? agent.name : maskName(agent.name)),
      consent: sight === 'all' && consent ? CONSENT_WAYS[consent.given] : undefined,
      holder: holderOf(county, row, people, sight === 'all' ? secrets : undefined),
      contactDueAt: row.state.contactDueAt,
      contactedAt: row.state.contactedAt,
      parent: row.parent,
      mergedInto: merged && { id: merged.id, number: merged.number },
      code:
        side === 'asking'
          ? (await keptCodes(tx, secrets, { county: county.code, id: row.id })).code
          : undefined,
    }),
    rev: row.rev,
    side,
    answers: visibleAnswers(flow, row.state.answers, sight, (key) =>
      wordsBy(entries.findLast(({ answers }) => key in answers)),
    ),
    askerName: unnamed ?? (sight !== 'all' ? maskName(asker?.name ?? '') : (asker?.name ?? '')),
    children: children.map((child) => presentChild(county, child)),
    followers: await store.countFollowers(tx, row.id),
    entries: entries
      .map((entry) => presentEntry(county, flow, entry, askers, { sight, unnamed, inWords: wordsBy(entry) }))
      .toReversed(),
    passed: passedStages(stages, row.state),
    actions: presentActions(county, flow, row, { actor, viaCode }),
  }
}

function presentChild(county: County, child: store.MatterRecord): Detail['children'][number] {
  return present({
    id: child.id,
    number: child.number,
    unitName: child.unit ? county.units.get(child.unit)?.name : undefined,
    stageName: county.flow(child.flow).stages[child.stage]?.name ?? child.stage,
    endedAt: child.ended_at?.toISOString(),
  })
}

/**
 * Who holds it now: the person, else the unit, else the people of the level that answers. An office's telephone is
 * public; a person's own is unsealed only with `secrets`, for those who handle or asked for the matter.
 */
function holderOf(
  county: County,
  row: store.MatterRecord,
  people: ReadonlyMap<string, store.PersonRecord>,
  secrets: Secrets | undefined,
): Detail['holder'] {
  if (row.ended_at) return undefined
  const unit = row.unit
    ? county.units.get(row.unit)
    : [...county.units.values()].find(
        ({ division, kind }) => division === answering(row) && kind !== 'department',
      )
  const person = row.holder ? people.get(row.holder) : undefined
  const own = person?.phone_sealed ? secrets?.unseal(person.phone_sealed) : undefined
  const name = person?.name ?? unit?.name
  if (!name) return undefined
  return present({
    name,
    phone: unit?.phone ?? own,
    unit: person ? unit?.name : undefined,
  })
}

import {
  findAction,
  isAside,
  refusal,
  step,
  type Actor,
  type AnyFlow,
  type Matter,
  type Values,
} from '#practice/kit/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { isDuplicate, type Tx } from '#server/core/db.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { notFound, Problem } from '#server/core/problem.ts'
import { actorOf, type Scope } from '#server/core/scope.ts'
import { maskName } from '#server/core/secrets.ts'
import { noteChange, type Facts } from '#server/core/trace.ts'
import type { OnBehalf } from './behalf.ts'
import { checkGiven, checkOpening, takeAnswers } from './checks.ts'
import { givenBy, hashesIn, keptCodes } from './codes.ts'
import { carryOut, endAssist, stopChildren } from './effects.ts'
import { actorIn, sideFor, sightFor } from './policy.ts'
import { canBeMet, canonical, isAskers, isOpenToAll, refused, unnamedFor, type Side } from './rules.ts'
import * as store from './store.ts'
import { entryFor, writeOpening, writeStep } from './writing.ts'

/** Every change of a matter, each one transaction: lock, check, entry, row, effects. */

export type Opened = { id: string; number: string; code: string }
export type Acted = { id: string; rev: number; stage: string; stageName: string }
export type OpenInput = {
  flow: string
  action: string
  division: string
  answers: Values
  behalf?: OnBehalf | undefined
}
export type ActInput = { action: string; answers: Values }
/** When it happened; seeding and the clock's tests say so themselves. */
export type When = { now?: Date; key?: string }

/**
 * Opens a matter. The same key again answers as the first time and opens nothing.
 * Throws 422 with sentences by field, 403 when the part is somebody else's.
 */
export async function openMatter(
  services: Services,
  scope: Scope,
  input: OpenInput,
  { now = new Date(), key }: When = {},
): Promise<Opened> {
  const { db, secrets, live } = services
  const county = await getCounty(db, scope.county)
  const flow = county.flow(input.flow)
  const id = newId(now)
  try {
    const number = await db.inCounty(scope.county, async (tx) => {
      const { answers, opening, consent } = await checkOpening(tx, services, county, flow, scope, input, now)
      const written = await writeOpening(tx, services, county, flow, {
        id,
        action: input.action,
        actor: actorOf(scope),
        opening,
        answers,
        now,
        key,
      })
      noteChange(id, { flow: flow.id, action: input.action, number: written })
      if (consent) await store.addConsent(tx, id, { ...consent, by: scope.person, at: now.toISOString() })
      return written
    })
    live.changed(scope.county)
    return { id, number, code: secrets.codeOf(id) }
  } catch (error) {
    if (key !== undefined && isDuplicate(error, 'entries_key'))
      return repeatOpened(services, scope, input, key)
    throw error
  }
}

/** Acts on a matter. Throws 404 when it may not be seen, 403/409/422 with the sentence the button would show. */
export async function act(
  services: Services,
  scope: Scope,
  id: string,
  input: ActInput,
  { now = new Date(), key }: When = {},
): Promise<Acted> {
  const { db, live } = services
  const county = await getCounty(db, scope.county)
  try {
    const acted = await db.inCounty(scope.county, async (tx) => {
      const locked = await store.lockMatter(tx, id)
      const sight = locked && (await sightFor(tx, scope, locked.row))
      if (!locked || !sight || (sight === 'once' && isAside(input.action))) throw notFound('事项')
      return perform(tx, services, county, {
        locked,
        actor: await actorIn(tx, scope, locked.row),
        input,
        now,
        key,
        side: sight === 'once' ? 'watching' : sight,
      })
    })
    live.changed(scope.county)
    return acted
  } catch (error) {
    const repeat =
      key !== undefined && mayBeRepeat(error) && (await repeatActed(services, scope, id, input, key))
    if (repeat) return repeat
    throw error
  }
}

/**
 * Acts for the asker with their code in hand: what the asking side may do, and nothing else. Throws a 403 for a code that
 * only reads: others have seen it, and it is closed only when the person who asked says so.
 */
export async function actByCode(
  services: Services,
  { county, person }: { county: string; person?: string | undefined },
  code: string,
  input: ActInput,
  { now = new Date(), key }: When = {},
): Promise<Acted> {
  const ground = await getCounty(services.db, county)
  const acted = await services.db.inCounty(county, async (tx) => {
    const found = await store.findByCode(tx, hashesIn(services.secrets, code))
    const locked = found && (await store.lockMatter(tx, found.id))
    const given = locked && (await givenBy(tx, services.secrets, locked.row, { typed: code, person }))
    if (!locked || !given) throw notFound('编码')
    const { row } = locked
    if (given === 'reads') throw new Problem(403, 'denied', ONLY_READS)
    const flow = ground.flow(row.flow)
    if (!isAskers(flow, input.action, row.state))
      throw new Problem(403, 'denied', '凭编码只能补充、催办和确认，别的请登录后办理')
    const repeat = key === undefined ? undefined : await store.findByKey(tx, key)
    if (repeat) return sameActed(flow, row, repeat, row.asker, input)
    const actor: Actor = { person: row.asker }
    return perform(tx, services, ground, { locked, actor, input, now, key, side: 'watching' })
  })
  services.live.changed(county)
  return acted
}

const ONLY_READS =
  '这件事是别人替报事人登记的，这个码只能看进度。要补充、催办、确认，请用短信发给本人的 20 位码，或者用本人的手机登录'

/** “I met the same”: the person is told how it goes. Answers with how many follow now. */
export async function follow(services: Services, scope: Scope, id: string): Promise<{ followers: number }> {
  const county = await getCounty(services.db, scope.county)
  return services.db.inCounty(scope.county, async (tx) => {
    const row = await store.findMatter(tx, id)
    const isMet = row && !row.confidential && canBeMet(county.flow(row.flow))
    // What was not opened to everybody is followed by nobody who could not see it before.
    if (!isMet || !(isOpenToAll(row.state) || (await sightFor(tx, scope, row)))) throw notFound('事项')
    if (row.asker !== scope.person && row.agent !== scope.person)
      await store.addFollower(tx, id, scope.person)
    return { followers: await store.countFollowers(tx, id) }
  })
}

type Locked = { row: store.LockedMatter; parent: store.LockedMatter | undefined }
export type Performing = {
  locked: Locked
  actor: Actor
  input: ActInput
  now: Date
  key: string | undefined
  /** From where they look at it: a refusal tells only the asking or handling side by whole name who was faster. */
  side: Side
}

/** Checks and does one action on a locked matter; the clock comes in here too. */
export async function perform(
  tx: Tx,
  services: Services,
  county: County,
  { locked, actor, input, now, key, side }: Performing,
): Promise<Acted> {
  const { row, parent } = locked
  const flow = county.flow(row.flow)
  const stopped = refusal(flow, input.action, row.state, actor, now, county.calendar)
  if (stopped)
    throw refused(
      stopped,
      stopped.code === 'moved' ? await lastChange(tx, flow, row, { side, post: actor.post }) : undefined,
    )
  const answers = takeAnswers(flow, input.answers)
  await checkGiven(tx, county, flow, input.action, answers, { row, actor })
  const change = step(flow, county.ground(flow), row.state, input.action, actor, answers, now)
  const after = await carryOut(tx, {
    services,
    county,
    flow,
    row,
    actor,
    action: input.action,
    answers,
    now,
    change,
  })
  const state = await writeStep(
    tx,
    county,
    flow,
    row,
    entryFor(row, input.action, actor, answers, after, now),
    key,
  )
  noteChange(row.id, standingOf(flow, state, input.action), standingOf(flow, row.state))
  if (state.endedAt) await closeFamily(tx, county, { row, parent, actor, now })
  return actedOf(flow, row.id, state)
}

/** How it stands, for the log: no words of anybody. */
function standingOf(flow: AnyFlow, { stage, level, unit }: Matter, action?: string): Facts {
  return { flow: flow.id, stage, level, ...(unit ? { unit } : {}), ...(action ? { action } : {}) }
}

/** What an ending means for others: assisting units stop, and who asked for assistance learns the outcome. */
async function closeFamily(
  tx: Tx,
  county: County,
  { row, parent, actor, now }: Locked & { actor: Actor; now: Date },
): Promise<void> {
  if (parent && !parent.ended_at) await endAssist(tx, county, parent, actor, now)
  await stopChildren(tx, county, row, now)
}

async function lastChange(
  tx: Tx,
  flow: AnyFlow,
  row: store.MatterRecord,
  reader: { side: Side; post?: Actor['post'] },
): Promise<{ by: string; at: string; action: string; stage: string }> {
  const entry = (await store.entriesOf(tx, row.id)).at(-1)
  const asked = entry && (entry.actor === row.asker || entry.actor === row.agent)
  const unnamed = asked ? unnamedFor(flow, row, reader) : undefined
  const shown = (name: string) => (reader.side === 'watching' ? maskName(name) : name)
  return {
    by: unnamed ?? (entry?.name ? [shown(entry.name), entry.title].filter(Boolean).join('，') : '系统'),
    at: (entry?.at ?? row.stage_at).toISOString(),
    action: findAction(flow, entry?.action ?? '')?.name ?? '',
    stage: flow.stages[row.stage]?.name ?? row.stage,
  }
}

async function repeatOpened(
  { db, secrets }: Services,
  scope: Scope,
  input: OpenInput,
  key: string,
): Promise<Opened> {
  const flow = (await getCounty(db, scope.county)).flow(input.flow)
  return db.read(scope.county, async (tx) => {
    const repeat = await store.findByKey(tx, key)
    const row = repeat && (await store.findMatter(tx, repeat.matter))
    // A key of an action opens nothing: whoever acted once would be given the code that speaks for the asker.
    const isOpening = repeat?.seq === 1 && repeat.action === input.action && row?.flow === flow.id
    const isTheirs = row && repeat.actor === scope.person && (await sideFor(tx, scope, row)) === 'asking'
    if (!row || !isOpening || !isTheirs || !saysTheSame(flow, repeat.answers, input.answers))
      throw new Problem(409, 'key', '这个防重复编号已经用过了，请重新提交')
    return {
      id: row.id,
      number: row.number,
      code: (await keptCodes(tx, secrets, { county: scope.county, id: row.id })).code,
    }
  })
}

/** Whether a repeat brings what came the first time; other words under the same key would be lost without a word. */
function saysTheSame(flow: AnyFlow, kept: Values, given: Values): boolean {
  const { words } = takeAnswers(flow, given)
  return words === undefined || words === kept['words']
}

/** What is sent again is refused, because it has moved on or its key is taken; asked only then, so that doing costs nothing. */
const mayBeRepeat = (error: unknown): boolean =>
  isDuplicate(error, 'entries_key') || (error instanceof Problem && error.status !== 404)

async function repeatActed(
  { db }: Services,
  scope: Scope,
  id: string,
  input: ActInput,
  key: string,
): Promise<Acted | undefined> {
  const county = await getCounty(db, scope.county)
  return db.read(scope.county, async (tx) => {
    const repeat = await store.findByKey(tx, key)
    if (!repeat) return undefined
    const row = await store.findMatter(tx, id)
    if (!row) throw keyTaken()
    return sameActed(county.flow(row.flow), row, repeat, scope.person, input)
  })
}

const keyTaken = () => new Problem(409, 'key', '这个防重复编号已经用在别的操作上了，请重新提交')

/** Answers a repeat as the first time; a key that did or said something else is refused. */
function sameActed(
  flow: AnyFlow,
  row: store.MatterRecord,
  repeat: store.Repeat,
  person: string,
  { action, answers }: ActInput,
): Acted {
  if (repeat.matter !== row.id || repeat.actor !== person || repeat.action !== action) throw keyTaken()
  if (canonical(repeat.answers) !== canonical(takeAnswers(flow, answers))) throw keyTaken()
  return actedOf(flow, row.id, row.state)
}

function actedOf(flow: AnyFlow, id: string, state: Matter): Acted {
  return { id, rev: state.rev, stage: state.stage, stageName: flow.stages[state.stage]?.name ?? state.stage }
}

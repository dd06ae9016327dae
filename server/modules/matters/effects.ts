import {
  assistEnded,
  CLOCK,
  findAction,
  step,
  type Actor,
  type AnyFlow,
  type Change,
  type Values,
} from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import type { County } from '#server/modules/places/index.ts'
import * as store from './store.ts'
import { entryFor, keptOf, writeOpening, writeStep } from './writing.ts'

/** What an action does to other rows, in the transaction of its entry. What it does to its own row is kit/step.ts. */

type Doing = {
  services: Services
  county: County
  flow: AnyFlow
  row: store.MatterRecord
  actor: Actor
  action: string
  answers: Values
  now: Date
  change: Change
}

/** Carries out the effects that reach beyond the matter; answers with the change they complete. */
export async function carryOut(tx: Tx, doing: Doing): Promise<Change> {
  let { change } = doing
  for (const effect of findAction(doing.flow, doing.action)?.effects ?? []) {
    if (effect.do === 'open-child') await openChild(tx, doing, effect)
    if (effect.do === 'merge-into') change = { ...change, ...(await mergeInto(tx, doing, effect.matter)) }
  }
  return change
}

async function openChild(
  tx: Tx,
  doing: Doing,
  effect: { flow: string; unit: string; words: string },
): Promise<void> {
  const { services, county, row, actor, answers, now } = doing
  const unit = answers[effect.unit]
  const flow = county.flow(effect.flow)
  const [action = ''] = Object.keys(flow.actions)
  const opening = {
    asker: actor.person,
    division: row.division,
    parent: row.id,
    level: row.level,
    ...(typeof unit === 'string' ? { unit } : {}),
  }
  const words = { request: answers[effect.words] ?? '' }
  await writeOpening(tx, services, county, flow, {
    id: newId(now),
    action,
    actor,
    opening,
    answers: words,
    now,
    key: undefined,
    kept: keptOf(row),
  })
}

async function mergeInto(tx: Tx, { row, answers }: Doing, field: string): Promise<Change> {
  const number = answers[field]
  const earlier = typeof number === 'string' ? await store.lockOpenByNumber(tx, number) : undefined
  if (!earlier) return {}
  await store.addFollower(tx, earlier.id, row.asker)
  return { mergedInto: earlier.id }
}

/** An assisting unit's matter ended: the one it assists waits for one less, and its time line says so. */
export async function endAssist(
  tx: Tx,
  county: County,
  parent: store.LockedMatter,
  actor: Actor,
  now: Date,
): Promise<void> {
  const flow = county.flow(parent.flow)
  const change = assistEnded(flow, county.ground(flow), parent.state)
  await writeStep(tx, county, flow, parent, entryFor(parent, 'assisted', actor, {}, change, now))
}

/** The matter ended: nobody needs to assist it any more. */
export async function stopChildren(
  tx: Tx,
  county: County,
  row: store.MatterRecord,
  now: Date,
): Promise<void> {
  for (const child of await store.lockChildren(tx, row.id)) {
    if (child.ended_at) continue
    const flow = county.flow(child.flow)
    const change = step(flow, county.ground(flow), child.state, 'cancel', CLOCK, {}, now)
    await writeStep(tx, county, flow, child, entryFor(child, 'cancel', CLOCK, {}, change, now))
  }
}

import { dateOf, slices } from '#practice/kit/index.ts'
import { itemDueOn } from '#practice/disclosure/item.ts'
import { exemptionRefusal, isExempt } from '#practice/disclosure/life.ts'
import { maskText } from '#practice/disclosure/mask.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import { allows, type Scope } from '#server/core/scope.ts'
import { contains } from '#contract/division-codes.ts'
import { itemsOf } from './items.ts'
import { duesOf, horizon, stillAsked } from './rules.ts'
import * as store from './store.ts'

/** What changes duties: the calendar, a person who opens one, two who excuse one. */

export type Made = { made: number; dropped: number }

/**
 * Makes what the list asks for from today on, months ahead, in every village; again changes nothing. When the list has
 * changed, duties ahead that nobody has begun follow it, and the past stays as it was. `from` and `villages` are for
 * seeding a past.
 */
export async function makeDuties(
  { db }: Services,
  county: string,
  { now = new Date(), from, villages }: { now?: Date; from?: string; villages?: readonly string[] } = {},
): Promise<Made> {
  const today = dateOf(now)
  const until = horizon(today)
  const { inForce, known } = await db.read(county, async (tx) => ({
    inForce: (await itemsOf(tx, today)).inForce,
    known: await store.villageCodes(tx),
  }))
  const due = duesOf(inForce, from ?? today, until)
  let made = 0
  for (const some of slices(villages ?? known, VILLAGES_AT_ONCE))
    made += await db.inCounty(county, async (tx) => {
      const n = await store.putDuties(tx, due, today, some)
      if (n > 0) await store.bump(tx, some)
      return n
    })
  if (villages) return { made, dropped: 0 }
  const dropped = await db.inCounty(county, async (tx) => {
    const n = await store.dropDuties(tx, stillAsked(inForce, today, until), today, until)
    if (n > 0) await store.bump(tx, known)
    return n
  })
  return { made, dropped }
}

/** Readers of the log wait for the oldest transaction (docs/decisions/0003): a whole county in one would hold them up. */
const VILLAGES_AT_ONCE = 25

export type Asked = { division: string; item: string; on: string; reason: string }

/**
 * Opens a duty by hand in one’s own village. The same words for the same day again answer with the one there is.
 * Throws 403 for another village, 422 for an item that is not of the list or a day to come.
 */
export async function addDuty(
  { db, live }: Services,
  scope: Scope,
  asked: Asked,
  { now = new Date() }: { now?: Date } = {},
): Promise<store.DutyKeys & { dueOn: string }> {
  const { division, on } = asked
  if (scope.post?.division !== division) throw denied('只能为本村开出公开事项')
  const today = dateOf(now)
  if (on > today) throw invalid({ on: '还没有发生的事，等发生了再公开' })
  const opened = await db.inCounty(scope.county, async (tx) => {
    const duty = await openDuty(tx, asked, today)
    if (!duty) throw invalid({ item: '公开目录里没有这一项，请重新选择' })
    return duty
  })
  live.disclosed(scope.county)
  return opened
}

/** Opens a duty within the transaction of what it is about; undefined when the county’s list has no such item. */
export async function openDuty(
  tx: Tx,
  { division, item: code, on, reason: said }: Asked,
  today: string,
): Promise<(store.DutyKeys & { dueOn: string }) | undefined> {
  const reason = maskText(said).text
  const item = (await itemsOf(tx, today)).inForce.find((each) => each.code === code)
  if (!item) return undefined
  const dueOn = itemDueOn({ ...item, frequency: 'event' }, on)
  const keys = { division, item: code, period: on }
  // Locks the village, so that two of one day get two numbers, and the same one asked for twice at once gets one.
  await store.bump(tx, [division])
  const same = await store.sameRequest(tx, keys, reason)
  if (same) return { ...keys, n: same.n, dueOn: same.due_on }
  const n = await store.insertDuty(tx, { ...keys, dueOn, itemOn: item.startsOn, by: 'request', reason })
  if (n === undefined) throw new Error('a duty without a matter cannot be there already')
  return { ...keys, n, dueOn }
}

/**
 * Signs that a duty need not be published; the same person again changes nothing. Throws 403 for a hot item, for a
 * post that signs for neither side, and for who has signed for the other; 409 when this side has signed or it is
 * published.
 */
export async function exempt(
  { db, live }: Services,
  scope: Scope,
  { reason: said, ...keys }: store.DutyKeys & { reason: string },
  now: Date = new Date(),
): Promise<{ exempt: boolean }> {
  const reason = maskText(said).text
  const signed = await db.inCounty(scope.county, async (tx) => {
    const duty = await store.lockDuty(tx, keys)
    if (!duty) throw notFound('公开事项')
    const { post } = scope
    const town = allows(scope, 'disclosure.exempt.town')
    const within = town ? contains(post?.division ?? '-', keys.division) : post?.division === keys.division
    if (!post || !within) throw denied('豁免须由本村监委会和本镇（街道）签字')
    const item = (await itemsOf(tx, dateOf(now))).of(duty)
    const earlier = await store.signaturesOf(tx, keys)
    const by = (side: store.Signature['side']) => earlier.find((each) => each.side === side)?.person
    if (by(town ? 'town' : 'supervisor') === scope.person) return { exempt: duty.exempt_on !== null }
    const exemption = { supervisorId: by('supervisor') ?? null, townId: by('town') ?? null, reason }
    const says = exemptionRefusal(item, exemption, { id: scope.person, post })
    if (says) throw denied(says)
    if (duty.published_on) throw new Problem(409, 'moved', '这一项已经公开了，不用豁免')
    const side = town ? 'town' : 'supervisor'
    await store.sign(tx, keys, { side, person: scope.person, post: post.id, reason, at: now })
    const whole = isExempt({ ...exemption, [town ? 'townId' : 'supervisorId']: scope.person })
    if (whole) await store.markExempt(tx, keys, dateOf(now))
    await store.bump(tx, [keys.division])
    return { exempt: whole }
  })
  live.disclosed(scope.county)
  return signed
}

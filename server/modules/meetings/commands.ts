import { dateOf } from '#practice/kit/index.ts'
import type { Basis, BodyId } from '#practice/meetings/bodies.ts'
import { bodyOf } from '#practice/meetings/bodies.ts'
import {
  opensFrom,
  stateAfter,
  stepRefusal,
  type MeetingStep,
  type VotingMeans,
} from '#practice/meetings/life.ts'
import { LAWS, tightened, WeakerThanLaw, type Limits } from '#practice/meetings/limits.ts'
import { noticeFault, reportFault } from '#practice/meetings/notice.ts'
import { isReachable, type Share } from '#practice/meetings/share.ts'
import type { Services } from '#server/core/app.ts'
import { isDuplicate, type Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { archive } from './archive.ts'
import { termStartOf, withAuthority, type Asked } from './authority.ts'
import { demandKeeper, villageOf } from './policy.ts'
import { demandProposals } from './opinions.ts'
import { countOf, hasCollective, returnLate } from './queries.ts'
import { minutesFor } from './minutes.ts'
import { gather } from './monthly.ts'
import * as rolls from './roll.ts'
import { conveneFaults, isLimit, limitsOf, undecided } from './rules.ts'
import { demandSigner, sign } from './signing.ts'
import * as store from './store.ts'
import { tellRoll } from './telling.ts'

/** Every change of a meeting, each one transaction: lock, check, row, step. */

export type When = { now?: Date; key?: string | undefined }
export type Stepped = { id: string; rev: number; state: store.MeetingRecord['state'] }

export type ConveneInput = {
  division: string
  body: string
  basis: Basis
  title: string
  place: string
  meetsAt: string
  paper?: boolean | undefined
  /** 月例会: its agenda gathers itself, so that it needs no motion. */
  monthly?: boolean | undefined
  asked?: { who: string; count: number } | undefined
  motions: readonly (Asked & {
    title: string
    words: string
    proposer: string
    supporters?: number | undefined
    means: VotingMeans
  })[]
}

/** Nobody calls a meeting for later; a year typed wrongly would stand before everything else for ever. */
const FURTHEST_MS = 366 * 86_400_000

/**
 * Calls a meeting. Throws 403 for another village’s, 422 with the article for a matter the body may not decide, too few
 * who asked for it, or a basis it does not have.
 */
export async function convene(
  { db }: Services,
  scope: Scope,
  input: ConveneInput,
  { now = new Date(), key }: When = {},
): Promise<Stepped> {
  demandKeeper(scope, input.division)
  const county = await getCounty(db, scope.county)
  if (!county.divisions.has(input.division)) throw invalid({ division: '没有这个地方，请重新选择' })
  const meetsAt = new Date(input.meetsAt)
  const [on, today] = [dateOf(meetsAt), dateOf(now)]
  demandDay(meetsAt, now, input.paper)
  return once(db, scope, 'convene', key, async (tx) => {
    const village = villageOf(input.division)
    const limits = await limitsAt(tx, input.division, on)
    const hasOwn = await hasCollective(tx, village, on)
    const of = input.asked ? await countOf(tx, input.asked.who, input.division, on) : 0
    const asked = input.asked && { who: input.asked.who, asked: input.asked.count, of }
    const motions = await withAuthority(tx, limits, { village, on }, input.motions)
    const startedOn = await termStartOf(tx, village, on)
    const facts = { motions, on, today, hasCollective: hasOwn, startedOn, asked }
    const fields = conveneFaults(limits, { ...input, ...facts })
    if (fields) throw invalid(fields, Object.values(fields)[0])
    if (input.motions.length === 0 && !input.monthly) throw invalid({ motions: '请至少写一项议题' })
    await demandProposals(tx, village, motions)
    const id = newId(now)
    const body = input.body as BodyId // conveneFaults refuses any other.
    const roll = await rolls.rollNow(tx, { body, basis: input.basis, division: input.division, on })
    if (roll.length === 0) throw invalid({ body: rolls.emptyFault(body) }, rolls.emptyFault(body))
    await store.insertMeeting(tx, {
      id,
      division: input.division,
      body,
      basis: input.basis,
      title: input.title,
      place: input.place,
      meets_at: meetsAt,
      paper: input.paper ?? false,
      caller: asked ? `${asked.who} ${asked.asked} 人提议` : await store.nameOf(tx, stepBy(scope, now)),
      callers: asked?.asked ?? null,
      called_of: asked?.of ?? null,
      has_collective: hasOwn,
      law: lawVersionOf(limits, body),
      convened_by: scope.person,
      post: demandPost(scope),
      monthly: input.monthly ?? false,
    })
    for (const [index, motion] of motions.entries())
      await store.insertMotion(tx, newMotion(id, index, motion, now))
    // What is late today came up at no meeting that was held on paper before.
    if (!input.paper) await returnLate(tx, id, village, today)
    if (input.monthly) await gather(tx, id, village)
    await store.insertStep(tx, { meeting: id, action: 'convene', ...stepBy(scope, now), key })
    noteChange(id, { state: 'drafted' })
    return { id, rev: 1, state: 'drafted' }
  })
}

/** Throws 422 for a day that has passed, of a paper meeting for one that has not, and for a year mistyped. */
function demandDay(meetsAt: Date, now: Date, paper: boolean | undefined): void {
  const [on, today] = [dateOf(meetsAt), dateOf(now)]
  if (paper ? on > today : on < today)
    throw invalid({
      meetsAt: paper ? '补录的会议要已经开过' : '会期已经过了，补录纸质会议请勾选“纸质会议补录”',
    })
  if (meetsAt.getTime() - now.getTime() > FURTHEST_MS)
    throw invalid({ meetsAt: '会期在一年以后，请核对年份' }, '会期在一年以后，请核对年份')
}

function newMotion(
  meeting: string,
  index: number,
  { decision, ...motion }: Awaited<ReturnType<typeof withAuthority<ConveneInput['motions'][number]>>>[number],
  now: Date,
): store.NewMotion {
  return {
    ...motion,
    id: newId(now),
    meeting,
    n: index + 1,
    // Checked by conveneFaults.
    decision: decision as store.MotionRecord['decision'],
    supporters: motion.supporters ?? 0,
    authority: motion.authority ?? null,
    grants: motion.grants ?? null,
    studied: motion.studied ?? null,
    proposal: motion.proposal ?? null,
  }
}

const lawVersionOf = (limits: Limits, body: BodyId) => {
  const law = LAWS[limits[bodyOf(body).pass.limit].law]
  return `${law.name} ${law.version}`
}

export const stepBy = (scope: Scope, at: Date) => ({ person: scope.person, post: scope.post?.id, at })

function demandPost(scope: Scope): string {
  if (!scope.post) throw denied()
  return scope.post.id
}

/** The limits that hold in a place on a day. */
export async function limitsAt(tx: Tx, division: string, on: string): Promise<Limits> {
  return limitsOf(await store.limitRules(tx, division, on))
}

/** The limits of a meeting: those of its day, as they stood at its notice. Nobody makes it harder once it is called. */
export async function limitsFor(
  tx: Tx,
  { id, division, meets_at: at }: Pick<store.MeetingRecord, 'id' | 'division' | 'meets_at'>,
): Promise<Limits> {
  return limitsOf(await store.limitRules(tx, division, dateOf(at), id))
}

export type StepInput = {
  action: MeetingStep
  rev: number
  reason?: string | undefined
  text?: string | undefined
  on?: string | undefined
}

/**
 * Takes a step of a meeting’s life. The same key again answers as things stand and does nothing. Throws 403 for who may
 * not, 409 when it is not the time or somebody was faster, 422 with the sentence of the law.
 */
export async function takeStep(
  services: Services,
  scope: Scope,
  id: string,
  input: StepInput,
  { now = new Date(), key }: When = {},
): Promise<Stepped> {
  const { db, live } = services
  const county = await getCounty(db, scope.county)
  let told: string[] = []
  const stepped = await once(db, scope, input.action, key, async (tx) => {
    const row = await store.lockMeeting(tx, id)
    if (!row) throw notFound('会议')
    // The desk keeps a meeting; its minutes are signed by whoever was there.
    if (input.action === 'sign') await demandSigner(tx, scope, row)
    else demandKeeper(scope, row.division)
    const motions = await store.motionsOf(tx, id)
    await demandTime(tx, row, motions, input, now)
    if (input.action !== 'sign' && row.rev !== input.rev)
      throw new Problem(409, 'moved', '刚才有人办过这个会议，请刷新看看最新的再继续，您填的还在')
    const isOfMinutes = input.action === 'sign' || input.action === 'archive'
    const minutes = isOfMinutes ? await minutesFor(tx, county.placeName(villageOf(row.division)), row) : []
    const changed = await effect(tx, scope, row, { motions, minutes }, input, now)
    await store.insertStep(tx, {
      meeting: id,
      action: input.action,
      reason: input.reason,
      // Each signature carries what it stands under.
      data: input.action === 'sign' ? { minutes } : undefined,
      ...stepBy(scope, now),
      key,
    })
    const rev = await store.updateMeeting(tx, id, changed)
    noteChange(id, { state: changed.state ?? row.state }, { state: row.state })
    const cancelled = input.action === 'cancel' ? (input.reason ?? '') : undefined
    const isNews = input.action === 'notify' || (cancelled !== undefined && row.state === 'noticed')
    // What was on paper its people know.
    if (isNews && !row.paper) told = await tellRoll(tx, scope.county, { row, motions, cancelled }, now)
    return { id, rev, state: changed.state ?? row.state }
  })
  live.met(scope.county, id)
  if (input.action === 'sign') live.disclosed(scope.county)
  if (told.length > 0) live.told(scope.county, told)
  return stepped
}

async function demandTime(
  tx: Tx,
  row: store.MeetingRecord,
  motions: readonly store.MotionRecord[],
  { action, reason }: StepInput,
  now: Date,
): Promise<void> {
  const life = {
    state: row.state,
    meetsOn: dateOf(row.meets_at),
    opensFrom: opensFrom(row.meets_at, now),
    paper: row.paper,
    undecided: undecided(motions).length,
    signatures: (await store.signaturesOf(tx, row.id)).length,
    challenges: rolls.standingOf(await rolls.challengesTo(tx, row.id)),
  }
  const says = stepRefusal(action, life, dateOf(now), reason)
  if (says === undefined) return
  if (action === 'cancel' && !reason?.trim()) throw invalid({ reason: says }, says)
  throw new Problem(409, 'moved', says)
}

async function effect(
  tx: Tx,
  scope: Scope,
  row: store.MeetingRecord,
  { motions, minutes }: { motions: readonly store.MotionRecord[]; minutes: readonly string[] },
  input: StepInput,
  now: Date,
): Promise<store.ChangedMeeting> {
  const state = stateAfter(input.action, row.state)
  switch (input.action) {
    case 'notify':
      return { state, ...(await noticed(tx, row, motions, input, now)) }
    case 'open':
      // What came between its notice and today.
      if (row.monthly) await gather(tx, row.id, villageOf(row.division))
      return { state, opened_at: row.paper ? row.meets_at : now }
    case 'close':
      if (motions.some((motion) => motion.state === 'voting'))
        throw new Problem(409, 'moved', '有议题正在表决，请先宣布结果')
      return { state, closed_at: row.paper ? row.meets_at : now }
    case 'remark':
      return { remarks: (input.text ?? '').trim() }
    case 'sign':
      await sign(tx, scope, row, { minutes, motions }, now)
      return {}
    case 'archive':
      await archive(tx, row, minutes, now)
      return { state }
    case 'cancel':
      return { state }
  }
}

/** The notice goes out and the roll is frozen (rules 0.6); its days are counted by the law. */
async function noticed(
  tx: Tx,
  row: store.MeetingRecord,
  motions: readonly store.MotionRecord[],
  { reason, on }: StepInput,
  now: Date,
): Promise<store.ChangedMeeting> {
  const meetsOn = dateOf(row.meets_at)
  const sentOn = row.paper ? on : dateOf(now)
  if (sentOn === undefined) throw invalid({ on: '补录要写明当时哪天发的通知' }, '补录要写明当时哪天发的通知')
  if (row.paper && sentOn > meetsOn) throw invalid({ on: '通知要在开会以前' }, '通知要在开会以前')
  const limits = await limitsAt(tx, row.division, meetsOn)
  const notice = { body: row.body, sentOn, meetsOn }
  const says = noticeFault(limits, { ...notice, reason })
  if (says) throw invalid({ reason: says }, says)
  const unread = reportFault(
    limits,
    notice,
    motions.map(({ decision }) => decision),
  )
  if (unread) throw invalid({ on: unread }, unread)
  const isShort = noticeFault(limits, notice) !== undefined
  const roll = await rolls.rollNow(tx, { ...row, on: meetsOn })
  const [fault] = rolls.rollFaults(limits, row.body, roll)
  if (fault) throw invalid({ roll: fault }, fault)
  await rolls.freeze(tx, row.id, roll, meetsOn)
  return {
    noticed_on: sentOn,
    due: roll.length,
    roll_hash: rolls.hashOfRoll(roll),
    short_reason: isShort ? (reason?.trim() ?? null) : null,
  }
}

/**
 * Sets a stricter figure for a village, in place of what it set before. Throws 422 with the article for a weaker one than
 * the law’s or the county’s, and for a share nobody could reach.
 */
export async function tighten(
  { db }: Services,
  scope: Scope,
  division: string,
  rule: { name: string; value: number | Share; source: string; startsOn: string },
): Promise<void> {
  demandKeeper(scope, division)
  const { name } = rule
  if (!isLimit(name)) throw invalid({ name: '没有这项规定，请重新选择' })
  await db.inCounty(scope.county, async (tx) => {
    const given = await store.limitRules(tx, division, rule.startsOn)
    const limits = limitsOf(given.filter((each) => each.division !== division))
    const { value } = rule
    if (typeof value !== 'number' && !isReachable(value))
      throw invalid({ value: '全部到会、全部同意也达不到这个比例，请核对' })
    try {
      tightened(limits[name], rule.value, rule.source)
    } catch (error) {
      if (error instanceof WeakerThanLaw) throw invalid({ value: error.message }, error.message)
      throw error
    }
    const added = await store.insertLimitRule(tx, { ...rule, division, by: scope.person })
    if (!added) throw new Problem(409, 'moved', '这一天已经定过这项规定，请换一个起始日期')
  })
}

/** Runs a change once: the same key answers with the meeting as it stands. */
async function once(
  db: Services['db'],
  scope: Scope,
  action: string,
  key: string | undefined,
  change: (tx: Tx) => Promise<Stepped>,
): Promise<Stepped> {
  const repeat = async (tx: Tx): Promise<Stepped | undefined> => {
    const step = key === undefined ? undefined : await store.findStepByKey(tx, key)
    if (!step) return undefined
    if (step.action !== action || step.person !== scope.person)
      throw new Problem(409, 'key', '这个防重复编号已经用在别的操作上了，请重新提交')
    const row = await store.findMeeting(tx, step.meeting)
    return row && { id: row.id, rev: row.rev, state: row.state }
  }
  try {
    return await db.inCounty(scope.county, async (tx) => (await repeat(tx)) ?? change(tx))
  } catch (error) {
    const same = isDuplicate(error, 'meeting_steps_key') && (await db.read(scope.county, repeat))
    if (same) return same
    // A step that already happened is refused by its state before its key is met: the same key first waited for its twin.
    const done = error instanceof Problem && error.code === 'moved' && (await db.read(scope.county, repeat))
    if (done) return done
    throw error
  }
}

import { createHmac } from 'node:crypto'
import { CODE_LETTERS, tidyCode } from '#contract/tracking-code.ts'
import { BODIES, bodyOf, type Basis, type BodyId } from '#practice/meetings/bodies.ts'
import { callFault } from '#practice/meetings/call.ts'
import {
  cite,
  limitsWith,
  tightened,
  LIMITS,
  WeakerThanLaw,
  type LimitName,
  type Limits,
} from '#practice/meetings/limits.ts'
import {
  DECISIONS,
  decisionOf,
  isDeliberation,
  refusalOf,
  standsIn,
  type DecisionId,
} from '#practice/meetings/powers.ts'
import { canonical } from '#practice/disclosure/canonical.ts'
import { sha256 } from '#server/core/secrets.ts'
import type { AuthorityRecord, LimitRule, MotionRecord, Studied } from './store.ts'

/**
 * The promise of this module: nothing is decided by a body that may not, by too few, by anybody counted twice, or by a
 * roll made up afterwards; and what was archived stays as it was.
 */

export const isBody = (id: string): id is BodyId => Object.hasOwn(BODIES, id)
export const isDecision = (id: string): id is DecisionId => Object.hasOwn(DECISIONS, id)
export const isLimit = (name: string): name is LimitName => Object.hasOwn(LIMITS, name)

/** The law’s limits with what a place asks for beyond them. Of two rules the stricter holds, whoever made it. */
export function limitsOf(rules: readonly LimitRule[]): Limits {
  const limits: Record<string, Limits[LimitName]> = { ...limitsWith() }
  for (const { name, value, source } of rules) {
    const law = limits[name]
    if (!law) continue
    try {
      limits[name] = tightened(law, value, source)
    } catch (error) {
      if (!(error instanceof WeakerThanLaw)) throw error
    }
  }
  // Every name of LIMITS is still there: only values were replaced.
  return limits as Limits
}

export type MotionInput = {
  decision: string
  studied?: Studied | undefined
  authority?: (Omit<AuthorityRecord, 'decisions'> & { decisions: readonly string[] }) | undefined
  proposal?: string | undefined
}

/** What is wrong with calling this meeting, by field; undefined when it may be called. */
export function conveneFaults(
  limits: Limits,
  meeting: {
    body: string
    basis: Basis
    on: string
    hasCollective: boolean
    division: string
    motions: readonly MotionInput[]
    asked?: { who: string; asked: number; of: number } | undefined
  },
): Record<string, string> | undefined {
  const { body, basis, asked } = meeting
  if (!isBody(body)) return { body: '没有这种会议，请重新选择' }
  const fields: Record<string, string> = {}
  if (!bodyOf(body).quorum[basis]) fields['basis'] = `${bodyOf(body).name}按人计算，不能按户计算`
  if ((body === 'group-assembly') !== (meeting.division.length === 15))
    fields['division'] =
      body === 'group-assembly'
        ? '村民小组会议要选择是哪个小组'
        : `${bodyOf(body).name}是全村的会议，请选择村`
  if (asked) {
    const says = callFault(limits, body, asked)
    if (says) fields['asked'] = says
  }
  meeting.motions.forEach((motion, index) => {
    const says = motionFault(motion, { ...meeting, body })
    if (says) fields[`motions.${index}.decision`] = says
  })
  return Object.keys(fields).length > 0 ? fields : undefined
}

function motionFault(
  { decision, studied, authority, proposal }: MotionInput,
  { body, basis, on, hasCollective }: { body: BodyId; basis: Basis; on: string; hasCollective: boolean },
): string | undefined {
  if (!isDecision(decision)) return '没有这种议决事项，请重新选择'
  if (basis === 'households' && standsIn(decisionOf(decision), body, hasCollective))
    return '代行集体经济组织职能时按人计算，不能按户计算，请改为按人'
  const known = authority && { ...authority, decisions: authority.decisions.filter(isDecision) }
  return refusalOf({ decision, body, on, studiedOn: studied?.on, authority: known, hasCollective, proposal })
}

/** Which law the figures of a decision are of, and who decides it, in words. */
export function lawOf(id: DecisionId): string {
  const { bodies, ...source } = decisionOf(id)
  return `由${bodies.map((body) => BODIES[body].name).join('或')}决定（${cite(source)}）`
}

/** The same of a motion at a meeting, which may only talk it over on its way to whoever decides. */
export function lawOfMotion(body: BodyId, { decision, proposal }: MotionRecord): string {
  const law = lawOf(decision)
  return isDeliberation({ body, decision, proposal }) ? `${BODIES[body].name}议过以后，${law}` : law
}

const SLOT_MS = 60_000
const SLOTS_BACK = 2
/** Typed by whoever has no camera; a thousand million of them, of which three count, for those on the roll. */
const CODE_CHARS = 6

/** The code of the door: of this minute, by the server’s clock; clocks of phones do not matter. */
export function doorCode(key: Uint8Array, meeting: string, now: Date, back = 0): string {
  const slot = Math.floor(now.getTime() / SLOT_MS) - back
  const hash = createHmac('sha256', key).update(`${meeting} ${slot}`).digest().subarray(0, CODE_CHARS)
  return Array.from(hash, (byte) => CODE_LETTERS[byte & 31] ?? '').join('')
}
/** A code counts for as long as it takes to find the camera. */
export const isDoorCode = (key: Uint8Array, meeting: string, now: Date, code: string): boolean =>
  Array.from({ length: SLOTS_BACK + 1 }, (_, back) => doorCode(key, meeting, now, back)).includes(
    tidyCode(code),
  )
export const secondsLeft = (now: Date) => Math.ceil((SLOT_MS - (now.getTime() % SLOT_MS)) / 1000)

/** The hash of what was archived: everything of it, and what the village archived before. */
export function archiveHash(row: {
  before: Uint8Array
  meeting: string
  division: string
  seq: number
  minutes: string
  facts: object
  at: Date
}): Buffer {
  const { before, at, meeting, division, seq, minutes, facts } = row
  return sha256(before, canonical({ meeting, division, seq, minutes, facts, at: at.toISOString() }))
}

export const hashOfMinutes = (minutes: readonly string[]): Buffer => sha256(minutes.join('\n'))

/** Motions that still want a result. */
export const undecided = (motions: readonly MotionRecord[]) =>
  motions.filter(({ state }) => state === 'listed' || state === 'voting')

/** How it was voted; undefined while nothing was counted. */
export const countsOf = ({ in_favour, against, abstained }: MotionRecord) =>
  in_favour === null || against === null || abstained === null
    ? undefined
    : { inFavour: in_favour, against, abstained }

import { dateOf } from '#practice/kit/index.ts'
import { bodyOf, type Basis, type BodyId } from '#practice/meetings/bodies.ts'
import { cite, valueName, type Limits } from '#practice/meetings/limits.ts'
import { earliestDay, noticeFault } from '#practice/meetings/notice.ts'
import { decisionOf, type DecisionId } from '#practice/meetings/powers.ts'
import { rulesOf } from '#practice/meetings/verdict.ts'
import { fewest } from '#practice/meetings/share.ts'
import type { Services } from '#server/core/app.ts'
import { invalid } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { limitsAt } from './commands.ts'
import { demandKeeper, villageOf } from './policy.ts'
import { hasCollective } from './queries.ts'
import { rollFaults, rollNow } from './roll.ts'
import { authoritiesOf, termStartOf, withAuthority, type Asked, type Authorised } from './authority.ts'
import { conveneFaults, isBody, isDecision } from './rules.ts'

/** What the law says to a meeting before it is called, so that the form can say it beside the field. */

type Weighed = {
  division: string
  body: string
  basis: Basis
  meetsOn?: string | undefined
  paper?: boolean | undefined
  motions: readonly Asked[]
}

/** Weighs a meeting that is being written. Throws 403 for another village’s, 422 for a body that is none. */
export async function weigh(
  { db }: Services,
  scope: Scope,
  { meetsOn, paper, ...meeting }: Weighed,
  now: Date = new Date(),
) {
  const { division, basis } = meeting
  demandKeeper(scope, division)
  if (!isBody(meeting.body)) throw invalid({ body: '没有这种会议，请重新选择' })
  const body = meeting.body
  const today = dateOf(now)
  const on = meetsOn ?? today
  return db.read(scope.county, async (tx) => {
    const limits = await limitsAt(tx, division, on)
    const has = await hasCollective(tx, villageOf(division), on)
    const village = villageOf(division)
    const motions = await withAuthority(tx, limits, { village, on }, meeting.motions)
    const startedOn = await termStartOf(tx, village, on)
    const roll = await rollNow(tx, { body, basis, division, on })
    const decisions = meeting.motions.map(({ decision }) => decision).filter(isDecision)
    const { urgent } = bodyOf(body)
    const short = paper ? undefined : noticeFault(limits, { body, sentOn: today, meetsOn: on })
    return {
      authorities: (await authoritiesOf(tx, limits, village, on)).map(presentAuthority),
      fields: conveneFaults(limits, { ...meeting, motions, on, today, hasCollective: has, startedOn }) ?? {},
      faults: rollFaults(limits, body, roll),
      earliestOn: earliestDay(limits, body, today),
      notice: noticeText(limits, body),
      ...(short && meetsOn !== undefined ? { short } : {}),
      urgent: urgent ?? false,
      due: roll.length,
      ...rulesIn(limits, { body, basis, decisions, hasCollective: has, due: roll.length }),
      hasCollective: has,
    }
  })
}

const presentAuthority = ({ resolution, decisions, from, until, source }: Authorised) => ({
  resolution,
  source,
  decisions: decisions.map((id) => decisionOf(id).name),
  from,
  until,
})

/** Where the law names no days, it says so: nobody need wait, and everybody must know. */
function noticeText(limits: Limits, body: BodyId): string {
  const { name, notice } = bodyOf(body)
  const limit = notice && limits[notice]
  return limit?.kind === 'least' && limit.value > 0
    ? `${name}要提前 ${valueName(limit)}通知（${cite(limit)}）`
    : `${name}要提前几天通知，法律没有规定天数`
}

type Counted = {
  body: BodyId
  basis: Basis
  decisions: readonly DecisionId[]
  hasCollective: boolean
  due: number
}

/** How many must come and agree; the stricter first, where matters of one meeting ask for different majorities. */
function rulesIn(limits: Limits, { body, basis, decisions, hasCollective: has, due }: Counted) {
  const unit = basis === 'households' ? '户' : '人'
  const rules = (decisions.length > 0 ? decisions : [undefined]).map((decision) =>
    rulesOf(limits, { body, basis, decision, hasCollective: has }),
  )
  const quorums = rules.map(
    ({ quorum }) =>
      `应到 ${due} ${unit}，${valueName(quorum)}到会才能表决，要 ${fewest(quorum.value, due)} ${unit}（${cite(quorum)}）`,
  )
  const passes = rules.map(({ pass, of }) =>
    of === 'all'
      ? `应到的${valueName(pass)}同意才通过，要 ${fewest(pass.value, due)} 票（${cite(pass)}）`
      : `到会的${valueName(pass)}同意才通过（${cite(pass)}）`,
  )
  const all = (lines: readonly string[]) => [...new Set(lines)].join('；')
  return { quorum: all(quorums), pass: all(passes) }
}

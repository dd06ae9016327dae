import { cite, valueName, type Limit, type LimitName, type Limits } from './limits.ts'
import { daysBetween } from './notice.ts'
import { fewest, reaches } from './share.ts'

/**
 * An election of the village committee as it was held on paper (VCL 18): recorded, checked and computed, never run
 * here (rules 1.1.10).
 */
export type ElectionRecord = {
  /** On the list of voters, and voted. */
  registered: number
  cast: number
  seats: number
  runoff: boolean
  candidates: readonly { name: string; votes: number }[]
  /** Written proxies, published with their names. */
  proxies: readonly { principal: string; holder: string }[]
  /** The day the list of voters was published; what was objected to it, and when that was decided (VCL 17). */
  rollPublishedOn?: string | undefined
  objections?: readonly { name: string; on: string; decidedOn: string }[] | undefined
  /** A vote on removing somebody (VCL 19): who asked for it, how many of how many, and why. */
  recall?: { who: '选民' | '村民代表'; asked: number; of: number; reason: string } | undefined
}

export type ElectionVerdict = {
  valid: boolean
  elected: readonly string[]
  /** Seats that stay empty and are elected again. */
  open: number
  says: readonly string[]
}

/** What cannot be in such a record, in sentences with the article; empty when nothing is wrong. */
export function electionFaults(limits: Limits, election: ElectionRecord, heldOn: string): string[] {
  const { registered, cast, seats, candidates, proxies, recall } = election
  const law = cite(limits['vc.election.elect'])
  const names = new Set(candidates.map(({ name }) => name))
  return [
    ...(cast > registered ? [`投票 ${cast} 人，比登记选民 ${registered} 人还多，请核对`] : []),
    ...rollFaults(limits, election, heldOn),
    ...(recall ? recallFaults(limits, recall) : []),
    // Whoever may be removed stands alone.
    ...(recall || candidates.length > seats
      ? []
      : [`候选人要多于应选 ${seats} 名，现在是 ${candidates.length} 名（${law}）`]),
    ...(names.size === candidates.length ? [] : ['候选人姓名有重复，请核对']),
    ...candidates
      .filter(({ votes }) => votes > cast)
      .map(({ name, votes }) => `${name}得 ${votes} 票，比投票 ${cast} 人还多，请重新清点`),
    ...(candidates.reduce((sum, { votes }) => sum + votes, 0) > cast * seats
      ? [`票数合计超过每人可选 ${seats} 名的总数，请重新清点`]
      : []),
    ...proxyFaults(limits, proxies, names),
  ]
}

function rollFaults(
  limits: Limits,
  { rollPublishedOn, objections = [] }: ElectionRecord,
  heldOn: string,
): string[] {
  if (rollPublishedOn === undefined) return []
  const [days, object, decide] = [
    daysOf(limits, 'vc.election.roll_days'),
    daysOf(limits, 'vc.election.object_days'),
    daysOf(limits, 'vc.election.decide_days'),
  ]
  const before = daysBetween(rollPublishedOn, heldOn)
  return [
    ...(before >= days.value
      ? []
      : [`选民名单要在选举日 ${days.value} 日前公布，现在只有 ${Math.max(0, before)} 日（${cite(days)}）`]),
    ...objections.flatMap(({ name, on, decidedOn }) => [
      ...(daysBetween(rollPublishedOn, on) <= object.value
        ? []
        : [`${name}的申诉在名单公布 ${object.value} 日以后才提出（${cite(object)}）`]),
      ...(daysBetween(on, decidedOn) <= decide.value
        ? []
        : [
            `${name}的申诉要在 ${decide.value} 日内处理，用了 ${daysBetween(on, decidedOn)} 日（${cite(decide)}）`,
          ]),
    ]),
  ]
}

function recallFaults(limits: Limits, { who, asked, of }: NonNullable<ElectionRecord['recall']>): string[] {
  const rule = shareOf(limits, who === '选民' ? 'vc.recall.motion_voters' : 'vc.recall.motion_reps')
  if (asked > of) return [`联名的 ${asked} 人，比${who}总数 ${of} 人还多，请核对`]
  if (reaches(rule.value, asked, of)) return []
  const needed = fewest(rule.value, of)
  return [
    `${who}联名罢免要有${valueName(rule)}（${of} 人中的 ${needed} 人），现在是 ${asked} 人，还差 ${needed - asked} 人（${cite(rule)}）`,
  ]
}

function daysOf(limits: Limits, name: LimitName): Limit & { value: number } {
  const limit = limits[name]
  if (limit.kind === 'share') throw new Error(`${name} is no number of days`)
  return limit
}

function proxyFaults(limits: Limits, proxies: ElectionRecord['proxies'], candidates: ReadonlySet<string>) {
  const limit = limits['vc.proxy.max']
  const law = cite(limit)
  const most = limit.kind === 'most' ? limit.value : 0
  const holders = [...new Set(proxies.map(({ holder }) => holder))]
  const principals = proxies.map(({ principal }) => principal)
  return [
    ...holders
      .map((holder) => [holder, proxies.filter((each) => each.holder === holder).length] as const)
      .filter(([, count]) => count > most)
      .map(([holder, count]) => `${holder}接受了 ${count} 人委托，最多 ${most} 人（${law}）`),
    ...holders
      .filter((holder) => candidates.has(holder))
      .map((holder) => `${holder}是候选人，不能接受委托投票（${law}）`),
    ...(new Set(principals).size === principals.length ? [] : ['有人委托了两次，请核对委托名单']),
  ]
}

/** Who was elected. An equal number of votes for the last seat elects none of them: they stand again. */
export function electionVerdict(limits: Limits, election: ElectionRecord): ElectionVerdict {
  const { registered, cast, seats, runoff } = election
  const turnout = shareOf(limits, 'vc.election.turnout')
  const rule = shareOf(limits, runoff ? 'vc.election.runoff' : 'vc.election.elect')
  const valid = runoff || reaches(turnout.value, cast, registered)
  const came = `登记选民 ${registered} 人，投票 ${cast} 人，${valueName(turnout)}要 ${fewest(turnout.value, registered)} 人（${cite(turnout)}）`
  if (!valid) return { valid, elected: [], open: seats, says: [came, '投票人数不够，选举无效'] }
  const reached = election.candidates.filter(({ votes }) => reaches(rule.value, votes, cast))
  const sorted = reached.toSorted((a, b) => b.votes - a.votes)
  const [last, next] = [sorted[seats - 1], sorted[seats]]
  const tied = last && next && last.votes === next.votes ? last.votes : undefined
  const elected = sorted.slice(0, seats).filter(({ votes }) => votes !== tied)
  return {
    valid,
    elected: elected.map(({ name }) => name),
    open: election.recall ? 0 : seats - elected.length,
    says: [
      came,
      `${election.recall ? '罢免要同意票' : '当选要得票'}${valueName(rule)}，即 ${fewest(rule.value, cast)} 票（${cite(rule)}）`,
      ...(tied === undefined ? [] : [`得 ${tied} 票的人票数相同，应当再次投票`]),
      election.recall
        ? elected.length > 0
          ? `罢免通过：${elected.map(({ name }) => name).join('、')}`
          : '罢免没有通过'
        : elected.length > 0
          ? `当选：${elected.map(({ name, votes }) => `${name} ${votes} 票`).join('、')}`
          : '没有人当选',
      ...(elected.length < seats && !election.recall
        ? [`还缺 ${seats - elected.length} 名，应当另行选举`]
        : []),
    ],
  }
}

function shareOf(limits: Limits, name: LimitName): Limit & { kind: 'share' } {
  const limit = limits[name]
  if (limit.kind !== 'share') throw new Error(`${name} is no share`)
  return limit
}

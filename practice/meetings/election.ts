import { cite, valueName, type Limit, type LimitName, type Limits } from './limits.ts'
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
}

export type ElectionVerdict = {
  valid: boolean
  elected: readonly string[]
  /** Seats that stay empty and are elected again. */
  open: number
  says: readonly string[]
}

/** What cannot be in such a record, in sentences with the article; empty when nothing is wrong. */
export function electionFaults(limits: Limits, election: ElectionRecord): string[] {
  const { registered, cast, seats, candidates, proxies } = election
  const law = cite(limits['vc.election.elect'])
  const names = new Set(candidates.map(({ name }) => name))
  return [
    ...(cast > registered ? [`投票 ${cast} 人，比登记选民 ${registered} 人还多，请核对`] : []),
    ...(candidates.length > seats
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
    open: seats - elected.length,
    says: [
      came,
      `当选要得票${valueName(rule)}，即 ${fewest(rule.value, cast)} 票（${cite(rule)}）`,
      ...(tied === undefined ? [] : [`得 ${tied} 票的人票数相同，应当再次投票`]),
      elected.length > 0
        ? `当选：${elected.map(({ name, votes }) => `${name} ${votes} 票`).join('、')}`
        : '没有人当选',
      ...(elected.length < seats ? [`还缺 ${seats - elected.length} 名，应当另行选举`] : []),
    ],
  }
}

function shareOf(limits: Limits, name: LimitName): Limit & { kind: 'share' } {
  const limit = limits[name]
  if (limit.kind !== 'share') throw new Error(`${name} is no share`)
  return limit
}

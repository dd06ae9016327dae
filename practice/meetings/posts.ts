import type { Limit, Limits, LimitName } from './limits.ts'
import { cite } from './limits.ts'
import { fewest, reaches } from './share.ts'

/**
 * Who may sit where (system Z4): conflicts of post and the composition a body must have. Near relatives are spouse,
 * parents, children, brothers and sisters, grandparents and grandchildren (民法典 1045; rules 1.5.2). Only what holds in
 * the whole country is cited; no county’s pack names a rule of its own.
 */

export type Seat =
  | 'committee'
  | 'supervisor'
  | 'village-accountant'
  | 'representative'
  | 'party-committee'
  | 'party-member'
  | 'member'
  | 'member-representative'
  | 'board'
  | 'board-supervisor'
  | 'collective-accountant'

export const SEATS: Readonly<Record<Seat, string>> = {
  committee: '村民委员会成员',
  supervisor: '村务监督委员会成员',
  'village-accountant': '村报账员',
  representative: '村民代表',
  'party-committee': '村党组织委员',
  'party-member': '党员',
  member: '农村集体经济组织成员',
  'member-representative': '成员代表',
  board: '理事会成员',
  'board-supervisor': '监事',
  'collective-accountant': '集体经济组织财务会计人员',
}

/** Two seats that one person may not hold; with `relatives`, nor two near relatives. */
type Conflict = { seats: readonly [Seat, Seat]; relatives: boolean; law: string }

const CONFLICTS: readonly Conflict[] = [
  { seats: ['supervisor', 'committee'], relatives: true, law: '《村民委员会组织法》第三十七条' },
  // Of the accountant the law itself is silent (VCL 37); the two central offices say it of the post, not of relatives.
  {
    seats: ['supervisor', 'village-accountant'],
    relatives: false,
    law: '《关于建立健全村务监督委员会的指导意见》（中办、国办，2017年）第二条',
  },
  { seats: ['board-supervisor', 'board'], relatives: true, law: '《农村集体经济组织法》第三十四条' },
  {
    seats: ['board-supervisor', 'collective-accountant'],
    relatives: true,
    law: '《农村集体经济组织法》第三十四条',
  },
  { seats: ['committee', 'committee'], relatives: true, law: '《村民委员会组织法》第八条' },
  { seats: ['board', 'board'], relatives: true, law: '《农村集体经济组织法》第二十九条' },
]

export type Holding = { person: string; name: string; seat: Seat }
/** Two people who are near relatives, recorded with their consent. */
export type Kinship = readonly [person: string, person: string]

/** Why `next` may not be given beside what is held already; empty when nothing stands against it. */
export function conflictsOf(held: readonly Holding[], next: Holding, kin: readonly Kinship[]): string[] {
  const found = held.flatMap((other) => conflictsBetween(other, next, kin))
  return [...new Set(found)]
}

function conflictsBetween(other: Holding, next: Holding, kin: readonly Kinship[]): string[] {
  const isSame = other.person === next.person
  const isKin = kin.some(
    ([a, b]) => (a === other.person && b === next.person) || (b === other.person && a === next.person),
  )
  return CONFLICTS.flatMap(({ seats: [a, b], relatives, law }) => {
    const meets = (other.seat === a && next.seat === b) || (other.seat === b && next.seat === a)
    if (!meets) return []
    if (isSame && a !== b)
      return [`${next.name}已经是${SEATS[other.seat]}，不能再任${SEATS[next.seat]}（${law}）`]
    if (isKin && relatives) {
      return [`${next.name}和${SEATS[other.seat]}${other.name}是近亲属，不能任${SEATS[next.seat]}（${law}）`]
    }
    return []
  })
}

/** Seats held today that exclude each other, as when a kinship became known afterwards; one of the two has to end. */
export function standingConflicts(held: readonly Holding[], kin: readonly Kinship[]): string[] {
  return held.flatMap((next, index) => conflictsOf(held.slice(0, index), next, kin))
}

/** A body as it is made up. */
export type Composition = {
  committee?: { members: number; women: number }
  /** Without `households` where groups choose theirs, which the law allows as well. */
  representatives?: { committee: number; representatives: number; women: number; households?: number }
  /** Of a neighbourhood (居委会组织法 28). */
  residents?: { committee: number; representatives: number }
  memberRepresentatives?: { representatives: number; women: number; households?: number }
  board?: { members: number }
}

/** What is wrong with how bodies are made up, each with its article. */
export function compositionFaults(limits: Limits, bodies: Composition): string[] {
  return [
    ...(bodies.committee ? committeeFaults(limits, bodies.committee) : []),
    ...(bodies.representatives ? representativesFaults(limits, bodies.representatives) : []),
    ...(bodies.residents
      ? shareFault(
          limits,
          'residents.reps.share_reps',
          bodies.residents.representatives,
          bodies.residents.committee + bodies.residents.representatives,
          '居民代表会议中的居民代表',
        )
      : []),
    ...(bodies.memberRepresentatives ? memberFaults(limits, bodies.memberRepresentatives) : []),
    ...(bodies.board ? boardFaults(limits, bodies.board) : []),
  ]
}

const numberOf = (limits: Limits, name: LimitName): number => {
  const limit: Limit = limits[name]
  if (limit.kind === 'share') throw new Error(`${name} is a share`)
  return limit.value
}

function sizeFault(
  limits: Limits,
  body: string,
  least: LimitName,
  most: LimitName,
  members: number,
): string[] {
  const [from, to] = [numberOf(limits, least), numberOf(limits, most)]
  return members >= from && members <= to
    ? []
    : [`${body}由 ${from} 至 ${to} 人组成，现在是 ${members} 人（${cite(limits[least])}）`]
}

function committeeFaults(limits: Limits, { members, women }: { members: number; women: number }): string[] {
  const needed = numberOf(limits, 'vc.committee.women')
  return [
    ...sizeFault(limits, '村民委员会', 'vc.committee.size_least', 'vc.committee.size_most', members),
    ...(women >= needed ? [] : [`村民委员会成员中应当有妇女成员（${cite(limits['vc.committee.women'])}）`]),
  ]
}

function shareFault(limits: Limits, name: LimitName, count: number, of: number, what: string): string[] {
  const limit = limits[name]
  if (limit.kind !== 'share') throw new Error(`${name} is no share`)
  if (reaches(limit.value, count, of)) return []
  return [
    `${what}要有 ${fewest(limit.value, of)} 人以上（共 ${of} 人），现在是 ${count} 人（${cite(limit)}）`,
  ]
}

/** One representative for each so many households; groups may choose theirs otherwise, which the caller knows. */
function householdsFault(
  limits: Limits,
  least: LimitName,
  most: LimitName,
  households: number,
  people: number,
): string[] {
  const [from, to] = [numberOf(limits, least), numberOf(limits, most)]
  if (households >= from * people && households <= to * people) return []
  return [
    `每 ${from} 户至 ${to} 户推选一名代表，${households} 户现有代表 ${people} 名（${cite(limits[least])}）`,
  ]
}

function representativesFaults(
  limits: Limits,
  { committee, representatives, women, households }: NonNullable<Composition['representatives']>,
): string[] {
  const all = committee + representatives
  return [
    ...shareFault(limits, 'vc.reps.share_reps', representatives, all, '村民代表会议中的村民代表'),
    ...shareFault(limits, 'vc.reps.share_women', women, all, '村民代表会议中的妇女代表'),
    ...(households === undefined
      ? []
      : householdsFault(
          limits,
          'vc.reps.households_per_rep_least',
          'vc.reps.households_per_rep_most',
          households,
          representatives,
        )),
  ]
}

function memberFaults(
  limits: Limits,
  { representatives, women, households }: NonNullable<Composition['memberRepresentatives']>,
): string[] {
  const min = numberOf(limits, 'rce.reps.min')
  const law = cite(limits['rce.reps.min'])
  return [
    ...(representatives >= min ? [] : [`成员代表要多于二十人，现在是 ${representatives} 人（${law}）`]),
    ...(women > 0 ? [] : [`成员代表中应当有适当数量的妇女代表（${law}）`]),
    ...(households === undefined
      ? []
      : householdsFault(
          limits,
          'rce.reps.households_per_rep_least',
          'rce.reps.households_per_rep_most',
          households,
          representatives,
        )),
  ]
}

function boardFaults(limits: Limits, { members }: { members: number }): string[] {
  return [
    ...sizeFault(limits, '理事会', 'rce.board.size_least', 'rce.board.size_most', members),
    ...(members % 2 === 1
      ? []
      : [`理事会成员应当是单数，现在是 ${members} 人（${cite(limits['rce.board.size_least'])}）`]),
  ]
}

import type { Tx } from '#server/core/db.ts'
import { denied, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import {
  findMember,
  membersOf,
  principalsOf,
  type MeetingRecord,
  type Member,
  type MotionRecord,
} from '#server/modules/meetings/index.ts'
import { recusedOf } from './store.ts'

/** Whose vote somebody may cast. */

export type Open = { meeting: MeetingRecord; motion: MotionRecord }
type Voting = {
  scope: Scope
  open: Open
  /** For whom, when not for oneself. */
  asked: string | undefined
  /** The desk enters paper votes. */
  byDesk: boolean
}

/**
 * For whom the vote is: oneself, somebody one stands in for, or, where the desk may enter paper votes, anybody of the
 * roll. Throws a 403 for everybody else, for who did not come and for who is recused.
 */
export async function voterOf(tx: Tx, voting: Voting): Promise<string> {
  const [voter] = await votersOf(tx, [voting])
  if (typeof voter !== 'string') throw voter ?? new Error('a voter was not looked for')
  return voter
}

/** The same of several at once, each in its place: the member, or the 403. */
export async function votersOf(tx: Tx, all: readonly Voting[]): Promise<(string | Problem)[]> {
  const own = await membersOf(
    tx,
    all.map(({ scope: { person }, open: { meeting } }) => ({ meeting: meeting.id, person })),
  )
  const members: (Member | Problem)[] = []
  for (const [n, voting] of all.entries()) members.push(await standsFor(tx, voting, own.get(n)))
  const recused = await recusedOf(
    tx,
    members.flatMap((one, n) => {
      const motion = all[n]?.open.motion.id
      return one instanceof Problem || motion === undefined ? [] : [{ motion, member: one.member }]
    }),
  )
  return members.map((one, n) => {
    if (one instanceof Problem) return one
    const motion = all[n]?.open.motion
    if (motion?.means !== 'consultation' && !one.came)
      return denied(`${one.name}还没有签到，签到以后才能投票`)
    if (motion?.means !== 'consultation' && isAtHome(all[n]?.scope.person, one, own.get(n)))
      return denied(`${one.name}是另一位家人到会的，由到会的人投票；您没有到会，不能投`)
    if (recused.has(`${motion?.id} ${one.member}`)) return denied(`${one.name}这项议题已经回避，不参加表决`)
    return one.member
  })
}

/** A household votes by whoever of it came (VCL 26): others of it are no more at the meeting than anybody else. */
const isAtHome = (person: string | undefined, voter: Member, own: Member | undefined): boolean =>
  voter.member === own?.member && voter.came_by !== null && voter.came_by !== person

async function standsFor(
  tx: Tx,
  { scope: { person }, open: { meeting }, asked, byDesk }: Voting,
  own: Member | undefined,
): Promise<Member | Problem> {
  if (asked === undefined || asked === own?.member) return own ?? denied(NOT_ON_ROLL)
  const isProxy = async () =>
    (await principalsOf(tx, meeting.id, person)).some(({ member }) => member === asked)
  if (!byDesk && !(await isProxy())) return denied('只能投自己的票，或者书面委托您的人的票')
  return (await findMember(tx, meeting.id, asked)) ?? denied(NOT_ON_ROLL)
}

/** Whether somebody speaks for a member here: as themselves, for their household, or for whom they stand in. */
export async function isVoiceOf(tx: Tx, meeting: string, person: string, member: string): Promise<boolean> {
  const [own] = (await membersOf(tx, [{ meeting, person }])).values()
  if (own?.member === member) return true
  return (await principalsOf(tx, meeting, person)).some((principal) => principal.member === member)
}

const NOT_ON_ROLL = '您不在这次会议的名册上，不能投票；名册在发通知时已经固定'

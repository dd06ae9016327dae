import { dateOf } from '#practice/kit/index.ts'
import { bodyOf } from '#practice/meetings/bodies.ts'
import { CONSULTED, MEETING_STATES, type AttendanceMeans } from '#practice/meetings/life.ts'
import { proxyFault } from '#practice/meetings/proxy.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { hushed } from '#server/core/secrets.ts'
import { noteChange, noteSaid } from '#server/core/trace.ts'
import { limitsFor, type When } from './commands.ts'
import * as entered from './entered.ts'
import { demandKeeper } from './policy.ts'
import * as queries from './queries.ts'
import * as rolls from './roll.ts'
import { isDoorCode } from './rules.ts'
import * as store from './store.ts'
import { tellMember } from './telling.ts'

/** Who came, and who stands in for whom. Everybody counts once, from however many phones. */

export type AttendInput = {
  means: 'qr' | 'hand' | 'paper' | 'online'
  code?: string | undefined
  member?: string | undefined
  person?: string | undefined
}
export type Attended = { name: string; again: boolean; also: string[] }

/**
 * Notes that somebody came, and with them those for whom they stand in. Throws 403 for who is not on the roll, 409 when
 * the meeting is not being held, 422 for an old code or where taking part online is not in the law.
 */
export async function attend(
  { db, secrets, live }: Services,
  scope: Scope,
  id: string,
  input: AttendInput,
  { now = new Date(), key }: When = {},
): Promise<Attended> {
  const { told, ...attended } = await db.inCounty(scope.county, async (tx) => {
    const row = await store.holdMeeting(tx, id)
    if (!row) throw notFound('会议')
    const isOwn = input.means === 'qr' || input.means === 'online'
    if (!isOwn) demandKeeper(scope, row.division)
    demandOpen(row, now)
    if (input.means === 'online' && !bodyOf(row.body).online)
      throw invalid({ means: CONSULTED }, `${bodyOf(row.body).name}要到现场参加。${CONSULTED}`)
    if (input.means === 'qr' && !isDoorCode(secrets.hash('code', id), id, now, input.code ?? ''))
      throw invalid(
        { code: '这个签到码已经过期，请重新扫门口的二维码' },
        '这个签到码已经过期，请重新扫门口的二维码',
      )
    const { member, person, means } = isOwn
      ? await own(tx, id, scope.person, input.means)
      : await named(tx, row, input)
    const noted = { meeting: id, by: scope.person, at: now, key }
    const fresh = await store.insertAttendance(tx, {
      ...noted,
      member: member.member,
      person,
      means,
    })
    const also: string[] = []
    const principals = await rolls.principalsOf(tx, id, person)
    // Sent twice: the answer is what the first sending did.
    const sentBefore = fresh || key === undefined ? [] : await store.attendancesBy(tx, id, key)
    if (sentBefore.includes(member.member)) {
      const came = principals.filter((principal) => sentBefore.includes(principal.member))
      return { name: member.name, again: false, also: came.map(({ name }) => name), told: [] }
    }
    for (const principal of principals) {
      const came = await store.insertAttendance(tx, {
        ...noted,
        member: principal.member,
        person,
        means: 'proxy',
      })
      if (came) also.push(principal.name)
    }
    const isHanded = fresh && !isOwn && person !== scope.person
    const heard = isHanded ? await tellHanded(tx, scope, row, member.member, now) : []
    return { name: member.name, again: !fresh, also, told: heard }
  })
  live.met(scope.county, id)
  if (told.length > 0) live.told(scope.county, told)
  return attended
}

/** Who is noted as present by somebody else hears of it at once, and may say that it is not so. */
function tellHanded(
  tx: Tx,
  scope: Scope,
  row: store.MeetingRecord,
  member: string,
  now: Date,
): Promise<string[]> {
  const said = (by: string, whose: string) => ({
    title: `有人替${whose}签到了：${row.title}`,
    text: row.paper
      ? `${by}补录时登记${whose}到了会。没有去的，请向村务监督委员会说。`
      : `${by}替${whose}签了到。没有到会的，请当场向主持人说。`,
  })
  return tellMember(tx, scope, { meeting: row, member, said }, now)
}

/**
 * Takes back that somebody came, noted by mistake: they and those they were to stand in for are absent again, and hear of
 * it. Throws 403 for who does not keep the meeting, 409 when it is over, somebody votes, or has voted as one of them.
 */
export async function takeBackAttendance(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { member, reason }: { member: string; reason: string },
  now: Date = new Date(),
): Promise<void> {
  noteSaid({ why: hushed(reason) })
  const told = await db.inCounty(scope.county, async (tx) => {
    // Nothing is put to the vote meanwhile.
    const row = await store.lockMeeting(tx, id)
    if (!row) throw notFound('会议')
    demandKeeper(scope, row.division)
    if (row.state !== 'noticed' && row.state !== 'open')
      throw moved(`会议“${MEETING_STATES[row.state]}”，签到不能再撤回；要说明的，写进补充记录`)
    const motions = await store.motionsOf(tx, id)
    // What was decided by who was there stays beside who was there.
    if (motions.some(({ state }) => state === 'declared'))
      throw moved('已经按这个到会人数宣布过结果，签到不能再撤回；要说明的，写进补充记录')
    if (motions.some(({ state }) => state === 'voting'))
      throw moved('正在表决，到会人数不能动；要说明的，写进补充记录')
    const note = { meeting: id, member, by: scope.person, at: now, reason }
    const members = await entered.withdrawAttendance(tx, note)
    if (members.length === 0) throw moved('只能撤回工作人员登记的签到；本人扫码或在线签到的，由本人负责')
    if (await entered.hasVoted(tx, id, members))
      throw moved('他已经投过票，签到不能撤回；要说明的，写进补充记录')
    for (const one of members) noteChange(one, { came: false }, { came: true })
    const said = (by: string, whose: string) => ({
      title: `撤回了${whose}的签到：${row.title}`,
      text: `${by}撤回了给${whose}登记的签到，理由：${reason}。已经到会的，请当场向主持人说。`,
    })
    const people = []
    for (const one of members)
      people.push(...(await tellMember(tx, scope, { meeting: row, member: one, said }, now)))
    return people
  })
  live.met(scope.county, id)
  if (told.length > 0) live.told(scope.county, told)
}

const moved = (says: string) => new Problem(409, 'moved', says)

/** People sign in while it is held, and on its day before it begins. */
function demandOpen(row: store.MeetingRecord, now: Date): void {
  if (row.state === 'open') return
  const isToday = dateOf(row.meets_at) === dateOf(now) || row.paper
  if (row.state === 'noticed' && isToday) return
  throw new Problem(
    409,
    'moved',
    row.state === 'noticed'
      ? `会期是 ${dateOf(row.meets_at)}，到那天再签到`
      : `会议“${MEETING_STATES[row.state]}”，现在不能签到`,
  )
}

const NOT_ON_ROLL = '不在这次会议的名册上。名册在发通知时已经固定，不能再加，可以列席旁听'

const NOT_OF_FAMILY = '到会的人要是发通知时这一户的成年人，后来迁进来的不算'

/** As whom somebody came: themselves, or, of the family and no member, whoever sent them (RCE 27). */
async function own(tx: Tx, meeting: string, person: string, means: AttendanceMeans) {
  const member = await rolls.memberOf(tx, meeting, person)
  if (member) return { member, person, means }
  const [principal] = await rolls.principalsOf(tx, meeting, person)
  if (!principal) throw denied(`您${NOT_ON_ROLL}`)
  return { member: principal, person, means: 'proxy' as const }
}

async function named(tx: Tx, row: store.MeetingRecord, { member: id, person, means }: AttendInput) {
  const member = id === undefined ? undefined : await rolls.findMember(tx, row.id, id)
  if (!member) throw invalid({ member: `这个人${NOT_ON_ROLL}` }, `这个人${NOT_ON_ROLL}`)
  if (member.person !== null) return { member, person: member.person, means }
  const says = '按户计算的会议要写明这一户是哪位成年人到会'
  if (person === undefined || member.household === null) throw invalid({ person: says }, says)
  if (!(await queries.isOfFamily(tx, row.id, { person, household: member.household })))
    throw invalid({ person: NOT_OF_FAMILY }, NOT_OF_FAMILY)
  return { member, person, means }
}

const TO_ONESELF = '委托给自己的，请另一位工作人员来登记'

/** Notes a written proxy. Throws 422 with the article for whom the law does not let stand in, 409 for a second one. */
export async function authorize(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { principal, holder, paper }: { principal: string; holder: string; paper: string },
  now: Date = new Date(),
): Promise<void> {
  const told = await db.inCounty(scope.county, async (tx) => {
    // One after the other, so that a fourth principal is counted and not overlooked.
    const row = await store.lockMeeting(tx, id)
    if (!row) throw notFound('会议')
    demandKeeper(scope, row.division)
    if (row.state !== 'noticed' && row.state !== 'open')
      throw new Problem(409, 'moved', '通知发出以后、散会以前才能登记委托')
    const meetsOn = dateOf(row.meets_at)
    const member = await rolls.findMember(tx, id, principal)
    if (!member) throw invalid({ principal: `委托人${NOT_ON_ROLL}` }, `委托人${NOT_ON_ROLL}`)
    if (member.came) throw new Problem(409, 'moved', `${member.name}已经到会，不用委托`)
    // Whoever writes it down would speak for others with nobody else knowing of it.
    if (holder === scope.person) throw invalid({ holder: TO_ONESELF }, TO_ONESELF)
    const person = await queries.holderOf(tx, id, holder, meetsOn)
    if (!person) throw invalid({ holder: '没有找到受委托人，请重新选择' })
    const says = proxyFault(await limitsFor(tx, row), {
      body: row.body,
      isSelf: member.person === holder,
      sameHousehold: member.household !== null && member.household === person.household,
      adult: person.adult,
      principals: person.principals,
      holder: person.name,
    })
    if (says) throw invalid({ holder: says }, says)
    const added = await store.insertProxy(tx, { meeting: id, principal, holder, paper, by: scope.person })
    if (!added) throw new Problem(409, 'moved', `${member.name}已经委托了别人，一人只能委托一次`)
    const said = (by: string, whose: string) => ({
      title: `登记了${whose}的书面委托：${row.title}`,
      text: `${by}登记${whose}书面委托${person.name}参会表决。没有这回事的，请马上向村务监督委员会说。`,
    })
    return tellMember(tx, scope, { meeting: row, member: principal, said }, now)
  })
  live.met(scope.county, id)
  if (told.length > 0) live.told(scope.county, told)
}

import { fewPapers, isFewPapers, paperFault, papersBack, type PaperCount } from '#practice/meetings/ballot.ts'
import { agreementOf } from '#practice/meetings/tally.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, invalid, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import {
  demandKeeper,
  findMember,
  findMeeting,
  holdMeeting,
  lockMeeting,
  mayReadMeeting,
  mayReadRoll,
  memberOf,
  principalsOf,
  tellMember,
} from '#server/modules/meetings/index.ts'
import { findMotion, voterOf } from '#server/modules/motions/index.ts'
import { demandTime } from './policy.ts'
import { moved } from './rules.ts'
import * as store from './store.ts'
import * as papers from './writing-store.ts'

/**
 * A secret vote of whoever has no telephone (秘密写票): marked on the roll, given a paper, counted once by two tellers. Only
 * totals are kept, and never of fewer than three beside telephones (docs/decisions/0014-secret-ballots.md).
 */

/** Throws a 409 where so few write on paper that their totals would say who wrote what. */
export async function demandEnough(tx: Tx, motion: string): Promise<void> {
  const few = fewPapers(await papers.waysOf(tx, motion))
  if (few) throw moved(few)
}

/**
 * Marks people of the roll as writing on paper, for all secret votes of the meeting, and tells them. Throws 403 for another
 * village’s, 409 outside its time, for who fetched a ballot by telephone already, and for too few of them once ballots are
 * handed out.
 */
export async function markPaper(
  { db, live }: Services,
  scope: Scope,
  meeting: string,
  members: readonly string[],
  now = new Date(),
): Promise<void> {
  const told = await db.inCounty(scope.county, async (tx) => {
    // Whoever fetches a ballot holds this row: nobody does while somebody is marked.
    const row = await lockMeeting(tx, meeting)
    if (!row) throw notFound('会议')
    demandKeeper(scope, row.division)
    if (row.paper || (row.state !== 'noticed' && row.state !== 'open'))
      throw moved('通知发出以后、散会以前才能登记写纸票')
    for (const member of members)
      if (!(await findMember(tx, meeting, member)))
        throw invalid({ members: '这个人不在会议名册上，请重新选择' })
    const [held] = await papers.heldByPhone(tx, meeting, members)
    if (held) throw moved(`${held.name}已经在手机上领了票，这一项不能再写纸票`)
    const marked = await papers.insertPaperVoters(tx, { meeting, members, by: scope.person, at: now })
    for (const motion of await papers.issuingIn(tx, meeting)) await demandEnough(tx, motion)
    const said = (by: string, whose: string) => ({
      title: `登记了${whose}写纸票：${row.title}`,
      text: `${by}登记${whose}在这次会上写纸票。用自己的手机签到的，照样在手机上领票。不是${whose}的意思，请当场向主持人和监票计票人说。`,
    })
    const people = []
    for (const member of marked)
      people.push(...(await tellMember(tx, scope, { meeting: row, member, said }, now)))
    return people
  })
  live.met(scope.county, meeting)
  if (told.length > 0) live.told(scope.county, told)
}

/**
 * Gives somebody their ballot on paper and tells them, so that nobody votes for them with it; again is once. Throws 409 for
 * who fetched one by telephone, is not marked, or came by a telephone of their own.
 */
export async function givePaper(
  { db, live }: Services,
  scope: Scope,
  motion: string,
  member: string,
  now = new Date(),
): Promise<void> {
  const { at, told } = await db.inCounty(scope.county, async (tx) => {
    const put = await findMotion(tx, motion)
    const meeting = put && (await holdMeeting(tx, put.meeting))
    const box = meeting && (await store.holdBox(tx, motion))
    if (!box) throw notFound('投票')
    demandKeeper(scope, meeting.division)
    const voter = await voterOf(tx, { scope, open: { meeting, motion: put }, asked: member, byDesk: true })
    demandTime('ticket', box)
    const way = await papers.wayOf(tx, meeting.id, voter)
    if (!way?.marked) throw moved('这个人没有登记写纸票，请先登记再发纸票')
    if (!way.writes) throw moved(`${way.name}是用自己的手机签到的，请本人在手机上领票`)
    const taken = await papers.takePaper(tx, motion, voter)
    if (taken === 'by-phone') throw moved('这个人已经在手机上领了票，一人一张，不能再发纸票')
    const said = (by: string, whose: string) => ({
      title: `给${whose}发了一张纸票：${put.title}`,
      text: `${by}给${whose}发了一张纸票。${whose}没有拿到纸票的请当场告诉监票计票人。`,
    })
    const people = taken === 'given' ? await tellMember(tx, scope, { meeting, member: voter, said }, now) : []
    return { at: meeting.id, told: people }
  })
  live.met(scope.county, at)
  if (told.length > 0) live.told(scope.county, told)
}

export type PaperTallyInput = PaperCount & { missing?: string | undefined }

/**
 * What a teller found in the paper box. Until both found the same each may count again; then it stands. Throws 403 for
 * anybody else, 409 before the box is closed, 422 for more than were given, and for fewer without a word why.
 */
export async function tallyPaper(
  { db, live }: Services,
  scope: Scope,
  motion: string,
  { missing, ...count }: PaperTallyInput,
  { now = new Date(), key }: { now?: Date; key?: string | undefined } = {},
): Promise<{ agreed: boolean; says: string }> {
  const { at, ...told } = await db.inCounty(scope.county, async (tx) => {
    const box = await store.lockBox(tx, motion)
    const put = box && (await findMotion(tx, motion))
    if (!put) throw notFound('投票')
    if (!put.tellers.includes(scope.person)) throw denied('只有这次投票的监票计票人可以填写纸票')
    const stands = async () => ({
      at: put.meeting,
      ...agreementOf(await papers.paperTallies(tx, motion), put.tellers.length),
    })
    // Sent twice, it is one count, and answered as things stand.
    if (key !== undefined && (await papers.hasPaperTally(tx, key))) return stands()
    demandTime('tally', box)
    const given = box.paper_given ?? 0
    const fault = paperFault(given, count, missing)
    if (fault) throw invalid({ [fault.field]: fault.says }, fault.says)
    if ((await stands()).agreed) throw moved('两人已经清点一致，不能再改')
    const why = papersBack(count) < given ? (missing?.trim() ?? null) : null
    await papers.insertPaperTally(tx, { ...count, motion, teller: scope.person, missing: why, at: now, key })
    return stands()
  })
  live.met(scope.county, at)
  return told
}

/** What lay in the paper box, by both tellers. Undefined where none was given; throws a 409 while they differ. */
export async function paperIn(
  tx: Tx,
  box: store.BoxRecord,
  tellers: readonly string[],
): Promise<store.PaperResult | undefined> {
  if (!box.paper_given) return undefined
  const counts = await papers.paperTallies(tx, box.motion)
  const { agreed, says } = agreementOf(counts, tellers.length)
  const [first] = counts
  if (!agreed || !first) throw moved(counts.length === 0 ? '请两名监票人先清点纸票' : `纸票：${says}`)
  const { inFavour, against, abstained, spoiled } = first
  const missing = [...new Set(counts.flatMap((count) => count.missing ?? []))].join('；')
  return { inFavour, against, abstained, spoiled, ...(missing ? { missing } : {}) }
}

/**
 * The counts a reader sees: a teller their own, so that they count for themselves; the desk all, but of so few papers that
 * they would say who wrote what. Throws a 404 for others.
 */
export async function talliesFor(tx: Tx, scope: Scope, motion: string) {
  const put = await findMotion(tx, motion)
  const meeting = put && (await findMeeting(tx, put.meeting))
  const desk = meeting !== undefined && mayReadRoll(scope, meeting.division)
  if (!put || (!desk && !put.tellers.includes(scope.person))) throw notFound('纸票清点')
  const counts = await papers.paperTallies(tx, motion)
  return {
    ...agreementOf(counts, put.tellers.length),
    rows: counts
      .filter((row) => row.teller === scope.person || (desk && !isFewPapers(papersBack(row))))
      .map(({ missing, ...count }) => ({ ...count, ...(missing === null ? {} : { missing }) })),
  }
}

/** Who writes on paper at a meeting: all of them for the desk, for anybody else whom they vote for. Throws a 404. */
export async function votersFor(tx: Tx, scope: Scope, meeting: string): Promise<papers.PaperVoter[]> {
  const row = await findMeeting(tx, meeting)
  if (!row || !mayReadMeeting(scope, row, await placeOf(tx, scope))) throw notFound('会议')
  const all = await papers.paperVoters(tx, meeting)
  if (mayReadRoll(scope, row.division)) return all
  const own = await memberOf(tx, meeting, scope.person)
  const voices = [...(own ? [own] : []), ...(await principalsOf(tx, meeting, scope.person))]
  const mine = new Set(voices.map(({ member }) => member))
  return all.filter(({ member }) => mine.has(member))
}

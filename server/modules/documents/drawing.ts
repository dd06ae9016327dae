import { dateOf, minuteOf } from '#practice/kit/index.ts'
import type { Paper } from '#practice/kit/paper.ts'
import { papersBack } from '#practice/meetings/ballot.ts'
import { bodyOf } from '#practice/meetings/bodies.ts'
import type { FourTwoRecord, FourTwoStep } from '#practice/meetings/four-two.ts'
import { formPaper } from '#practice/meetings/four-two-papers.ts'
import { cite, valueName, type Limits } from '#practice/meetings/limits.ts'
import {
  ballotPaper,
  minutesPaper,
  noticePaper,
  rollPaper,
  type CountedMotion,
  type DocumentKind,
  type MeetingFacts,
  type PaperMotion,
} from '#practice/meetings/papers.ts'
import { enteredLines } from '#practice/meetings/entered.ts'
import { tallyPaper } from '#practice/meetings/tally-paper.ts'
import { rulesOf } from '#practice/meetings/verdict.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import {
  enteredVotesOf,
  findArchive,
  findMeeting,
  frozenRoll,
  limitsFor,
  mayRead,
  mayReadMeeting,
  mayReadRoll,
  minutesFor,
  motionsOf,
  ordersOn,
  presentEntry,
  presentVotes,
  returnedTo,
  rollNow,
  signaturesOf,
  topicsOn,
  villageOf,
  type MeetingRecord,
  type MotionRecord,
} from '#server/modules/meetings/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { findProposal, stepsOf } from '#server/modules/proposals/index.ts'
import { countsOf, type CountRow } from './store.ts'

/** What stands in the database, made into papers. */

/** What only the desk of the village has in hand. */
const DESK_ONLY: readonly DocumentKind[] = ['roll', 'ballot', 'tally']

/** A paper of a meeting. Throws a 404 where its meeting may not be read, a 403 for what is only the desk’s. */
export async function meetingPaper(
  { db }: Services,
  scope: Scope,
  id: string,
  kind: DocumentKind,
): Promise<Paper> {
  const county = await getCounty(db, scope.county)
  return db.read(scope.county, async (tx) => {
    const row = await findMeeting(tx, id)
    if (!row || !mayReadMeeting(scope, row, await placeOf(tx, scope))) throw notFound('会议')
    if (DESK_ONLY.includes(kind) && !mayReadRoll(scope, row.division))
      throw denied('签到表、表决票和计票单由村里的工作台打印')
    const facts = await factsOf(tx, row, county.placeName(villageOf(row.division)))
    switch (kind) {
      case 'notice':
        return noticePaper(facts)
      case 'ballot':
        return ballotPaper(facts)
      case 'tally':
        return tallyPaper({ ...facts, motions: await countedIn(tx, row.id, facts.motions) })
      case 'roll':
        return rollPaper(facts, await rollOf(tx, row))
      case 'minutes':
        return minutesOf(tx, row, facts)
    }
  })
}

async function factsOf(tx: Tx, row: MeetingRecord, villageName: string): Promise<MeetingFacts> {
  const limits = await limitsFor(tx, row)
  const motions = (await motionsOf(tx, row.id)).filter(({ state }) => state !== 'withdrawn')
  const late = await returnedTo(tx, row.id)
  return {
    villageName,
    title: row.title,
    body: row.body,
    basis: row.basis,
    place: row.place,
    meetsAt: minuteOf(row.meets_at),
    caller: row.caller,
    law: row.law,
    noticedOn: row.noticed_on ?? undefined,
    shortReason: row.short_reason ?? undefined,
    due: row.due ?? undefined,
    paper: row.paper,
    motions: motions.map((motion) => ({ ...motion, passes: passesBy(limits, row, motion) })),
    agenda: [
      ...late.map(
        ({ title, words, late_days }) => `上次决议没有办完的：${title}，${words}，已逾期 ${late_days} 天。`,
      ),
      ...(await ordersOn(tx, row.id)).map(({ title }) => `还没有办完的群众点单：${title}。`),
      ...(await topicsOn(tx, row.id)).map(({ title, by }) => `监委会征集的议题：${title}（${by}提出）。`),
    ],
  }
}

function passesBy(limits: Limits, row: MeetingRecord, { decision, means }: MotionRecord): string {
  if (means === 'consultation') return '只征求意见，不产生决议'
  const { body, basis, has_collective: hasCollective } = row
  const { pass, of } = rulesOf(limits, { body, basis, decision, hasCollective })
  return `${of === 'all' ? '应到' : '到会'}的${valueName(pass)}同意才通过（${cite(pass)}）`
}

/** What was declared, as it was counted; what was not is filled in by hand. */
async function countedIn(tx: Tx, meeting: string, motions: readonly PaperMotion[]): Promise<PaperMotion[]> {
  const counted = new Map((await countsOf(tx, meeting)).map((row) => [row.n, row]))
  const entered = await enteredVotesOf(tx, meeting)
  return motions.map((motion) => {
    const row = counted.get(motion.n)
    if (!row) return motion
    const lines = enteredLines(presentVotes(entered.filter((vote) => vote.motion === row.motion)))
    return { ...motion, counted: { ...asCounted(row), entered: lines } }
  })
}

function asCounted(row: CountRow): Omit<CountedMotion, 'entered'> {
  const { put_at: putAt, declared_at: declaredAt, present, recused, in_favour, against, abstained } = row
  const { issued, paper_given: given, received, paper } = row
  // What lay in the box came by telephone; papers came beside it.
  const back = received === null ? 0 : received + (paper ? papersBack(paper) : 0)
  return {
    ...(putAt ? { putAt: minuteOf(putAt) } : {}),
    declaredAt: minuteOf(declaredAt),
    present,
    recused,
    inFavour: in_favour,
    against,
    abstained,
    ...(received === null
      ? {}
      : { papers: { given: (issued ?? 0) + (given ?? 0), back, spoiled: paper?.spoiled ?? 0 } }),
    tellers: row.tallies.map(({ name, by, at, ...count }) => ({
      name,
      says: `同意 ${count.inFavour}，反对 ${count.against}，弃权 ${count.abstained}`,
      at: minuteOf(new Date(at)),
      ...(by === null ? {} : { enteredBy: by }),
    })),
  }
}

/** As it was frozen by the notice; before, as it would be. */
async function rollOf(tx: Tx, row: MeetingRecord) {
  if (row.due !== null) return (await frozenRoll(tx, row)).map(presentEntry)
  const now = await rollNow(tx, { ...row, on: dateOf(row.meets_at) })
  return now.map(({ n, name }) => ({ n, name }))
}

async function minutesOf(tx: Tx, row: MeetingRecord, facts: MeetingFacts): Promise<Paper> {
  const filed = await findArchive(tx, row.id)
  return minutesPaper({
    facts,
    lines: await minutesFor(tx, facts.villageName, row),
    signatures: (await signaturesOf(tx, row.id)).map(({ name, at }) => ({ name, at: minuteOf(at) })),
    archive: filed && { seq: filed.seq, hash: filed.hash.toString('hex'), at: minuteOf(filed.at) },
  })
}

/** A form of 四议两公开, or all of them. Throws a 404 where its proposal may not be read. */
export async function formOf(
  { db }: Services,
  scope: Scope,
  id: string,
  step: FourTwoStep | 'all',
): Promise<Paper> {
  const county = await getCounty(db, scope.county)
  return db.read(scope.county, async (tx) => {
    const row = await findProposal(tx, id)
    if (!row || !mayRead(scope, row.division, await placeOf(tx, scope))) throw notFound('提议')
    const { title, words, origin, division } = row
    const steps = await Promise.all(
      (await stepsOf(tx, id)).map(async ({ record, by }) => ({
        ...record,
        by,
        ...(await heldAs(tx, record)),
      })),
    )
    return formPaper({ villageName: county.placeName(division), title, words, origin, steps }, step)
  })
}

/** Which body met, where the meeting was held in this program, and whether it was entered afterwards. */
async function heldAs(tx: Tx, { meeting }: FourTwoRecord): Promise<{ held?: string; paper?: boolean }> {
  const row = meeting === undefined ? undefined : await findMeeting(tx, meeting)
  return row ? { held: bodyOf(row.body).name, paper: row.paper } : {}
}

import { dateOf } from '#practice/kit/index.ts'
import { bodyOf } from '#practice/meetings/bodies.ts'
import {
  ATTENDANCE_MEANS,
  AWAITS,
  awaitsSignatures,
  MEETING_STATES,
  MEETING_STEPS,
  SIGNERS,
  opensFrom,
  stepRefusal,
  VOTING_MEANS,
  type MeetingLife,
  type MeetingStep,
} from '#practice/meetings/life.ts'
import { earliestDay } from '#practice/meetings/notice.ts'
import { decisionOf, isDeliberation } from '#practice/meetings/powers.ts'
import { SEATS } from '#practice/meetings/posts.ts'
import { stillNeeded } from '#practice/meetings/verdict.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import type { County } from '#server/modules/places/index.ts'
import { findArchive } from './archive.ts'
import { presentGrant } from './authority.ts'
import { limitsFor } from './commands.ts'
import { wantingFor } from './opinions.ts'
import { handedOf, presentEntered, enteredVotesOf } from './entered.ts'
import { minutesFor } from './minutes.ts'
import { isKeeper, mayReadRoll, villageOf, witnesses } from './policy.ts'
import * as queries from './queries.ts'
import * as rolls from './roll.ts'
import { countsOf, lawOfMotion, undecided } from './rules.ts'
import { wasThere } from './signing.ts'
import * as store from './store.ts'

/** Meetings as screens read them, and the minutes. */

const UNITS = { persons: '人', households: '户' } as const

/** How many more must come for each motion, by the roll. Before the notice nobody is due, so everybody is missing. */
export async function quorumNow(
  tx: Tx,
  row: store.MeetingRecord,
  motions: readonly store.MotionRecord[],
): Promise<{ due: number; presence: queries.Presence; needed: number[] }> {
  const due = row.due ?? 0
  const presence = await queries.presenceOf(tx, row.id)
  const limits = await limitsFor(tx, row)
  // A monthly meeting without a motion goes by the quorum of its body.
  const decisions = motions.length > 0 ? motions.map(({ decision }) => decision) : [undefined]
  const { body, basis, has_collective: hasCollective } = row
  const counted = { body, basis, hasCollective, due, present: presence.present }
  const needed = decisions.map((decision) => stillNeeded(limits, { ...counted, decision }))
  return { due, presence, needed }
}

export function presentRow(
  county: County,
  row: queries.ListedMeeting,
  motions: readonly store.MotionRecord[],
) {
  const { id, division, body, title, place, state, paper, monthly: isMonthly, due, present, mine } = row
  return {
    id,
    division,
    divisionName: county.placeName(division),
    body,
    bodyName: bodyOf(body).name,
    title,
    place,
    meetsAt: row.meets_at.toISOString(),
    state,
    stateName: MEETING_STATES[state],
    paper,
    monthly: isMonthly,
    ...(due === null ? {} : { due }),
    present,
    motions: motions.map((motion) => ({
      id: motion.id,
      n: motion.n,
      title: motion.title,
      state: motion.state,
    })),
    mine,
  }
}

/** Everything of one meeting for one reader. */
export async function presentDetail(
  tx: Tx,
  county: County,
  scope: Scope,
  row: store.MeetingRecord,
  now: Date,
) {
  const motions = await store.motionsOf(tx, row.id)
  const member = await rolls.memberOf(tx, row.id, scope.person)
  const quorum = await quorumNow(tx, row, motions)
  const [steps, signatures] = [await store.stepsOf(tx, row.id), await store.signaturesOf(tx, row.id)]
  const filed = await findArchive(tx, row.id)
  const limits = await limitsFor(tx, row)
  const voices = await voicesOf(tx, row, scope.person, member)
  const known = { voices, needed: quorum.needed, signatures: signatures.length }
  const { motions: _, ...listed } = presentRow(
    county,
    { ...row, present: quorum.presence.present, mine: member !== undefined },
    motions,
  )
  return {
    ...listed,
    rev: row.rev,
    basis: row.basis,
    caller: row.caller,
    law: row.law,
    ...(row.noticed_on ? { noticedOn: row.noticed_on } : {}),
    ...(row.short_reason ? { shortReason: row.short_reason } : {}),
    earliestOn: earliestDay(limits, row.body, dateOf(now)),
    hasCollective: row.has_collective,
    motions: await presentMotions(tx, scope, row, motions, known),
    quorum: { ...presentQuorum(row, quorum), handed: await handedOf(tx, row.id) },
    attended: member?.came ?? voices.some(({ came }) => came),
    voices,
    steps: steps.map(presentStep),
    returned: (await queries.returnedTo(tx, row.id)).map(({ late_days, ...rest }) => ({
      ...rest,
      lateDays: late_days,
    })),
    signatures: signatures.map(({ name, at }) => ({ name, at: at.toISOString() })),
    minutes: await minutesFor(tx, county.placeName(villageOf(row.division)), row),
    remarks: row.remarks,
    ...(filed
      ? { archive: { seq: filed.seq, hash: filed.hash.toString('hex'), at: filed.at.toISOString() } }
      : {}),
    can: stepsFor(row, motions, scope, now, {
      signatures: signatures.length,
      challenges: rolls.standingOf(await rolls.challengesTo(tx, row.id)),
      there: await wasThere(tx, row, scope.person),
    }),
  }
}

/** What a meeting entered afterwards passed and nobody has signed yet is no resolution. */
function awaitsIn(row: store.MeetingRecord, motion: store.MotionRecord, signatures: number) {
  const waits =
    motion.verdict?.passed === true &&
    !isDeliberation({ ...motion, body: row.body }) &&
    awaitsSignatures({ paper: row.paper, signatures })
  return waits ? { awaits: AWAITS } : {}
}

const presentStep = ({ action, by, at, reason }: store.StepRecord) => ({
  action,
  name: stepName(action),
  by,
  at: at.toISOString(),
  ...(reason ? { reason } : {}),
})

/** As whom somebody is counted: themselves, and those they stand in for. */
async function voicesOf(
  tx: Tx,
  { id, paper }: store.MeetingRecord,
  person: string,
  own: rolls.Member | undefined,
) {
  const principals = await rolls.principalsOf(tx, id, person)
  // Somebody else of the household is there: it votes by them. What was on paper each of it may look at.
  const isThere = own?.came && (paper || own.came_by === null || own.came_by === person)
  return [
    ...(own ? [{ member: own.member, name: own.name, own: true, came: isThere ?? false }] : []),
    ...principals.map(({ member, name, came }) => ({ member, name, own: false, came })),
  ]
}

type Voices = Awaited<ReturnType<typeof voicesOf>>

/** Each motion with its law, with what keeps one that waits from being put to the vote, and what was entered for others. */
async function presentMotions(
  tx: Tx,
  scope: Scope,
  row: store.MeetingRecord,
  motions: readonly store.MotionRecord[],
  { voices, needed, signatures }: { voices: Voices; needed: readonly number[]; signatures: number },
) {
  const desk = mayReadRoll(scope, row.division)
  const facts = await queries.motionFacts(tx, row.id, scope.person, { byName: desk })
  const entered = await enteredVotesOf(tx, row.id)
  const tellers = motions.flatMap((motion) => motion.tellers)
  const may = witnesses(scope, row.division, tellers)
  const reader = { person: scope.person, desk, witnesses: may, voices }
  return Promise.all(
    motions.map(async (motion, index) => {
      const waits = motion.state === 'listed'
      const put = { ...motion, body: row.body, on: dateOf(row.meets_at) }
      const blocked = waits ? await wantingFor(tx, scope.county, put) : undefined
      const fact = facts.find((each) => each.motion === motion.id)
      return {
        ...presentMotion(motion, fact, needed[index] ?? 0),
        law: lawOfMotion(row.body, motion),
        entered: presentEntered(motion, entered, reader),
        ...awaitsIn(row, motion, signatures),
        ...(blocked ? { blocked } : {}),
      }
    }),
  )
}

function presentMotion(motion: store.MotionRecord, facts: queries.MotionFacts | undefined, needed: number) {
  const { id, n, decision, title, words, proposer, supporters, studied, authority, means, state, verdict } =
    motion
  const counts = countsOf(motion)
  return {
    id,
    n,
    decision,
    decisionName: decisionOf(decision).name,
    title,
    words,
    proposer,
    supporters,
    ...(studied ? { studied } : {}),
    ...(authority ? { authority } : {}),
    ...(motion.grants ? { grants: presentGrant(motion.grants) } : {}),
    ...(motion.proposal ? { proposal: motion.proposal } : {}),
    means,
    meansName: VOTING_MEANS[means],
    state,
    needed,
    tellers: motion.tellers.map((teller, index) => ({ id: teller, name: facts?.tellers[index] ?? '' })),
    tallies: (facts?.tallies ?? []).map(({ by, ...tally }) => ({ ...tally, ...(by ? { by } : {}) })),
    recused: facts?.recused ?? [],
    cast: facts?.cast ?? 0,
    voted: facts?.voted ?? [],
    votes: facts?.votes ?? [],
    ...(facts?.withdrawn ? { withdrawn: facts.withdrawn } : {}),
    ...(counts && state === 'declared' ? { counts } : {}),
    ...(verdict ? { verdict } : {}),
  }
}

function presentQuorum(
  row: store.MeetingRecord,
  { due, presence, needed }: { due: number; presence: queries.Presence; needed: number[] },
) {
  const most = Math.max(0, ...needed)
  const unit = UNITS[row.basis]
  const says =
    row.due === null
      ? '通知发出以后名册固定，才知道应到多少'
      : most > 0
        ? `应到 ${due} ${unit}，实到 ${presence.present} ${unit}，还差 ${most} ${unit}`
        : `应到 ${due} ${unit}，实到 ${presence.present} ${unit}，已经够了`
  return {
    due,
    present: presence.present,
    needed: most,
    unit,
    says,
    ...(presence.representatives_due > 0
      ? { representatives: { due: presence.representatives_due, present: presence.representatives } }
      : {}),
    women: { due: presence.women_due, present: presence.women },
  }
}

const STEP_NAMES: Record<string, string> = {
  convene: '召集',
  put: '付诸表决',
  withdraw: '撤回议题',
  declare: '宣布结果',
  box: '开始领票',
  cast: '开始投票',
  count: '计票',
}
const stepName = (action: string): string => STEP_NAMES[action] ?? MEETING_STEPS[action as MeetingStep].name

/** What this reader may do with the meeting now, or for what they have to wait. */
function stepsFor(
  row: store.MeetingRecord,
  motions: readonly store.MotionRecord[],
  scope: Scope,
  now: Date,
  { there, ...known }: Pick<MeetingLife, 'signatures' | 'challenges'> & { there: boolean },
) {
  const life = {
    state: row.state,
    meetsOn: dateOf(row.meets_at),
    opensFrom: opensFrom(row.meets_at, now),
    paper: row.paper,
    undecided: undecided(motions).length,
    ...known,
  }
  const keeper = isKeeper(scope, row.division)
  return (Object.keys(MEETING_STEPS) as MeetingStep[])
    .filter((step) => keeper || (step === 'sign' && there))
    .filter((step) => (MEETING_STEPS[step].from as readonly string[]).includes(row.state))
    .map((action) => {
      const refused = action === 'sign' && !there ? SIGNERS : stepRefusal(action, life, dateOf(now), '有')
      return { action, name: MEETING_STEPS[action].name, ...(refused ? { refused } : {}) }
    })
}

/** A line of the roll. */
export function presentEntry(entry: rolls.RollEntry) {
  const {
    member,
    n,
    name,
    seat,
    sex,
    means,
    came,
    came_id: personId,
    noted_by: notedBy,
    proxy,
    adults,
  } = entry
  return {
    member,
    n,
    name,
    ...(seat ? { seat: SEATS[seat] } : {}),
    ...(sex ? { sex } : {}),
    ...(means ? { means: ATTENDANCE_MEANS[means as keyof typeof ATTENDANCE_MEANS] } : {}),
    ...(came && came !== name ? { person: came } : {}),
    ...(personId ? { personId } : {}),
    ...(notedBy ? { notedBy } : {}),
    byDesk: means === 'hand' || means === 'paper',
    ...(adults.length > 0 ? { adults } : {}),
    ...(proxy ? { proxy } : {}),
  }
}

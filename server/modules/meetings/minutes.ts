import { minuteOf } from '#practice/kit/index.ts'
import { FLOWS } from '#practice/flows.gen.ts'
import { OUTCOMES } from '#practice/meetings/agenda.ts'
import { ATTENDANCE_MEANS } from '#practice/meetings/life.ts'
import { minutesOf } from '#practice/meetings/minutes.ts'
import type { Tx } from '#server/core/db.ts'
import { findArchive } from './archive.ts'
import { presentGrant } from './authority.ts'
import { enteredVotesOf, handedOf, presentVotes, takenBackOf, type EnteredRow } from './entered.ts'
import * as monthly from './monthly.ts'
import * as queries from './queries.ts'
import * as rolls from './roll.ts'
import { countsOf } from './rules.ts'
import * as store from './store.ts'

/** The minutes, gathered from everything that happened at a meeting. */

/** The minutes: drafted from what happened until the first signs them, afterwards as they were signed and archived. */
export async function minutesFor(tx: Tx, villageName: string, row: store.MeetingRecord): Promise<string[]> {
  const filed = await findArchive(tx, row.id)
  if (filed) return filed.minutes.split('\n')
  const signed = await store.signedMinutes(tx, row.id)
  if (signed) return signed
  if (row.opened_at === null) return []
  const motions = await store.motionsOf(tx, row.id)
  const facts = new Map(
    (await queries.motionFacts(tx, row.id, row.convened_by, { byName: true })).map((each) => [
      each.motion,
      each,
    ]),
  )
  const steps = await store.stepsOf(tx, row.id)
  const { present } = await queries.presenceOf(tx, row.id)
  const entered = await enteredVotesOf(tx, row.id)
  return minutesOf({
    title: row.title,
    villageName,
    body: row.body,
    basis: row.basis,
    place: row.place,
    meetsAt: minuteOf(row.meets_at),
    caller: row.caller,
    noticedOn: row.noticed_on ?? '',
    shortReason: row.short_reason ?? undefined,
    paper: row.paper,
    openedAt: row.opened_at && !row.paper ? minuteOf(row.opened_at) : undefined,
    closedAt: row.closed_at && !row.paper ? minuteOf(row.closed_at) : undefined,
    chair: steps.find(({ action }) => action === 'open')?.by ?? '',
    due: row.due ?? 0,
    present,
    byMeans: (await queries.meansOf(tx, row.id)).map(({ means, count }) => ({
      name: ATTENDANCE_MEANS[means],
      count,
    })),
    proxies: await queries.proxiesOf(tx, row.id),
    challenges: await rolls.challengesTo(tx, row.id),
    returned: (await queries.returnedTo(tx, row.id)).map(({ title, words, late_days }) => ({
      title,
      words,
      lateDays: late_days,
    })),
    handed: await handedOf(tx, row.id),
    takenBack: await takenBackOf(tx, row.id),
    motions: motions.map((motion) => minuteMotion(motion, facts.get(motion.id), entered)),
    ...(await besides(tx, row.id)),
    remarks: row.remarks,
  })
}

/** What happened besides the motions. */
async function besides(tx: Tx, meeting: string) {
  const stageName = (stage: string) => FLOWS['village-order']?.stages[stage]?.name ?? stage
  return {
    orders: (await monthly.ordersOn(tx, meeting)).map(({ title, was, stage }) => ({
      title,
      was: stageName(was),
      now: stageName(stage),
    })),
    topics: (await monthly.topicsOn(tx, meeting)).map(({ title, by, outcome, says }) => ({
      title,
      by,
      outcome: outcome === null ? undefined : OUTCOMES[outcome],
      says: says ?? undefined,
    })),
    asked: (await monthly.askedAt(tx, meeting)).map(({ name, words, answer, entered_by: by }) => ({
      name,
      words,
      answer: answer ?? undefined,
      enteredBy: by ?? undefined,
    })),
    polls: (await monthly.polledAt(tx, meeting)).map(({ question, options, counts }) => ({
      question,
      options: options.map((text, index) => ({ text, count: counts[index] ?? 0 })),
    })),
  }
}

function minuteMotion(
  motion: store.MotionRecord,
  facts: queries.MotionFacts | undefined,
  entered: readonly EnteredRow[],
) {
  const { n, title, words, decision, proposer, means, studied, authority, verdict, state } = motion
  const counts = countsOf(motion)
  return {
    n,
    title,
    words,
    decision,
    proposer,
    means,
    recused: facts?.recused.map(({ name }) => name) ?? [],
    tellers: facts?.tellers ?? [],
    enteredTallies: (facts?.tallies ?? []).flatMap(({ teller, by }) => (by ? [{ teller, by }] : [])),
    entered: presentVotes(entered.filter((row) => row.motion === motion.id)),
    withdrawn: state === 'withdrawn' ? (facts?.withdrawn ?? '') : undefined,
    ...(studied ? { studied } : {}),
    ...(authority ? { authority } : {}),
    ...(motion.grants ? { grants: presentGrant(motion.grants) } : {}),
    ...(counts ? { counts } : {}),
    ...(facts?.paper ? { paper: facts.paper } : {}),
    ...(verdict ? { verdict } : {}),
  }
}

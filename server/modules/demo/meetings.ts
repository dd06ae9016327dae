import { dateOf } from '#practice/kit/index.ts'
import { plusDays } from '#practice/disclosure/period.ts'
import type { Choice, MeetingStep } from '#practice/meetings/life.ts'
import { COUNTY, VILLAGE } from '#db/village/grids.ts'
import { CALLED, FILED, HELD, MONTHLY, type NamedMeeting, type NamedMotion } from '#db/village/meetings.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import { raise, sift } from '#server/modules/agenda/index.ts'
import { attend, convene, doorCode, takeStep } from '#server/modules/meetings/index.ts'
import { declare, put, tally, vote } from '#server/modules/motions/index.ts'
import { ofOneDay } from './rules.ts'
import * as store from './store.ts'

export type Playing = { services: Services; secretary: Scope; supervisor: Scope }
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * MINUTE_MS)

/**
 * Meetings of 老寨村 as they would be at `now`, held through the ordinary commands: one filed three weeks ago, one that
 * went home this morning, one that is called for a day the law allows, the monthly one of the coming days. Again adds nothing.
 */
export async function seedMeetings(
  services: Services,
  { now = new Date() }: { now?: Date } = {},
): Promise<void> {
  if (await services.db.read(COUNTY, (tx) => store.hasMeetings(tx, VILLAGE))) return
  const playing = await playingIn(services)
  const past = new Date(`${plusDays(dateOf(now), -20)}T09:00:00+08:00`)
  const filed = await hold(playing, FILED, past, later(past, -10 * 24 * 60))
  await sign(playing, filed, later(past, 110))
  const morning = ofOneDay(new Date(now.getTime() - 3 * HOUR_MS))
  await hold(playing, HELD, morning, later(morning, -60))
  // Ten days are the law’s least (VCL 25); one more, so that it is still ahead tomorrow.
  const ahead = new Date(`${plusDays(dateOf(now), 11)}T15:00:00+08:00`)
  await call(playing, CALLED, ahead, now)
  await callMonthly(playing, now)
}

/** Those of the village who call and keep its meetings. */
export async function playingIn(services: Services): Promise<Playing> {
  const rows = await services.db.read(COUNTY, (tx) => store.postsNamed(tx, ['王建国', '屈建文']))
  const scope = (wanted: string) => {
    const row = rows.find(({ role }) => role === wanted)
    if (!row) throw new Error(`the village has no ${wanted}`)
    const { person, post: id, role, division } = row
    return scopeOf(COUNTY, person, { id, role, division })
  }
  return {
    services,
    secretary: scope('village-secretary'),
    supervisor: scope('village-supervisor'),
  }
}

/** Villagers raise, the supervisors take up, and the meeting is called with all of it on its agenda. */
async function callMonthly(playing: Playing, now: Date): Promise<void> {
  const { services, secretary, supervisor } = playing
  const { place, daysAhead, at, topics } = MONTHLY
  for (const [index, { by, title, words }] of topics.entries()) {
    const raisedAt = later(now, -24 * 60 * (index + 1))
    const person = await services.db.read(COUNTY, (tx) => store.personNamed(tx, by))
    const { id } = await raise(services, scopeOf(COUNTY, person), { title, words }, newId(raisedAt), raisedAt)
    await sift(services, supervisor, id, { take: true }, later(raisedAt, 90))
  }
  const on = plusDays(dateOf(now), daysAhead)
  const { id } = await convene(
    services,
    secretary,
    {
      division: VILLAGE,
      body: 'village-representatives',
      basis: 'persons',
      title: `${Number(on.slice(5, 7))}月月例会`,
      place,
      meetsAt: `${on}T${at}:00+08:00`,
      monthly: true,
      motions: [],
    },
    { now },
  )
  await step(playing, id, 'notify', now)
}

type Called = { id: string; motions: { id: string }[] }

/** Called and noticed at a time; a motion that only asks is opened with the notice. */
async function call(playing: Playing, named: NamedMeeting, meetsAt: Date, at: Date): Promise<Called> {
  const { services, secretary } = playing
  const { body, basis, title, place, motions } = named
  const { id } = await convene(
    services,
    secretary,
    {
      division: VILLAGE,
      body,
      basis,
      title,
      place,
      meetsAt: meetsAt.toISOString(),
      motions: motions.map((motion) => written(motion, dateOf(meetsAt), dateOf(at))),
    },
    { now: at },
  )
  await step(playing, id, 'notify', at)
  const listed = await services.db.read(COUNTY, (tx) => store.motionIdsOf(tx, id))
  for (const [index, motion] of listed.entries())
    if (motions[index]?.means === 'consultation') await put(services, secretary, motion.id, [], at)
  return { id, motions: listed }
}

/** Studied so long before it meets, and before it is called. */
function written({ studied, votes: _, ...motion }: NamedMotion, meetsOn: string, calledOn: string) {
  if (!studied) return motion
  const on = plusDays(meetsOn, -studied.daysBefore)
  return { ...motion, studied: { on: on < calledOn ? on : calledOn, says: studied.says } }
}

/** From the call to going home: who came, the votes, the results. */
export async function hold(
  playing: Playing,
  named: NamedMeeting,
  meetsAt: Date,
  calledAt: Date,
): Promise<string> {
  const { services, secretary } = playing
  const { id, motions } = await call(playing, named, meetsAt, calledAt)
  const roll = await services.db.read(COUNTY, (tx) => store.rollOf(tx, id))
  const came = roll.slice(0, named.came)
  const open = later(meetsAt, 5)
  const code = doorCode(services.secrets.hash('code', id), id, open)
  for (const member of came)
    await attend(services, scopeOf(COUNTY, member), id, { means: 'qr', code }, { now: open })
  await step(playing, id, 'open', open)
  for (const [index, motion] of motions.entries()) {
    const said = named.motions[index]
    if (said?.votes)
      await decide(playing, motion.id, said, { named, came, at: later(open, 15 * (index + 1)) })
  }
  await takeStep(
    services,
    secretary,
    id,
    { action: 'remark', rev: await revOf(playing, id), text: named.remarks },
    { now: later(open, 70) },
  )
  await step(playing, id, 'close', later(open, 75))
  return id
}

type Hall = { named: NamedMeeting; came: readonly string[]; at: Date }

async function decide(playing: Playing, motion: string, said: NamedMotion, hall: Hall): Promise<void> {
  const { services, secretary } = playing
  const { named, came, at } = hall
  const votes = said.votes ?? { for: 0, against: 0, abstain: 0 }
  if (said.means === 'hands') {
    const tellers = await Promise.all(
      named.tellers.map((name) => services.db.read(COUNTY, (tx) => store.personNamed(tx, name))),
    )
    await put(services, secretary, motion, tellers, at)
    const counts = { inFavour: votes.for, against: votes.against, abstained: votes.abstain }
    for (const person of tellers)
      await tally(services, scopeOf(COUNTY, person), motion, counts, { now: later(at, 3) })
  } else {
    await put(services, secretary, motion, [], at)
    const choices = (['for', 'against', 'abstain'] as const).flatMap((choice): Choice[] =>
      Array<Choice>(votes[choice]).fill(choice),
    )
    for (const [index, choice] of choices.entries())
      await vote(services, scopeOf(COUNTY, came[index] ?? ''), motion, { choice }, later(at, 3))
  }
  const missing = came.length - votes.for - votes.against - votes.abstain
  await declare(services, secretary, motion, { missing }, later(at, 6))
}

/** Who held it signs, and the first who came; it is filed. */
async function sign(playing: Playing, id: string, at: Date): Promise<void> {
  const { services, secretary } = playing
  const [first = ''] = await services.db.read(COUNTY, (tx) => store.rollOf(tx, id))
  for (const scope of [secretary, scopeOf(COUNTY, first)])
    await takeStep(services, scope, id, { action: 'sign', rev: await revOf(playing, id) }, { now: at })
  await step(playing, id, 'archive', later(at, 5))
}

async function step(playing: Playing, id: string, action: MeetingStep, at: Date): Promise<void> {
  const { services, secretary } = playing
  await takeStep(services, secretary, id, { action, rev: await revOf(playing, id) }, { now: at })
}

const revOf = ({ services }: Playing, id: string) =>
  services.db.read(COUNTY, (tx) => store.meetingRev(tx, id))

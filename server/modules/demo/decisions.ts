import { dateOf } from '#practice/kit/index.ts'
import { plusDays } from '#practice/disclosure/period.ts'
import {
  COVENANT,
  COVENANT_MEETING,
  GATHERING,
  NEXT_COVENANT,
  PROPOSAL,
  TASKS,
} from '#db/village/decisions.ts'
import { COUNTY, VILLAGE } from '#db/village/grids.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import { draft, takeStep as stepCovenant } from '#server/modules/covenants/index.ts'
import { addPicture } from '#server/modules/files/index.ts'
import { askOpinion, closeStep, openProposal, support } from '#server/modules/proposals/index.ts'
import { assign, takeStep } from '#server/modules/resolutions/index.ts'
import { drawSheet } from './drawings.ts'
import { hold, playingIn, type Playing } from './meetings.ts'
import { ofOneDay } from './rules.ts'
import * as store from './store.ts'

const DAY_MS = 86_400_000
const HOUR_MS = DAY_MS / 24

/**
 * What 老寨村 has on its way and what it decided, through the ordinary commands: a proposal at its second step that
 * waits for its adviser, one that gathers supporters, tasks of two resolutions, a covenant in force and a draft after it.
 * Again adds nothing.
 */
export async function seedDecisions(
  services: Services,
  { now = new Date() }: { now?: Date } = {},
): Promise<void> {
  if (await services.db.read(COUNTY, (tx) => store.hasProposals(tx, VILLAGE))) return
  const playing = await playingIn(services)
  await propose(playing, now)
  await gather(playing, now)
  await carryOut(playing, now)
  await makeCovenant(playing, now)
}

const ago = (now: Date, days: number) => new Date(now.getTime() - days * DAY_MS)

/** A matter put forward on its day, with its signed pages. */
async function put(
  { services, secretary }: Playing,
  { title, words, proposer, daysAgo, signatures }: typeof PROPOSAL | typeof GATHERING,
  decision: string,
  now: Date,
): Promise<string> {
  const at = ago(now, daysAgo)
  const pages = await signedPages(services, secretary, title, signatures)
  const opening = { division: VILLAGE, title, words, proposer, pages, on: dateOf(at), decision }
  const { id } = await openProposal(
    services,
    secretary,
    { ...opening, origin: '党员群众建议' },
    newId(at),
    at,
  )
  return id
}

async function propose(playing: Playing, now: Date): Promise<void> {
  const { services, secretary } = playing
  const { consulted, question } = PROPOSAL
  const id = await put(playing, PROPOSAL, 'asset-lease', now)
  const { daysAgo: later, ...counts } = consulted
  const met = ago(now, later)
  await closeStep(services, secretary, id, { step: 'consult', on: dateOf(met), ...counts }, met)
  const [adviser] = await services.db.read(COUNTY, (tx) => store.postsNamed(tx, ['高朝阳']))
  if (!adviser) throw new Error('the village has no adviser')
  await askOpinion(
    services,
    secretary,
    id,
    { kind: 'lawyer', adviser: adviser.person, question },
    newId(met),
    met,
  )
}

const signedPages = (services: Services, by: Scope, title: string, signatures: readonly number[]) =>
  Promise.all(
    signatures.map(async (count, n) => {
      const { id } = await addPicture(services, by, await drawSheet(title, count, n + 1))
      return { file: id, signatures: count }
    }),
  )

async function gather(playing: Playing, now: Date): Promise<void> {
  const { services } = playing
  const { daysAgo, tapped } = GATHERING
  const id = await put(playing, GATHERING, 'public-works', now)
  for (const [n, name] of tapped.entries()) {
    const person = await services.db.read(COUNTY, (tx) => store.personNamed(tx, name))
    const later = ago(now, daysAgo - n - 1)
    await support(services, scopeOf(COUNTY, person), id, { signed: false }, newId(later), later)
  }
}

async function carryOut({ services, secretary }: Playing, now: Date): Promise<void> {
  const { rubbish, voter } = TASKS
  const give = async (decision: string, task: typeof rubbish | typeof voter, at: Date) => {
    const resolution = await services.db.read(COUNTY, (tx) => store.resolutionAbout(tx, VILLAGE, decision))
    const executor = await services.db.read(COUNTY, (tx) => store.personNamed(tx, task.executor))
    const { words, budgetFen, dueInDays } = task
    const dueOn = plusDays(dateOf(at), dueInDays)
    const given = { words, executor, budgetFen, dueOn }
    const { task: id } = await assign(services, secretary, resolution, given, newId(at), at)
    return { resolution, task: id }
  }
  const early = await give('admit-voter', voter, ago(now, 19))
  const { words, amountFen, voucher } = voter.paid
  const pay = { action: 'pay', task: early.task, words, amountFen, voucher } as const
  await takeStep(services, secretary, early.resolution, pay, newId(ago(now, 15)), ago(now, 15))
  const fresh = await give('committee-affairs', rubbish, new Date(now.getTime() - HOUR_MS))
  const executor = await services.db.read(COUNTY, (tx) => store.personNamed(tx, rubbish.executor))
  const says = { action: 'progress', task: fresh.task, words: rubbish.progress } as const
  await takeStep(services, scopeOf(COUNTY, executor), fresh.resolution, says, newId(now), now)
}

/** Passed by the assembly this morning and filed at noon; a draft lies beside it that could not be. */
async function makeCovenant(playing: Playing, now: Date): Promise<void> {
  const { services, secretary } = playing
  const met = ofOneDay(new Date(now.getTime() - 5 * HOUR_MS))
  const { number, ...text } = COVENANT
  const written = ago(now, 30)
  const { id, rev } = await draft(
    services,
    secretary,
    { division: VILLAGE, ...text },
    newId(written),
    written,
  )
  await hold(playing, COVENANT_MEETING, met, ago(now, 15))
  const resolution = await services.db.read(COUNTY, (tx) => store.resolutionAbout(tx, VILLAGE, 'covenant'))
  const adopted = await stepCovenant(services, secretary, id, { action: 'adopt', rev, resolution }, met)
  const town = await townOf(services)
  await stepCovenant(services, town, id, { action: 'file', rev: adopted.rev, number, on: dateOf(now) }, now)
  await draft(services, secretary, { division: VILLAGE, ...NEXT_COVENANT }, newId(now), now)
}

async function townOf(services: Services): Promise<Scope> {
  const rows = await services.db.read(COUNTY, (tx) => store.postsNamed(tx, ['薛静']))
  const town = rows.find(({ role }) => role === 'town-affairs')
  if (!town) throw new Error('the street has nobody for village affairs')
  const { person, post: id, role, division, unit } = town
  return scopeOf(COUNTY, person, { id, role, division, ...(unit === null ? {} : { unit }) })
}

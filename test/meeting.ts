import { expect } from 'vitest'
import type { z } from 'zod'
import type { MeetingDetail } from '#contract/meetings.ts'
import type { Problem } from '#contract/values.ts'
import { newId } from '#server/core/ids.ts'
import type { Who, World } from './world.ts'

/** People of the seed holding a meeting over HTTP, in few words. */

export const SECRETARY = ['王建国', 'village-secretary'] as const
export const DIRECTOR: Who = ['张军利', 'village-director']

type Detail = z.output<typeof MeetingDetail>
type Roll = { frozen: boolean; faults: string[]; rows: { member: string; name: string; seat?: string }[] }
/** What any of these routes may answer with. */
type Body = z.output<typeof Problem> & {
  id: string
  rev: number
  name: string
  again: boolean
  says: string
  valid: boolean
  passed: boolean
  verdict?: { elected: string[] }
  due: number
}
type Reply = { status: number; body: Body }

/** Held on the day it is called: its body asks for no days of notice. */
export const soon = () => new Date()

export function actingAt(world: World) {
  const ask = async (
    who: Who | undefined,
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    key?: string,
  ): Promise<Reply> => await world.ask(who, method, url, body, key)
  // Which route was asked decides what comes back; the compiler cannot know.
  const read = async <T>(who: Who, url: string) => (await world.ask(who, 'GET', url)).body as T

  const convene = (more: { motions: object[] } & Record<string, unknown>, key?: string) =>
    ask(
      SECRETARY,
      'POST',
      '/api/meetings',
      {
        division: world.village,
        body: 'village-representatives',
        basis: 'persons',
        title: '村民代表会议',
        place: '村委会二楼会议室',
        meetsAt: soon().toISOString(),
        ...more,
      },
      key,
    )
  const show = (id: string, who: Who = SECRETARY) => read<Detail>(who, `/api/meetings/${id}`)
  const step = async (who: Who, id: string, action: string, more: object = {}, key?: string) =>
    ask(who, 'POST', `/api/meetings/${id}/steps`, { action, rev: (await show(id)).rev, ...more }, key)
  const must = async (reply: Promise<Reply>): Promise<string> => {
    const { status, body } = await reply
    expect([status < 300, body.title]).toEqual([true, undefined])
    return body.id
  }
  const noticed = async (
    motions: object[],
    { reason, ...more }: { reason?: string } & Record<string, unknown> = {},
  ) => {
    const id = await must(convene({ motions, ...more }))
    await must(step(SECRETARY, id, 'notify', reason === undefined ? {} : { reason }))
    return id
  }
  return {
    ask,
    convene,
    /** Puts a proposal of the village forward. */
    propose: (more: object = {}) =>
      must(
        ask(SECRETARY, 'POST', '/api/proposals', {
          division: world.village,
          title: '修村口候车亭',
          words: '村口公交站修一座候车亭。',
          origin: '党员群众建议',
          decision: 'public-works',
          proposer: '刘忠孝等党员',
          on: '2026-11-01',
          ...more,
        }),
      ),
    show,
    step,
    must,
    noticed,
    roll: (id: string) => read<Roll>(SECRETARY, `/api/meetings/${id}/roll`),
    door: (id: string) => read<{ code: string }>(SECRETARY, `/api/meetings/${id}/door`),
    attend: (who: Who, id: string, body: object, key?: string) =>
      ask(who, 'POST', `/api/meetings/${id}/attendances`, body, key),
    motion: (who: Who, id: string, verb: string, body: object = {}, key?: string) =>
      ask(who, 'POST', `/api/motions/${id}/${verb}`, body, key),
    /** What the law says to a meeting that is being written. */
    weigh: (body: object) =>
      ask(SECRETARY, 'POST', '/api/meetings/weigh', {
        division: world.village,
        body: 'village-representatives',
        basis: 'persons',
        motions: [],
        ...body,
      }),
  }
}

/** A resolution: a named motion of the representatives that nine of those there agreed to, each for themselves. */
export async function resolvedAt(
  world: World,
  acting: ReturnType<typeof actingAt>,
  about: object = ELECT,
): Promise<{ meeting: string; motion: string; resolution: string }> {
  const meeting = await acting.noticed([about])
  await acting.must(acting.step(SECRETARY, meeting, 'open'))
  const { rows } = await acting.roll(meeting)
  const motion = (await acting.show(meeting)).motions[0]?.id ?? ''
  for (const { member } of rows)
    await acting.must(acting.attend(SECRETARY, meeting, { means: 'hand', member }))
  await acting.must(acting.motion(SECRETARY, motion, 'put'))
  for (const { name } of rows.slice(0, 9))
    await acting.must(acting.motion(name, motion, 'votes', { choice: 'for' }))
  expect((await acting.motion(SECRETARY, motion, 'declare', { missing: rows.length - 9 })).body.passed).toBe(
    true,
  )
  return { meeting, motion, resolution: await resolutionOf(world, motion) }
}

/** Something the representatives decide of their own right. */
export const ELECT = {
  decision: 'elect-supervisors',
  title: '推选监委会成员',
  words: '补选一名。',
  proposer: '村党组织',
  means: 'named',
  studied: { on: '2026-01-05', says: '同意提交' },
}

/** A meeting of the representatives that was called and not yet noticed. */
export const keeperMeeting = (acting: ReturnType<typeof actingAt>, motions: object[]): Promise<string> =>
  acting.must(acting.convene({ motions }))

/** The town's signature under a step of 四议两公开: whose, and the page the secretary scanned. */
export async function townSigned(world: World): Promise<{ townPost: string; townPage: string }> {
  const { post } = await world.scope('薛静', 'town-affairs')
  const { person } = await world.scope('王建国', 'village-secretary')
  return { townPost: post?.id ?? '', townPage: await pictureOf(world, person) }
}

/** The row of a picture somebody uploaded; its bytes are nowhere. */
export async function pictureOf(world: World, person: string): Promise<string> {
  const row = await world.services.db.asOwner((tx) =>
    tx.first<{ id: string }>(
      `with f as (insert into files (county, id, width, height, bytes) select county, $1, 1, 1, 1 from counties returning *)
       insert into file_adders (county, file, person) select county, id, $2 from f returning file as id`,
      [newId().replaceAll('-', '').padEnd(64, '0'), person],
    ),
  )
  return row?.id ?? ''
}

/** The village assembly passed its covenant, on paper. Answers with the resolution. */
export const covenantAdopted = (world: World, acting: ReturnType<typeof actingAt>): Promise<string> =>
  assemblyPassed(world, acting, {
    decision: 'covenant',
    title: '修订村规民约',
    words: '见草稿。',
    proposer: '村委会',
  })

/** The village assembly authorised its representatives for what the tests decide. Answers with what a motion then names. */
export async function authorised(
  world: World,
  acting: ReturnType<typeof actingAt>,
  decisions: readonly string[] = ['lost-work-pay', 'public-works'],
): Promise<{ resolution: string }> {
  const resolution = await assemblyPassed(world, acting, {
    decision: 'delegation',
    title: '授权村民代表会议',
    words: '授权村民代表会议决定下列事项。',
    proposer: '村党组织',
    grants: { decisions, until: '2028-12-31' },
  })
  return { resolution }
}

/** Everybody of a bare majority of the assembly agreed to a motion, on paper. Answers with the resolution. */
async function assemblyPassed(
  world: World,
  acting: ReturnType<typeof actingAt>,
  motion: object,
): Promise<string> {
  const studied = { on: '2026-11-01', says: '同意提交' }
  const meeting = await acting.must(
    acting.convene({
      body: 'village-assembly',
      paper: true,
      meetsAt: '2026-11-18T01:00:00.000Z',
      motions: [{ means: 'hands', studied, ...motion }],
    }),
  )
  await acting.must(acting.step(SECRETARY, meeting, 'notify', { on: '2026-11-05' }))
  await acting.must(acting.step(SECRETARY, meeting, 'open'))
  const { rows } = await acting.roll(meeting)
  const came = rows.slice(0, Math.floor(rows.length / 2) + 1)
  for (const { member } of came)
    await acting.must(acting.attend(SECRETARY, meeting, { means: 'paper', member }))
  const id = (await acting.show(meeting)).motions[0]?.id ?? ''
  await countedOnPaper(world, acting, { meeting, motion: id, came, counts: { inFavour: came.length } })
  await acting.must(acting.step(SECRETARY, meeting, 'close'))
  for (const { name } of came.slice(0, 2)) await acting.must(acting.step(name, meeting, 'sign'))
  return resolutionOf(world, id)
}

type Came = readonly { member: string; name: string }[]

/** Of a meeting entered from paper: one count by the secretary, the other by the director, the sheet, the result. */
export async function countedOnPaper(
  world: World,
  acting: ReturnType<typeof actingAt>,
  {
    meeting,
    motion,
    came,
    counts,
  }: {
    meeting: string
    motion: string
    came: Came
    counts: { inFavour: number; against?: number; abstained?: number }
  },
): Promise<void> {
  const tellers = came.slice(0, 2).map(({ member }) => member)
  await acting.must(acting.motion(SECRETARY, motion, 'put', { tellers }))
  const whole = { against: 0, abstained: 0, ...counts }
  for (const [at, teller] of tellers.entries())
    await acting.must(acting.motion(at === 0 ? SECRETARY : DIRECTOR, motion, 'tallies', { teller, ...whole }))
  await sheetOf(world, acting, meeting)
  await acting.must(acting.motion(SECRETARY, motion, 'declare'))
}

/** The photograph of a signed tally sheet, attached. */
export async function sheetOf(
  world: World,
  acting: ReturnType<typeof actingAt>,
  meeting: string,
): Promise<void> {
  const file = await pictureOf(world, (await world.scope(SECRETARY[0], SECRETARY[1])).person)
  await acting.must(
    acting.ask(SECRETARY, 'POST', `/api/meetings/${meeting}/scans`, { file, kind: 'ballots' }),
  )
}

async function resolutionOf(world: World, motion: string): Promise<string> {
  const row = await world.services.db.asOwner((tx) =>
    tx.first<{ id: string }>('select id from resolutions where motion = $1', [motion]),
  )
  return row?.id ?? ''
}

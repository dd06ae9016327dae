import type { Page } from '@playwright/test'
import { expect, photo, read, send } from './actors.ts'

/** Meetings of the seeded village as stories hold them where no screen is the point. */

export const VILLAGE = '610114006205'
const DAY_MS = 86_400_000
/** A day in China, so many days from today. */
export const day = (n: number) => new Date(Date.now() + 8 * 3_600_000 + n * DAY_MS).toISOString().slice(0, 10)
const at = (n: number, hour: string) => new Date(`${day(n)}T${hour}:00+08:00`).toISOString()

type Meeting = { rev: number; motions: { id: string }[] }
const meetingOf = (page: Page, id: string) => read<Meeting>(page, `/api/meetings/${id}`)
export const meetingStep = async (page: Page, id: string, action: string, more: object = {}) =>
  send(page, `/api/meetings/${id}/steps`, { action, rev: (await meetingOf(page, id)).rev, ...more })
type Roll = { member: string; name: string }[]
export const rollOf = async (page: Page, id: string) =>
  (await read<{ rows: Roll }>(page, `/api/meetings/${id}/roll`)).rows

/**
 * A meeting entered from paper whose one motion everybody but one agreed to; days from today. The secretary enters one
 * count, the director the other; the sheet both tellers signed is attached. Answers with who came.
 */
export async function heldOnPaper(
  [secretary, director]: readonly [Page, Page],
  held: {
    body: string
    name: string
    on: number
    noticed: number
    motion: { title: string; words: string; proposal: string; studied?: { on: string; says: string } }
    came: (roll: Roll) => Roll
  },
): Promise<{ meeting: string; came: Roll }> {
  const { id: meeting } = await send<{ id: string }>(secretary, '/api/meetings', {
    division: VILLAGE,
    body: held.body,
    basis: 'persons',
    title: held.name,
    place: '老寨村文化广场',
    meetsAt: at(held.on, '09:00'),
    paper: true,
    motions: [{ decision: 'asset-lease', proposer: '村党组织', means: 'hands', ...held.motion }],
  })
  await meetingStep(secretary, meeting, 'notify', { on: day(held.noticed) })
  await meetingStep(secretary, meeting, 'open')
  const came = held.came(await rollOf(secretary, meeting))
  for (const { member } of came)
    await send(secretary, `/api/meetings/${meeting}/attendances`, { means: 'paper', member })
  const motion = (await meetingOf(secretary, meeting)).motions[0]?.id ?? ''
  const tellers = came.slice(0, 2).map(({ member }) => member)
  await send(secretary, `/api/motions/${motion}/put`, { tellers })
  const counts = { inFavour: came.length - 1, against: 0, abstained: 1 }
  for (const [index, teller] of tellers.entries())
    await send(index === 0 ? secretary : director, `/api/motions/${motion}/tallies`, { teller, ...counts })
  const uploaded = await secretary.request.post('/api/files', {
    multipart: { file: await photo('sheet.jpg') },
  })
  const { id: file } = (await uploaded.json()) as { id: string }
  await send(secretary, `/api/meetings/${meeting}/scans`, { file, kind: 'ballots' })
  await send(secretary, `/api/motions/${motion}/declare`, {})
  return { meeting, came }
}

/** Finds somebody on the roll by name and notes that they came. */
export async function tick(secretary: Page, name: string): Promise<void> {
  const box = secretary.getByRole('textbox', { name: '按姓名找人签到' })
  await box.fill(name)
  await box.press('Enter')
  await expect(box).toHaveValue('')
}

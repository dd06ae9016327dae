import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'
import { v7 } from 'uuid'
import { already, expect, newPage, test } from './actors.ts'

/** Every screen of every surface, as its people see it: axe finds nothing, in normal and large type. */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const OPTIONS: RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }

const VILLAGE = '610114006205'
const PHONE: Record<string, readonly string[]> = {
  刘桂兰: [
    '/',
    '/report',
    '/matters',
    '/services',
    '/services/residence-proof',
    '/services/residence-proof/apply',
    '/wishes',
    '/wishes/new',
    '/know',
    '/discuss',
    '/oversee',
    '/notices',
    '/me',
    '/me/privacy',
    '/me/calendar',
    '/t',
    '/disclosure',
    '/disclosure?town=610114006',
    `/village/${VILLAGE}/disclosure`,
    `/village/${VILLAGE}/disclosure?show=calendar`,
    '/verify',
    '/later/trade',
    '/meetings',
    `/village/${VILLAGE}/decisions`,
    `/village/${VILLAGE}/proposals`,
    `/village/${VILLAGE}/covenant`,
    `/village/${VILLAGE}/law`,
    '/agenda',
  ],
  赵春燕: ['/', '/record', '/matters?tab=todo', '/report?behalf=yes'],
}
const DESK: Record<string, readonly string[]> = {
  陈晓东: [
    '/desk',
    '/desk/workbench',
    '/desk/matters?queue=dispatch',
    '/desk/matters?queue=ended',
    '/desk/matters?q=nothing-like-this',
    '/desk/map',
    '/desk/new',
    '/desk/new/grid-event/report',
    '/desk/broadcasts',
    '/desk/command',
    '/desk/briefs',
    '/desk/people',
    '/desk/people/imports',
    '/desk/people/exports',
    '/desk/devices',
  ],
  王建国: [
    '/desk/people',
    '/desk/people/bindings',
    '/desk/people/second-words',
    '/desk/briefs',
    '/desk/meetings',
    '/desk/meetings?state=open',
    '/desk/meetings/new',
    '/desk/meetings/elections',
    '/desk/meetings/proposals',
    '/desk/meetings/resolutions',
    '/desk/meetings/seats',
    '/desk/meetings/covenants',
    '/desk/meetings/law',
    '/desk/meetings/agenda',
    ...['leaflet', 'boards', 'words'].map((tab) => `/desk/disclosure/leaflets?tab=${tab}`),
  ],
  郭涛: ['/desk/matters?queue=mine', '/desk/map'],
  杨林: ['/desk', '/desk/disclosure/year', '/desk/disclosure?q=nothing-like-this'],
  高朝阳: ['/desk', '/desk/meetings/proposals'],
  温晓岚: ['/desk/audit', '/desk/audit?who=nobody-like-this'],
  苗长青: ['/desk', '/desk/accounts', '/desk/clients', '/desk/self-check', '/desk/me'],
  梁志远: ['/desk/people/exports'],
  柏文静: ['/desk/workbench/simulator', '/desk/workbench'],
  孟晓波: ['/desk'],
  薛静: [
    '/desk',
    `/desk/meetings/covenants?village=${VILLAGE}`,
    '/desk/meetings/seats',
    '/desk/disclosure/watch/610114006205',
  ],
  屈建文: ['/desk', '/desk/matters?queue=mine', '/desk/meetings', '/desk/meetings/agenda'],
  周静: [
    '/desk/command',
    '/desk/briefs',
    '/desk/people',
    '/desk/disclosure/watch',
    '/desk/disclosure/watch?by=town',
    '/desk/disclosure/duties?count=late',
    '/desk/disclosure/year?village=610114006205',
    '/desk/disclosure/day',
    '/desk/disclosure/leaflets?tab=jobs',
  ],
}

/** Who looks at meetings and what came of them: whoever keeps them, whoever watches, whoever advises. */
const MEETS = ['王建国', '薛静', '高朝阳']

async function faultsOf(page: Page): Promise<string[]> {
  await page.waitForLoadState('networkidle')
  // As tall as the page, so that nothing lies half under the bar at the bottom only because of where it was scrolled.
  const { width } = page.viewportSize() ?? { width: 390 }
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.max(height, 844) })
  // As a script of the page itself: the content policy admits no inline one.
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }
    return axe.run(options)
  }, OPTIONS)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${new URL(page.url()).pathname} ${id}: ${html.slice(0, 120)}`),
  )
}

/** The first matter of each flow the person sees, so that details of every kind are looked at. */
async function firstMatters(page: Page, base: string): Promise<string[]> {
  const { rows } = (await (await page.request.get('/api/matters?limit=100')).json()) as {
    rows: { id: string; flow: string; stage: string }[]
  }
  const kinds = new Map(rows.map(({ id, flow, stage }) => [`${flow} ${stage}`, id]))
  return [...kinds.values()].slice(0, 8).map((id) => `${base}/matters/${id}`)
}

/** A publication that was corrected, one anybody reads, one this reader may not, asking about one, and its proof. */
async function publicationPages(page: Page): Promise<string[]> {
  const answer = await page.request.get(`/api/publications?division=${VILLAGE}&limit=100`)
  const { rows } = (await answer.json()) as { rows: { id: string; version: number; readable: boolean }[] }
  const corrected = rows.find(({ version }) => version > 1)
  const open = rows.find(({ readable, version }) => readable && version === 1)
  const closed = rows.find(({ readable }) => !readable)
  const shown = await page.request.get(`/api/publications/${open?.id}`)
  const { versions } = (await shown.json()) as { versions: { code: string }[] }
  return [
    ...[corrected, open, closed].flatMap((one) => (one ? [`/publications/${one.id}`] : [])),
    `/publications/${open?.id}/ask?line=1`,
    `/verify/${versions[0]?.code}`,
    '/verify/00000000',
  ]
}

/** One meeting in each state, where the village has any. */
async function firstMeetings(page: Page, addressOf: (id: string) => string[]): Promise<string[]> {
  const answer = await page.request.get('/api/meetings?limit=100')
  const { rows } = (await answer.json()) as { rows: { id: string; state: string }[] }
  return [...new Map(rows.map(({ state, id }) => [state, id])).values()].flatMap(addressOf)
}

/** The first proposal, resolutions and versions of a covenant a person sees, below a surface’s addresses. */
async function firstDecisions(page: Page, base: string, covenants: boolean): Promise<string[]> {
  const ids = async (noun: string, most: number) => {
    const answer = await page.request.get(`/api/${noun}?division=${VILLAGE}`)
    if (!answer.ok()) return []
    return ((await answer.json()) as { id: string }[]).slice(0, most).map(({ id }) => `${base}/${noun}/${id}`)
  }
  return [
    ...(await ids('proposals', 2)),
    ...(await ids('resolutions', 3)),
    ...(covenants ? await ids('covenants', 2) : []),
  ]
}

const meetingPages = async (page: Page): Promise<string[]> => [
  ...(await firstMeetings(page, (id) => [`/desk/meetings/${id}`, `/desk/documents/meetings/${id}/minutes`])),
  ...(await firstDecisions(page, '/desk/meetings', true)),
]

/** What is in work in each state, and what was corrected, for those who work on publications. */
async function firstPublications(page: Page): Promise<string[]> {
  const work = (await (await page.request.get('/api/disclosure/work?days=60')).json()) as {
    publication?: string
    state?: string
  }[]
  const board = (await (await page.request.get('/api/publications?limit=100')).json()) as {
    rows: { id: string; version: number }[]
  }
  const inWork = work.flatMap(({ publication, state }) =>
    publication ? [[state, publication] as const] : [],
  )
  const hung = board.rows.map(({ id, version }) => [version, id] as const)
  return inWork.length === 0
    ? []
    : [...new Map<unknown, string>([...inWork, ...hung]).values()].map(publicationAt)
}
const publicationAt = (id: string) => `/desk/publications/${id}`

/** The brief of this week, to be written and as it is printed, where the post writes one. */
async function briefs(page: Page): Promise<string[]> {
  const list = await page.request.get('/api/briefs')
  if (!list.ok()) return []
  const { weeks } = (await list.json()) as { weeks: { weekOn: string }[] }
  const headers = { 'idempotency-key': v7() }
  const made = await page.request.post('/api/briefs', { data: { weekOn: weeks[0]?.weekOn }, headers })
  const { id } = (await made.json()) as { id: string }
  return [`/desk/briefs/${id}`, `/desk/briefs/${id}/print`]
}

for (const mode of ['normal', 'elder'] as const) {
  for (const [name, paths] of Object.entries(PHONE)) {
    test(`phone of ${name}, ${mode}`, async ({ browser }) => {
      test.setTimeout(400_000)
      const page = await already(browser, 'phone', name)
      await page.goto('/')
      if (mode === 'elder') await page.getByRole('switch', { name: /大字版/ }).click()
      const faults: string[] = []
      const read =
        name === '刘桂兰'
          ? [
              ...(await publicationPages(page)),
              ...(await firstMeetings(page, (id) => [`/meetings/${id}`, `/meetings/${id}/door`])),
              ...(await firstDecisions(page, '', false)),
            ]
          : []
      for (const path of [...paths, ...read, ...(await firstMatters(page, ''))]) {
        await page.goto(path)
        faults.push(...(await faultsOf(page)))
        // Nothing may stick out of a phone's width.
        expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 390])
      }
      expect(faults).toEqual([])
    })
  }
}

for (const [name, paths] of Object.entries(DESK)) {
  test(`desk of ${name}`, async ({ browser }) => {
    // Forty screens of a secretary take a minute and a half on two quiet cores.
    test.setTimeout(400_000)
    const page = await already(browser, 'desk', name)
    const faults: string[] = []
    const further = [
      ...(await firstMatters(page, '/desk')),
      ...(await firstPublications(page)),
      ...(MEETS.includes(name) ? await meetingPages(page) : []),
      ...(await briefs(page)),
    ]
    for (const path of [...paths, ...further]) {
      await page.goto(path)
      faults.push(...(await faultsOf(page)))
    }
    expect(faults).toEqual([])
  })
}

test('ways in, wall, kiosk and television', async ({ browser }) => {
  test.setTimeout(240_000)
  const faults: string[] = []
  const phone = await newPage(browser, 'phone')
  const read = await publicationPages(phone)
  const village = `/village/${VILLAGE}/disclosure`
  for (const path of [
    '/',
    '/signin',
    '/phone-bindings/new',
    '/phone-bindings/00000000-0000-7000-8000-000000000000',
    '/t',
    '/no-such-page',
    village,
    `/village/${VILLAGE}/covenant`,
    `/village/${VILLAGE}/law`,
    ...read,
  ]) {
    await phone.goto(path)
    faults.push(...(await faultsOf(phone)))
  }
  const desk = await newPage(browser, 'desk')
  await desk.goto('/desk')
  faults.push(...(await faultsOf(desk)))
  const wall = await already(browser, 'wall', '周静')
  const halls = await firstMeetings(wall, (id) => [`/wall/meetings/${id}`])
  for (const path of ['/wall', '/tv', '/kiosk', ...halls]) {
    await wall.goto(path)
    // The wall's event line never falls idle; what it first shows is what is checked.
    await wall.waitForTimeout(1500)
    faults.push(...(await faultsOf(wall)))
  }
  expect(faults).toEqual([])
})

/** Screens that hang in a village: each is reached as its people reach it, by touch and by number keys. */
test('kiosk, screen by screen', async ({ browser }) => {
  test.setTimeout(180_000)
  const kiosk = await newPage(browser, 'kiosk')
  const faults: string[] = []
  const look = async () => {
    await kiosk.waitForTimeout(800)
    faults.push(...(await faultsOf(kiosk)))
    await kiosk.setViewportSize({ width: 1080, height: 1920 })
  }
  await kiosk.goto('/kiosk')
  await expect(kiosk.getByLabel('登记码')).toBeVisible()
  await look()
  await kiosk.goto(`/kiosk?village=${VILLAGE}`)
  await expect(kiosk.getByText(/应公开 \d+/)).toBeVisible()
  await look()
  await kiosk.getByRole('button', { name: /^村务公开/ }).tap()
  await look()
  await kiosk.getByRole('group', { name: '哪一类' }).getByRole('button', { name: '党务' }).tap()
  // One that is for everybody: the others only lead to the telephone.
  const closed = kiosk.getByRole('img', { name: '只对本村公开' })
  await kiosk.locator('main li button').filter({ hasNot: closed }).first().tap()
  for (const part of ['内容', '问和答', '更正和经过', '用手机看']) {
    await kiosk.getByRole('button', { name: part }).tap()
    await look()
  }
  await kiosk.getByRole('button', { name: '返回' }).tap()
  await kiosk.getByRole('button', { name: '按拼音找' }).tap()
  await kiosk.locator('[data-skbtn="z"]').tap()
  await look()
  await kiosk.getByRole('button', { name: '返回' }).tap()
  await kiosk.getByRole('button', { name: '公开日历' }).tap()
  await look()
  await kiosk.getByRole('button', { name: /月/ }).first().tap()
  await look()
  expect(faults).toEqual([])
})

test('television, screen by screen', async ({ browser }) => {
  test.setTimeout(120_000)
  const tv = await newPage(browser, 'wall')
  const faults: string[] = []
  const look = async () => {
    await tv.waitForTimeout(800)
    faults.push(...(await faultsOf(tv)))
  }
  await tv.goto('/tv')
  await expect(tv.getByLabel('登记码')).toBeVisible()
  await look()
  await tv.goto(`/tv?village=${VILLAGE}`)
  await expect(tv.getByText(/应公开 \d+/)).toBeVisible()
  await look()
  await tv.keyboard.press('1')
  await look()
  await tv.locator('[data-row]').first().focus()
  await tv.keyboard.press('Enter')
  for (const key of ['1', '2', '4']) {
    await tv.keyboard.press(key)
    await look()
  }
  await tv.goto(`/tv?village=${VILLAGE}&board`)
  await look()
  expect(faults).toEqual([])
})

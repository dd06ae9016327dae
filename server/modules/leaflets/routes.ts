import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { contains, placeNameOf } from '#contract/division-codes.ts'
import { leaflets, type LeafletJob } from '#contract/leaflets.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import { baseOf } from '#server/core/base.ts'
import { implement } from '#server/core/http.ts'
import { notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { sendPdf, sendWord } from '#server/core/send-paper.ts'
import { maskPhone } from '#server/core/secrets.ts'
import { villageCounts, yearBefore } from '#server/modules/disclosure/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import * as announcing from './announcing.ts'
import { announce, cancel, order, subscribe, unsubscribe } from './commands.ts'
import { documentOf } from './document.ts'
import { chosen, countPages, hanging, leafletFrom, pagesOf, readMonth, type Month } from './drawing.ts'
import { sendMade } from './files.ts'
import { KEPT_DAYS } from './jobs.ts'
import type { Page } from '#server/core/paper.ts'
import type { PaperSize } from '#server/core/pdf.ts'
import { withSheets } from '#server/core/sheet.ts'
import { spareTrace } from '#server/core/trace.ts'
import { areaOf, demandArea, isOwnVillage } from './policy.ts'
import { digestOf, periodsOf, scriptOf, titleOf } from './rules.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

const JOBS_SHOWN = 30
/** As many pages as somebody looks through; the file holds all of them. */
const PREVIEW_PAGES = 12

/** Binds contract/leaflets.ts. */
export function leafletsRoutes(app: App): void {
  const { db, http } = app
  const month = (scope: Scope, request: FastifyRequest, asked: { division: string; month: string }) => {
    demandArea(scope, asked.division)
    return readMonth(app, { ...asked, county: scope.county, base: baseOf(app, request) })
  }
  const jobOf = async (scope: Scope, id: string) => {
    const county = await getCounty(db, scope.county)
    return presentJob(county, scope, await getJob(app, scope, id))
  }
  implement(http, 'leaflets', withSheets(leaflets, sheets), {
    villages: ({ query }, { scope }) => villagesOf(app, scope, query.month),
    preview: async ({ query }, { scope, request }) => previewOf(await month(scope, request, query), query),
    file: async ({ query }, { scope, request, reply }) =>
      sendSheet(reply, await month(scope, request, query), query),
    order: async ({ body }, { scope, key, request }) => {
      await order(app, scope, key, { ...body, base: baseOf(app, request) })
      return jobOf(scope, key)
    },
    jobs: async (_, { scope }) => {
      const county = await getCounty(db, scope.county)
      const rows = await db.read(scope.county, (tx) => store.jobsOf(tx, areaOf(scope), JOBS_SHOWN))
      return rows.map((row) => presentJob(county, scope, row))
    },
    cancel: async ({ params: { id } }, { scope }) => {
      await cancel(app, scope, id)
      return jobOf(scope, id)
    },
    jobFile: async ({ params: { id }, query }, { scope, reply }) => {
      const county = await getCounty(db, scope.county)
      await sendMade(app, county, await getJob(app, scope, id), reply, query.as)
    },
    words: async ({ query }, { scope, request }) => wordsOf(app, scope, await month(scope, request, query)),
    announce: async ({ body }, { scope, key }) => {
      await announce(app, scope, key, body)
      const row = await db.read(scope.county, (tx) => announcing.findAnnouncement(tx, key))
      if (row?.division !== body.division) throw notFound('播报')
      return presentAnnouncement(row)
    },
    subscribe: async ({ body }, { scope }) => ({ wanted: await subscribe(app, scope, body.person) }),
    unsubscribe: async ({ params: { id } }, { scope }) => ({ wanted: await unsubscribe(app, scope, id) }),
  })
}

/** An order of one’s own area. Throws a 404 for another, as for one that does not exist. */
async function getJob({ db }: App, scope: Scope, id: string): Promise<store.NamedJob> {
  const job = await db.read(scope.county, (tx) => store.findJob(tx, id))
  if (!job || !contains(areaOf(scope), job.area)) throw notFound('打印任务')
  return job
}

async function villagesOf({ db }: App, scope: Scope, month: string) {
  const county = await getCounty(db, scope.county)
  const area = areaOf(scope)
  const today = dateOf(new Date())
  return db.read(scope.county, async (tx) => {
    const published = new Map(
      (await store.publishedCounts(tx, area, periodsOf(month))).map(({ division, n }) => [division, n]),
    )
    const rows = await villageCounts(tx, area, today, yearBefore(today))
    return {
      area,
      areaName: county.placeName(area),
      rows: rows.map(({ division, name, late }) => ({
        division,
        name: placeNameOf(name),
        town: division.slice(0, 9),
        townName: county.placeName(division.slice(0, 9)),
        published: published.get(division) ?? 0,
        late,
      })),
    }
  })
}

type Chosen = { kind: 'leaflet' | 'boards'; publication?: string | undefined }

function previewOf(month: Month, { kind, publication }: Chosen) {
  const pages: Page[] = []
  for (const page of pagesOf(month, kind, publication)) {
    pages.push(page)
    if (pages.length === PREVIEW_PAGES) break
  }
  return {
    title: titleOf(month.about, kind),
    pages,
    total: countPages(month, kind, publication),
    sheets: hanging(month).map((one) => ({
      publication: one.publication,
      title: one.title,
      postedFrom: one.posted_from,
    })),
  }
}

async function sendSheet(
  reply: FastifyReply,
  month: Month,
  { kind, publication, paper, format }: Chosen & { paper: PaperSize; format: 'pdf' | 'docx' },
): Promise<void> {
  if (kind === 'boards' && chosen(month, publication).length === 0)
    throw new Problem(404, 'nothing', '这个月没有公布内容，没有公开栏可印')
  const name = titleOf(month.about, kind)
  if (format === 'docx') return sendWord(reply, name, await documentOf(month, kind, paper, publication))
  await sendPdf(reply, pagesOf(month, kind, publication), { name, author: month.about.name, paper })
}

async function wordsOf({ db, secrets }: App, scope: Scope, month: Month) {
  const { division, month: of } = month.about
  const leaflet = leafletFrom(month)
  const isOwn = isOwnVillage(scope, division)
  if (!isOwn) spareTrace()
  return db.read(scope.county, async (tx) => {
    const subscribers = await announcing.subscribersOf(tx, division)
    return {
      text: digestOf(leaflet),
      script: scriptOf(leaflet),
      mayAnnounce: isOwn,
      ...(await announcing.peopleOf(tx, division)),
      wanted: subscribers.length,
      subscribers: isOwn
        ? subscribers.map(({ id, name, household, since, phone_sealed }) => ({
            id,
            name,
            householdName: household,
            phone: maskPhone(secrets.unseal(phone_sealed)),
            since: since.toISOString(),
          }))
        : [],
      announcements: (await announcing.announcementsOf(tx, division, of)).map(presentAnnouncement),
    }
  })
}

const presentAnnouncement = ({ id, channel, words, by, at, phones, taken }: announcing.AnnouncementRow) => ({
  id,
  channel,
  words,
  by,
  at: at.toISOString(),
  ...(phones === null ? {} : { phones }),
  ...(taken === null ? {} : { taken }),
})

const DAY_MS = 86_400_000

function presentJob(county: County, scope: Scope, job: store.NamedJob): z.input<typeof LeafletJob> {
  const { id, kind, paper, format, month, area, by, state, villages, done, pages, faults } = job
  const { opened_at, ended_at, dropped_at } = job
  return {
    id,
    kind,
    paper,
    format,
    month,
    area,
    areaName: county.placeName(area),
    by,
    mine: job.person === scope.person,
    state,
    total: villages.length,
    done,
    pages,
    faults: faults.map(({ division, says }) => ({ division, name: county.placeName(division), says })),
    openedAt: opened_at.toISOString(),
    ...(ended_at ? { endedAt: ended_at.toISOString() } : {}),
    ...(state === 'done' && ended_at && !dropped_at
      ? { keptUntil: new Date(ended_at.getTime() + KEPT_DAYS * DAY_MS).toISOString() }
      : {}),
  }
}

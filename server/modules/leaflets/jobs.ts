import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { Problem } from '#server/core/problem.ts'
import { documentOf } from './document.ts'
import { hanging, pagesOf, readMonth, type Month } from './drawing.ts'
import { writePdf } from '#server/core/pdf.ts'
import { fileNameOf } from './rules.ts'
import * as store from './store.ts'

/**
 * Files of an order lie here, one for each village, until their days are over. Web and worker processes on several
 * machines share the folder, as they do that of imported lists.
 */
const folderOf = ({ config }: Pick<Services, 'config'>, job: string) => join(config.dataDir, 'leaflets', job)

/** Where the file of a village lies. */
export const pathOf = (services: Pick<Services, 'config'>, job: string, division: string, format: string) =>
  join(folderOf(services, job), `${division}.${format}`)

/** Long enough to print on Monday what was made on Friday. */
export const KEPT_DAYS = 7
/** After this long the order is given back, so that a process that is to stop does not wait for 334 villages. */
const TURN_MS = 10_000

/** Makes the files of what was ordered, oldest first, for one turn. Behind a worker that was killed another goes on. */
export async function workLeaflets(services: Services): Promise<void> {
  await dropStale(services)
  const until = performance.now() + TURN_MS
  while (performance.now() < until) {
    const next = await services.db.asOwner(store.findWaiting)
    if (!next) return
    await workJob(services, next.county, next.id, until)
  }
}

async function workJob(services: Services, county: string, id: string, until: number): Promise<void> {
  const { db } = services
  const worker = newId()
  const job = await db.inCounty(county, (tx) => store.takeJob(tx, id, worker))
  if (!job) return
  await mkdir(folderOf(services, id), { recursive: true, mode: 0o700 })
  const settled = new Set(
    (await db.read(county, (tx) => store.partsOf(tx, id))).map(({ division }) => division),
  )
  for (const division of job.villages) {
    if (settled.has(division)) continue
    if (performance.now() >= until) return db.inCounty(county, (tx) => store.leaveJob(tx, id, worker, false))
    if (!(await db.inCounty(county, (tx) => store.holdJob(tx, id, worker)))) return
    // What cannot be read is tried again in the next turn; what cannot be drawn is this village’s fault alone.
    const month = await readMonth(services, { county, division, month: job.month, base: job.base })
    const made = await make(services, job, month).catch((error: unknown) => ({
      fault: faultOf(error, division),
    }))
    await db.inCounty(county, (tx) => store.insertPart(tx, id, division, made))
  }
  await db.inCounty(county, (tx) => store.leaveJob(tx, id, worker, true))
}

/** Writes a village’s file under a name of its own and then under its right one: half a file is never found there. */
async function make(services: Services, job: store.JobRow, month: Month): Promise<{ pages: number }> {
  const { kind, format, paper } = job
  const { about } = month
  if (kind === 'boards' && hanging(month).length === 0)
    throw new Problem(409, 'nothing', '这个月没有公布内容，没有公开栏可印')
  const path = pathOf(services, job.id, about.division, format)
  const raw = `${path}-${newId()}`
  try {
    const pages =
      format === 'pdf'
        ? await writePdf(pagesOf(month, kind), createWriteStream(raw, { mode: 0o600 }), {
            title: fileNameOf(about, kind, format),
            author: about.name,
            paper,
          })
        : await writeDocument(raw, month, job)
    await rename(raw, path)
    return { pages }
  } finally {
    await rm(raw, { force: true })
  }
}

/** Word sets the pages; what can be counted here is how many sheets went in. */
async function writeDocument(path: string, month: Month, { kind, paper }: store.JobRow): Promise<number> {
  await writeFile(path, await documentOf(month, kind, paper), { mode: 0o600 })
  return kind === 'leaflet' ? 1 : hanging(month).length
}

function faultOf(error: unknown, division: string): string {
  if (error instanceof Problem) return error.message
  console.error(`leaflets ${division}: ${String(error)}`)
  return '这个村没有做成，请单独打开它看原因，或者联系管理员'
}

async function dropStale(services: Services): Promise<void> {
  for (const { county, id } of await services.db.asOwner((tx) => store.findStale(tx, KEPT_DAYS))) {
    await rm(folderOf(services, id), { recursive: true, force: true })
    await services.db.inCounty(county, (tx) => store.markDropped(tx, id))
  }
}

import { briefs } from '#contract/briefs.ts'
import { contains, levelOf } from '#contract/division-codes.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { invalid, notFound } from '#server/core/problem.ts'
import { allows, type Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import {
  changeBrief,
  correctBrief,
  openBrief,
  readDraft,
  redraftBrief,
  returnBrief,
  sendBrief,
  signBrief,
} from './commands.ts'
import { sendDocument } from './document.ts'
import { areaOf, isReceiver, receiverOf, seesBrief } from './policy.ts'
import { lastWeeks, mondayOf, periodName, present, weekName, type May, type Shown } from './rules.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

/** Two months of weeks: older ones are opened from the address. */
const WEEKS = 8

/** Binds contract/briefs.ts. */
export function briefsRoutes(app: App): void {
  implement(app.http, 'briefs', withSheets(briefs, sheets), {
    list: async ({ query }, { scope }) =>
      listWeeks(app, await getCounty(app.db, scope.county), scope, query.week),
    open: async ({ body }, { scope }) => show(app, scope, await openBrief(app, scope, body.weekOn)),
    show: ({ params }, { scope }) => show(app, scope, params.id),
    redraft: async ({ params: { id }, body }, { scope }) => {
      await redraftBrief(app, scope, id, body.rev)
      return show(app, scope, id)
    },
    change: async ({ params: { id }, body }, { scope }) => {
      await changeBrief(app, scope, id, body.rev, body.change)
      return show(app, scope, id)
    },
    sign: async ({ params: { id }, body }, { scope }) => {
      await signBrief(app, scope, id, body.rev)
      return show(app, scope, id)
    },
    send: async ({ params: { id } }, { scope }) => {
      await sendBrief(app, scope, id)
      return show(app, scope, id)
    },
    return: async ({ params: { id }, body }, { scope }) => {
      await returnBrief(app, scope, id, body.reason)
      return show(app, scope, id)
    },
    correct: async ({ params: { id } }, { scope }) => show(app, scope, await correctBrief(app, scope, id)),
    document: async ({ params: { id } }, { scope, reply }) => sendDocument(reply, await show(app, scope, id)),
  })
}

/** One brief with what it would say now. Throws a 404 for what the post may not see. */
async function show(app: App, scope: Scope, id: string): Promise<Shown> {
  const county = await getCounty(app.db, scope.county)
  const found = await app.db.read(scope.county, async (tx) => {
    const row = await store.findBrief(tx, id)
    if (!row || !seesBrief(scope, row)) throw notFound('简报')
    const newest = (await store.newestOf(tx, row.area, row.week_on)) ?? row
    return { row, entries: await store.entriesOf(tx, id), newest: seesBrief(scope, newest) ? newest.id : id }
  })
  const { row, newest } = found
  const { sentences } = await readDraft(app, county, row.area, row.week_on)
  const now = new Map(sentences.flatMap(({ figures }) => figures.map(({ list, value }) => [list, value])))
  return present(county, { ...found, may: mayOf(scope, row, newest === id) }, now)
}

function mayOf(scope: Scope, row: store.BriefRow, isNewest: boolean): May {
  const isOwn = row.area === areaOf(scope)
  const [writes, signs] = [allows(scope, 'brief.write'), allows(scope, 'brief.sign')]
  const isDraft = row.state === 'drafted'
  return {
    write: isOwn && writes && isDraft,
    sign: isOwn && signs && isDraft,
    send: isOwn && signs && row.state === 'signed' && receiverOf(row.area) !== undefined,
    return: signs && row.state === 'sent' && isReceiver(scope, row),
    correct: isOwn && writes && !isDraft && isNewest,
  }
}

async function listWeeks(app: App, county: County, scope: Scope, asked: string | undefined) {
  const area = areaOf(scope)
  const weeks = lastWeeks(dateOf(new Date()), WEEKS)
  const weekOn = asked ?? weeks[1] ?? ''
  if (weekOn !== mondayOf(weekOn)) throw invalid({ week: '一周从星期一算起' })
  const below = areasBelow(county, area)
  const since = [weekOn, ...weeks].toSorted()[0] ?? weekOn
  const rows = await app.db.read(scope.county, (tx) => store.standingsOf(tx, area, below, since))
  const standingOf = (division: string, week: string) => {
    const row = rows.find((each) => each.area === division && each.week_on === week)
    if (!row) return {}
    const { id, version, state, signed_at } = row
    return { brief: { id, version, state, ...(signed_at ? { signedAt: signed_at.toISOString() } : {}) } }
  }
  return {
    area,
    areaName: county.placeName(area),
    weekOn,
    mayWrite: allows(scope, 'brief.write'),
    weeks: weeks.map((week) => ({
      weekOn: week,
      name: weekName(week),
      period: periodName(week),
      ...standingOf(area, week),
      received: rows.filter((row) => row.area !== area && row.week_on === week && row.state === 'sent')
        .length,
      below: below.length,
    })),
    below: below.map((division) => ({
      division,
      name: county.placeName(division),
      ...standingOf(division, weekOn),
    })),
  }
}

/** The streets of a county, the villages of a street. */
function areasBelow(county: County, area: string): string[] {
  const level = levelOf(area) === 'county' ? 'town' : levelOf(area) === 'town' ? 'village' : undefined
  return [...county.divisions.values()]
    .filter((each) => each.level === level && contains(area, each.code))
    .map(({ code }) => code)
}

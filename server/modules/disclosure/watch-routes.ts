import { at, contains, placeNameOf } from '#contract/division-codes.ts'
import { dateOf } from '#practice/kit/index.ts'
import { disclosureDayNear, periodName } from '#practice/disclosure/period.ts'
import { disclosureQuestion } from '#practice/disclosure/disclosure-question.flow.ts'
import type { App } from '#server/core/app.ts'
import { denied, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { itemsOf, type Items } from './items.ts'
import { lastReminders, remindersIn, remindersOf } from './reminders.ts'
import { presentVillage, presentWork, sumOf, WORK_MAX, yearBefore } from './rules.ts'
import * as store from './store.ts'
import * as watch from './watch.ts'

/** What towns and counties watch over, and what stands behind every number of it. */

type Asked = { under?: string | undefined; from?: string | undefined; to?: string | undefined }

const REMINDERS_SHOWN = 30

/** The area asked for, within that of the post; throws 403 beyond it. */
function areaOf(scope: Scope, under: string | undefined): string {
  const own = scope.post?.division ?? scope.county
  if (under !== undefined && !contains(own, under)) throw denied('只能查看本辖区各村的公开情况')
  return under ?? own
}

const spanOf = ({ from, to }: Asked, today: string) => ({ from: from ?? yearBefore(today), to: to ?? today })

export async function watchOf({ db }: App, scope: Scope, query: Asked) {
  const area = areaOf(scope, query.under)
  const county = await getCounty(db, scope.county)
  const today = dateOf(new Date())
  const { from, to } = spanOf(query, today)
  return db.read(scope.county, async (tx) => {
    const rows = await store.villageCounts(tx, area, today, yearBefore(today))
    const more = new Map((await watch.watched(tx, area, today, from, to)).map((row) => [row.division, row]))
    const reminded = await remindersIn(tx, area, from, to)
    const villages = rows.map((row) => {
      const found = more.get(row.division)
      return {
        ...presentVillage(county, row),
        daysLate: found?.days_late ?? 0,
        lateHot: found?.late_hot ?? 0,
        questionsOpen: found?.questions_open ?? 0,
        questionsLate: found?.questions_late ?? 0,
        correctionsOwed: found?.corrections_owed ?? 0,
        otherFen: found?.other_fen ?? 0,
        moneyFen: found?.money_fen ?? 0,
        reminders: reminded.get(row.division) ?? 0,
      }
    })
    const said = await lastReminders(tx, area, REMINDERS_SHOWN)
    return {
      counts: sumOf(rows),
      asOf: today,
      from,
      to,
      villages,
      classes: classesOf(
        await itemsOf(tx, today),
        await store.classCounts(tx, area, today, yearBefore(today)),
      ),
      lastReminders: said.map((row) => ({
        ...row,
        at: row.at.toISOString(),
        name: county.placeName(row.division),
      })),
    }
  })
}

/** The county’s headings in the order of its list, each with what its items come to. */
function classesOf(items: Items, rows: Awaited<ReturnType<typeof store.classCounts>>) {
  const known = rows.map((row) => ({ ...row, ...pick(items.of(row)) }))
  const headings = new Map(items.inForce.map((item) => [item.class, item.kind]))
  for (const row of known) if (!headings.has(row.class)) headings.set(row.class, row.kind)
  return [...headings].map(([heading, kind]) => ({
    class: heading,
    kind,
    ...sumOf(known.filter((row) => row.class === heading)),
  }))
}

const pick = ({ class: heading, kind }: ReturnType<Items['of']>) => ({ class: heading, kind })

/** The duties one number counts. Throws 403 beyond the area. */
export async function dutiesBehind(
  { db }: App,
  scope: Scope,
  query: {
    under?: string | undefined
    count: keyof store.Counts
    class?: string | undefined
    hot?: boolean | undefined
    on?: string | undefined
  },
) {
  const under = areaOf(scope, query.under)
  const county = await getCounty(db, scope.county)
  const today = dateOf(new Date())
  return db.read(scope.county, async (tx) => {
    const items = await itemsOf(tx, today)
    const wanted = items.ever.filter(
      (item) =>
        (query.class === undefined || item.class === query.class) &&
        (query.hot === undefined || item.hot === query.hot),
    )
    const isNarrow = query.class !== undefined || query.hot !== undefined
    const asked = {
      under,
      today,
      since: yearBefore(today),
      count: query.count,
      items: isNarrow ? wanted.map(({ code, startsOn }) => `${code} ${startsOn}`) : undefined,
      on: query.on,
    }
    const rows = await store.dutiesCounted(tx, asked, WORK_MAX)
    return {
      total: rows[0]?.total ?? 0,
      rows: rows.map((row) => presentWork(county, row, items.of(row), scope.post, today)),
    }
  })
}

/** Behind a village’s numbers: questions, corrections owed, money, reminders. Throws 403 beyond the area. */
export async function recordsOf({ db }: App, scope: Scope, division: string, query: Asked) {
  areaOf(scope, division)
  const county = await getCounty(db, scope.county)
  const village = county.divisions.get(division)
  if (!village) throw notFound('村')
  const today = dateOf(new Date())
  const { from, to } = spanOf(query, today)
  return db.read(scope.county, async (tx) => {
    const items = await itemsOf(tx, today)
    const money = await watch.moneyOf(tx, division, from, to)
    const shown = money.map(({ posted_from, money_fen, other_fen, publication, title }) => ({
      publication,
      title,
      postedFrom: posted_from,
      moneyFen: money_fen,
      otherFen: other_fen,
    }))
    return {
      division,
      name: placeNameOf(village.name),
      townName: county.divisions.get(at('town', division) ?? '')?.name ?? '',
      from,
      to,
      questions: (await watch.questionsOpen(tx, division)).map(presentQuestion),
      owed: shown.filter((_, index) => money[index]?.owed),
      money: shown.filter(({ moneyFen }) => moneyFen > 0),
      reminders: (await remindersOf(tx, division, from, to)).map((row) => ({
        item: row.item,
        period: row.period,
        n: row.n,
        name: items.of(row).name,
        periodName: periodName(row.period),
        dueOn: row.due_on,
        kind: row.kind,
        at: row.at.toISOString(),
      })),
    }
  })
}

function presentQuestion(row: watch.WatchedQuestion) {
  const stages: Readonly<Record<string, { name: string }>> = disclosureQuestion.stages
  return {
    matter: row.matter,
    ...(row.publication ? { publication: row.publication } : {}),
    title: row.title ?? '没有指明是哪一项',
    words: row.words ?? '',
    stageName: stages[row.stage]?.name ?? row.stage,
    askedAt: row.opened_at.toISOString(),
    ...(row.due_at ? { dueAt: row.due_at.toISOString() } : {}),
    late: row.overdue_at !== null,
  }
}

const LAST_SHOWN = 12

/** The county’s disclosure day as its list has it. Throws 403 beyond the area. */
export async function dayIn(
  { db }: App,
  scope: Scope,
  query: { under?: string | undefined; on?: string | undefined },
) {
  const under = areaOf(scope, query.under)
  const county = await getCounty(db, scope.county)
  const now = new Date()
  const today = dateOf(now)
  return db.read(scope.county, async (tx) => {
    const { inForce } = await itemsOf(tx, today)
    const day = inForce.find(({ disclosureDay }) => disclosureDay !== undefined)?.disclosureDay
    const near = day === undefined ? { on: today, isNear: false } : disclosureDayNear(day, today)
    const on = query.on ?? near.on
    const rows = await watch.dayOf(tx, under, on)
    const villages = rows.map(({ division, name, due, published }) => ({
      division,
      name: placeNameOf(name),
      town: at('town', division) ?? division,
      townName: county.divisions.get(at('town', division) ?? '')?.name ?? '',
      due,
      published,
    }))
    return {
      ...(day === undefined ? {} : { day }),
      on,
      isNear: near.isNear && on === near.on,
      asOf: now.toISOString(),
      name: county.divisions.get(under)?.name ?? county.name,
      due: rows.reduce((sum, row) => sum + row.due, 0),
      published: rows.reduce((sum, row) => sum + row.published, 0),
      villages,
      last: (await watch.lastOn(tx, under, on, LAST_SHOWN)).map((row) => ({
        ...row,
        at: row.at.toISOString(),
        name: placeNameOf(county.divisions.get(row.division)?.name ?? ''),
      })),
    }
  })
}

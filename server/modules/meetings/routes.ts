import { meetings } from '#contract/meetings.ts'
import { contains } from '#contract/division-codes.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import { cursorAt, cursorIn } from '#server/core/cursor.ts'
import { openEvents } from '#server/core/event-stream.ts'
import { implement } from '#server/core/http.ts'
import { denied, notFound } from '#server/core/problem.ts'
import { allows, type Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { attend, authorize, takeBackAttendance } from './attend.ts'
import { convene, limitsAt, takeStep, tighten } from './commands.ts'
import { MeetingHub } from './hub.ts'
import { lawOfPlace } from './law.ts'
import { demandKeeper, mayReadMeeting, mayReadRoll } from './policy.ts'
import { presentDetail, presentEntry, presentRow } from './present.ts'
import * as queries from './queries.ts'
import * as rolls from './roll.ts'
import { doorCode, secondsLeft } from './rules.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'
import { weigh } from './weigh.ts'

const PAGE = 30

/** Binds contract/meetings.ts. */
export function meetingsRoutes(app: App): void {
  const { db, http, secrets } = app
  const hub = new MeetingHub(app)
  // Before the server waits for its connections to end, which these would never do.
  http.addHook('preClose', async () => hub.close())
  implement(http, 'meetings', withSheets(meetings, sheets), {
    law: ({ params: { division } }, { county }) => lawOfPlace(app, county, division),
    tighten: ({ params: { division }, body }, { scope }) => {
      const { value, ...rule } = body
      const share =
        typeof value === 'number' ? value : { of: value.of, ...(value.more ? { more: true as const } : {}) }
      return tighten(app, scope, division, { ...rule, value: share })
    },
    list: ({ query }, { scope }) => listFor(app, scope, query),
    show: async ({ params: { id } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        const row = await store.findMeeting(tx, id)
        if (!row || !mayReadMeeting(scope, row, await placeOf(tx, scope))) throw notFound('会议')
        return presentDetail(tx, county, scope, row, new Date())
      })
    },
    roll: ({ params: { id } }, { scope }) => rollFor(app, scope, id),
    weigh: ({ body }, { scope }) => weigh(app, scope, body),
    convene: ({ body }, { scope, key }) => convene(app, scope, body, { key }),
    step: ({ params: { id }, body }, { scope, key }) => takeStep(app, scope, id, body, { key }),
    door: ({ params: { id } }, { scope }) =>
      db.read(scope.county, async (tx) => {
        const row = await store.findMeeting(tx, id)
        if (!row) throw notFound('会议')
        demandKeeper(scope, row.division)
        const now = new Date()
        return { code: doorCode(secrets.hash('code', id), id, now), seconds: secondsLeft(now) }
      }),
    attend: ({ params: { id }, body }, { scope, key }) => attend(app, scope, id, body, { key }),
    takeBack: ({ params: { id }, body }, { scope }) => takeBackAttendance(app, scope, id, body),
    live: async ({ params: { id } }, { scope, reply }) => {
      await db.read(scope.county, async (tx) => {
        const row = await store.findMeeting(tx, id)
        if (!row || !mayReadMeeting(scope, row, await placeOf(tx, scope))) throw notFound('会议')
      })
      hub.join(scope.county, id, openEvents(reply))
    },
    authorize: ({ params: { id }, body }, { scope }) => authorize(app, scope, id, body),
  })
}

/** The roll of a meeting: as it was frozen, or as it would be. */
async function rollFor({ db }: App, scope: Scope, id: string) {
  return db.read(scope.county, async (tx) => {
    const row = await store.findMeeting(tx, id)
    if (!row || !mayReadRoll(scope, row.division)) throw notFound('名册')
    const frozen = row.due !== null
    const on = dateOf(row.meets_at)
    const now = frozen ? [] : await rolls.rollNow(tx, { ...row, on })
    const rows = frozen
      ? await rolls.frozenRoll(tx, row)
      : now.map((each) => ({
          ...each,
          means: null,
          came: null,
          came_id: null,
          noted_by: null,
          proxy: null,
          adults: [],
        }))
    return {
      frozen,
      unknownAge: await rolls.unknownAges(tx, row.division),
      faults: frozen ? [] : rolls.rollFaults(await limitsAt(tx, row.division, on), row.body, now),
      rows: rows.map(presentEntry),
    }
  })
}

type Query = {
  division?: string | undefined
  state?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** A villager’s village, a post’s area; a division within it narrows. */
async function listFor({ db }: App, scope: Scope, { division, state, cursor, limit = PAGE }: Query) {
  const county = await getCounty(db, scope.county)
  return db.read(scope.county, async (tx) => {
    const place = await placeOf(tx, scope)
    const area = allows(scope, 'meetings.watch') ? scope.post?.division : place?.slice(0, 12)
    if (area === undefined || area.length < 6 || (area.length < 12 && !allows(scope, 'meetings.watch')))
      return { rows: [], next: null }
    if (division !== undefined && !contains(area, division) && !contains(division, area))
      throw denied('只能看本村（本辖区）的会议')
    const within = division !== undefined && contains(area, division) ? division : area
    const after = cursorIn(cursor)
    const rows = await queries.listMeetings(tx, {
      division: within,
      state,
      after,
      limit: limit + 1,
      reader: scope.person,
      prepares: allows(scope, 'meetings.read') ? scope.post?.division : undefined,
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const presented = []
    for (const row of page) presented.push(presentRow(county, row, await store.motionsOf(tx, row.id)))
    return {
      rows: presented,
      next: rows.length > limit && last ? cursorAt(last.meets_at, last.id) : null,
    }
  })
}

import { worksOnDisclosure } from '#contract/roles.ts'
import { dateOf } from '#practice/kit/index.ts'
import { periodName } from '#practice/disclosure/period.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { calendarText, type CalendarEvent } from '#server/core/ics.ts'
import { notFound, Problem } from '#server/core/problem.ts'
import { allows, scopeOf, type Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import { itemsOf, placeOf } from '#server/modules/disclosure/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { actingFrom, heldPosts } from '#server/modules/session/index.ts'
import * as store from './store.ts'

/** Whoever has the address reads without signing in, so a calendar tells dates, numbers and titles, and no words of people. */

type House = Pick<Services, 'db' | 'secrets'>

const EACH_MAX = 10
/** What was in the last quarter, and what comes in the next one. */
const DAYS = 92
const DAY_MS = 86_400_000
/** More than fits into anybody's month is a list, not a calendar. */
const ROWS_MAX = 500

/**
 * A calendar of the post one acts from, else of one's village. The same key again answers with the same address. Throws a
 * 409 for who belongs to no village and acts from no post: nothing would ever stand in it.
 */
export async function openFeed(
  { db, secrets }: House,
  scope: Scope,
  id: string,
): Promise<{ id: string; path: string }> {
  const token = secrets.hash('token', `calendar ${id}`).toString('base64url')
  await db.inCounty(scope.county, async (tx) => {
    if (!scope.post && (await placeOf(tx, scope)) === undefined)
      throw new Problem(409, 'no-village', '还没有登记您是哪个村的人，登记好了才有村里的日历，请找村委会')
    const own = await store.feedsOf(tx, scope.person)
    if (own.some((feed) => feed.id === id)) return
    if (own.length >= EACH_MAX) throw new Problem(409, 'limit', `最多订阅 ${EACH_MAX} 个日历，请先停用不用的`)
    const tokenHash = secrets.hash('token', token)
    const isNew = await store.insertFeed(tx, { id, person: scope.person, post: scope.post?.id, tokenHash })
    if (!isNew) throw new Problem(409, 'key', '这个防重复编号已经用过了，请重新提交')
    noteChange(id, { state: 'active' })
  })
  return { id, path: `/calendars/${token}.ics` }
}

/** Ends one of one's own. Throws a 404. */
export async function endFeed({ db }: House, scope: Scope, id: string): Promise<void> {
  await db.inCounty(scope.county, async (tx) => {
    if (!(await store.endFeed(tx, scope.person, id))) throw notFound('日历订阅')
    noteChange(id, { state: 'ended' }, { state: 'active' })
  })
}

/**
 * What stands in the calendar of an address now: as much as its person may see from that post today. Throws a 404 when
 * it was ended, the post is no longer theirs, or their account is locked.
 */
export async function readFeed(
  { db, secrets }: House,
  code: string,
  token: string,
  now: Date,
): Promise<string> {
  const county = await getCounty(db, code)
  return db.inCounty(code, async (tx) => {
    const feed = await store.findFeed(tx, secrets.hashes('token', token))
    const seen = feed && (await scopeNow(tx, code, feed, now))
    if (!seen) throw notFound('日历')
    const { scope, name } = seen
    await store.noteRead(tx, feed.id)
    const events = [
      ...(await meetings(tx, county, scope, now)),
      ...(await duties(tx, county, scope, now)),
      ...(await matters(tx, county, scope)),
    ]
    return calendarText(`${county.name}${name}`, events, now)
  })
}

/** What its person sees from that post now, and what the calendar is called: somebody may have several. */
async function scopeNow(
  tx: Tx,
  county: string,
  feed: store.FeedRow,
  now: Date,
): Promise<{ scope: Scope; name: string } | undefined> {
  if (feed.post === null) return { scope: scopeOf(county, feed.person), name: store.OF_VILLAGERS }
  const post = (await heldPosts(tx, feed.person, now)).find(({ id }) => id === feed.post)
  return post && { scope: scopeOf(county, feed.person, actingFrom(post)), name: `${post.title}的工作日历` }
}

async function meetings(tx: Tx, county: County, scope: Scope, now: Date): Promise<CalendarEvent[]> {
  const place = await placeOf(tx, scope)
  // As lists have it: one's own village, or the area one watches over.
  const area = allows(scope, 'meetings.watch') ? scope.post?.division : place?.slice(0, 12)
  if (area === undefined || (area.length < 12 && !allows(scope, 'meetings.watch'))) return []
  const rows = await store.meetingsIn(tx, area, new Date(now.getTime() - DAYS * DAY_MS), ROWS_MAX)
  return rows.map(({ id, division, title, place: where, meets_at, closed_at, state }) => ({
    uid: `meeting-${id}@${county.code}.gongzhi`,
    from: meets_at,
    until: closed_at !== null && closed_at > meets_at ? closed_at : undefined,
    title: area.length < 12 ? `${county.placeName(division)}：${title}` : title,
    place: where,
    isCancelled: state === 'cancelled',
  }))
}

async function duties(tx: Tx, county: County, scope: Scope, now: Date): Promise<CalendarEvent[]> {
  const { post } = scope
  // Whoever acts from no post waits for what the village owes everybody.
  const area = post ? post.division : (await placeOf(tx, scope))?.slice(0, 12)
  if (area === undefined || (post && !worksOnDisclosure(post))) return []
  const until = dateOf(new Date(now.getTime() + DAYS * DAY_MS))
  const rows = await store.dutiesIn(tx, area, until, ROWS_MAX * 10)
  const { of } = await itemsOf(tx, dateOf(now))
  const nameOf = (row: store.DutyRow) => `${of(row).name}（${periodName(row.period)}）`
  if (!post)
    return byDay(rows).map(([on, due]) => ({
      uid: `owed-${area}-${on}@${county.code}.gongzhi`,
      on,
      title: `村里该公开 ${due.length} 项`,
      words: due.map(nameOf).join('；'),
    }))
  if (area.length === 12)
    return rows.slice(0, ROWS_MAX).map((row) => ({
      uid: `duty-${row.division}-${row.item}-${row.period}-${row.n}@${county.code}.gongzhi`,
      on: row.due_on,
      title: `公开到期：${nameOf(row)}`,
    }))
  // Whoever watches over many villages sees how many, not each.
  return byDay(rows).map(([on, due]) => ({
    uid: `duties-${area}-${on}@${county.code}.gongzhi`,
    on,
    title: `公开到期 ${due.length} 项，${new Set(due.map(({ division }) => division)).size} 个村还没公布`,
  }))
}

function byDay(rows: readonly store.DutyRow[]): [on: string, due: store.DutyRow[]][] {
  const days = new Map<string, store.DutyRow[]>()
  for (const row of rows) days.set(row.due_on, [...(days.get(row.due_on) ?? []), row])
  return [...days]
}

async function matters(tx: Tx, county: County, scope: Scope): Promise<CalendarEvent[]> {
  const { post } = scope
  const unit = allows(scope, 'matters.unit') ? post?.unit : undefined
  const village = allows(scope, 'matters.area') && post?.division.length === 12 ? post.division : undefined
  if (unit === undefined && village === undefined) return []
  const rows = await store.mattersOf(tx, { unit, village }, ROWS_MAX)
  return rows.map(({ id, number, flow, stage, due_at }) => ({
    uid: `matter-${id}@${county.code}.gongzhi`,
    from: due_at,
    title: `${county.flow(flow).name} ${number} 到期（${county.flow(flow).stages[stage]?.name ?? stage}）`,
  }))
}

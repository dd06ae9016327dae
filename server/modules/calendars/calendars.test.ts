import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingIn, DISPATCHER, WATER } from '#test/acting.ts'
import { actingAt, ELECT } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})

const SECRETARY: Who = ['王建国', 'village-secretary']

async function opened(who: Who, key = newId()): Promise<{ id: string; path: string }> {
  const { status, body } = await world.ask(who, 'POST', '/api/calendars', undefined, key)
  expect([who, status]).toEqual([who, 200])
  return body
}
async function readAt(path: string): Promise<{ status: number; text: string; type: string }> {
  const answer = await world.http.inject({ url: path })
  return {
    status: answer.statusCode,
    text: answer.body.replaceAll('\r\n ', ''),
    type: String(answer.headers['content-type']),
  }
}
const titles = (text: string) => [...text.matchAll(/^SUMMARY:(.*)\r$/gm)].map(([, title = '']) => title)

describe('a calendar', () => {
  it('is read by its address alone, with what the post has before it', async () => {
    const { path } = await opened(SECRETARY)
    const { status, text, type } = await readAt(path)
    expect([status, type]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(text).toMatch(/^X-WR-CALNAME:阎良区\S+的工作日历\r$/m)
    const meetings = await world.services.db.asOwner((tx) =>
      tx.rows<{ title: string; id: string }>(
        `select id, title from meetings where starts_with(division, $1) and noticed_on is not null
           and meets_at >= now() - interval '92 days'`,
        [world.village],
      ),
    )
    expect(meetings.length).toBeGreaterThan(0)
    for (const { id } of meetings) expect(text).toContain(`UID:meeting-${id}@610114.gongzhi`)
    const due = await world.services.db.asOwner((tx) =>
      tx.first<{ n: number }>(
        `select count(*)::int as n from disclosure_duties where division = $1 and published_on is null
           and exempt_on is null and dropped_on is null and due_on <= current_date + 92`,
        [world.village],
      ),
    )
    expect(titles(text).filter((title) => title.startsWith('公开到期'))).toHaveLength(due?.n ?? -1)
  })

  it('tells numbers of matters, and no words', async () => {
    const id = await actingIn(world).report({ words: '渠边的井盖没有了', item: '0402' })
    await actingIn(world).must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
    const { path } = await opened(WATER)
    const { text } = await readAt(path)
    expect(text).toContain(`UID:matter-${id}@610114.gongzhi`)
    expect(text).not.toContain('井盖')
  })

  it('of a watching post counts duties by day', async () => {
    const { text } = await readAt((await opened(DISPATCHER)).path)
    const due = titles(text).filter((title) => title.startsWith('公开到期'))
    expect(due.length).toBeGreaterThan(0)
    for (const title of due) expect(title).toMatch(/^公开到期 \d+ 项，\d+ 个村还没公布$/)
  })

  it('of a villager has what the telephone shows: meetings announced in the village, days it has to publish by', async () => {
    const meetingsSeen = async () => {
      const { body } = (await world.ask('刘桂兰', 'GET', '/api/meetings?limit=100')) as unknown as {
        body: { rows: { id: string; title: string; place: string }[] }
      }
      return body.rows
    }
    const { path } = await opened('刘桂兰')
    const { text } = await readAt(path)
    expect(text).toMatch(/^X-WR-CALNAME:阎良区村里开会和公开的日子\r$/m)
    const uids = [...text.matchAll(/^UID:meeting-([^@]+)@/gm)].map(([, id = '']) => id)
    const seen = await meetingsSeen()
    expect(uids.toSorted()).toEqual(seen.map(({ id }) => id).toSorted())
    for (const { title, place } of seen) {
      expect(titles(text)).toContain(title)
      expect(text).toContain(`LOCATION:${place}`)
    }
    const days = await world.services.db.asOwner((tx) =>
      tx.rows<{ on: string; n: number }>(
        `select to_char(due_on, 'YYYYMMDD') as on, count(*)::int as n from disclosure_duties
         where division = $1 and published_on is null and exempt_on is null and dropped_on is null
           and due_on <= current_date + 92 group by due_on order by due_on`,
        [world.village],
      ),
    )
    expect(days.length).toBeGreaterThan(1)
    const shown = [...text.matchAll(/DTSTART;VALUE=DATE:(\d+)\r\nSUMMARY:村里该公开 (\d+) 项/g)]
    expect(shown.map(([, on, n]) => ({ on, n: Number(n) }))).toEqual(days)
    // No work of a post, and no word of anybody's matter.
    expect(text).not.toMatch(/^UID:(duty|duties|matter)/m)
    const someone = await actingIn(world).report({ words: '渠边又塌了一段', item: '0402' })
    const again = (await readAt(path)).text
    expect([again.includes(someone), again.includes('渠边又塌了')]).toEqual([false, false])
  })

  it('has no meeting before its notice, and none of another village', async () => {
    const before = await world.services.db.asOwner((tx) =>
      tx.rows<{ id: string }>(
        `select id from meetings where noticed_on is null or not starts_with(division, $1)`,
        [world.village],
      ),
    )
    const acting = actingAt(world)
    const drafted = await acting.must(acting.convene({ title: '还在筹备的会', motions: [ELECT] }))
    const { text } = await readAt((await opened('刘桂兰')).path)
    for (const id of [...before.map((row) => row.id), drafted]) expect(text).not.toContain(id)
    expect(text).not.toContain('还在筹备的会')
  })

  it('is not given to whoever belongs to no village and acts from no post', async () => {
    // Known by name and telephone, and not yet to any household.
    await world.services.db.asOwner((tx) =>
      tx.rows('insert into people (county, id, name) values ($1, $2, $3)', [world.county, newId(), '路过人']),
    )
    const { status, body } = await world.ask('路过人', 'POST', '/api/calendars')
    expect([status, (body as { title: string }).title]).toEqual([409, expect.stringContaining('哪个村的人')])
  })

  it('answers a repeat as the first time, and keeps no address', async () => {
    const key = newId()
    const first = await opened('张麦香', key)
    expect(await opened('张麦香', key)).toEqual(first)
    const rows = await world.services.db.asOwner((tx) => tx.rows('select * from calendar_feeds'))
    expect(JSON.stringify(rows)).not.toContain(first.path.slice(11, -4))
    const other = await world.ask('刘桂兰', 'POST', '/api/calendars', undefined, key)
    expect(other.status).toBe(409)
  })

  it('is closed while the account of its owner is locked, whether of a post or of a villager', async () => {
    const people = [await world.scope('陈晓东', 'town-dispatcher'), await world.scope('刘桂兰')].map(
      (one) => one.person,
    )
    const all = [(await opened(DISPATCHER)).path, (await opened('刘桂兰')).path]
    const statuses = () => Promise.all(all.map(async (path) => (await readAt(path)).status))
    const lock = (at: string) =>
      world.services.db.asOwner((tx) =>
        tx.rows(
          `insert into accounts (county, person, sign_in_name, locked_at)
           select $1, p, 'lock.' || p, ${at} from unnest($2::uuid[]) p
           on conflict (county, person) do update set locked_at = excluded.locked_at`,
          [world.county, people],
        ),
      )
    expect(await statuses()).toEqual([200, 200])
    await lock('now()')
    expect(await statuses()).toEqual([404, 404])
    await lock('null')
    expect(await statuses()).toEqual([200, 200])
  })

  it('ends by its owner and by nobody else, and with the post', async () => {
    const { id, path } = await opened(SECRETARY)
    expect((await world.ask('刘桂兰', 'DELETE', `/api/calendars/${id}`)).status).toBe(404)
    expect((await readAt(path)).status).toBe(200)
    expect((await world.ask(SECRETARY, 'DELETE', `/api/calendars/${id}`)).status).toBe(204)
    expect((await readAt(path)).status).toBe(404)
    expect((await readAt(`/calendars/${'x'.repeat(43)}.ics`)).status).toBe(404)
    const { path: ofHandler } = await opened(['高鹏', 'handler'])
    expect((await readAt(ofHandler)).status).toBe(200)
    const { post } = await world.scope('高鹏', 'handler')
    await world.services.db.asOwner((tx) =>
      tx.rows(`update posts set ends_on = current_date - 1 where id = $1`, [post?.id]),
    )
    expect((await readAt(ofHandler)).status).toBe(404)
  })
})

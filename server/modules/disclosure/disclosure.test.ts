import { beforeAll, describe, expect, it } from 'vitest'
import { plusDays } from '#practice/disclosure/period.ts'
import { dateOf } from '#practice/kit/index.ts'
import { openMatter } from '#server/modules/matters/index.ts'
import { logSettled, openWorld, type Who, type World } from '#test/world.ts'
import { makeDuties, openOnEnds, remindPeople } from './index.ts'

const ACCOUNTANT: Who = ['杨林', 'village-accountant']
const SUPERVISOR: Who = ['屈建文', 'village-supervisor']
const TOWN: Who = ['薛静', 'town-affairs']
const today = dateOf(new Date())

let world: World
beforeAll(async () => {
  world = await openWorld()
  await makeDuties(world.services, world.county)
})

type Duty = {
  item: string
  period: string
  n: number
  dueOn: string
  colour: string
  exemption?: { on?: string }
}
type Body = {
  title: string
  counts: object
  due: number
  late: number
  duties: Duty[]
  exempt: boolean
  n: number
  text: string
}
const ask = async (who: Who | undefined, method: 'GET' | 'POST', url: string, body?: object) =>
  (await world.ask(who, method, url, body)) as {
    status: number
    body: Body
    headers: Record<string, unknown>
  }
const sql = <R extends object>(text: string, values: readonly unknown[] = []) =>
  world.services.db.asOwner((tx) => tx.rows<R>(text, values))

describe('duties', () => {
  it('are made months ahead for every village, once', async () => {
    const [{ n, last } = { n: 0, last: '' }] = await sql<{ n: number; last: string }>(
      `select count(distinct division)::int as n, max(due_on) as last from disclosure_duties`,
    )
    const [villages] = await sql<{ n: number }>(
      `select count(*)::int as n from divisions where level = 'village'`,
    )
    expect(n).toBe(villages?.n)
    expect(last > plusDays(today, 60)).toBe(true)
    expect(await makeDuties(world.services, world.county)).toEqual({ made: 0, dropped: 0 })
  })

  it('follow the list where nobody has begun, and leave the past alone', async () => {
    const before = await sql<{ n: number }>(
      `select count(*)::int as n from disclosure_duties where item = 'F21' and due_on <= $1`,
      [today],
    )
    await sql(
      `update catalogue_items set ends_on = current_date - 1 where catalogue = 'disclosure-items' and code = 'F21'`,
    )
    await sql(
      `update catalogue_items set details = details || '{"due_days": "5"}'
       where catalogue = 'disclosure-items' and code = 'F28'`,
    )
    const { made, dropped } = await makeDuties(world.services, world.county)
    expect([made > 0, dropped > 0]).toEqual([true, true])
    const after = await sql<{ n: number; ahead: number }>(
      `select count(*) filter (where due_on <= $1 and dropped_on is null)::int as n,
         count(*) filter (where due_on > $1 and dropped_on is null)::int as ahead
       from disclosure_duties where item = 'F21'`,
      [today],
    )
    expect(after).toEqual([{ n: before[0]?.n, ahead: 0 }])
    const days = await sql<{ day: string }>(
      `select distinct right(due_on::text, 2) as day from disclosure_duties where item = 'F28' and due_on > $1`,
      [today],
    )
    expect(days).toEqual([{ day: '05' }])
  })

  it('are seen by everybody, the late ones too, and come from the cache until something changes', async () => {
    const url = `/api/disclosure/villages/${world.village}`
    const first = await ask(undefined, 'GET', url)
    expect(first.body.late).toBe(1)
    expect(first.body.duties.filter(({ colour }) => colour === 'red')).toHaveLength(1)
    const same = await world.http.inject({ url, headers: { 'if-none-match': String(first.headers['etag']) } })
    expect([same.statusCode, same.body, same.headers['cache-control']]).toEqual([
      304,
      '',
      'public, max-age=30, must-revalidate',
    ])
    const on = plusDays(today, -1)
    const opened = { division: world.village, item: 'C14', on, reason: '协商了修渠' }
    expect((await ask(ACCOUNTANT, 'POST', '/api/disclosure/duties', opened)).body.n).toBe(1)
    expect((await ask(ACCOUNTANT, 'POST', '/api/disclosure/duties', opened)).body.n).toBe(1)
    expect(
      (await ask(ACCOUNTANT, 'POST', '/api/disclosure/duties', { ...opened, reason: '又协商了水费' })).body.n,
    ).toBe(2)
    const other = { ...opened, division: '610114006206' }
    expect((await ask(ACCOUNTANT, 'POST', '/api/disclosure/duties', other)).status).toBe(403)
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    const later = await ask(undefined, 'GET', url)
    expect(later.body.duties.length).toBe(first.body.duties.length + 2)
  })

  it('open when a matter of a bound flow ends, exactly once', async () => {
    await openOnEnds(world.services)
    const opening = {
      flow: 'disclosure-question',
      action: 'ask',
      division: world.village,
      answers: { words: '水费怎么收？' },
    }
    // The general door of matters is shut for questions; each is asked about something that hangs.
    const refused = await world.ask('刘桂兰', 'POST', '/api/matters', opening)
    expect([refused.status, (refused.body as { title: string }).title]).toEqual([
      422,
      expect.stringContaining('问这一笔'),
    ])
    const { id } = await openMatter(world.services, await world.scope('刘桂兰'), opening)
    const act = (who: Who, action: string, answers: object) =>
      world.ask(who, 'POST', `/api/matters/${id}/actions`, { action, answers })
    await act(SUPERVISOR, 'answer', { reply: '按亩收，每亩十二元。', outcome: 'explained' })
    expect((await act('刘桂兰', 'accept', {})).status).toBe(200)
    await logSettled(world.services)
    await Promise.all([openOnEnds(world.services), openOnEnds(world.services)])
    await openOnEnds(world.services)
    expect(
      await sql(`select item, period, opened_by from disclosure_duties where matter = $1`, [id]),
    ).toEqual([{ item: 'C37', period: today, opened_by: 'matter' }])
  })
})

describe('an exemption', () => {
  const sign = (who: Who, duty: object) =>
    ask(who, 'POST', '/api/disclosure/exemptions', {
      ...duty,
      division: world.village,
      reason: '本期确实没有这一项',
    })
  const ahead = async (item: string) => {
    const { body } = await ask(
      undefined,
      'GET',
      `/api/disclosure/villages/${world.village}?year=${plusDays(today, 30).slice(0, 4)}`,
    )
    const duty = body.duties.find((each) => each.item === item && ['grey', 'yellow'].includes(each.colour))
    return { item, period: duty?.period, n: duty?.n }
  }

  it('is never given for a hot item', async () => {
    const hot = await ahead('F22')
    for (const who of [SUPERVISOR, TOWN]) {
      const { status, body } = await sign(who, hot)
      expect([status, body.title]).toEqual([403, '这是热点公开事项，必须公开，不能豁免'])
    }
  })

  it('needs supervisors and town, two people, both named', async () => {
    const duty = await ahead('C35')
    expect((await sign(ACCOUNTANT, duty)).status).toBe(403)
    expect((await sign(['王建国', 'village-secretary'], duty)).status).toBe(403)
    expect((await sign(['孙海龙', 'grid-worker'], duty)).status).toBe(403)
    expect((await sign(SUPERVISOR, duty)).body.exempt).toBe(false)
    expect((await sign(['孙红卫', 'village-supervisor'], duty)).status).toBe(403)
    expect((await sign(TOWN, duty)).body.exempt).toBe(true)
    const again = await world.ask(ACCOUNTANT, 'POST', '/api/publications', {
      ...duty,
      division: world.village,
    })
    expect(again.status).toBe(409)
  })
})

describe('reminders', () => {
  it('are said once, to those who answer for it, and late ones to the town too', async () => {
    await remindPeople(world.services)
    expect(await remindPeople(world.services)).toBe(0)
    const told = await sql<{ name: string; title: string }>(
      `select p.name, n.title from notices n join people p on p.id = n.person where n.matter is null and n.title like '%公开%'`,
    )
    const names = (title: string) => told.filter((row) => row.title.includes(title)).map(({ name }) => name)
    expect(names('三天内到期')).toEqual(expect.arrayContaining(['杨林', '王建国', '张军利']))
    expect(names('逾期')).toEqual(expect.arrayContaining(['杨林', '屈建文', '薛静']))
    expect(names('三天内到期')).not.toContain('薛静')
    const watch = (await world.ask(TOWN, 'GET', '/api/disclosure/watch')) as unknown as {
      body: { villages: { division: string; reminders: number; lateHot: number }[] }
    }
    expect(watch.body.villages.find(({ division }) => division === world.village)).toMatchObject({
      lateHot: 1,
    })
  })
})

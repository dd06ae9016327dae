import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNTANT, deskOf, DIRECTOR, spending, tamper, type Body } from '#test/publishing.ts'
import { openWorld, type World } from '#test/world.ts'
import { takeStep, verifyPublications } from './index.ts'

/** What somebody who holds the machine changes, and that it is found; each change is taken back before the next. */

let world: World
let desk: ReturnType<typeof deskOf>
let first: Body
let last: Body
beforeAll(async () => {
  world = await openWorld()
  desk = deskOf(world)
  first = await desk.published('清渠一段', spending(['清渠一段', 110_000]))
  last = await desk.published('清渠二段', spending(['清渠二段', 220_000]))
})

const faultsNow = async () => (await verifyPublications(world.services, world.county)).faults
const rowsOf = <R extends object>(sql: string, values: readonly unknown[] = []) =>
  world.services.db.asOwner((tx) => tx.rows<R>(sql, values))

/** Changes something unseen, looks what the proof says, and puts back what was there. */
async function changed(table: string, where: string, set: string): Promise<string[]> {
  const copy = `kept_${table}`
  await tamper(
    world,
    [`create table ${copy} as select * from ${table} where ${where}`, []],
    [`update ${table} set ${set} where ${where}`, []],
  )
  const faults = await faultsNow()
  await tamper(
    world,
    [`delete from ${table} where ${where}`, []],
    [`insert into ${table} select * from ${copy}`, []],
    [`drop table ${copy}`, []],
  )
  return faults
}

describe('the chain of a village', () => {
  it('is whole, and says how many versions it proved', async () => {
    const [{ n } = { n: 0 }] = await rowsOf<{ n: number }>(
      'select count(*)::int as n from publication_versions',
    )
    expect(await verifyPublications(world.services, world.county)).toEqual({ checked: n, faults: [] })
  })

  it.each([
    ['one amount', `content = jsonb_set(content, '{rows,0,cells,expense}', '110001')`],
    ['the heading of a column', `content = jsonb_set(content, '{columns,0,name}', '"日子"')`],
    ['the summary', `summary = summary || '。'`],
    ['the title', `title = title || ' '`],
    ['the moment', `at = at + interval '1 millisecond'`],
    ['who published', `publisher = author`],
    ['the reason', `reason = '没有理由'`],
    ['the printed code', `code = 'AAAAAAAA'`],
    ['what stands before', `before = decode('00', 'hex')`],
    ['its own hash', `hash = decode(repeat('ab', 32), 'hex')`],
  ])('shows a change of %s', async (_, set) => {
    const faults = await changed('publication_versions', `publication = '${first.id}'`, set)
    expect(faults.length).toBeGreaterThan(0)
    expect(await faultsNow()).toEqual([])
  })

  it.each([
    ['the version that hangs', 'publications', `version = version + 1`],
    [
      'the day it was hung, so that it may come down sooner',
      'publications',
      `posted_from = posted_from - 30`,
    ],
    ['a take-down before fifteen days', 'publications', `taken_down_on = posted_from + 15`],
  ])('shows a change of %s', async (_, table, set) => {
    // The table itself refuses an early take-down; who holds the machine takes that away first.
    await tamper(world, ['alter table publications drop constraint publications_fifteen_days', []])
    const faults = await changed(table, `id = '${first.id}'`, set)
    await tamper(world, [
      `alter table publications add constraint publications_fifteen_days
         check (taken_down_on is null or taken_down_on > posted_from + 15)`,
      [],
    ])
    expect(faults.join()).toContain('与存证不符')
    expect(await faultsNow()).toEqual([])
  })

  it.each(['review', 'approve-party', 'approve-committee', 'publish'])(
    'shows that somebody else was put in the place of whoever did “%s”',
    async (action) => {
      const where = `publication = '${last.id}' and action = '${action}'`
      const author = `(select author from publications where id = '${last.id}')`
      expect(await changed('publication_steps', where, `person = ${author}`)).toEqual([
        expect.stringContaining('审查、审定或公布的人'),
      ])
    },
  )

  it('shows a late one that was made to look in time', async () => {
    const where = `(division, item, period, n) = (select division, item, period, n from publications where id = '${first.id}')`
    const faults = await changed('disclosure_duties', where, `published_on = published_on - 10`)
    expect(faults.join()).toContain('与存证不符')
  })

  it('shows two that changed places', async () => {
    const seqOf = async ({ id }: Body) =>
      (await rowsOf<{ seq: number }>('select seq from publication_versions where publication = $1', [id]))[0]
        ?.seq
    const put = (id: string, seq: number | undefined): [string, unknown[]] => [
      'update publication_versions set seq = $2 where publication = $1',
      [id, seq],
    ]
    const [a, b] = [await seqOf(first), await seqOf(last)]
    await tamper(world, put(first.id, 900_000), put(last.id, a), put(first.id, b))
    expect((await faultsNow()).length).toBeGreaterThan(0)
    await tamper(world, put(first.id, 900_000))
    // A hole of 900,000 versions is one sentence and no flood.
    expect((await faultsNow()).length).toBeLessThan(5)
    await tamper(world, put(last.id, b), put(first.id, a))
    expect(await faultsNow()).toEqual([])
  })

  it('shows that the last one was taken away, and that its end was shortened to hide it', async () => {
    await tamper(
      world,
      [
        `create table kept as select * from publication_versions where publication = $1`.replace(
          '$1',
          `'${last.id}'`,
        ),
        [],
      ],
      [`delete from publication_versions where publication = '${last.id}'`, []],
    )
    expect((await faultsNow()).join()).toContain('不见了')
    const end = await rowsOf<{ seq: number; head: Buffer }>(
      'select seq, head from publication_chains where division = $1',
      [world.village],
    )
    await tamper(world, [
      `update publication_chains c set seq = v.seq, head = v.hash from
         (select seq, hash from publication_versions where division = $1 order by seq desc limit 1) as v
       where c.division = $1`,
      [world.village],
    ])
    expect((await faultsNow()).join()).toContain('与存证不符')
    await tamper(
      world,
      [`insert into publication_versions select * from kept`, []],
      // With the version back but its end still short, the end is what lies.
    )
    expect((await faultsNow()).join()).toContain('存证被改动过')
    await tamper(
      world,
      [
        `update publication_chains set seq = $2, head = $3 where division = $1`,
        [world.village, end[0]?.seq, end[0]?.head],
      ],
      [`drop table kept`, []],
    )
    expect(await faultsNow()).toEqual([])
  })

  it('shows that a whole chain was declared never to have begun', async () => {
    const faults = await changed('publication_chains', `division = '${world.village}'`, `seq = 0, head = ''`)
    expect(faults.join()).toContain('存证被改动过')
  })

  it('is proved by the command an auditor runs', async () => {
    const run = promisify(execFile)
    const { config, db } = world.services
    const DATABASE_URL = db.pool.options.connectionString
    const env = { ...process.env, DATABASE_URL, DATA_DIR: config.dataDir, DEMO: '0', QUIET: '1' }
    const program = 'dist/chain-test/main.mjs'
    await run(process.execPath, ['bin/bundle.mjs', 'server/main.ts', program])
    const verify = () =>
      run(process.execPath, [program, 'verify', world.county], { env }).then(
        ({ stdout }) => ({ code: 0, stdout }),
        (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
      )
    const sound = await verify()
    expect(sound.stdout).toContain('版，0 处有问题')
    const where = `publication = '${first.id}'`
    await tamper(
      world,
      [`create table kept as select * from publication_versions where ${where}`, []],
      [`update publication_versions set summary = '一切正常' where ${where}`, []],
    )
    const red = await verify()
    await tamper(
      world,
      [`delete from publication_versions where ${where}`, []],
      [`insert into publication_versions select * from kept`, []],
      [`drop table kept`, []],
    )
    expect([red.code, red.stdout]).toEqual([1, expect.stringContaining('被改动过')])
  }, 120_000)
})

describe('the tables themselves', () => {
  const refused = (sql: string) =>
    expect(world.services.db.asOwner((tx) => tx.rows(sql))).rejects.toThrow(
      /append-only|only grows|fifteen_days/,
    )

  it('keep everything against their owner', async () => {
    for (const table of [
      'publication_versions',
      'publication_steps',
      'exemption_signatures',
      'disclosure_duties',
      'disclosure_reminders',
      'publications',
      'publication_chains',
      'publication_files',
    ]) {
      await refused(`truncate ${table} cascade`)
    }
    for (const table of ['publication_versions', 'publication_steps', 'disclosure_duties', 'publications',
      'publication_chains', 'publication_files']) await refused(`delete from ${table}`) // prettier-ignore
    await refused(`update publication_versions set summary = ''`)
    await refused(`update publication_chains set seq = seq - 1`)
    await refused(`update publications set version = version - 1 where version > 0`)
    await refused(`update publications set taken_down_on = posted_from + 15 where id = '${first.id}'`)
  })

  it('let the program neither change nor take away', async () => {
    for (const sql of [`update publication_versions set title = ''`, 'delete from publication_versions',
      'delete from publications', 'delete from disclosure_duties', 'delete from publication_chains'])
      await expect(world.services.db.inCounty(world.county, (tx) => tx.rows(sql))).rejects.toThrow('permission denied')
  }) // prettier-ignore
})

describe('coming down', () => {
  it('waits fifteen full days, counted anew from a correction', async () => {
    const scope = await world.scope('张军利', 'village-director')
    const { id } = await desk.published('撤下', spending(['清渠三段', 330_000]))
    const at = (days: number) => new Date(Date.now() + days * 86_400_000)
    const down = async (days: number) =>
      takeStep(
        world.services,
        scope,
        id,
        { action: 'take-down', rev: await desk.revOf(id) },
        { now: at(days) },
      ).then(
        ({ state }) => state,
        (error: Error) => error.message,
      )
    expect(await down(0)).toContain('第三十五条')
    expect(await down(15)).toContain('第三十五条')
    await desk.must(ACCOUNTANT, id, 'correct', { reason: '改一个数' })
    expect((await desk.step(DIRECTOR, id, 'take-down')).status).toBe(409)
    await desk.save(id, await desk.revOf(id), spending(['清渠三段', 331_000]))
    await desk.passed(id)
    expect(await down(15)).toContain('第三十五条')
    expect(await down(16)).toBe('taken-down')
  })
})

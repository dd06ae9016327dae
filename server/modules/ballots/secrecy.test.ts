import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import type { Choice } from '#practice/meetings/life.ts'
import type { Tx } from '#server/core/db.ts'
import { PRESENT, votingAt } from '#test/ballot.ts'
import { SECRETARY } from '#test/meeting.ts'
import { openWorld, type World } from '#test/world.ts'

/**
 * Issue 5, Shows 3: somebody who has the whole database, its system columns and pages, and what the program logged, tries
 * to say which ballot is whose. They know everything a database can know; the truth is known to this test alone.
 */

type Person = { name: string; person: string }

let world: World
let voters: Person[]
let truth: Map<string, string>
let motion: string
const logged: string[] = []

/** The worst case: people fetch their papers and cast their votes in one and the same order, one after the other. */
beforeAll(async () => {
  world = await openWorld({ quiet: false })
  const { log } = world.http
  const symbol = Object.getOwnPropertySymbols(log).find(({ description }) => description === 'pino.stream')
  if (!symbol) throw new Error('the log has no stream to listen at')
  // What pino writes to; its type is not told outside.
  const stream = Reflect.get(log, symbol) as { write: (line: string) => void }
  stream.write = (line) => void logged.push(line)
  const voting = votingAt(world)
  voters = await world.services.db.asOwner((tx) =>
    tx.rows<Person>(
      `select min(p.name) as name, min(p.id::text) as person from people p join households h on h.id = p.household
       where starts_with(h.division, $1) and p.born_on < '2000-01-01' group by p.name having count(*) = 1
       order by md5(min(p.name)) limit 64`,
      [world.village],
    ),
  )
  const hall = await voting.hall(
    voters.map(({ name }) => name),
    { body: 'village-assembly' },
  )
  motion = hall.motion
  const papers = []
  for (const { name } of voters) papers.push(await voting.ticket(name, motion, hall.modulus))
  await voting.send(SECRETARY, motion, 'begin')
  truth = new Map()
  const choices: Choice[] = ['for', 'against', 'abstain']
  for (const [index, paper] of papers.entries()) {
    await voting.cast(motion, paper, choices[randomInt(3)] ?? 'for')
    truth.set(voters[index]?.person ?? '', paper.receipt)
  }
  const { status } = await voting.finish(motion)
  expect([voters.length, status]).toEqual([64, 200])
}, 120_000)

/** Everything by which rows of voters can be put in order, system columns among it. */
const VOTER_ORDERS = {
  ticketPlace: `select member from ballot_tickets where motion = $1 order by ctid`,
  ticketTransaction: `select member from ballot_tickets where motion = $1 order by xmin::text::bigint, ctid`,
  ticketHash: `select member from ballot_tickets where motion = $1 order by blinded_hash`,
  ticketId: `select member from ballot_tickets where motion = $1 order by member`,
  roll: `select r.member from meeting_rolls r join motions o on o.meeting = r.meeting where o.id = $1 order by r.n`,
  door: `select a.member from attendance_notes a join motions o on o.meeting = a.meeting where o.id = $1 order by a.at, a.ctid`,
  session: `select person as member from sessions where $1::uuid is not null order by opened_at`,
} as const
/** And ballots. */
const BALLOT_ORDERS = {
  stored: `select key from ballot_packs, jsonb_object_keys(ballots) as key where motion = $1`,
  text: `select (regexp_matches(ballots::text, '"([0-9A-Z]{12})":', 'g'))[1] as key from ballot_packs where motion = $1`,
  receipt: `select key from ballot_packs, jsonb_object_keys(ballots) as key where motion = $1 order by key`,
  serial: `select key from ballot_packs, jsonb_each(ballots) as e(key, value) where motion = $1 order by value ->> 'n'`,
  signature: `select key from ballot_packs, jsonb_each(ballots) as e(key, value) where motion = $1 order by value ->> 's'`,
  choice: `select key from ballot_packs, jsonb_each(ballots) as e(key, value) where motion = $1 order by value ->> 'c', key`,
  hash: `select key from ballot_packs, jsonb_object_keys(ballots) as key where motion = $1 order by sha256(key::bytea)`,
} as const

const column = async (tx: Tx, statement: string): Promise<string[]> =>
  (await tx.rows<Record<string, string>>(statement, [motion])).map((row) => Object.values(row)[0] ?? '')

const hits = (people: readonly string[], receipts: readonly string[]) =>
  people.filter((person, index) => truth.get(person) === receipts[index]).length

describe('whoever has the whole database', () => {
  it('joins voters and ballots no better than chance, by any order of either', async () => {
    await world.services.db.asOwner(async (tx) => {
      const known = new Set(truth.keys())
      const scores: [string, number][] = []
      for (const [by, voterOrder] of Object.entries(VOTER_ORDERS)) {
        const people = (await column(tx, voterOrder)).filter((person) => known.has(person))
        expect([by, people.length]).toEqual([by, 64])
        for (const [how, ballotOrder] of Object.entries(BALLOT_ORDERS)) {
          const receipts = await column(tx, ballotOrder)
          expect([how, receipts.length]).toEqual([how, 64])
          scores.push(
            [`${by} × ${how}`, hits(people, receipts)],
            [`${by} × ${how} back`, hits(people, receipts.toReversed())],
          )
        }
      }
      // Of 64 guessed at random one is right; nine or more in any of 98 tries happen once in 10,000 runs.
      expect(scores.filter(([, right]) => right >= 9)).toEqual([])
      const mean = scores.reduce((sum, [, right]) => sum + right, 0) / scores.length
      expect(mean).toBeLessThan(2)
    })
  })

  it('would join them all if ballots were rows of their own: the attack works, the store withstands it', async () => {
    await world.services.db.asOwner(async (tx) => {
      await tx.rows('create temporary table naive (receipt text, choice text) on commit drop')
      for (const { person } of voters)
        await tx.rows('insert into naive (receipt) values ($1)', [truth.get(person)])
      const receipts = (await tx.rows<{ receipt: string }>('select receipt from naive order by ctid')).map(
        (row) => row.receipt,
      )
      const people = await column(tx, VOTER_ORDERS.ticketPlace)
      expect(hits(people, receipts)).toBe(64)
    })
  })

  it('finds no ballot written by itself: one transaction for the box, no older version on its page', async () => {
    const { db } = world.services
    await db.asOwner(async (tx) => {
      const versions = await tx.rows<{ count: number }>(
        `select count(*)::int as count from ballot_packs where motion = $1 group by xmin`,
        [motion],
      )
      expect(versions).toEqual([{ count: 1 }])
      const shared = await tx.rows(
        `select from ballot_tickets t join ballot_packs p using (county, motion) where p.motion = $1 and t.xmin = p.xmin`,
        [motion],
      )
      expect(shared).toEqual([])
      const columns = await tx.rows<{ name: string; type: string }>(
        `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a
         where a.attrelid in ('ballot_packs'::regclass, 'ballot_tickets'::regclass) and a.attnum > 0 order by 1`,
      )
      expect(columns.filter(({ type }) => /timestamp|serial|date/.test(type))).toEqual([])
      expect(
        await tx.rows(`select from pg_sequences where schemaname = 'public' and sequencename like 'ballot%'`),
      ).toEqual([])
    })
    // What lies on the pages beside the living rows, where the server has the tool to look.
    const inspected = await db
      .asOwner(async (tx) => {
        await tx.rows('create extension if not exists pageinspect')
        return tx.rows<{ data: Buffer }>(
          `select t_data as data from generate_series(0, pg_relation_size('ballot_packs') / 8192 - 1) as page,
             heap_page_items(get_raw_page('ballot_packs', page::int)) where t_data is not null`,
        )
      })
      .catch(() => undefined)
    const receipts = [...truth.values()]
    const partly = (inspected ?? []).map(
      ({ data }) => receipts.filter((receipt) => data.includes(receipt)).length,
    )
    // Whole boxes and empty ones; never a box with some of its ballots.
    expect(partly.filter((count) => count > 0 && count < 64)).toEqual([])
  })

  it('learns nothing from what the program and the database said, not even when a ballot fails', async () => {
    const { db } = world.services
    await db.asOwner((tx) => tx.rows('alter table ballot_packs rename to ballot_packs_away'))
    const ballot = { serial: 'A'.repeat(43), signature: 'A'.repeat(342), choice: 'for' }
    const { status } = await world.ask(undefined, 'POST', `/api/ballots/${motion}`, ballot)
    await db.asOwner((tx) => tx.rows('alter table ballot_packs_away rename to ballot_packs'))
    expect([status, logged.some((line) => line.includes('"url":"/api/ballots/:motion"'))]).toEqual([
      500,
      true,
    ])
    const { dataDir } = inject('server')
    const files = fs
      .readdirSync(dataDir, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('postgres.log'))
    expect(files).toHaveLength(1)
    const receipts = [...truth.values(), ballot.serial]
    const database = files.map((name) => fs.readFileSync(join(dataDir, name), 'utf8')).join()
    expect(receipts.filter((receipt) => database.includes(receipt))).toEqual([])
    const program = logged.join()
    const secrets = [...receipts, ...voters.map(({ person }) => person), motion]
    expect(secrets.filter((secret) => program.includes(secret))).toEqual([])
  })

  it('finds the receipts in no other table, and no serial that a ticket could be tried against', async () => {
    await world.services.db.asOwner(async (tx) => {
      const tables = await tx.rows<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'ballot_packs'`,
      )
      const some = [...truth.values()].slice(0, 5)
      for (const { name } of tables) {
        const found = await tx.rows(`select from ${name} t where t::text like any($1) limit 1`, [
          some.map((receipt) => `%${receipt}%`),
        ])
        expect([name, found.length]).toEqual([name, 0])
      }
    })
  })

  it('finds nothing of a box of two ballots that was not opened anywhere but in the box', async () => {
    const voting = votingAt(world)
    const few = await voting.hall(PRESENT)
    const papers = []
    for (const name of PRESENT) papers.push(await voting.ticket(name, few.motion, few.modulus))
    await voting.send(SECRETARY, few.motion, 'begin')
    for (const paper of papers.slice(0, 2)) await voting.cast(few.motion, paper, 'against')
    expect((await voting.finish(few.motion)).body.passed).toBe(false)
    await world.services.db.asOwner(async (tx) => {
      const tables = await tx.rows<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'ballot_packs'`,
      )
      const said = []
      for (const { name } of tables) {
        const rows = await tx.rows<{ text: string }>(
          `select to_jsonb(t)::text as text from ${name} t where t::text like '%' || $1 || '%'`,
          [few.motion],
        )
        said.push(...rows.map(({ text }) => text))
      }
      expect(said.length).toBeGreaterThan(10)
      expect(said.filter((text) => /(against|反对)\\*"?[:：]? ?[0-9]/.test(text))).toEqual([])
    })
  })
})

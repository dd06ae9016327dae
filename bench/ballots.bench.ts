import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { blind, SERIAL_BYTES, unblind, type Blinded } from '#practice/meetings/blind.ts'
import { BALLOTS_LEAST } from '#practice/meetings/ballot.ts'
import { newId } from '#server/core/ids.ts'
import { beginCasting, cast, closeBox, count, Mix, openBox, Tickets } from '#server/modules/ballots/index.ts'
import { capture } from './lib/capture.ts'
import { report, say } from './lib/figures.ts'
import { openHouse, type House } from './lib/house.ts'
import { openLine } from './lib/line.ts'
import { post } from './lib/load.ts'
import { addPerson, COUNTY, settle, VILLAGE, type Speaker } from './lib/people.ts'
import {
  CLIENTS,
  hashOf,
  needPgbench,
  pgbench,
  scriptOf,
  SERIAL,
  uuidOf,
  type Script,
} from './lib/pgbench.ts'
import { bundleServer, startServer, type Running } from './lib/server.ts'

/** 200 meetings vote in secret at once, 60 voters each, through HTTP, against pgbench with the same statements (issue 5). */

const MEETINGS = Number(process.env['MEETINGS'] ?? 200)
const VOTERS = Number(process.env['VOTERS'] ?? 60)
const REPEATS = 16
/** Telephones that wait for an answer at the same time: a county full of halls. */
const PHONES = 64
/** Of what the bare database does with the same statements (issue 5). */
const TARGET = 0.3
const CHOICES = ['for', 'against', 'abstain'] as const

type Vote = {
  motion: string
  voter: Speaker
  paper: Blinded
  choice: (typeof CHOICES)[number]
  signature: string
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** A meeting that is held with everybody there, and its one motion, as the meeting's own commands leave it. */
async function meet({ services }: House, keeper: Speaker, voters: readonly Speaker[]): Promise<string> {
  const [meeting, motion] = [newId(), newId()]
  await services.db.asOwner(async (tx) => {
    await tx.rows(
      `insert into meetings (county, id, division, body, basis, title, place, meets_at, state, paper, caller,
         has_collective, law, convened_by, post)
       values ($1, $2, $3, 'village-assembly', 'persons', '村民会议', '村委会', now(), 'drafted', false, '会议召集人', true, '', $4, $5)`,
      [COUNTY, meeting, VILLAGE, keeper.scope.person, keeper.scope.post?.id],
    )
    await tx.rows(
      `insert into motions (county, id, meeting, n, decision, title, words, proposer, means, state)
       values ($1, $2, $3, 1, 'appraisal', '民主评议', '请投票', '村党组织', 'secret', 'listed')`,
      [COUNTY, motion, meeting],
    )
    const people = voters.map(({ scope }) => scope.person)
    await tx.rows(
      `insert into meeting_rolls (county, meeting, member, n, name, person) select $1, $2, id, 1, name, id from people where id = any($3)`,
      [COUNTY, meeting, people],
    )
    await tx.rows(
      `insert into attendance_notes (county, meeting, member, person, means, noted_by, at) select $1, $2, id, id, 'qr', id, now() from people where id = any($3)`,
      [COUNTY, meeting, people],
    )
    await tx.rows(
      `update meetings set state = 'open', noticed_on = current_date - 10, due = $2, roll_hash = '' where id = $1`,
      [meeting, voters.length],
    )
  })
  await openBox(services, keeper.scope, motion)
  return motion
}

/** What each voter's phone prepares before it asks for anything. */
async function papersOf({ services }: House, motion: string, voters: readonly Speaker[]): Promise<Vote[]> {
  const box = await services.db.asOwner((tx) =>
    tx.first<{ modulus: string }>('select modulus from ballot_boxes where motion = $1', [motion]),
  )
  const modulus = Buffer.from(box?.modulus ?? '', 'base64url')
  return voters.map((voter, n) => ({
    motion,
    voter,
    paper: blind(modulus, randomBytes(SERIAL_BYTES), randomBytes),
    choice: CHOICES[n % CHOICES.length] ?? 'for',
    signature: '',
  }))
}

/** One vote by our own code, and pgbench's script of what it said to the database: the paper and the ballot. */
async function scriptsOf(house: House, keeper: Speaker, voters: readonly Speaker[]): Promise<Script[]> {
  const { services } = house
  const motion = await meet(house, keeper, voters)
  const [vote, ...others] = await papersOf(house, motion, voters)
  if (!vote) throw new Error('no voter')
  const { voter } = vote
  const mix = new Mix(services)
  const tickets = new Tickets(services)
  let signed = ''
  const taking = await capture(services.db, async () => {
    signed = (await tickets.take(voter.scope, motion, { blinded: text(vote.paper.blinded) })).signed
  })
  // Fewer papers than three would say who voted what.
  for (const {
    voter: { scope },
    paper,
  } of others)
    await tickets.take(scope, motion, { blinded: text(paper.blinded) })
  await tickets.close()
  await beginCasting(services, keeper.scope, motion)
  const ballot = await finished(house, { ...vote, signature: signed })
  const casting = await capture(services.db, () => cast(mix, COUNTY, motion, ballot))
  await mix.close()
  const ticket = taking.find(({ text: said }) => said.includes('insert into ballot_tickets'))
  const [hash] = (ticket?.values[2] ?? []) as Buffer[] // What store.takeTickets sends.
  // The ticket of another person each time: found nowhere, which costs the reference a little less than ours.
  const fresh = [[voter.scope.person, uuidOf(3, SERIAL)] as const, [hash, hashOf(SERIAL)] as const]
  return [scriptOf('t', taking, fresh), scriptOf('c', casting, [])]
}

/** The ballot a phone puts in once its paper was signed. */
async function finished({ services }: House, { motion, paper, signature, choice }: Vote) {
  const box = await services.db.asOwner((tx) =>
    tx.first<{ modulus: string }>('select modulus from ballot_boxes where motion = $1', [motion]),
  )
  const plain = unblind(
    Buffer.from(box?.modulus ?? '', 'base64url'),
    paper,
    Buffer.from(signature, 'base64url'),
  )
  if (!plain) throw new Error('a paper came back unsigned')
  return { serial: text(paper.message), signature: text(plain), choice }
}

async function main(): Promise<void> {
  needPgbench()
  bundleServer()
  const house = await openHouse()
  await settle(house.services)
  const keeper = await addPerson(house.services, '村支书', { role: 'village-secretary', division: VILLAGE })
  const voters: Speaker[] = []
  for (let n = 0; n < VOTERS; n++) voters.push(await addPerson(house.services, `选民${n}`))
  const scripts = await scriptsOf(house, keeper, voters.slice(0, BALLOTS_LEAST))
  say(`${MEETINGS} boxes and ${MEETINGS * VOTERS} papers are made`)
  const motions: string[] = []
  const votes: Vote[] = []
  for (let n = 0; n < MEETINGS; n++) {
    const motion = await meet(house, keeper, voters)
    motions.push(motion)
    votes.push(...(await papersOf(house, motion, voters)))
  }
  const server = await startServer('web', house.env)
  try {
    const { papers, ballots } = await voteAll(house, server, keeper, motions, votes)
    const faults = await proven(house, server, keeper, motions)
    const perSecond = 1 / (1 / papers + 1 / ballots)
    const run = { transactions: 4 * MEETINGS * VOTERS }
    const reference = (await pgbench(house.postgres.url, house.dataDir, scripts, run, 0)) / 2
    tell(perSecond, papers, ballots, reference, faults)
  } finally {
    await server.end('SIGTERM').catch(() => undefined)
    await house.close()
  }
}

function tell(perSecond: number, papers: number, ballots: number, reference: number, faults: number): void {
  report({
    name: 'ballots',
    ratio: perSecond / reference,
    reference: `pgbench -M prepared, the same statements of paper and ballot, ${CLIENTS} clients, same database`,
    atLeast: TARGET,
    details: {
      meetings: MEETINGS,
      voters: VOTERS,
      'votes/s': perSecond.toFixed(0),
      'papers/s': papers.toFixed(0),
      'ballots/s': ballots.toFixed(0),
      'reference/s': reference.toFixed(0),
      'wrong-totals': faults,
    },
  })
  if (faults > 0) process.exitCode = 1
}

/** Everybody fetches a paper and puts a ballot in; answers with how many of each a second. */
async function voteAll(
  house: House,
  server: Running,
  keeper: Speaker,
  motions: readonly string[],
  votes: readonly Vote[],
): Promise<{ papers: number; ballots: number }> {
  // Everybody votes at once: meetings take turns, not voters of one meeting.
  const turns = votes.map((_, n) => votes[(n % MEETINGS) * VOTERS + Math.floor(n / MEETINGS)])
  const handing = await collect(server.port, turns)
  for (const motion of motions) await beginCasting(house.services, keeper.scope, motion)
  const ballots = await Promise.all(
    votes.map(async (vote) => ({ motion: vote.motion, body: await finished(house, vote) })),
  )
  let next = 0
  const casting = await post(server.port, PHONES, { calls: ballots.length }, () => castOf(ballots[next++]))
  // One meeting's phones are impatient: the same ballot sixteen times at once.
  const own = ballots.filter(({ motion }) => motion === motions[0])
  let again = 0
  const calls = own.length * REPEATS
  await post(server.port, REPEATS, { calls }, () => castOf(own[Math.floor(again++ / REPEATS)]))
  return { papers: handing.perSecond, ballots: casting.perSecond }
}

/** Fetches every paper and keeps what came back. */
async function collect(port: number, turns: readonly (Vote | undefined)[]) {
  const lines = await Promise.all(Array.from({ length: PHONES }, () => openLine(port)))
  let next = 0
  const from = performance.now()
  await Promise.all(
    lines.map(async (line) => {
      for (let vote = turns[next++]; vote; vote = turns[next++]) {
        const body = { blinded: text(vote.paper.blinded) }
        const reply = await line.ask('POST', `/api/ballots/${vote.motion}/tickets`, {
          token: vote.voter.token,
          body,
        })
        if (reply.status !== 200) throw new Error(`a paper was refused: ${reply.text}`)
        vote.signature = (JSON.parse(reply.text) as { signed: string }).signed
      }
    }),
  )
  const perSecond = turns.length / ((performance.now() - from) / 1000)
  for (const line of lines) line.close()
  return { perSecond }
}

function castOf(ballot: { motion: string; body: object } | undefined) {
  if (!ballot) throw new Error('no ballot is left')
  return { path: `/api/ballots/${ballot.motion}`, call: { body: ballot.body } }
}

/** Closes and counts every box; answers with how many did not hold exactly what was cast. */
async function proven(
  { services }: House,
  server: Running,
  keeper: Speaker,
  motions: readonly string[],
): Promise<number> {
  const here = new Mix(services)
  for (const motion of motions) await closeBox(services, here, keeper.scope, motion, { anyway: true })
  // The server's own hand is written down within a second, or when it ends.
  await sleep(3500)
  await server.end('SIGTERM')
  let wrong = 0
  for (const motion of motions) {
    await count(services, here, keeper.scope, motion)
    const row = await services.db.asOwner((tx) =>
      tx.first<{ in_favour: number; against: number; abstained: number }>(
        'select in_favour, against, abstained from motions where id = $1',
        [motion],
      ),
    )
    const of = (n: number) => Math.ceil((VOTERS - n) / CHOICES.length)
    if (row?.in_favour !== of(0) || row.against !== of(1) || row.abstained !== of(2)) wrong += 1
  }
  await here.close()
  return wrong
}

await main()

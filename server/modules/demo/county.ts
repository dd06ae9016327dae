import { at as divisionAt } from '#contract/division-codes.ts'
import { dateOf, type Values } from '#practice/kit/index.ts'
import { MORE_KINDS, MORE_ROUNDS, ROUND_PLACES } from '#db/county/kinds.ts'
import { KINDS, ROUNDS, type Kind } from '#db/village/around-sentences.ts'
import type { Draw } from '#db/village/random.ts'
import type { Pack } from '#packs/index.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { scopeOf } from '#server/core/scope.ts'
import { addPicture } from '#server/modules/files/index.ts'
import { LivedMatter, numberOf, takeNumbers, writeLives } from '#server/modules/matters/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { carryOn, type Scene } from './county-course.ts'
import { familiesOf } from './county-families.ts'
import { inPositions, peopleOf, type Cast, type Crowd, type Village } from './county-people.ts'
import { drawOf, planOf, type Plan } from './county-plan.ts'
import { drawScene } from './drawings.ts'
import { offset } from './rules.ts'
import * as store from './store.ts'
import type { PersonRow } from './store.ts'

/**
 * The county at the size it publishes: every event lived through by the rules of the program, in the order it was
 * reported, written many at once. A run that is cut off goes on where it stopped.
 */
export type Size = 'village' | 'town' | 'county'
export type CountySeeded = { matters: number; entries: number; total: number }

/** Of what happens, that much is put right on the spot. */
const ON_THE_SPOT = 0.45
/** A second report of the same thing next door, while the first is being handled. */
const REPEATED = 0.02
const BATCH = 1000

type Going = {
  services: Services
  county: County
  cast: Cast
  plan: Plan
  size: Size
  proof: string
  pick: (draw: Draw) => Village
}

/** Hears what is being done and how far it has come. */
export type Progress = (doing: string, done: number, of: number) => void

export type Options = {
  now: Date
  onProgress: Progress
  /** Fewer than published, for tests. */
  events?: number
  people?: number | undefined
}

/**
 * Fills the county up to its pack's number of grid events; `total` says how many it has then. The pack must be
 * loaded; what the demo village brought counts too.
 */
export async function seedCounty(
  services: Services,
  { code, demo }: Pack,
  size: Size,
  { now, onProgress, events = demo.events[size], people = demo.people }: Options,
): Promise<CountySeeded> {
  if (events === undefined) throw new Error(`${code} tells its ${size} in stories`)
  const county = await getCounty(services.db, code)
  const area = size === 'county' ? code : demo[size]
  const last = await findLast(services, code, size)
  const { cast, proof } = await settle(services, county, {
    size,
    area,
    households: demo.households,
    people,
    onProgress,
  })
  const until = last === undefined ? dateOf(now) : dayIn(last)
  const plan = planOf(county.calendar, { until, span: demo.days, size: events, seed: Number(code) })
  // The first events of the plan give way to those that were there before.
  const from = last === undefined ? await services.db.read(code, store.countEvents) : orderIn(last, size) + 1
  const villages = cast.villages.filter((village) => village.code.startsWith(area))
  const going: Going = { services, county, cast, plan, size, proof, pick: pickerOf(villages) }
  const entries = await writeAll(going, from, onProgress)
  return { matters: Math.max(0, plan.size - from), entries, total: plan.size }
}

/** Whether an earlier run has written some of it. */
export async function hasBegun(services: Services, code: string, size: Size): Promise<boolean> {
  return (await findLast(services, code, size)) !== undefined
}

const findLast = ({ db }: Services, code: string, size: Size) =>
  db.read(code, (tx) => store.lastKey(tx, keyOf(size, 0, ''), keyOf(size, KEYS_MAX, '')))

/** Lives and writes batch after batch; while one is being written the next is lived through. */
async function writeAll(going: Going, from: number, onProgress: Progress): Promise<number> {
  const { plan } = going
  let entries = 0
  let writing: Promise<void> = Promise.resolve()
  for (let n = from; n < plan.size; n += BATCH) {
    const lives = await liveThrough(going, n, Math.min(n + BATCH, plan.size))
    await writing
    entries += lives.reduce((sum, life) => sum + life.entries.length, 0)
    writing = write(going, lives)
    // A refusal is thrown where it is awaited, at the next turn.
    writing.catch(() => undefined)
    onProgress('生成', Math.min(n + BATCH, plan.size), plan.size)
  }
  await writing
  return entries
}

async function write(
  { services: { db, secrets }, county }: Going,
  lives: readonly LivedMatter[],
): Promise<void> {
  await db.asOwner(async (tx) => {
    // A batch lost in a power cut is made again by the next run, so nobody need wait for the disk.
    await tx.rows('set local synchronous_commit = off')
    await writeLives(tx, county, secrets, lives)
  })
}

async function liveThrough(going: Going, from: number, to: number): Promise<LivedMatter[]> {
  const numbers = await going.services.db.asOwner((tx) => takeNumbers(tx, to - from))
  const lives: LivedMatter[] = []
  const lately = new Map<string, LivedMatter>()
  for (let n = from; n < to; n++) {
    lives.push(live(going, n, numbers[n - from] ?? 0, lately))
    // Lets the batch before go out over the wire meanwhile.
    if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return lives
}

function live(going: Going, n: number, number: number, lately: Map<string, LivedMatter>): LivedMatter {
  const { county, cast, plan, size } = going
  const draw = drawOf(Number(county.code), n + 1)
  const now = plan.timeOf(n)
  const until = new Date(`${plan.until}T00:00:00+08:00`)
  const village = going.pick(draw)
  const begin = {
    id: newId(now),
    number: numberOf(now, number),
    flow: 'grid-event',
    now,
    key: keyOf(size, n, plan.until),
  }
  if (draw.random() < ON_THE_SPOT) {
    const worker = draw.pick(village.workers)
    const opening = { asker: worker.person, division: village.code }
    return new LivedMatter(county, {
      ...begin,
      action: 'record',
      actor: worker,
      opening,
      answers: recordOf(draw, village),
    })
  }
  const kind = draw.pick(KINDS_OF[village.isCommunity ? 'community' : 'village'])
  // What a grid worker finds and could settle alone is noted on the spot; the rest may be anybody's.
  const isWorkers = kind.unit !== undefined && draw.random() < 0.25
  const actor = isWorkers ? draw.pick(village.workers) : { person: draw.pick(village.villagers) }
  const opening = { asker: actor.person, division: village.code }
  const answers = reportOf(draw, village, kind)
  const matter = new LivedMatter(county, { ...begin, action: 'report', actor, opening, answers })
  const scene: Scene = { county, cast, village, kind, draw, proof: going.proof }
  const same = `${village.code} ${kind.item}`
  const earlier = lately.get(same)
  lately.set(same, matter)
  if (earlier && draw.random() < REPEATED * 10 && canFollow(matter, earlier, scene)) return matter
  carryOn(matter, scene, until)
  return matter
}

/** Merges a repeated report into the earlier one, if that is still being handled and somebody can. */
function canFollow(matter: LivedMatter, earlier: LivedMatter, { cast, village }: Scene): boolean {
  const now = new Date(matter.lastAt.getTime() + 12 * 60_000)
  if (earlier.state.endedAt === undefined || Date.parse(earlier.state.endedAt) < now.getTime()) return false
  const { level } = matter.state
  const dispatcher =
    level === 'village' ? village.secretary : cast.dispatchers.get(divisionAt(level, village.code) ?? '')?.[0]
  if (!dispatcher || earlier.state.ending === 'merged') return false
  matter.clockUntil(now)
  matter.mergeInto(earlier, dispatcher, now)
  return true
}

const KINDS_OF = {
  community: [...KINDS, ...MORE_KINDS].filter((kind) => kind.in !== 'village'),
  village: [...KINDS, ...MORE_KINDS].filter((kind) => kind.in !== 'community'),
}
const ALL_ROUNDS: readonly { item: string; words: string }[] = [...ROUNDS, ...MORE_ROUNDS, ...MORE_ROUNDS]

function recordOf(draw: Draw, village: Village): Values {
  const { item, words } = draw.pick(ALL_ROUNDS)
  const where = draw.pick(ROUND_PLACES)
  return { item, words: words.replace('{where}', where), place: placeIn(draw, village, where) }
}

function reportOf(draw: Draw, village: Village, kind: Kind): Values {
  const where = draw.pick(kind.where)
  const words = draw.pick(kind.words).replace('{where}', where)
  return { words, item: kind.item, ...(draw.random() < 0.8 ? { place: placeIn(draw, village, where) } : {}) }
}

/** Within a few hundred metres of the village's middle. */
function placeIn({ between }: Draw, { seat }: Village, address: string) {
  return { ...offset(seat, { east: between(-330, 330), north: between(-280, 280) }), address }
}

/** Picks villages by how much happens in each. */
function pickerOf(villages: readonly Village[]): (draw: Draw) => Village {
  let sum = 0
  const ends = villages.map(({ weight }) => (sum += weight))
  return ({ random }) => {
    const at = random() * sum
    const found = villages[ends.findIndex((end) => end > at)]
    if (!found) throw new Error('the county has no villages')
    return found
  }
}

const SINCE = '2023-01-01'
const PEOPLE_BATCH = 4000

/** Lets everybody of that size move in, and keeps a picture to show where the list demands one. */
async function settle(
  services: Services,
  county: County,
  { size, area, households, people, onProgress }: Settling,
): Promise<{ cast: Cast; proof: string }> {
  const crowd = peopleOf(county, households)
  const [first] = crowd.posts
  if (!first) throw new Error('the county has no posts')
  const population = size === 'county' ? (people ?? crowd.people.length) : 0
  await moveIn(services, county.code, livingIn(crowd, area), population, onProgress)
  const picture = await drawScene('lane-clear')
  const { id: proof } = await addPicture(services, scopeOf(county.code, first.person), picture)
  return { cast: crowd.cast, proof }
}
type Settling = Pick<Options, 'people' | 'onProgress'> & { size: Size; area: string; households: number }

/** Whoever lives in the area, and all who work in the county. */
function livingIn({ cast, households, people, posts }: Crowd, area: string): Crowd {
  const homes = households.filter(({ division }) => division.startsWith(area))
  const ids = new Set(homes.map(({ id }) => id))
  const those = people.filter(({ household }) => household === undefined || ids.has(household))
  return { cast, households: homes, people: those, posts }
}

/** A few thousand to a transaction. Who is there already stays: telling that costs no more than to ask first. */
async function moveIn(
  { db }: Services,
  code: string,
  crowd: Crowd,
  population: number,
  onProgress: Progress,
): Promise<void> {
  const { households, people, posts } = crowd
  for (let n = 0; n < households.length; n += PEOPLE_BATCH)
    await db.inCounty(code, (tx) => store.addHouseholds(tx, households.slice(n, n + PEOPLE_BATCH)))
  let there = 0
  const add = async (some: readonly PersonRow[]) => {
    const rows = some.map((person) => ({ ...person, phone: undefined, idNumber: undefined }))
    await db.inCounty(code, (tx) => store.addPeople(tx, rows))
    onProgress('入户', (there += some.length), Math.max(population, people.length))
  }
  for (let n = 0; n < people.length; n += PEOPLE_BATCH) await add(people.slice(n, n + PEOPLE_BATCH))
  for (const family of familiesOf(crowd, population, Number(code), PEOPLE_BATCH)) await add(family)
  await db.inCounty(code, async (tx) =>
    store.addPosts(tx, inPositions(posts, await store.positions(tx)), SINCE),
  )
}

/** Keys of the seed carry what a later run needs to know: which event of which size, and the day the plan ends. */
const KEYS_FROM_MS: Record<Size, number> = {
  county: Date.parse('2020-01-01T00:00:00Z'),
  town: Date.parse('2020-03-01T00:00:00Z'),
  village: Date.parse('2020-05-01T00:00:00Z'),
}

/** Far more than any county has, and fewer than the milliseconds to the next size's keys. */
const KEYS_MAX = 1e9

function keyOf(size: Size, n: number, until: string): string {
  const ms = (KEYS_FROM_MS[size] + n).toString(16).padStart(12, '0')
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-${until.replaceAll('-', '').padEnd(12, '0')}`
}
const orderIn = (key: string, size: Size) =>
  Number.parseInt(key.replaceAll('-', '').slice(0, 12), 16) - KEYS_FROM_MS[size]
const dayIn = (key: string) => key.slice(24, 32).replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')

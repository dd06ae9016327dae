import { dateOf, isWorkday, type Calendar } from '#practice/kit/index.ts'
import { drawAround } from '#db/village/around.ts'
import { COUNTY, VILLAGE } from '#db/village/grids.ts'
import { STORIES } from '#db/village/index.ts'
import { HOUSEHOLDS } from '#db/village/people.ts'
import { ADMINISTRATOR_POSTS, DISCLOSURE_POSTS, NAMED_POSTS, POSITION_POSTS } from '#db/village/posts.ts'
import { NAMED_SEATS } from '#db/village/seats.ts'
import type { Step, Story, Told } from '#db/village/story.ts'
import { sha256 } from '#server/core/secrets.ts'
import type { HouseholdRow, PersonRow, PostRow, SeatRow } from './store.ts'

/** The promise of this module: the same moment always gives the same village, and playing it again adds nothing. */

/** Ids sort in the order of the lists, so whoever is written first is offered first. */
const IDS_FROM_MS = Date.parse('2026-01-01T00:00:00Z')

/** A UUIDv7 that follows from what it names. */
export function idOf(
  kind: 'household' | 'person' | 'post' | 'seat' | 'step',
  name: string,
  order = 0,
): string {
  const hex = sha256(`${kind} ${name}`).toString('hex')
  const ms = (IDS_FROM_MS + order).toString(16).padStart(12, '0')
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** People do not answer within the same breath. */
const PAUSE_MS = 7 * MINUTE_MS

function timeOf(told: Told, now: Date, calendar: Calendar): number {
  const [, count = '', unit = '', time = ''] = /^(\d+)([hdw]) ?(.*)$/.exec(told) ?? []
  const n = Number(count)
  if (unit === 'h') return now.getTime() - n * HOUR_MS
  const day = unit === 'd' ? daysBefore(dateOf(now), n) : workdaysBefore(calendar, dateOf(now), n)
  const at = Date.parse(`${day}T${time}:00+08:00`)
  if (n < 1 || Number.isNaN(at)) throw new Error(`not a time before now: ${told}`)
  return at
}

/** A meeting's evening, from the call to going home. */
const HELD_MS = 90 * MINUTE_MS

/** A meeting that would go on past midnight is held before: people sign in on its day alone, and the demo starts at any hour. */
export function ofOneDay(at: Date): Date {
  const end = new Date(at.getTime() + HELD_MS)
  return dateOf(end) === dateOf(at) ? at : new Date(at.getTime() - HELD_MS)
}

const daysBefore = (date: string, n: number) =>
  new Date(Date.parse(date) - n * DAY_MS).toISOString().slice(0, 10)

function workdaysBefore(calendar: Calendar, from: string, n: number): string {
  let date = from
  for (let left = n; left > 0;) {
    date = daysBefore(date, 1)
    if (isWorkday(calendar, date)) left -= 1
  }
  return date
}

/** One thing somebody does, at its time. `n` counts the steps of the story; 0 opens it. */
export type Event = { at: Date; story: Story; n: number; step: Step; key: string }

/** Everything that happens, in the order it happens. */
export function eventsOf(stories: readonly Story[], now: Date, calendar: Calendar): Event[] {
  const events = stories.flatMap((story) => {
    const steps = [story.opening, ...story.steps]
    let before = 0
    return steps.map((step, n) => {
      const latest = now.getTime() - (steps.length - n) * MINUTE_MS
      before = Math.min(latest, Math.max(timeOf(step.at, now, calendar), before + PAUSE_MS))
      return { at: new Date(before), story, n, step, key: idOf('step', `${story.id} ${n}`) }
    })
  })
  return events.sort((a, b) => a.at.getTime() - b.at.getTime())
}

export type Seed = {
  households: HouseholdRow[]
  people: PersonRow[]
  posts: PostRow[]
  seats: SeatRow[]
  stories: Story[]
}

/** Everyone of the demo world and what they did. */
export function drawSeed(): Seed {
  const around = drawAround()
  const households: HouseholdRow[] = []
  const people: PersonRow[] = []
  const add = (name: string, rest: Partial<PersonRow> = {}) => {
    const order = people.length
    people.push({ id: idOf('person', name, order), name, phone: phoneOf(order + 1), ...rest })
  }
  for (const { grid, door, people: family } of HOUSEHOLDS) {
    const [head] = family[0] ?? ['']
    const id = idOf('household', head, households.length)
    const address = `老寨村${'一二三'[grid - 1]}组${door}号`
    households.push({ id, division: `${VILLAGE}00${grid}`, name: `${head}家`, address })
    for (const [name, sex, born] of family) {
      add(name, {
        household: id,
        born,
        sex,
        idNumber: idNumberOf(born, sex, people.length),
        ...(isChild(born) ? { phone: undefined } : {}),
      })
    }
  }
  for (const { name, division, sex, born } of around.villagers) {
    const id = idOf('household', name, households.length)
    households.push({ id, division, name: `${name}家`, address: '本村' })
    add(name, { household: id, born, sex, idNumber: idNumberOf(born, sex, people.length) })
  }
  const holders = [
    ...NAMED_POSTS,
    ...around.posts,
    ...DISCLOSURE_POSTS,
    ...ADMINISTRATOR_POSTS,
    ...POSITION_POSTS,
  ]
  const known = new Set(people.map(({ name }) => name))
  for (const { name } of holders) if (!known.has(name)) add(name)
  const ids = new Map(people.map(({ name, id }) => [name, id]))
  const posts = holders.map(({ name, ...post }, order) => ({
    ...post,
    id: idOf('post', `${name} ${post.role}`, order),
    person: get(ids, name),
  }))
  const seats = NAMED_SEATS.map(({ name, ...seat }, order) => ({
    ...seat,
    id: idOf('seat', `${name} ${seat.seat}`, order),
    person: get(ids, name),
  }))
  return { households, people, posts, seats, stories: [...STORIES, ...around.stories] }
}

/** A child of primary school has no phone of its own in the demo. */
const isChild = (born: string) => born >= '2014-01-01'

/** From the block 1380000xxxx, which reads as made up. */
const phoneOf = (n: number) => `1380000${String(n).padStart(4, '0')}`

/** An ID number that can be nobody's: no place has the code 999999. Sex and check digit are right (GB 11643). */
export function idNumberOf(born: string, sex: '男' | '女', n: number): string {
  const serial = (n * 2 + (sex === '男' ? 1 : 0)) % 1000
  const body = `999999${born.replaceAll('-', '')}${String(serial).padStart(3, '0')}`
  return body + checkDigitOf(body)
}

/** The last sign of an ID number, which follows from the 17 before it. */
export function checkDigitOf(body: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return '10X98765432'.charAt(sum % 11)
}

/** Metres to degrees at this latitude; a village is small enough for a flat earth. */
export function offset(seat: { lng: number; lat: number }, metres: { east: number; north: number }) {
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
  const perDegree = 111_320
  return {
    lng: round(seat.lng + metres.east / (perDegree * Math.cos((seat.lat / 180) * Math.PI))),
    lat: round(seat.lat + metres.north / perDegree),
  }
}

/** The value of a map that must be there; the stories name only what the lists hold. */
export function get<V>(map: ReadonlyMap<string, V>, name: string): V {
  const value = map.get(name)
  if (value === undefined) throw new Error(`the village of ${COUNTY} has no ${name}`)
  return value
}

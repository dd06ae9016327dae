import { dateOf, type Values } from '#practice/kit/index.ts'
import { COUNTY, GRIDS, PLACES, VILLAGE } from '#db/village/grids.ts'
import type { SceneId } from '#db/village/scenes.ts'
import type { Step, Story } from '#db/village/story.ts'
import type { Services } from '#server/core/app.ts'
import { Problem } from '#server/core/problem.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import { addClient } from '#server/modules/api-clients/index.ts'
import { addPicture } from '#server/modules/files/index.ts'
import { act, openMatter, tickMatters } from '#server/modules/matters/index.ts'
import { forgetCounties, getCounty, type County } from '#server/modules/places/index.ts'
import { drawScene } from './drawings.ts'
import { drawSeed, eventsOf, get, offset, type Event, type Seed } from './rules.ts'
import * as store from './store.ts'

export type VillageSeeded = {
  matters: number
  entries: number
  /** Stories that could not be told to their end, and why: somebody acted on them since, or the calendar is odd. */
  stopped: string[]
}

/** Since when the posts are held. */
const POSTS_SINCE = '2025-01-01'
const DAY_MS = 86_400_000

/**
 * Fills the county with the demo village as it would be at `now`: people, posts, and matters in every stage, each
 * step done by its person through the ordinary commands while the clock runs beside. Again adds nothing; after an
 * interruption it goes on where it stopped. The pack must be loaded.
 */
export async function seedVillage(
  services: Services,
  { now = new Date() }: { now?: Date } = {},
): Promise<VillageSeeded> {
  const seed = drawSeed()
  // Known to everybody, and only here: in a demo there is nothing real to report into.
  await addClient(services, COUNTY, { name: '演示接入系统', scopes: ['open311.report'] }, 'demo-open311')
  const { calendar } = await getCounty(services.db, COUNTY)
  const events = eventsOf(seed.stories, now, calendar)
  const keys = events.map(({ key }) => key)
  const before = await services.db.read(COUNTY, (tx) => store.countKeys(tx, keys))
  if (before === keys.length) return { matters: 0, entries: 0, stopped: [] }
  await addEveryone(services, seed)
  forgetCounties()
  const county = await getCounty(services.db, COUNTY)
  const playing = playingOf(services, county, seed, now, await addPictures(services, seed))
  for (const event of events) await play(playing, event)
  await runClock(services, now)
  const after = await services.db.read(COUNTY, (tx) => store.countKeys(tx, keys))
  const stopped = [...playing.stopped].map(([story, says]) => `${story} ${says}`)
  return { matters: playing.matters.size, entries: after - before, stopped }
}

async function addEveryone(
  { db, secrets }: Services,
  { households, people, posts, seats }: Seed,
): Promise<void> {
  await db.inCounty(COUNTY, async (tx) => {
    await store.addGrids(tx, VILLAGE, GRIDS)
    await store.addHouseholds(tx, households)
    const sealed = people.map(({ phone, idNumber, ...rest }) => ({
      ...rest,
      phone: phone ? { sealed: secrets.seal(phone), hash: secrets.hash('phone', phone) } : undefined,
      idNumber: idNumber
        ? { sealed: secrets.seal(idNumber), hash: secrets.hash('id-number', idNumber) }
        : undefined,
    }))
    await store.addPeople(tx, sealed)
    await store.addPosts(tx, posts, POSTS_SINCE)
    const secretary = posts.find(({ role }) => role === 'village-secretary')
    if (secretary) await store.addSeats(tx, VILLAGE, seats, { since: POSTS_SINCE, by: secretary.person })
  })
}

/** Draws the scenes the stories show and keeps them as the pictures of those who show them. */
async function addPictures(
  services: Services,
  { stories, people }: Seed,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(people.map(({ id, name }) => [name, id]))
  const shown = new Map<SceneId, Set<string>>()
  for (const { by, answers } of stories.flatMap(({ opening, steps }) => [opening, ...steps]))
    for (const scene of Object.values(answers).filter(Array.isArray).flat() as SceneId[])
      shown.set(scene, (shown.get(scene) ?? new Set()).add(get(ids, by)))
  const added = [...shown].map(async ([scene, by]) => {
    const drawn = await drawScene(scene)
    const [first] = await Promise.all(
      [...by].map((person) => addPicture(services, scopeOf(COUNTY, person), drawn)),
    )
    return [scene, first?.id ?? ''] as const
  })
  return new Map(await Promise.all(added))
}

/** What the stories refer to by name, and how far they have come. */
type Playing = {
  services: Services
  county: County
  now: Date
  scopes: ReadonlyMap<string, Scope>
  homes: ReadonlyMap<string, string>
  pictures: ReadonlyMap<string, string>
  matters: Map<string, { id: string; number: string }>
  stopped: Map<string, string>
}

function playingOf(
  services: Services,
  county: County,
  seed: Seed,
  now: Date,
  pictures: ReadonlyMap<string, string>,
): Playing {
  const posts = new Map(seed.posts.map((post) => [post.person, post]))
  const divisions = new Map(seed.households.map(({ id, division }) => [id, division]))
  const scopes = seed.people.map(({ id, name }) => {
    const post = posts.get(id)
    const { id: postId, role, division, unit } = post ?? {}
    return [
      name,
      postId && role && division
        ? scopeOf(COUNTY, id, { id: postId, role, division, ...(unit ? { unit } : {}) })
        : scopeOf(COUNTY, id),
    ] as const
  })
  const homes = seed.people.map(({ name, household = '' }) => [name, divisions.get(household) ?? ''] as const)
  return {
    services,
    county,
    now,
    scopes: new Map(scopes),
    homes: new Map(homes),
    pictures,
    matters: new Map(),
    stopped: new Map(),
  }
}

/** Does what the event tells. A story that is refused is told no further; the others go on. */
async function play(playing: Playing, event: Event): Promise<void> {
  const { story, n } = event
  if (playing.stopped.has(story.id)) return
  await runClock(playing.services, event.at)
  try {
    await (n === 0 ? open(playing, event) : goOn(playing, event))
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const fields = Object.values(error.more.fields ?? {}).join('；')
    playing.stopped.set(story.id, `${event.step.action}：${error.message}${fields && `（${fields}）`}`)
  }
}

async function open(playing: Playing, { story, step, at, key }: Event): Promise<void> {
  const { services, scopes, matters } = playing
  const division = divisionOf(playing, story)
  const { behalf } = story
  const input = {
    flow: story.flow,
    action: step.action,
    division,
    answers: { ...answersOf(playing, step), ...placeOf(playing, story, division) },
    ...(behalf ? { behalf: { ...behalf, person: get(scopes, behalf.name).person } } : {}),
  }
  matters.set(story.id, await openMatter(services, get(scopes, step.by), input, { now: at, key }))
}

async function goOn(playing: Playing, { story, step, at, key }: Event): Promise<void> {
  const { services, scopes, matters } = playing
  const { id } = get(matters, story.id)
  const child = step.onAssist ? await services.db.read(COUNTY, (tx) => store.lastChild(tx, id)) : undefined
  const input = { action: step.action, answers: answersOf(playing, step) }
  await act(services, get(scopes, step.by), child ?? id, input, { now: at, key })
}

function divisionOf({ homes }: Playing, { division, opening, behalf }: Story): string {
  const { place } = opening.answers
  return division ?? (place ? PLACES[place].division : get(homes, behalf?.name ?? opening.by))
}

function placeOf({ county }: Playing, { near, opening }: Story, division: string): Values {
  const { place } = opening.answers
  if (place) {
    const { lng, lat, address } = PLACES[place]
    return { place: { lng, lat, address } }
  }
  const seat = get(county.divisions, division)
  if (!near || seat.seat_lng === null || seat.seat_lat === null) return {}
  return { place: { ...offset({ lng: seat.seat_lng, lat: seat.seat_lat }, near), address: near.address } }
}

/** Answers as the commands take them: scenes become pictures, stories numbers, days from now dates. */
function answersOf({ pictures, matters, now }: Playing, { answers }: Step): Values {
  const entries = Object.entries(answers).map(([field, value]) => {
    if (Array.isArray(value)) return [field, value.map((scene: string) => get(pictures, scene))]
    if (field === 'earlier') return [field, get(matters, String(value)).number]
    const days = typeof value === 'string' ? /^\+(\d+)d$/.exec(value)?.[1] : undefined
    return [field, days === undefined ? value : dateOf(new Date(now.getTime() + Number(days) * DAY_MS))]
  })
  return Object.fromEntries(entries.filter(([field]) => field !== 'place')) as Values
}

/** Lets the clock do everything due by then, each thing at its own time. */
async function runClock(services: Services, until: Date): Promise<void> {
  for (;;) {
    const next = await services.db.read(COUNTY, (tx) => store.nextTick(tx, until))
    if (!next || (await tickMatters(services, next)) === 0) return
  }
}

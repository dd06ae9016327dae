import { wall } from '#contract/wall.ts'
import type { RoleId } from '#contract/roles.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import {
  ageOf,
  areaOf,
  countsOf,
  sharesOf,
  standingsOf,
  type Asked,
} from '#server/modules/indicators/index.ts'
import { countsConfidential, moodOf, urgentItems } from '#server/modules/matters/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

/** Binds contract/wall.ts. */
export function wallRoutes({ http, db }: App): void {
  implement(http, 'wall', wall, {
    show: async ({ query }, { scope }) => {
      const county = await getCounty(db, scope.county)
      const division = areaOf(scope, query.division)
      return db.read(scope.county, (tx) =>
        show(tx, county, { scope, flows: county.flows, division }, new Date()),
      )
    },
  })
}

/** The posts that dispatch and answer for an area, as the duty strip lists them. */
const ON_DUTY: readonly RoleId[] = [
  'county-leader',
  'county-dispatcher',
  'town-dispatcher',
  'village-secretary',
]

/** All numbers of one moment, whatever is written meanwhile. */
async function show(tx: Tx, county: County, sight: store.Sight, now: Date) {
  await tx.rows('set transaction isolation level repeatable read')
  const { scope, division } = sight
  const area = { division, own: scope.post?.division ?? county.code }
  const window = rules.windowAt(now)
  const urgent = urgentItems(county)
  const read = await readNumbers(tx, county, sight, window, urgent?.prefix)
  const { at, behindSeconds } = await ageOf(tx)
  const events = await store.latestEvents(tx, sight)
  const points = await store.openPoints(tx, sight, read.urgent.length > 0 ? (urgent?.codes ?? []) : [])
  return {
    county: county.name,
    area: { division, name: county.placeName(division) },
    path: rules.pathOf(county, area),
    at: at.toISOString(),
    behindSeconds,
    figures: rules.figuresOf(county, area, window, read),
    towns: rules.townsOf(county, division, read),
    places: rules.placesOf(county, division, 'village', read),
    classes: rules.classesOf(county, area, read.month, window),
    days: rules.daysOf(window, read.days),
    stages: rules.stagesOf(county, area, read),
    events: events.map((row) => rules.eventOf(county, row)),
    points: points.flatMap(({ lng, lat, urgent: isUrgent, ...row }) =>
      lng === null || lat === null
        ? []
        : [{ lng, lat, urgent: isUrgent, mood: moodOf(county.flow(row.flow), row) }],
    ),
    duty: {
      posts: await store.postsHeld(tx, division, ON_DUTY, window.today),
      phones: rules.phonesOf(county, division),
    },
  }
}

/** Everything counted, from the counters of the area and of each place in it. */
async function readNumbers(
  tx: Tx,
  county: County,
  { scope, division }: store.Sight,
  { today, monthFrom, days }: rules.Window,
  urgent: string | undefined,
): Promise<rules.Read> {
  const asked: Asked = {
    divisions: [division],
    from: monthFrom,
    to: today,
    flow: undefined,
    class: undefined,
    confidential: countsConfidential(scope),
  }
  const everywhere = { ...asked, divisions: rules.partsOfArea(county, division) }
  return {
    month: await countsOf(tx, asked, 'class'),
    days: await countsOf(tx, { ...asked, from: days[0] ?? today }, 'day'),
    standings: await standingsOf(tx, everywhere, 'division'),
    urgent: urgent === undefined ? [] : await standingsOf(tx, { ...everywhere, class: urgent }, 'division'),
    shares: await sharesOf(tx, asked),
    ever: {
      counts: await countsOf(tx, { ...asked, from: rules.BEGINNING, flow: rules.PUBLISHED_FLOW }, 'all'),
      isWhole: asked.confidential,
    },
  }
}

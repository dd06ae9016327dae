import { wall } from '#contract/wall.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import { moodOf } from '#server/modules/matters/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

/** Binds contract/wall.ts. */
export function wallRoutes({ http, db }: App): void {
  implement(http, 'wall', wall, {
    show: async (_, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, (tx) => show(tx, county, { scope, flows: county.flows }, new Date()))
    },
  })
}

/** All numbers of one moment, whatever is written meanwhile. */
async function show(tx: Tx, county: County, sight: store.Sight, now: Date) {
  await tx.rows('set transaction isolation level repeatable read')
  const division = sight.scope.post?.division ?? county.code
  const window = rules.windowAt(now)
  const measures = rules.measures(window, rules.urgentPrefix(county))
  const open = await store.openByPlace(tx, sight, measures)
  const opened = await store.openedLately(tx, sight, measures)
  const ended = await store.endedLately(tx, sight, measures)
  const stages = await store.stageTimes(tx, sight, measures)
  const events = await store.latestEvents(tx, sight, measures)
  const points = await store.openPoints(tx, sight, measures)
  return {
    county: county.name,
    area: { division, name: county.placeName(division) },
    at: now.toISOString(),
    figures: rules.figuresOf(measures, open, opened.counts, ended.counts),
    places: rules.placesOf(county, division, open, opened.places),
    classes: rules.classesOf(county, opened.classes, window),
    days: rules.daysOf(window, opened.days, ended.days),
    stages: rules.stagesOf(county, stages),
    events: events.map((row) => rules.eventOf(county, row)),
    points: points.flatMap(({ lng, lat, urgent, ...row }) =>
      lng === null || lat === null ? [] : [{ lng, lat, urgent, mood: moodOf(county.flow(row.flow), row) }],
    ),
  }
}

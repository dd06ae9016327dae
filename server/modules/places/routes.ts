import { contains } from '#contract/division-codes.ts'
import { places } from '#contract/places.ts'
import { PACKS } from '#packs/index.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import { maskPhone } from '#server/core/secrets.ts'
import { getCounty } from './ground.ts'
import * as store from './store.ts'

/** Binds contract/places.ts. */
export function placesRoutes({ http, db, secrets, config }: App): void {
  implement(http, 'places', places, {
    county: async (_, { county }) => {
      const { code, name, tunings } = await getCounty(db, county)
      const doors = Object.values(PACKS).find((pack) => pack.code === code)?.doors
      return {
        code,
        name,
        tunings,
        demo: config.demo,
        ...(config.oidc ? { provider: config.oidc.name } : {}),
        ...(doors ? { doors: [...doors] } : {}),
      }
    },
    divisions: async ({ query: { under, level } }, { county }) => {
      const { divisions } = await getCounty(db, county)
      return [...divisions.values()]
        .filter(
          (division) =>
            contains(under ?? county, division.code) && (level === undefined || division.level === level),
        )
        .map(({ seat_lng, seat_lat, ...rest }) => ({
          ...rest,
          ...(seat_lng !== null && seat_lat !== null ? { seat: { lng: seat_lng, lat: seat_lat } } : {}),
        }))
    },
    boundaries: async ({ query: { level } }, { county }) => {
      const rows = await db.read(county, (tx) => store.boundaries(tx, level))
      const features = rows.map(({ code, name, boundary, boundary_drawn }) => ({
        type: 'Feature',
        properties: { code, name, level, drawn: boundary_drawn },
        geometry: boundary,
      }))
      return { type: 'FeatureCollection' as const, features }
    },
    units: async (_, { county }) => {
      const { units } = await getCounty(db, county)
      return [...units.values()].map(({ phone, ...unit }) => ({ ...unit, ...(phone ? { phone } : {}) }))
    },
    catalogue: async ({ params: { id } }, { county }) => {
      const found = (await getCounty(db, county)).catalogues.get(id)
      if (!found) throw notFound('清单')
      const { byCode: _, ...catalogue } = found
      return catalogue
    },
    people: async ({ query: { name } }, { scope }) => {
      const rows = await db.read(scope.county, (tx) =>
        store.peopleNamed(tx, villageOf(scope.post?.division ?? ''), name),
      )
      return rows.map(({ phone_sealed, ...person }) => ({
        ...person,
        phone: phone_sealed ? maskPhone(secrets.unseal(phone_sealed)) : '',
      }))
    },
    templates: ({ query: { flow } }, { county }) => db.read(county, (tx) => store.templates(tx, flow)),
  })
}

/** A grid worker speaks for anyone of the village, not only of the grid. */
const villageOf = (division: string) => division.slice(0, 12)

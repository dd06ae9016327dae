import type { z } from 'zod'
import { secondWords, type SecondWord } from '#contract/second-words.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import type { Scope } from '#server/core/scope.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { decideWord } from './commands.ts'
import { demandEitherSide, getWord, mayAnswer, seatOf } from './policy.ts'
import { SHOWN_MAX, stateOf, waitsUntil, type Kinds } from './rules.ts'
import { peopleOf, wordsOf, type WordRow } from './store.ts'

/** Binds contract/second-words.ts; what each kind says and does is the module's that asks. */
export function secondWordsRoutes(app: App, kinds: Kinds): void {
  const { db, http } = app
  const read = async <T>(scope: Scope, work: (tx: Tx, county: County) => Promise<T>) => {
    const county = await getCounty(db, scope.county)
    return db.read(scope.county, (tx) => work(tx, county))
  }
  /** Undefined for what waited and of which nothing is left. */
  const present = async (tx: Tx, county: County, scope: Scope, row: WordRow) => {
    const says = await kinds[row.kind].says(tx, app, row)
    return row.verdict === null && says === undefined
      ? undefined
      : presentWord(county, scope, row, says ?? '')
  }
  const one = async (tx: Tx, county: County, scope: Scope, id: string) => {
    const row = await getWord(tx, scope, id)
    const says = await kinds[row.kind].says(tx, app, row)
    return { row, shown: presentWord(county, scope, row, says ?? '已经不算了') }
  }
  implement(http, 'secondWords', secondWords, {
    list: async (_, { scope }) => {
      demandEitherSide(scope)
      return read(scope, async (tx, county) => {
        const rows = await wordsOf(tx, { person: scope.person, seat: seatOf(scope), limit: SHOWN_MAX })
        const shown = []
        for (const row of rows) shown.push((await present(tx, county, scope, row)) ?? [])
        return shown.flat()
      })
    },
    show: async ({ params: { id } }, { scope }) => {
      demandEitherSide(scope)
      return read(scope, async (tx, county) => {
        const { row, shown } = await one(tx, county, scope, id)
        const about = row.verdict === null ? await kinds[row.kind].people(tx, app, row) : []
        const phones = new Map(about.map(({ person, phone }) => [person, phone]))
        const people = await peopleOf(tx, [...phones.keys()])
        return {
          ...shown,
          people: people.map(({ person, name, home }) => ({ name, home, phone: phones.get(person) ?? '' })),
        }
      })
    },
    decide: async ({ params: { id }, body: { verdict, said } }, { scope }) => {
      await decideWord(app, kinds, scope, id, { verdict, said })
      return read(scope, async (tx, county) => (await one(tx, county, scope, id)).shown)
    },
  })
}

function presentWord(county: County, scope: Scope, row: WordRow, says: string): z.input<typeof SecondWord> {
  const { id, kind, asked_at } = row
  const state = stateOf(row, new Date())
  return {
    id,
    kind,
    says,
    placeName: county.placeName(row.area),
    by: row.by_name,
    ...(row.by_title === null ? {} : { byTitle: row.by_title }),
    askedAt: asked_at.toISOString(),
    state,
    until: waitsUntil(asked_at).toISOString(),
    ...(row.decided_name === null ? {} : { decidedBy: row.decided_name }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at.toISOString() }),
    ...(row.said === null ? {} : { said: row.said }),
    isOwn: row.person === scope.person,
    mayAnswer: state === 'waiting' && mayAnswer(scope, row),
  }
}

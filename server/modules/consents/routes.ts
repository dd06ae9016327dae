import type { z } from 'zod'
import { consents, type Consents } from '#contract/consents.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import type { Scope } from '#server/core/scope.ts'
import { recordConsent, sayConsent } from './commands.ts'
import { demandNeighbour } from './policy.ts'
import * as store from './store.ts'

/** Binds contract/consents.ts. */
export function consentsRoutes(app: App): void {
  const { db, http } = app
  const own = ({ county, person }: Scope) => db.read(county, (tx) => presentOf(tx, person))
  const ofNeighbour = (scope: Scope, id: string) =>
    db.read(scope.county, async (tx) => {
      await demandNeighbour(tx, scope, id)
      return presentOf(tx, id)
    })
  implement(http, 'consents', consents, {
    list: ({ params: { id } }, { scope }) => ofNeighbour(scope, id),
    record: async ({ params: { id: subject }, body }, { scope, key }) => {
      await recordConsent(app, scope, key, { subject, ...body })
      return ofNeighbour(scope, subject)
    },
    mine: (_, { scope }) => own(scope),
    say: async ({ body: { isGiven } }, { scope, key }) => {
      await sayConsent(app, scope, key, isGiven)
      return own(scope)
    },
  })
}

async function presentOf(tx: Tx, person: string): Promise<z.input<typeof Consents>> {
  const said = await store.saidBy(tx, person)
  const acted = await store.actedFor(tx, person)
  return {
    isWithdrawn: said[0]?.is_given === false,
    said: said.map(({ id, is_given, way, said_on, by, at }) => ({
      id,
      isGiven: is_given,
      ...(way === null ? {} : { way }),
      on: said_on,
      by,
      at: at.toISOString(),
    })),
    acted: acted.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
  }
}

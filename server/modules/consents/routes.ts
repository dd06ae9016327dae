import type { z } from 'zod'
import { consents, type Consents, type Guardians, type Ward } from '#contract/consents.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import type { Scope } from '#server/core/scope.ts'
import { dateOf } from '#practice/kit/index.ts'
import { ownRecord } from '#server/modules/people/index.ts'
import { waitingAbout } from '#server/modules/second-words/index.ts'
import { recordConsent, recordGuardian, sayConsent, sayForWard } from './commands.ts'
import { ageOf, demandNeighbour, holding } from './policy.ts'
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
  const guardiansOf = (scope: Scope, id: string) =>
    db.read(scope.county, async (tx) => {
      await demandNeighbour(tx, scope, id)
      return presentGuardians(tx, id)
    })
  implement(http, 'consents', consents, {
    list: ({ params: { id } }, { scope }) => ofNeighbour(scope, id),
    record: async ({ params: { id: subject }, body }, { scope, key }) => {
      await recordConsent(app, scope, key, { subject, guardian: body.guardian, ...body })
      return ofNeighbour(scope, subject)
    },
    mine: (_, { scope }) => own(scope),
    say: async ({ body: { isGiven } }, { scope, key }) => {
      await sayConsent(app, scope, key, isGiven)
      return own(scope)
    },
    guardians: ({ params: { id } }, { scope }) => guardiansOf(scope, id),
    recordGuardian: async ({ params: { id: child }, body }, { scope, key }) => {
      await recordGuardian(app, scope, key, { child, ...body })
      return guardiansOf(scope, child)
    },
    wards: (_, { scope }) => wardsOf(app, scope),
    sayForWard: async ({ params: { id: child }, body }, { scope, key }) => {
      await sayForWard(app, scope, key, { child, ...body })
      return wardsOf(app, scope)
    },
  })
}

async function presentOf(tx: Tx, person: string): Promise<z.input<typeof Consents>> {
  const said = await store.saidBy(tx, person)
  const acted = await store.actedFor(tx, person)
  return {
    isWithdrawn: said[0]?.is_given === false,
    said: said.map(({ id, is_given, way, said_on, guardian, by, at }) => ({
      id,
      isGiven: is_given,
      ...(way === null ? {} : { way }),
      on: said_on,
      ...(guardian === null ? {} : { guardian }),
      by,
      at: at.toISOString(),
    })),
    acted: acted.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
  }
}

async function presentGuardians(tx: Tx, child: string): Promise<z.input<typeof Guardians>> {
  const said = await store.guardiansSaid(tx, child)
  const age = await ageOf(tx, child)
  return {
    age,
    guardians:
      age === 'child' ? holding(said).map(({ guardian: id, name, kinship }) => ({ id, name, kinship })) : [],
    waiting: (await waitingAbout(tx, child)).map(({ id, concerned_name, by_name, asked_at }) => ({
      id,
      guardian: concerned_name ?? '',
      by: by_name,
      at: asked_at.toISOString(),
    })),
    said: said.map(({ id, name, kinship, is_given, way, said_on, by, second, at }) => ({
      id,
      guardian: name,
      kinship,
      isGiven: is_given,
      // The database has no other way of a guardian.
      ...(way === null || way === 'family' ? {} : { way }),
      on: said_on,
      by,
      ...(second === null ? {} : { second }),
      at: at.toISOString(),
    })),
  }
}

/** The children of a guardian. Without their consent, or when it was ended, a name and no more. */
async function wardsOf(app: App, { county, person }: Scope): Promise<z.input<typeof Ward>[]> {
  const rows = await app.db.read(county, async (tx) => {
    const wards = await store.wardsOf(tx, person, dateOf(new Date()))
    return Promise.all(
      wards.map(async (ward) => ({ ...ward, isWithdrawn: await store.isWithdrawn(tx, ward.child) })),
    )
  })
  return Promise.all(
    rows.map(async ({ child: id, name, kinship, is_given, is_own, isWithdrawn }) => ({
      id,
      name,
      kinship,
      isGiven: is_given,
      isFinal: !is_given && !is_own,
      isWithdrawn,
      ...(is_given ? { record: await ownRecord(app, county, id) } : {}),
    })),
  )
}

import type { z } from 'zod'
import { phoneBindings, type BindingState, type PhoneBinding } from '#contract/phone-bindings.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import { limitDone } from '#server/core/limits.ts'
import { notFound } from '#server/core/problem.ts'
import { maskPhone } from '#server/core/secrets.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { waitingAbout } from '#server/modules/second-words/index.ts'
import { askBinding, confirmBinding, refuseBinding, sendBindingCode } from './commands.ts'
import { keptVillage } from './policy.ts'
import { CODES_PER_DAY, SHOWN_MAX } from './rules.ts'
import * as store from './store.ts'

/** Binds contract/phone-bindings.ts. */
export function phoneBindingsRoutes(app: App): void {
  const { db, http } = app
  const limitPhone = limitDone(http, ({ body }) => `binding ${(body as { phone: string }).phone}`, {
    max: CODES_PER_DAY,
    minutes: 24 * 60,
  })
  const stateOf = async (county: string, id: string): Promise<z.input<typeof BindingState>> => {
    const [row, [word]] = await db.read(county, async (tx) => [
      await store.findBinding(tx, id),
      await waitingAbout(tx, id),
    ])
    if (!row) throw notFound('申请')
    const places = await getCounty(db, county)
    return {
      state: row.verdict ?? (word ? 'checked' : 'waiting'),
      village: row.village,
      villageName: places.placeName(row.village),
      askedAt: row.asked_at.toISOString(),
      // Why a number was replaced is between the village and whoever had it.
      ...(row.verdict === 'refused' && row.said !== null ? { said: row.said } : {}),
    }
  }
  const present = presenter(app)
  implement(http, 'phoneBindings', phoneBindings, {
    sendCode: ({ body: { phone } }, { county, request }) =>
      limitPhone(request, () => sendBindingCode(app, county, phone)),
    ask: async ({ body }, { county, key }) => {
      await askBinding(app, county, key, body)
      return stateOf(county, key)
    },
    look: ({ params: { id } }, { county, reply }) => {
      reply.header('cache-control', 'no-store')
      return stateOf(county, id)
    },
    list: async (_, { scope }) => {
      const village = keptVillage(scope)
      return db.read(scope.county, async (tx) => ({
        waiting: await store.countWaiting(tx, village),
        rows: await Promise.all(
          (await store.waitingIn(tx, village, SHOWN_MAX)).map((row) => present(tx, row, maskPhone)),
        ),
      }))
    },
    // Whole, and no unmasking: it is in no register yet, its holder has just asked to be called on it, and without a call
    // nobody can tell who they are. The read leaves a row in the audit log.
    show: async ({ params: { id } }, { scope }) => {
      const village = keptVillage(scope)
      return db.read(scope.county, async (tx) => {
        const row = await store.findBinding(tx, id)
        if (row?.village !== village || row.verdict !== null) throw notFound('申请')
        return present(tx, row, (phone) => phone)
      })
    },
    confirm: ({ params: { id }, body }, { scope }) => confirmBinding(app, scope, id, body),
    refuse: ({ params: { id }, body: { reason } }, { scope }) => refuseBinding(app, scope, id, reason),
  })
}

/** A request as the desk has it, with whose a keeper says it is while that waits; `show` says how much of the number. */
const presenter =
  ({ secrets }: App) =>
  async (
    tx: Tx,
    row: store.BindingRow,
    show: (phone: string) => string,
  ): Promise<z.input<typeof PhoneBinding>> => {
    const [word] = await waitingAbout(tx, row.id)
    return {
      id: row.id,
      name: row.name,
      household: row.household,
      phone: show(secrets.unseal(row.phone_sealed)),
      askedAt: row.asked_at.toISOString(),
      ...(word && {
        checked: { person: word.concerned_name ?? '', by: word.by_name, at: word.asked_at.toISOString() },
      }),
    }
  }

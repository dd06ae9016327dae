import { randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { tidyCode } from '#contract/tracking-code.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { invalid, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { demandVillage, keeperOf, lockDevice } from './policy.ts'
import { isRevoked, makeCode, WRONG_CODE } from './rules.ts'
import * as store from './store.ts'

/** The cookie a screen proves itself with. */
export const SCREEN_COOKIE = 'gz_device'
const TOKEN_BYTES = 32

export type Heard =
  | { state: 'registered'; device: store.DeviceRecord }
  | { state: 'revoked' }
  | { state: 'new'; code: store.CodeRow; token: string }

/**
 * Takes what a screen says of itself. One nobody knows is a new one: it gets a token to keep and a code to show, the
 * same code again while that counts.
 */
export async function hear(
  { db, secrets }: Services,
  county: string,
  token: string | undefined,
  said: store.Said,
): Promise<Heard> {
  const hashes = token === undefined ? [] : secrets.hashes('device', token)
  return db.inCounty(county, async (tx) => {
    if (token !== undefined) {
      const device = await store.hear(tx, hashes, said)
      if (device) return { state: 'registered', device }
      // One that is not revoked was registered since that look, and is heard below.
      if ((await store.findByToken(tx, hashes))?.revoked_at) return { state: 'revoked' }
      const code = await store.keepCode(tx, hashes, said.kind)
      if (code) return { state: 'new', code, token }
      // The code may have been used up since the first look: whoever registered it had it under lock until now.
      const registered = await store.hear(tx, hashes, said)
      if (registered) return { state: 'registered', device: registered }
    }
    await store.dropOldCodes(tx)
    const fresh = randomBytes(TOKEN_BYTES).toString('base64url')
    return { state: 'new', code: await newCode(tx, secrets.hash('device', fresh), said.kind), token: fresh }
  })
}

async function newCode(tx: Tx, token: Buffer, kind: store.DeviceKind): Promise<store.CodeRow> {
  for (;;) {
    const row = await store.putCode(tx, { token, code: makeCode(), kind })
    if (row) return row
  }
}

/**
 * Registers the screen that shows the code. The same key again answers as the first time did. Throws a 403 outside
 * one’s area and a 422 on the code, in the same words whatever is wrong with it.
 */
export async function registerDevice(
  { db, live }: Services,
  scope: Scope,
  key: string,
  { code, name, division }: { code: string; name: string; division: string },
): Promise<{ id: string }> {
  demandVillage(scope, division)
  const { person, post } = keeperOf(scope)
  const id = await db.inCounty(scope.county, async (tx) => {
    const screen = await store.takeCode(tx, tidyCode(code))
    if (!screen) {
      const before = await store.findDeed(tx, key)
      if (before?.person === person && before.deed === 'register') return before.device
      throw invalid({ code: WRONG_CODE }, WRONG_CODE)
    }
    const device = newId()
    await store.insertDevice(tx, { id: device, token: screen.token_hash, kind: screen.kind, division, name })
    await store.insertDeed(tx, {
      id: key,
      device,
      deed: 'register',
      person,
      post,
      detail: { name, division },
    })
    return device
  })
  live.changed(scope.county)
  return { id }
}

/** Renames it or moves it. Throws a 403 for a village outside one’s area, a 404 for a screen there, a 409 for a revoked one. */
export function changeDevice(
  services: Services,
  scope: Scope,
  key: string,
  { id, name, division }: { id: string; name: string; division: string },
): Promise<void> {
  demandVillage(scope, division)
  return act(services, scope, { key, id, deed: 'change', detail: { name, division } }, (tx) =>
    store.setPlace(tx, id, name, division),
  )
}

/** Makes it look at once, at `publication` if one is named. Throws 404 or 409 as above, 422 for what does not hang there. */
export function callDevice(
  services: Services,
  scope: Scope,
  key: string,
  { id, publication = null }: { id: string; publication?: string | null | undefined },
): Promise<void> {
  return act(
    services,
    scope,
    { key, id, deed: 'show', detail: { publication } },
    async (tx, { division }) => {
      if (publication !== null && !(await store.hangs(tx, publication, division)))
        throw invalid({ publication: '这一项没有挂在这个村的公开栏上，请换一项' })
      await store.setCall(tx, id, publication)
    },
  )
}

/** Takes it out of use: it forgets everything as soon as it hears of it. Throws 404 or 409 as above. */
export function revokeDevice(services: Services, scope: Scope, key: string, id: string): Promise<void> {
  return act(services, scope, { key, id, deed: 'revoke', detail: {} }, (tx) => store.setRevoked(tx, id))
}

type Acting = { key: string; id: string; deed: store.Deed['deed']; detail: object }

/** One deed on a screen of one’s area, in one transaction; the same key again does nothing. */
async function act(
  { db, live }: Services,
  scope: Scope,
  { key, id, deed, detail }: Acting,
  work: (tx: Tx, device: store.DeviceRecord) => Promise<void>,
): Promise<void> {
  const { person, post } = keeperOf(scope)
  await db.inCounty(scope.county, async (tx) => {
    const device = await lockDevice(tx, scope, id)
    const before = await store.findDeed(tx, key)
    if (before) {
      if (before.person === person && before.device === id && before.deed === deed) return
      throw notFound('设备')
    }
    if (device.revoked_at) throw isRevoked()
    await work(tx, device)
    await store.insertDeed(tx, { id: key, device: id, deed, person, post, detail })
  })
  live.changed(scope.county)
}

/** The village in whose hall the asking screen hangs; undefined for any other caller and for a revoked screen. */
export async function hallOf(
  { db, secrets }: Pick<Services, 'db' | 'secrets'>,
  county: string,
  { cookies }: Pick<FastifyRequest, 'cookies'>,
): Promise<string | undefined> {
  const token = cookies[SCREEN_COOKIE]
  if (token === undefined) return undefined
  const device = await db.read(county, (tx) => store.findByToken(tx, secrets.hashes('device', token)))
  return device?.revoked_at === null ? device.division : undefined
}

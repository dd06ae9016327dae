import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import { devices, type Device } from '#contract/devices.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { openEvents } from '#server/core/event-stream.ts'
import { implement } from '#server/core/http.ts'
import { limitBy } from '#server/core/limits.ts'
import { withSheets } from '#server/core/sheet.ts'
import { revsOf } from '#server/modules/disclosure/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import {
  callDevice,
  changeDevice,
  hear,
  registerDevice,
  revokeDevice,
  SCREEN_COOKIE,
  type Heard,
} from './commands.ts'
import { ScreenHub } from './hub.ts'
import { keeperOf } from './policy.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

const PATH = '/api'
/** Screens that start without having been here: a whole street behind one address, and no flood of codes. */
const NEW_SCREENS = { max: 60, minutes: 10 }
/** The longest a browser keeps a cookie; each report begins it anew. */
const KEPT_S = 400 * 86_400

/** Binds contract/devices.ts. */
export function devicesRoutes(app: App): void {
  const { db, http, secrets } = app
  const hubs = new Map<string, ScreenHub>()
  const hubOf = (county: string) => {
    const hub =
      hubs.get(county) ?? new ScreenHub(app, county, (error) => http.log.warn({ err: error }, 'screens'))
    hubs.set(county, hub)
    return hub
  }
  // Before the server waits for its connections to end, which these would never do.
  http.addHook('preClose', async () => hubs.forEach((hub) => hub.close()))

  /** Under which hash a screen's token is kept: of the key that was ours when it came. */
  const keptHash = async (county: string, token: string) => {
    const hashes = secrets.hashes('device', token)
    const device = await db.read(county, (tx) => store.findByToken(tx, hashes))
    return device?.token_hash ?? hashes[0]
  }
  const limitNew = limitBy(http, ({ ip }) => `new screen ${ip}`, NEW_SCREENS)
  implement(http, 'devices', withSheets(devices, sheets), {
    report: async ({ body }, { county, request, reply }) => {
      const token = request.cookies[SCREEN_COOKIE]
      if (token === undefined) await limitNew(request)
      const heard = await hear(app, county, token, body)
      reply.header('cache-control', 'no-store')
      if (heard.state === 'revoked') reply.clearCookie(SCREEN_COOKIE, { path: PATH })
      else keep(reply, heard.state === 'new' ? heard.token : (token ?? ''))
      return db.read(county, (tx) => presentHeard(tx, heard))
    },
    live: async ({ query: { village } }, { county, request, reply }) => {
      const token = request.cookies[SCREEN_COOKIE]
      await hubOf(county).join({
        stream: openEvents(reply),
        village,
        token: token === undefined ? undefined : await keptHash(county, token),
        address: request.ip,
      })
    },
    list: async ({ query: { all = false } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        const rows = await store.devicesIn(tx, keeperOf(scope).division, all)
        const revs = await revsOf(
          tx,
          rows.map(({ division }) => division),
        )
        return rows.map((row) => presentDevice(county, row, revs.get(row.division) ?? 0))
      })
    },
    register: ({ body }, { scope, key }) => registerDevice(app, scope, key, body),
    change: ({ params: { id }, body }, { scope, key }) => changeDevice(app, scope, key, { id, ...body }),
    show: ({ params: { id }, body }, { scope, key }) => callDevice(app, scope, key, { id, ...body }),
    revoke: ({ params: { id } }, { scope, key }) => revokeDevice(app, scope, key, id),
  })
}

function keep(reply: FastifyReply, token: string): void {
  reply.setCookie(SCREEN_COOKIE, token, {
    path: PATH,
    httpOnly: true,
    sameSite: 'strict',
    // A cookie marked secure would never come back over a village's plain http.
    secure: reply.request.protocol === 'https',
    maxAge: KEPT_S,
  })
}

async function presentHeard(tx: Tx, heard: Heard) {
  if (heard.state === 'revoked') return { state: heard.state }
  if (heard.state === 'new') {
    const { code, until } = heard.code
    return { state: heard.state, code, codeUntil: until.toISOString() }
  }
  const { name, division, call, publication } = heard.device
  return {
    state: heard.state,
    name,
    division,
    rev: (await revsOf(tx, [division])).get(division) ?? 0,
    call: { n: call, ...(publication === null ? {} : { publication }) },
  }
}

function presentDevice(county: County, row: store.ListedRow, rev: number): z.input<typeof Device> {
  const { id, kind, division, name, shows, width, height, trouble } = row
  return {
    id,
    kind,
    division,
    divisionName: county.placeName(division),
    name,
    registeredAt: row.registered_at.toISOString(),
    registeredBy: row.registered_by,
    ...(row.revoked_at ? { revokedAt: row.revoked_at.toISOString() } : {}),
    ...(row.seen_at ? { seenAt: row.seen_at.toISOString() } : {}),
    ...(shows === null ? {} : { shows }),
    ...(row.content_rev === null ? {} : { upToDate: row.content_rev >= rev }),
    ...(row.content_at ? { contentAt: row.content_at.toISOString() } : {}),
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
    ...(trouble === null ? {} : { trouble }),
    ...(row.trouble_at ? { troubleAt: row.trouble_at.toISOString() } : {}),
  }
}

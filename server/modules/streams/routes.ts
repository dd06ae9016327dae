import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { streams } from '#contract/streams.ts'
import { dateOf } from '#practice/kit/index.ts'
import { bodyOf } from '#practice/meetings/bodies.ts'
import { POLL_SAYS } from '#practice/meetings/floor.ts'
import { cite, valueName } from '#practice/meetings/limits.ts'
import { STREAM_STATES, streamRefusal } from '#practice/meetings/stream.ts'
import type { App } from '#server/core/app.ts'
import { briefly } from '#server/core/briefly.ts'
import { implement } from '#server/core/http.ts'
import { denied, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { maskName } from '#server/core/secrets.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { pollsOf, requestsOf } from '#server/modules/floor/index.ts'
import { findMeeting, isKeeper, limitsAt, mayReadMeeting } from '#server/modules/meetings/index.ts'
import { cameraKey, endStream, heed, openStream } from './commands.ts'
import { openPiece, playlistFor } from './pieces.ts'
import { mayWatch } from './policy.ts'
import * as store from './store.ts'
import { Studio } from './studio.ts'

/** Players ask each two seconds; who may look, and the list, are looked up once in so long for all of them. */
const MAY_MS = 5_000
const LIST_MS = 500

/** Binds contract/streams.ts, and starts the camera’s server with this one. */
export function streamsRoutes(app: App): void {
  const studio = new Studio(app)
  const mayLook = briefly<store.StreamRow>(MAY_MS)
  const list = briefly<string>(LIST_MS)
  const seen = (county: string, scope: Scope | undefined, id: string) =>
    mayLook(`${county} ${id} ${scope?.person ?? ''} ${scope?.post?.id ?? ''}`, () =>
      watched(app, scope, county, id),
    )
  const told = (request: FastifyRequest, key: string) => ({
    url: `rtmp://${request.hostname.split(':')[0] ?? ''}:${app.config.rtmpPort ?? ''}/live`,
    key,
  })
  implement(app.http, 'streams', streams, {
    show: ({ params: { id } }, { scope }) => streamFor(app, studio, scope, id),
    open: ({ params: { id }, body: { audience } }, { scope }) => openStream(app, scope, id, audience),
    key: async ({ params: { id } }, { scope, request }) =>
      told(request, await cameraKey(app, scope, id, { renew: false })),
    renew: async ({ params: { id } }, { scope, request }) =>
      told(request, await cameraKey(app, scope, id, { renew: true })),
    end: ({ params: { id } }, { scope }) => endStream(app, scope, id),
    village: ({ params: { division } }, { county }) => openTo(app, county, division),
    playlist: async ({ params: { id } }, { scope, county, reply }) => {
      const stream = await seen(county, scope, id)
      const kind = stream.state === 'ended' ? 'recording' : 'live'
      const text = await list(`${id} ${kind} ${stream.n}`, () => playlistFor(app, stream, kind))
      void reply.header('cache-control', 'no-store').type('application/vnd.apple.mpegurl').send(text)
    },
    segment: async ({ params: { id, piece } }, { scope, county, reply }) => {
      await sendPiece(app, reply, await seen(county, scope, id), piece)
    },
    hook: async ({ params: { word, call }, query: { name = '' } }, { county }) => {
      if (!isSame(word, studio.word)) throw denied('没有这个地址')
      await heed(app, county, call, name)
    },
  })
}

const isSame = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** A stream the caller may look at. Throws a 404 for any other, as for none; and once its recording is gone. */
async function watched(
  { db }: App,
  scope: Scope | undefined,
  county: string,
  id: string,
): Promise<store.StreamRow> {
  const stream = await db.read(county, async (tx) => {
    const row = await store.findStream(tx, id)
    return row && (await mayWatch(tx, scope, row)) ? row : undefined
  })
  if (!stream || stream.dropped_at !== null) throw notFound('直播')
  return stream
}

async function sendPiece(
  app: App,
  reply: FastifyReply,
  stream: store.StreamRow,
  piece: string,
): Promise<void> {
  const found = await openPiece(app, stream, piece)
  if (!found) throw notFound('这一段')
  void reply
    // A piece never changes; it is nobody’s but the viewer’s.
    .header('cache-control', 'private, max-age=3600')
    .header('content-length', found.bytes)
    .type('video/mp2t')
    .send(found.read)
}

function streamFor({ db }: App, studio: Studio, scope: Scope, id: string) {
  return db.read(scope.county, async (tx) => {
    const row = await findMeeting(tx, id)
    if (!row || !mayReadMeeting(scope, row, await placeOf(tx, scope))) throw notFound('会议')
    const stream = await store.streamOf(tx, id)
    const limit = (await limitsAt(tx, row.division, dateOf(new Date())))['live.recording_days']
    const refused = streamRefusal(row.state, row.paper)
    return {
      ...(stream ? { stream: presentStream(stream, `${cite(limit)}：${valueName(limit)}`) } : {}),
      keeps: isKeeper(scope, row.division),
      server: studio.standing,
      ...(refused === undefined ? {} : { refused }),
    }
  })
}

function presentStream(stream: store.StreamRow, rule: string) {
  const { id, state, audience, began_at, keep_until, dropped_at } = stream
  return {
    id,
    state,
    stateName: STREAM_STATES[state],
    audience,
    ...(began_at ? { beganAt: began_at.toISOString() } : {}),
    ...(keep_until && began_at ? { keptUntil: keep_until, keptBy: rule } : {}),
    dropped: dropped_at !== null,
  }
}

/** What screens in the village show without a login: only what the village opened to everyone, names in part. */
function openTo({ db }: App, county: string, division: string) {
  return db.read(county, async (tx) => {
    const stream = await store.openIn(tx, division)
    const meeting = stream && (await findMeeting(tx, stream.meeting))
    if (!stream || !meeting || stream.state === 'ended') return {}
    const asked = (await requestsOf(tx, meeting.id)).findLast(({ state }) => state === 'taken')
    const poll = (await pollsOf(tx, meeting.id, undefined)).find(({ state }) => state === 'open')
    return {
      meeting: {
        id: stream.id,
        title: meeting.title,
        bodyName: bodyOf(meeting.body).name,
        state: stream.state,
        ...(asked ? { asked: { name: maskName(asked.name), words: asked.words || '正在发言' } } : {}),
        ...(poll ? { poll: presentPoll(poll) } : {}),
      },
    }
  })
}

const presentPoll = ({ id, n, question, options, counts }: Awaited<ReturnType<typeof pollsOf>>[number]) => ({
  id,
  n,
  question,
  options: options.map((text, index) => ({ text, count: counts[index] ?? 0 })),
  answered: counts.reduce((sum, count) => sum + count, 0),
  open: true,
  says: POLL_SAYS,
})

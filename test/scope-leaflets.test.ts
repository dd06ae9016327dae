import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { CAST, readerOf, type Reader } from './oracle.ts'
import { openWorld, type Who, type World } from './world.ts'

/** The rows `leaflets.*` of proven.ts: who prints for which villages, and who speaks for one. */

let world: World
let readers: Reader[]
beforeAll(async () => {
  world = await openWorld()
  readers = await Promise.all(
    [...CAST, ['张军利', 'village-director'] as const].map((who) => readerOf(world, who)),
  )
})

const PUBLISHES = ['village-secretary', 'village-director']
const PRINTS = [...PUBLISHES, 'town-affairs', 'town-dispatcher', 'county-dispatcher', 'county-leader']
const MONTH = '2026-10'
const ask = async (who: Who, method: 'GET' | 'POST', url: string, body?: object, key = newId()) =>
  (await world.ask(who, method, url, body, key)) as unknown as {
    status: number
    body: { id: string; rows: { division: string }[]; subscribers: object[] } & { id: string }[]
  }

describe('leaflets', () => {
  const village = '610114006205'
  const order = (who: Who, area: string, key = newId()) =>
    ask(
      who,
      'POST',
      '/api/leaflets/jobs',
      { month: MONTH, kind: 'leaflet', paper: 'A4', format: 'pdf', area },
      key,
    )

  it('are printed by posts that may, for villages of their area', async () => {
    const sheet = `division=${village}&month=${MONTH}&kind=leaflet`
    for (const { who, post } of readers) {
      const may = post !== undefined && PRINTS.includes(post.role)
      const isOver = may && village.startsWith(post.division)
      const listed = await ask(who, 'GET', `/api/leaflets/villages?month=${MONTH}`)
      expect([who, listed.status]).toEqual([who, may ? 200 : 403])
      if (may) expect(listed.body.rows.every(({ division }) => division.startsWith(post.division))).toBe(true)
      for (const url of [
        `/api/leaflets/preview?${sheet}`,
        `/api/leaflets/file?${sheet}&paper=A4&format=docx`,
        `/api/leaflets/words?division=${village}&month=${MONTH}`,
      ])
        expect([who, url, (await ask(who, 'GET', url)).status]).toEqual([who, url, isOver ? 200 : 403])
      expect([who, (await order(who, village)).status]).toEqual([who, isOver ? 200 : 403])
      const above = await order(who, '610114')
      expect([who, above.status]).toEqual([who, may && post.division === '610114' ? 200 : 403])
    }
  })

  it('of a street are seen and fetched by its area, and stopped by who ordered them', async () => {
    const key = newId()
    await order(['陈晓东', 'town-dispatcher'], '610114006', key)
    for (const { who, post } of readers) {
      const may = post !== undefined && PRINTS.includes(post.role)
      const isOver = may && '610114006'.startsWith(post.division)
      const jobs = await ask(who, 'GET', '/api/leaflets/jobs')
      expect([who, jobs.status]).toEqual([who, may ? 200 : 403])
      if (may) expect([who, jobs.body.some(({ id }) => id === key)]).toEqual([who, isOver])
      // Not made yet: who may fetch it is told so.
      const file = await ask(who, 'GET', `/api/leaflets/jobs/${key}/file?as=zip`)
      expect([who, file.status]).toEqual([who, isOver ? 409 : may ? 404 : 403])
      if (who[0] === '陈晓东') continue
      const stopped = await ask(who, 'POST', `/api/leaflets/jobs/${key}/cancel`)
      expect([who, stopped.status]).toEqual([who, isOver ? 403 : may ? 404 : 403])
    }
  })

  it('are told and read out by the village itself, and only it knows who asked for the digest', async () => {
    const { person } = await world.scope('刘桂兰')
    for (const { who, post } of readers) {
      const isOwn = post !== undefined && PUBLISHES.includes(post.role) && post.division === village
      const said = await ask(who, 'POST', '/api/leaflets/announcements', {
        division: village,
        month: MONTH,
        channel: 'loudspeaker',
        words: '各位村民请注意',
      })
      expect([who, said.status]).toEqual([who, isOwn ? 200 : 403])
      const added = await ask(who, 'POST', '/api/leaflets/subscribers', { person })
      expect([who, added.status]).toEqual([who, isOwn ? 200 : 403])
      const ended = await ask(who, 'POST', `/api/leaflets/subscribers/${newId()}/end`)
      expect([who, ended.status]).toEqual([who, isOwn ? 404 : 403])
      const words = await ask(who, 'GET', `/api/leaflets/words?division=${village}&month=${MONTH}`)
      if (words.status === 200 && !isOwn) expect([who, words.body.subscribers]).toEqual([who, []])
    }
  })
})

import exceljs from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#contract/index.ts'
import type { Route } from '#contract/route.ts'
import { seesMatter } from '#server/modules/matters/index.ts'
import { newId } from '#server/core/ids.ts'
import { dateOf } from '#practice/kit/index.ts'
import { mondayOf } from '#server/modules/briefs/rules.ts'
import {
  asks,
  CAST,
  LISTS,
  mayKeep,
  mayKnow,
  mayLook,
  mayName,
  mayRead,
  readerOf,
  rowsOf,
  sample,
  type Reader,
  type Row,
} from './oracle.ts'
import { PROVEN } from './proven.ts'
import { openWorld, type Who, type World } from './world.ts'

/**
 * Every route is asked as everyone and must agree. A route without a row here fails the test.
 */

let world: World
let rows: Row[]
let readers: Reader[]

beforeAll(async () => {
  world = await openWorld()
  rows = await rowsOf(world)
  readers = await Promise.all(CAST.map((who) => readerOf(world, who)))
})

async function listed(who: Who, query: string): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, body } = (await world.ask(
      who,
      'GET',
      `/api/matters?limit=100&${query}${cursor ? `&cursor=${cursor}` : ''}`,
    )) as unknown as {
      status: number
      body: { rows: { id: string }[]; next: string | null }
    }
    expect(status).toBe(200)
    ids.push(...body.rows.map(({ id }) => id))
    cursor = body.next
  }
  return ids
}
const idsOf = (some: Row[]) => some.map(({ id }) => id).toSorted()
const each = async (check: (reader: Reader) => Promise<void>) => {
  for (const reader of readers) await check(reader)
}

const routes = Object.entries(contract).flatMap(([noun, list]) =>
  Object.entries(list).map(([name, route]) => [`${noun}.${name}`, route as Route] as const),
)

describe('every route', () => {
  it('has its row here', () => {
    expect(routes.map(([name]) => name).toSorted()).toEqual(Object.keys(PROVEN).toSorted())
  })

  it.each(routes.filter(([, { access }]) => access !== 'public'))(
    '%s refuses whoever is not signed in',
    async (_, { method, path }) => {
      const { status } = await world.ask(
        undefined,
        method,
        path.replace(':id', newId()),
        method === 'GET' ? undefined : {},
      )
      // Shape is checked before the person is known; neither answer tells anything.
      expect([401, 404, 422]).toContain(status)
    },
  )

  it.each(routes.filter(([name]) => PROVEN[name] === 'public'))(
    '%s is public by its contract',
    (_, { access }) => {
      expect(access).toBe('public')
    },
  )
})

describe('lists', () => {
  it.each(Object.keys(LISTS) as (keyof typeof LISTS)[])(
    'view=%s holds exactly what the oracle says',
    async (view) => {
      await each(async (reader) => {
        const expected = idsOf(rows.filter((row) => LISTS[view](reader, row)))
        expect([reader.who, (await listed(reader.who, `view=${view}`)).toSorted()]).toEqual([
          reader.who,
          expected,
        ])
        expect([reader.who, (await listed(reader.who, `view=${view}&sort=due`)).toSorted()]).toEqual([
          reader.who,
          expected,
        ])
      })
    },
  )

  it('narrow to a foreign division without widening to it', async () => {
    await each(async (reader) => {
      for (const division of ['610114006', '610114007', '610114006205', '610114006206']) {
        const inside = rows.filter((row) => row.division.startsWith(division) && LISTS.post(reader, row))
        expect([reader.who, division, (await listed(reader.who, `division=${division}`)).toSorted()]).toEqual(
          [reader.who, division, idsOf(inside)],
        )
      }
    })
  })

  it('count in queues what they list', async () => {
    await each(async (reader) => {
      const { body } = (await world.ask(reader.who, 'GET', '/api/matters/queues')) as unknown as {
        body: Record<string, number>
      }
      for (const [queue, count] of Object.entries(body))
        expect([reader.who, queue, (await listed(reader.who, `queue=${queue}`)).length]).toEqual([
          reader.who,
          queue,
          count,
        ])
      const attention = (await world.ask(reader.who, 'GET', '/api/matters/attention')) as unknown as {
        body: { all: number }
      }
      expect([reader.who, (await listed(reader.who, 'queue=attention')).length]).toEqual([
        reader.who,
        attention.body.all,
      ])
      expect([reader.who, body['open']]).toEqual([
        reader.who,
        rows.filter((row) => !row.ended && LISTS.post(reader, row)).length,
      ])
    })
  })

  it('draw on the map, and write to Excel, the same rows', async () => {
    await each(async (reader) => {
      const own = rows.filter((row) => LISTS.post(reader, row))
      const { body } = (await world.ask(reader.who, 'GET', '/api/matters/points')) as unknown as {
        body: { points: { id: string }[] }
      }
      expect([reader.who, body.points.map(({ id }) => id).toSorted()]).toEqual([
        reader.who,
        idsOf(own.filter(({ ended, point }) => !ended && point)),
      ])
    })
    for (const reader of readers.filter(
      ({ post }) => post && ['town-dispatcher', 'handler'].includes(post.role),
    )) {
      const answer = await exported(reader.who)
      expect([reader.who, answer.toSorted()]).toEqual([
        reader.who,
        rows
          .filter((row) => LISTS.post(reader, row))
          .map(({ number }) => number)
          .toSorted(),
      ])
    }
    expect((await world.ask('刘桂兰', 'GET', '/api/matters?file=xlsx')).status).toBe(403)
  })
})

async function exported(who: Who): Promise<string[]> {
  const [name, role] = typeof who === 'string' ? [who] : who
  const { person, post } = await world.scope(name, role)
  const { openSession } = await import('#server/modules/session/index.ts')
  const { token } = await openSession(world.services, world.county, person, post?.id)
  const answer = await world.http.inject({
    url: '/api/matters?file=xlsx',
    headers: { authorization: `Bearer ${token}` },
  })
  const book = new exceljs.Workbook()
  await book.xlsx.load(new Uint8Array(answer.rawPayload).buffer)
  const sheet = book.worksheets[0]
  return (sheet?.getColumn(1).values ?? []).slice(3).map(String)
}

describe('one matter', () => {
  it('is shown, followed by the stream, and acted on only by whom the oracle admits', async () => {
    await each(async (reader) => {
      for (const row of sample(rows, reader)) {
        const { status, body } = (await world.ask(
          reader.who,
          'GET',
          `/api/matters/${row.id}`,
        )) as unknown as { status: number; body: { children?: { id: string }[] } }
        expect([reader.who, row.number, status]).toEqual([
          reader.who,
          row.number,
          mayRead(reader, row) ? 200 : 404,
        ])
        const acted = await world.ask(reader.who, 'POST', `/api/matters/${row.id}/actions`, {
          action: 'nothing',
          answers: {},
        })
        if (!mayRead(reader, row) && !mayKnow(reader, row))
          expect([reader.who, row.number, acted.status]).toEqual([reader.who, row.number, 404])
        expect([reader.who, row.number, acted.status >= 400]).toEqual([reader.who, row.number, true])
        expect(body).toBeDefined()
      }
    })
  })

  it('leaves the house as a dossier only by posts that export, and what they only watch does not', async () => {
    const exports = ['village-secretary', 'town-dispatcher', 'handler', 'county-dispatcher']
    await each(async (reader) => {
      const { post } = reader
      for (const row of sample(rows, reader).filter((_, n) => n % 4 === 0)) {
        const { status } = await world.ask(reader.who, 'GET', `/api/matters/${row.id}/dossier`)
        const isUnnamed = (row.flow === 'disclosure-question' && !asks(reader, row)) || !mayName(reader, row)
        const expected =
          !post || !exports.includes(post.role)
            ? 403
            : !mayRead(reader, row)
              ? 404
              : mayKeep(reader, row) && !isUnnamed
                ? 200
                : 403
        expect([reader.who, row.number, status]).toEqual([reader.who, row.number, expected])
      }
    })
  })

  it('is streamed only to those who may see it', async () => {
    for (const { who } of readers) {
      const [name, role] = typeof who === 'string' ? [who] : who
      const scope = await world.scope(name, role)
      const reader = readers.find((one) => one.who === who)
      for (const row of rows)
        if (reader && seesMatter(scope, { ...row, county: world.county }))
          expect([who, row.number, mayRead(reader, row)]).toEqual([who, row.number, true])
    }
  })

  it('lends its pictures only to those who may see it', async () => {
    const carried = rows.filter(({ files }) => files.length > 0)
    await each(async (reader) => {
      for (const row of sample(carried, reader).slice(0, 12)) {
        const { status } = await world.ask(reader.who, 'GET', `/api/files/${row.files[0]}?size=small`)
        const may = carried.some(
          (other) => other.files.includes(row.files[0] ?? '') && mayLook(reader, other),
        )
        expect([reader.who, row.number, status]).toEqual([reader.who, row.number, may ? 200 : 404])
      }
    })
  })

  it('is not found by likeness when confidential', async () => {
    const { body } = (await world.ask(
      '刘桂兰',
      'GET',
      '/api/matters/similar?item=0802&lng=109.35&lat=34.65',
    )) as unknown as { body: unknown[] }
    expect(body).toEqual([])
    const secret = rows.find(({ confidential }) => confidential)
    expect(secret).toBeDefined()
    expect((await world.ask('刘桂兰', 'POST', `/api/matters/${secret?.id}/follow`)).status).toBe(404)
  })

  it('bulk acts tell nothing of what may not be seen', async () => {
    const foreign = rows.filter(({ division }) => division.startsWith('610114006')).slice(0, 5)
    const { body } = (await world.ask(['贺文', 'town-dispatcher'], 'POST', '/api/matters/actions', {
      ids: foreign.map(({ id }) => id),
      action: 'dispatch',
      answers: { unit: 'department-water' },
    })) as unknown as { body: { refused?: string }[] }
    expect(new Set(body.map(({ refused }) => refused))).toEqual(
      new Set(['没有找到这个事项，可能已经撤回，或者不在您能看的范围里']),
    )
  })
})

describe('people', () => {
  it('are found only in the village of the post', async () => {
    const find = async (who: Who) =>
      (await world.ask(who, 'GET', `/api/people?name=${encodeURIComponent('刘桂兰')}`)) as unknown as {
        status: number
        body: unknown[]
      }
    expect((await find(['李会芳', 'village-agent'])).body).toHaveLength(1)
    expect((await find(['孙海龙', 'grid-worker'])).body).toHaveLength(0)
    expect((await find(['郭涛', 'handler'])).status).toBe(403)
    expect((await find('刘桂兰')).status).toBe(403)
  })

  it('are spoken for only by those who may', async () => {
    const { person } = await world.scope('刘桂兰')
    const body = {
      flow: 'grid-event',
      action: 'report',
      division: world.village,
      answers: { words: '路灯坏了' },
      behalf: { person, name: '刘桂兰', consent: 'phone' },
    }
    expect((await world.ask(['孙海龙', 'grid-worker'], 'POST', '/api/matters', body)).status).toBe(422)
    expect((await world.ask('张麦香', 'POST', '/api/matters', body)).status).toBe(403)
    expect((await world.ask(['赵春燕', 'grid-worker'], 'POST', '/api/matters', body)).status).toBe(200)
  })

  it('do not take posts that are not theirs', async () => {
    const { post } = await world.scope('陈晓东', 'town-dispatcher')
    expect(
      (await world.ask('张麦香', 'PUT', '/api/session/post', { post: post?.id })).status,
    ).toBeGreaterThanOrEqual(400)
  })

  it('do not remove the views of others', async () => {
    const saved = (await world.ask(['陈晓东', 'town-dispatcher'], 'POST', '/api/views', {
      name: '我的超期',
      search: 'queue=overdue',
    })) as unknown as { body: { id: string } }
    expect(
      (await world.ask(['马丽', 'town-dispatcher'], 'DELETE', `/api/views/${saved.body.id}`)).status,
    ).toBeGreaterThanOrEqual(204)
    const { body } = (await world.ask(['陈晓东', 'town-dispatcher'], 'GET', '/api/views')) as unknown as {
      body: { id: string }[]
    }
    expect(body.map(({ id }) => id)).toContain(saved.body.id)
  })

  it('see briefs only from posts that may, and of their own area and below', async () => {
    const secretary = ['王建国', 'village-secretary'] as const
    for (const who of ['刘桂兰', ['郭涛', 'handler'], ['赵春燕', 'grid-worker']] as const)
      expect([who, (await world.ask(who, 'GET', '/api/briefs')).status]).toEqual([who, 403])
    const weekOn = mondayOf(dateOf(new Date()))
    const open = async (who: Who) =>
      (await world.ask(who, 'POST', '/api/briefs', { weekOn })) as unknown as {
        body: { id: string; rev: number }
      }
    const { body: own } = await open(secretary)
    const { body: above } = await open(['陈晓东', 'town-dispatcher'])
    const foreign: [who: Who, id: string][] = [
      [secretary, above.id],
      [['贺文', 'town-dispatcher'], own.id],
      [['贺文', 'town-dispatcher'], above.id],
      // A draft is nobody's above until it is sent.
      [['陈晓东', 'town-dispatcher'], own.id],
    ]
    for (const [who, id] of foreign) {
      const { rev } = id === own.id ? own : above
      const asked = [
        await world.ask(who, 'GET', `/api/briefs/${id}`),
        await world.ask(who, 'GET', `/api/briefs/${id}/document`),
        await world.ask(who, 'POST', `/api/briefs/${id}/numbers`, { rev }),
        await world.ask(who, 'POST', `/api/briefs/${id}/changes`, {
          rev,
          change: { kind: 'remove', sentence: 'flow' },
        }),
        await world.ask(who, 'POST', `/api/briefs/${id}/signature`, { rev }),
        await world.ask(who, 'POST', `/api/briefs/${id}/sending`),
        await world.ask(who, 'POST', `/api/briefs/${id}/return`, { reason: '不归我管' }),
        await world.ask(who, 'POST', `/api/briefs/${id}/versions`),
      ]
      expect([who, asked.map(({ status }) => status)]).toEqual([who, asked.map(() => 404)])
    }
  })

  it('see the wall only from posts that may', async () => {
    expect((await world.ask('刘桂兰', 'GET', '/api/wall')).status).toBe(403)
    expect((await world.ask(['郭涛', 'handler'], 'GET', '/api/wall')).status).toBe(403)
    // A street looks down from its own place, never up.
    const town = ['陈晓东', 'town-dispatcher'] as const
    expect((await world.ask(town, 'GET', '/api/wall?division=610114')).status).toBe(403)
  })
})

describe('the database itself', () => {
  it('shows a transaction of one county nothing of another', async () => {
    const seen = await world.services.db.read('610115', (tx) =>
      tx.first<{ n: number }>('select count(*)::int as n from matters'),
    )
    expect(seen?.n).toBe(0)
  })

  it('writes into no other county', async () => {
    const write = world.services.db.inCounty('610115', (tx) =>
      tx.rows(
        `insert into saved_views (county, id, person, name, search) values ('610114', $1, $1, 'x', '')`,
        [newId()],
      ),
    )
    await expect(write).rejects.toThrow(/row-level security/)
  })
})

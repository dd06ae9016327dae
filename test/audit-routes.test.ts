import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#contract/index.ts'
import type { Route } from '#contract/route.ts'
import { newId } from '#server/core/ids.ts'
import { nameOfRoute } from '#server/modules/audit/present.ts'
import { actingIn, CENTRE, DISPATCHER, DRAIN, WATER } from './acting.ts'
import { logOf } from './audit.ts'
import { PRESENT, votingAt } from './ballot.ts'
import { actingAt, ELECT, keeperMeeting, resolvedAt } from './meeting.ts'
import { deskOf } from './publishing.ts'
import { openWorld, type Answer, type Who, type World } from './world.ts'

/**
 * Nothing is changed without a row in the audit log. Every route that may change something or shows what is personal is
 * refused once, and must have its row; then people work for a while, and a trigger on every table tells which calls
 * changed anything: each must have its row in one of the transactions that did.
 */

let world: World
beforeAll(async () => {
  world = await openWorld()
})

type Operation = { operationId?: string }

/** Every route of the server that can leave a row, those that follow from flows included. */
function traced(): { name: string; method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string }[] {
  const { paths = {} } = world.http.swagger() as { paths?: Record<string, Record<string, Operation>> }
  const leaves = (name: string, method: string) => {
    const [noun = '', key = ''] = name.split('.')
    const routes: Record<string, Record<string, Route>> = contract
    const trace = routes[noun]?.[key]?.trace
    return trace !== 'never' && (method !== 'get' || trace === 'personal')
  }
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method, { operationId = '' }]) => leaves(operationId, method))
      .map(([method, { operationId = '' }]) => ({
        name: operationId,
        // The server has no others.
        method: method.toUpperCase() as 'GET',
        path: path.replaceAll(/\{(\w+)\}/g, (_, key: string) => exampleOf(key)),
      })),
  )
}

const exampleOf = (key: string) =>
  ({
    division: '610114006205',
    code: 'ABCD-EFGH-JKMN',
    kind: 'roll',
    step: 'propose',
    n: '1',
    format: 'json',
  })[key] ?? newId()

/** The only routes that change something without a row, each with its reason beside it in the contract. */
const NEVER = ['ballots.cast', 'devices.report']

describe('every route', () => {
  it('leaves a row, but for those two', () => {
    const never = Object.entries(contract).flatMap(([noun, routes]) =>
      Object.entries(routes as Record<string, Route>)
        .filter(([, { trace }]) => trace === 'never')
        .map(([name]) => `${noun}.${name}`),
    )
    expect(never.toSorted()).toEqual(NEVER)
  })

  it('leaves a row of each person’s refusals, however many another behind the same address had', async () => {
    const ask = (who: Who) => world.ask(who, 'GET', '/api/audit')
    for (let n = 0; n < 31; n++) await ask(['王建国', 'village-secretary'])
    expect((await ask(['张军利', 'village-director'])).status).toBe(403)
    const { person } = await world.scope('张军利', 'village-director')
    const [row] = await logOf(world, { route: 'audit.search' })
    expect(row).toMatchObject({ person, outcome: 'refused', status: 403 })
  })

  it('leaves a row when it is refused', async () => {
    const routes = traced()
    expect(routes.length).toBeGreaterThan(120)
    const missing: string[] = []
    for (const { name, method, path } of routes) {
      const { status } = await world.ask(undefined, method, path, method === 'GET' ? undefined : {})
      const [row] = await logOf(world, { route: name })
      if (status < 400 || row?.status !== status || row.outcome !== 'refused')
        missing.push(`${name} ${status}`)
    }
    // Nobody need be signed in to say they have none: it signs nobody in, and is done.
    expect(missing).toEqual([])
  })

  it('has words in the log', () => {
    for (const { name } of traced()) expect([name, nameOfRoute(name)]).not.toEqual([name, name])
  })
})

describe('every change', () => {
  it('is committed together with its row', async () => {
    await watchTables()
    const watched = watching()
    await work(watched.world)
    expect(watched.bare).toEqual([])
    // Enough of the house was in it to mean something.
    expect([...watched.changed].toSorted().join(' ')).toMatch(
      /entries.*meetings.*publications.*saved_views.*votes/,
    )
  })
})

/** A day of the village in calls that change something. */
async function work(of: World): Promise<void> {
  const acting = actingIn(of)
  const id = await acting.report({ words: DRAIN, item: '0402', privacy: 'open' })
  await acting.must(DISPATCHER, id, 'dispatch', { unit: 'department-water', advice: '请今天去看' })
  await acting.must(WATER, id, 'accept')
  await acting.must(WATER, id, 'contact', { contactWay: 'phone', contactResult: '说好下午去看' })
  await of.ask('张麦香', 'POST', `/api/matters/${id}/follow`)
  await of.ask(DISPATCHER, 'POST', '/api/matters/actions', {
    ids: [await acting.report(), await acting.report()],
    action: 'dispatch',
    answers: { unit: 'department-water' },
  })
  const saved = (await of.ask(CENTRE, 'POST', '/api/views', { name: '超期', search: 'queue=overdue' }))
    .body as {
    id: string
  }
  await of.ask(CENTRE, 'DELETE', `/api/views/${saved.id}`)
  await of.ask('刘桂兰', 'POST', '/api/notices/read')
  await of.ask(CENTRE, 'POST', '/api/broadcasts', {
    division: '610114',
    level: 'emergency',
    text: '今晚有大雨',
  })
  await of.ask(['李会芳', 'village-agent'], 'PUT', '/api/session/post', { post: null })
  const published = await deskOf(of).published('审计')
  await of.ask('刘桂兰', 'POST', `/api/publications/${published.id}/questions`, { words: '这笔是什么钱' })
  await resolvedAt(of, actingAt(of))
  await keeperMeeting(actingAt(of), [ELECT])
  const voting = votingAt(of)
  const { motion, modulus } = await voting.hall(PRESENT)
  await voting.ticket('刘桂兰', motion, modulus)
}

/** Every table notes the transaction of whatever is written into it. */
async function watchTables(): Promise<void> {
  await world.services.db.asOwner(async (tx) => {
    await tx.rows('create table watched (tx xid8, name text, primary key (tx, name))')
    await tx.rows(
      `create function watch() returns trigger language plpgsql security definer as
       'begin insert into public.watched values (pg_current_xact_id(), tg_table_name) on conflict do nothing; return null; end'`,
    )
    await tx.rows(
      `do $do$ declare name text; begin
         for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
           and relname not in ('watched', 'audit_seals') and relname not like 'kysely%'
         loop execute format('create trigger zz_watch after insert or update or delete on %I for each statement execute function watch()', name);
         end loop; end $do$`,
    )
  })
}

/** The world, looking after each call whether what it changed left a row; and which tables were changed in all. */
function watching(): { world: World; bare: string[]; changed: Set<string> } {
  const bare: string[] = []
  const changed = new Set<string>()
  const ask: World['ask'] = async (who, method, url, body, key): Promise<Answer> => {
    const answer = await world.ask(who, method, url, body, key)
    const rows = await world.services.db.asOwner(async (tx) => {
      const found = await tx.rows<{ name: string; rows: number }>(
        `select w.name, (select count(*)::int from audit_rows a where a.tx in (select tx from watched)) as rows from watched w`,
      )
      await tx.rows('truncate watched')
      return found
    })
    // A session made by the test itself, not by a call.
    const tables = rows
      .map(({ name }) => name)
      .filter((name) => name !== 'sessions' || url.includes('session'))
    for (const name of tables) changed.add(name)
    if (tables.length > 0 && rows[0]?.rows === 0) bare.push(`${method} ${url} changed ${tables.join(', ')}`)
    return answer
  }
  return { world: { ...world, ask }, bare, changed }
}

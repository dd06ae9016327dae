import { expect } from 'vitest'
import type { Content } from '#practice/disclosure/content.ts'
import { TABLES } from '#practice/disclosure/columns.ts'
import { addDuty } from '#server/modules/disclosure/index.ts'
import { openSession } from '#server/modules/session/index.ts'
import type { Who, World } from './world.ts'

/** How 老寨村 publishes, for tests: who does what, and a whole way from the first line to the wall. */

export const ACCOUNTANT = ['杨林', 'village-accountant'] as const satisfies Who
export const SUPERVISOR = ['屈建文', 'village-supervisor'] as const satisfies Who
export const SECRETARY = ['王建国', 'village-secretary'] as const satisfies Who
export const DIRECTOR = ['张军利', 'village-director'] as const satisfies Who
export const TOWN = ['薛静', 'town-affairs'] as const satisfies Who
/** Something that happened once, long enough ago for any test to publish it. */
export const HAPPENED_ON = '2026-01-05'

/** Whatever an answer about publications may hold; the contract says which holds what. */
export type Body = {
  id: string
  rev: number
  title: string
  state: string
  version: number
  code: string
  faults: { row?: number; column?: string; sentence: string; warning?: true }[]
  fields?: Record<string, string>
  changed?: { by: string }
  versions: { title: string; content: Content; code: string; reason?: string; version: number }[]
  steps: { action: string; reason?: string }[]
  questions: { words: string; answers: { words: string }[]; wrong: boolean; line?: number }[]
  rows: Body[]
  sound: boolean
  says: string
  total: number
  checked: number
  broken: { title: string; version: number; says: string }[]
  content: Content
  matter: string
  can: { action: string; refused?: string }[]
}
export type Told = { status: number; body: Body; headers: Record<string, unknown> }

/** Lines of spending, in fen. */
export const spending = (...lines: [what: string, expense: number, remark?: string][]): Content => ({
  columns: TABLES.expense,
  rows: lines.map(([what, expense, remark]) => ({
    cells: { on: HAPPENED_ON, what, expense, ...(remark ? { remark } : {}) },
  })),
})

/** The village's desk as tests press it. */
export function deskOf(world: World) {
  const ask = async (
    who: Who | undefined,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: object,
    key?: string,
  ): Promise<Told> => await world.ask(who, method, url, body, key)

  /** A duty of its own for each test, with a begun draft. */
  async function begun(reason: string, code = 'F26'): Promise<{ id: string; rev: number }> {
    const scope = await world.scope('杨林', 'village-accountant')
    const asked = { division: world.village, item: code, on: HAPPENED_ON, reason }
    const { division, item, period, n } = await addDuty(world.services, scope, asked)
    const { status, body } = await ask(ACCOUNTANT, 'POST', '/api/publications', { division, item, period, n })
    expect([status, body.title]).toEqual([200, undefined])
    return body
  }

  const save = (id: string, rev: number, content: Content, who: Who = ACCOUNTANT, title = '专项支出') =>
    ask(who, 'PUT', `/api/publications/${id}/draft`, { rev, title, content })
  const revOf = async (id: string) => (await ask(ACCOUNTANT, 'GET', `/api/publications/${id}/draft`)).body.rev
  const step = async (who: Who, id: string, action: string, more: object = {}, key?: string) =>
    ask(who, 'POST', `/api/publications/${id}/steps`, { action, rev: await revOf(id), ...more }, key)

  async function must(who: Who, id: string, action: string, more: object = {}): Promise<Body> {
    const { status, body } = await step(who, id, action, more)
    expect([action, status, body.title]).toEqual([action, 200, undefined])
    return body
  }

  async function passed(id: string): Promise<Body> {
    await must(ACCOUNTANT, id, 'submit')
    await must(SUPERVISOR, id, 'review')
    await must(SECRETARY, id, 'approve-party')
    await must(DIRECTOR, id, 'approve-committee')
    return must(DIRECTOR, id, 'publish')
  }

  async function published(reason: string, content = spending(['清渠', 120_000])): Promise<Body> {
    const { id, rev } = await begun(reason)
    await save(id, rev, content)
    return passed(id)
  }

  const show = (id: string, who?: Who) => ask(who, 'GET', `/api/publications/${id}`)

  /** A sheet as the accountant's browser sends it. */
  async function upload(id: string, bytes: Buffer, query = ''): Promise<{ status: number; body: Body }> {
    const { person, post } = await world.scope('杨林', 'village-accountant')
    const { token } = await openSession(world.services, world.county, person, post?.id)
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)]), 'a.xlsx')
    const request = new Request('http://x', { method: 'POST', body: form })
    const answer = await world.http.inject({
      method: 'POST',
      url: `/api/publications/${id}/sheet${query}`,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': request.headers.get('content-type') ?? '',
      },
      payload: Buffer.from(await request.arrayBuffer()),
    })
    return { status: answer.statusCode, body: answer.json<Body>() }
  }

  return { ask, begun, save, revOf, step, must, passed, published, show, upload }
}

/** What somebody with the machine can do: statements with the guards of the tables taken away. */
export async function tamper(
  { services }: World,
  ...statements: [sql: string, values: readonly unknown[]][]
): Promise<void> {
  await services.db.asOwner(async (tx) => {
    await tx.rows('set local session_replication_role = replica')
    for (const [sql, values] of statements) await tx.rows(sql, values)
  })
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { RoleId } from '#contract/roles.ts'
import type { Column, ColumnKind, Content } from '#practice/disclosure/content.ts'
import { TABLES, type TableId } from '#practice/disclosure/columns.ts'
import { dateOf } from '#practice/kit/index.ts'
import { makeDuties } from '#server/modules/disclosure/index.ts'
import { loadPack } from '#server/modules/packs/index.ts'
import { percentile } from './figures.ts'
import type { House } from './house.ts'
import { openLine, type Line } from './line.ts'
import { addPerson, COUNTY, STREET, type Speaker } from './people.ts'
import { newKey } from './reports.ts'

/** Villages that publish: as many as a county has, each with the four people who write, review and decide. */

export type Desk = {
  village: string
  accountant: Speaker
  supervisor: Speaker
  secretary: Speaker
  director: Speaker
}
export type DutyOf = { village: string; item: string; period: string; n: number; template: TableId }

/** Yanliang with so many villages: those it has, and ours where it has fewer. Answers with their codes. */
export async function settleVillages({ services }: House, count: number): Promise<string[]> {
  await loadPack(services, 'yanliang')
  return services.db.asOwner(async (tx) => {
    await tx.rows(
      `insert into divisions (county, code, level, name, parent)
       select $1, $2 || lpad((500 + n)::text, 3, '0'), 'village', '测' || n || '村', $2 from generate_series(1, $3) as n
       where n > 0 on conflict do nothing`,
      [COUNTY, STREET, Math.max(0, count - 105)],
    )
    const rows = await tx.rows<{ code: string }>(
      `select code from divisions where county = $1 and level = 'village' order by code limit $2`,
      [COUNTY, count],
    )
    return rows.map(({ code }) => code)
  })
}

/** The people of each village, signed in. */
export async function desksOf({ services }: House, villages: readonly string[]): Promise<Desk[]> {
  const desks: Desk[] = []
  for (const village of villages) {
    const of = (role: RoleId) => addPerson(services, role, { role, division: village })
    desks.push({
      village,
      accountant: await of('village-accountant'),
      supervisor: await of('village-supervisor'),
      secretary: await of('village-secretary'),
      director: await of('village-director'),
    })
  }
  return desks
}

/** So many duties that are due about now, as evenly over the villages as there are some. */
export async function dutiesDue(
  { services }: House,
  villages: readonly string[],
  count: number,
): Promise<DutyOf[]> {
  const today = dateOf(new Date())
  await makeDuties(services, COUNTY, { from: `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`, villages })
  return services.db.asOwner((tx) =>
    tx.rows<DutyOf>(
      `select division as village, item, period, n, template from (
         select d.*, i.details ->> 'template' as template,
           row_number() over (partition by d.division order by d.due_on desc, d.item) as turn
         from disclosure_duties d join catalogue_items i on i.county = d.county and i.catalogue = 'disclosure-items'
           and i.code = d.item and i.starts_on = d.item_on
         where d.county = $1 and d.division = any($2) and d.due_on <= current_date) as due
       order by turn, village limit $3`,
      [COUNTY, villages, count],
    ),
  )
}

const LINES = 12
const SAMPLES: Readonly<Record<ColumnKind, string | number | null>> = {
  text: '北斗渠清淤，人工和机械，见凭证',
  money: 123_450,
  number: 3,
  date: '2026-01-05',
  person: '王守业',
  idNumber: null,
  phone: '029-86801234',
  account: null,
  voucher: 'A-12',
}

/** A page as long as an ordinary village has in a month, every cell filled. */
function contentOf(template: TableId): Content {
  const columns: readonly Column[] = TABLES[template]
  const cells = Object.fromEntries(columns.map(({ id, kind }) => [id, SAMPLES[kind]]))
  return { columns, rows: Array.from({ length: LINES }, () => ({ cells })), remark: '凭证贴在公开栏。' }
}

export type Publishing = { published: number; perSecond: number; p95Ms: number; latencies: number[] }

/**
 * Publishes the duties through HTTP, each from its empty draft to the wall in seven calls by four people, on so many
 * connections; with a `rate` so many are begun a second, as far as the connections carry them. Throws at the first answer
 * that is not a 200.
 */
export async function publishAll(
  port: number,
  desks: ReadonlyMap<string, Desk>,
  duties: readonly DutyOf[],
  connections: number,
  rate = Infinity,
): Promise<Publishing> {
  const latencies: number[] = []
  let next = 0
  const from = performance.now()
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(port)))
  await Promise.all(
    lines.map(async (line) => {
      for (let n = next++; n < duties.length; n = next++) {
        const wait = from + (n * 1000) / rate - performance.now()
        if (wait > 0) await sleep(wait)
        const duty = duties[n]
        if (!duty) return
        const desk = desks.get(duty.village)
        if (!desk) throw new Error(`nobody publishes for ${duty.village}`)
        await publishOne(line, desk, duty, latencies)
      }
    }),
  )
  for (const line of lines) line.close()
  const perSecond = duties.length / ((performance.now() - from) / 1000)
  return { published: duties.length, perSecond, p95Ms: percentile(latencies, 0.95), latencies }
}

async function publishOne(line: Line, desk: Desk, duty: DutyOf, latencies: number[]): Promise<void> {
  const tell = async (who: Speaker, method: 'POST' | 'PUT', path: string, body: object) => {
    const start = performance.now()
    const { status, text } = await line.ask(method, path, { token: who.token, key: newKey(), body })
    latencies.push(performance.now() - start)
    if (status !== 200) throw new Error(`${method} ${path} answered ${status}: ${text}`)
    return JSON.parse(text) as { id: string; rev: number }
  }
  const { village: division, item, period, n, template } = duty
  const { id, rev } = await tell(desk.accountant, 'POST', '/api/publications', { division, item, period, n })
  const draft = { rev, title: `${period} 公开`, content: contentOf(template) }
  let now = (await tell(desk.accountant, 'PUT', `/api/publications/${id}/draft`, draft)).rev
  const steps: [Speaker, string][] = [
    [desk.accountant, 'submit'],
    [desk.supervisor, 'review'],
    [desk.secretary, 'approve-party'],
    [desk.director, 'approve-committee'],
    [desk.director, 'publish'],
  ]
  for (const [who, action] of steps)
    now = (await tell(who, 'POST', `/api/publications/${id}/steps`, { action, rev: now })).rev
}

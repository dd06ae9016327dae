import type { Pack } from '#packs/index.ts'
import { GIVEN, SURNAMES } from '#db/county/names.ts'
import type { Draw } from '#db/village/random.ts'
import type { Column, Content, Row } from '#practice/disclosure/content.ts'
import type { KnownItem } from '#practice/disclosure/item.ts'
import { plusDays } from '#practice/disclosure/period.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import { itemsOf, type Items } from '#server/modules/disclosure/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { writePast, type PastPublication } from '#server/modules/publications/index.ts'
import type { Progress, Size } from './county.ts'
import { drawOf } from './county-plan.ts'
import * as store from './store.ts'

/** Of so many villages and communities Conghua counts its publications (seed 000). */
const VILLAGES = 100

type Kind = KnownItem['kind']
type Options = { now: Date; onProgress: Progress }

/**
 * Publishes what the county says it has published, kind by kind to the number at the size of the county and by its share
 * at smaller ones. A village that has published already is passed over, so that a run that was cut off goes on. Answers
 * how many were written.
 */
export async function seedPublications(
  services: Services,
  { code, demo }: Pack,
  size: Size,
  { now, onProgress }: Options,
): Promise<number> {
  const { publications } = demo
  if (!publications) return 0
  const county = await getCounty(services.db, code)
  const today = dateOf(now)
  const { items, people } = await services.db.read(code, async (tx) => ({
    items: await itemsOf(tx, today),
    people: await store.peopleByVillage(tx),
  }))
  // The village and the street of the small sizes are among them, so that all sizes count the same way.
  const nearness = (village: string) => (village === demo.village ? 0 : village.startsWith(demo.town) ? 1 : 2)
  const chosen = [...people.keys()]
    .toSorted((a, b) => nearness(a) - nearness(b) || a.localeCompare(b))
    .slice(0, VILLAGES)
  const area = size === 'county' ? code : demo[size]
  let written = 0
  for (const [index, division] of chosen.entries()) {
    const who = people.get(division)
    if (!division.startsWith(area) || !who) continue
    const past = pastOf(items.inForce, publications, { index, until: today, days: demo.days }, who)
    const place = county.placeName(division)
    written += await services.db.inCounty(code, async (tx) => {
      if (await store.hasPublished(tx, division)) return 0
      await writePast(tx, { division, place, reason: '演示：平台上线以来的公开' }, past)
      return past.length
    })
    onProgress('公开', index + 1, chosen.length)
  }
  // Whatever the planner learned while a village was half written says that the tables are empty; proving the chains by
  // that takes a hundred times as long.
  if (written > 0) await services.db.asOwner((tx) => tx.rows(`analyze ${PAST_TABLES.join(', ')}`))
  return written
}

const PAST_TABLES = ['publications', 'publication_versions', 'publication_steps', 'disclosure_duties']

/** The share of one village, oldest first: its part of each kind, spread over the days. */
function pastOf(
  items: Items['inForce'],
  publications: Readonly<Record<Kind, number>>,
  { index, until, days }: { index: number; until: string; days: number },
  [author = '', publisher = author]: readonly string[],
): PastPublication[] {
  const due = (Object.entries(publications) as [Kind, number][]).flatMap(([kind, total]) => {
    const ofKind = items.filter((item) => item.kind === kind)
    // What is left over of a division goes to the villages evenly, and adds up to the total.
    const count = Math.floor(((index + 1) * total) / VILLAGES) - Math.floor((index * total) / VILLAGES)
    return Array.from({ length: count }, (_, n) => ({
      item: ofKind[(n + index) % ofKind.length],
      day: Math.floor((n * days) / count),
    }))
  })
  const seen = new Map<string, number>()
  return due
    .toSorted((a, b) => a.day - b.day)
    .flatMap(({ item, day }, order) => {
      if (!item) return []
      const on = plusDays(until, day - days)
      const key = `${item.code} ${on}`
      const n = (seen.get(key) ?? 0) + 1
      seen.set(key, n)
      return [{ item, on, n, content: contentOf(item, on, drawOf(index + 1, order)), author, publisher }]
    })
}

const WHAT = ['清淤', '补路', '慰问', '保洁', '宣传', '开会', '培训', '检查', '维修', '发放'] as const

/** A small table of an item, every cell by its kind; numbers are nobody's. */
function contentOf(item: KnownItem, on: string, draw: Draw): Content {
  const lines = draw.between(1, 3)
  return {
    columns: item.columns,
    rows: Array.from({ length: lines }, (): Row => ({
      cells: Object.fromEntries(item.columns.map((column) => [column.id, cellOf(column, on, draw)])),
    })),
  }
}

function cellOf({ kind, name }: Column, on: string, { pick, between }: Draw): string | number | null {
  switch (kind) {
    case 'money':
      return 100 * between(50, 5_000)
    case 'number':
      return between(1, 60)
    case 'date':
      return on
    case 'person':
      return `${pick(SURNAMES)}${pick(GIVEN[pick(['男', '女'] as const)])}`
    case 'text':
      return `${pick(WHAT)}${name === '备注' ? '，见凭证' : ''}`
    default:
      return null
  }
}

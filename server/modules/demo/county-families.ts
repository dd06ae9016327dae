import { GIVEN, SURNAMES } from '#db/county/names.ts'
import type { Draw } from '#db/village/random.ts'
import type { Crowd } from './county-people.ts'
import { drawOf } from './county-plan.ts'
import { idOf } from './rules.ts'
import type { PersonRow } from './store.ts'

/**
 * Those who live with the heads of households, until the county has as many people as it publishes. Batch by batch,
 * each drawn from its household's place in the list: a run broken off gives the same people again.
 */
export function* familiesOf(
  { households, people }: Crowd,
  population: number,
  seed: number,
  batch: number,
): Generator<PersonRow[]> {
  const heads = new Map(people.map((person) => [person.household, person]))
  const wanted = households.map((_, n) => drawOf(seed ^ FAMILY, n).between(1, 4))
  const sum = wanted.reduce((total, size) => total + size, 0)
  const missing = Math.max(0, population - people.length)
  let [upTo, done] = [0, 0]
  let rows: PersonRow[] = []
  for (const [n, { id }] of households.entries()) {
    const head = heads.get(id)
    if (!head) throw new Error(`household ${id} has no head`)
    const draw = drawOf(seed ^ FAMILY, n + households.length)
    upTo += wanted[n] ?? 0
    const share = Math.round((upTo / sum) * missing)
    for (let k = 0; done < share; k++, done++) rows.push(memberOf(head, id, k, people.length + done, draw))
    if (rows.length >= batch) {
      yield rows
      rows = []
    }
  }
  if (rows.length > 0) yield rows
}

/** Keeps these chances apart from those of the events. */
const FAMILY = 0xfa111

/** First the wife or husband, then children, who carry the head's surname; the fourth is a parent. */
function memberOf(head: PersonRow, household: string, k: number, order: number, draw: Draw): PersonRow {
  const { between, pick } = draw
  const surname = k === 1 || k === 2 ? head.name.slice(0, 1) : pick(SURNAMES)
  const headYear = Number(head.born?.slice(0, 4) ?? 1975)
  const [least, most] = YEARS_FROM_HEAD[k] ?? [20, 30]
  const year = Math.min(LATEST_BIRTH, headYear + between(least, most))
  const pad = (n: number) => String(n).padStart(2, '0')
  return {
    id: idOf('person', `${household} ${k}`, order),
    name: surname + pick(GIVEN[pick(['男', '女'] as const)]),
    household,
    // Without telephone and number of identity: nobody is to sign in as them, and no invented one can be somebody's.
    born: `${year}-${pad(between(1, 12))}-${pad(between(1, 28))}`,
  }
}

const YEARS_FROM_HEAD = [[-4, 4], [21, 30], [23, 34], [-30, -21]] as const // prettier-ignore
/** The demo's present is 2026. */
const LATEST_BIRTH = 2025

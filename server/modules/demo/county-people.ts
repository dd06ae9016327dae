import type { RoleId } from '#contract/roles.ts'
import type { Actor } from '#practice/kit/index.ts'
import { GIVEN, SURNAMES } from '#db/county/names.ts'
import { drawFrom, type Draw } from '#db/village/random.ts'
import type { County } from '#server/modules/places/index.ts'
import { idOf } from './rules.ts'
import type { HouseholdRow, PersonRow, PostRow } from './store.ts'

/** Who lives and works in a county: drawn from its divisions and units alone, so the same county has the same people. */

export type Village = {
  code: string
  isCommunity: boolean
  /** How much happens there against others. */
  weight: number
  seat: { lng: number; lat: number }
  villagers: readonly string[]
  workers: readonly Actor[]
  secretary: Actor
}
export type Cast = {
  villages: readonly Village[]
  dispatchers: ReadonlyMap<string, readonly Actor[]>
  handlers: ReadonlyMap<string, readonly Actor[]>
}
export type Crowd = { cast: Cast; households: HouseholdRow[]; people: PersonRow[]; posts: PostRow[] }

/** Villages with more than this weight have a second grid worker; 阎良 has 172 (seed 002). */
const SECOND_WORKER = 1.05

/** `households` is how many report things in a village of ordinary weight. */
export function peopleOf(county: County, households: number): Crowd {
  const crowd = new Drawing(county.code, households)
  const villages = [...county.divisions.values()]
    .filter(({ level }) => level === 'village')
    .map(({ code, seat_lng, seat_lat }) => crowd.village(code, { lng: seat_lng ?? 0, lat: seat_lat ?? 0 }))
  const dispatchers = new Map<string, readonly Actor[]>()
  const handlers = new Map<string, readonly Actor[]>()
  for (const { code, name, kind, level, division } of county.units.values()) {
    if (kind === 'centre')
      dispatchers.set(county.code, crowd.staff(3, 'county-dispatcher', '值班员', county.code, code))
    if (kind === 'street')
      dispatchers.set(division, crowd.staff(2, 'town-dispatcher', `${name}分拨员`, division, code))
    if (level !== 'village') handlers.set(code, crowd.staff(2, 'handler', `${name}承办人`, division, code))
  }
  return {
    cast: { villages, dispatchers, handlers },
    households: crowd.households,
    people: crowd.people,
    posts: crowd.posts,
  }
}

type Position = { id: string; role: RoleId; name: string; unit: string | null }

/** Puts whoever works in an office into its own positions, in turn; everybody else has the whole of their role. */
export function inPositions(posts: readonly PostRow[], positions: readonly Position[]): PostRow[] {
  const turns = new Map<string, number>()
  return posts.map((post) => {
    const own = positions.filter(
      ({ role, unit }) => role === post.role && unit !== null && unit === post.unit,
    )
    const key = `${post.role} ${post.unit ?? ''}`
    const turn = turns.get(key) ?? 0
    turns.set(key, turn + 1)
    const position = own[turn % Math.max(1, own.length)]
    return position ? { ...post, position: position.id, title: position.name } : post
  })
}

/** Draws people in the order of the county's lists. */
class Drawing {
  readonly households: HouseholdRow[] = []
  readonly people: PersonRow[] = []
  readonly posts: PostRow[] = []
  readonly #draw: Draw
  readonly #perWeight: number

  constructor(code: string, perWeight: number) {
    this.#draw = drawFrom(Number(code))
    this.#perWeight = perWeight
  }

  village(code: string, seat: Village['seat']): Village {
    const isCommunity = code.slice(9) < '200'
    const weight = (isCommunity ? 1.15 : 0.7) + this.#draw.random() * 0.6
    const villagers = Array.from({ length: Math.round(weight * this.#perWeight) }, (_, n) =>
      this.#household(code, n, isCommunity),
    )
    const unit = `village-${code}`
    const workers = this.staff(weight > SECOND_WORKER ? 2 : 1, 'grid-worker', '网格员', code, unit)
    const [secretary] = this.staff(1, 'village-secretary', isCommunity ? '社区书记' : '村支书', code, unit)
    if (!secretary) throw new Error(`nobody leads ${code}`)
    return { code, isCommunity, weight, seat, villagers, workers, secretary }
  }

  staff(count: number, role: RoleId, title: string, division: string, unit: string): Actor[] {
    return Array.from({ length: count }, (_, n) => {
      const name = `county ${unit} ${role} ${n}`
      const person = this.#person(name)
      const id = idOf('post', name, this.posts.length)
      this.posts.push({ id, person, role, title, division, unit })
      return { person, post: { id, role, division, unit } }
    })
  }

  #household(division: string, n: number, isCommunity: boolean): string {
    const { between } = this.#draw
    const address = isCommunity
      ? `${1 + (n % 18)}号楼${between(1, 4)}单元${between(1, 6)}0${between(1, 4)}`
      : `${'一二三四五六'[n % 6]}组${1 + Math.floor(n / 6)}号`
    const id = idOf('household', `county ${division} ${n}`, this.households.length)
    const head = this.#person(`county ${division} ${n}`, id)
    this.households.push({ id, division, name: `${this.people.at(-1)?.name ?? ''}家`, address })
    return head
  }

  #person(key: string, household?: string): string {
    const { pick, between } = this.#draw
    const id = idOf('person', key, this.people.length)
    const name = pick(SURNAMES) + pick(GIVEN[pick(['男', '女'] as const)])
    const pad = (n: number) => String(n).padStart(2, '0')
    const born = `${between(1944, 2003)}-${pad(between(1, 12))}-${pad(between(1, 28))}`
    // Without a telephone: nobody is to sign in as them, and invented numbers could be somebody's.
    this.people.push({ id, name, born, ...(household ? { household } : {}) })
    return id
  }
}

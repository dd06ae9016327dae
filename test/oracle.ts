import type { Who, World } from './world.ts'

/**
 * Who may see what, written a second time from the glossary alone, slowly and row by row, so that the program can be
 * held against it (test/scope.test.ts).
 */

export type Row = {
  id: string
  number: string
  flow: string
  stage: string
  division: string
  asker: string
  agent: string | null
  holder: string | null
  unit: string | null
  confidential: boolean
  /** About those who run the village. */
  conduct: boolean
  shown: boolean
  /** The asker opened it to everybody. */
  open: boolean
  /** Everyone of the village has known of it at some time. */
  once_shown: boolean
  units: string[]
  followers: string[]
  files: string[]
  ended: boolean
  point: boolean
}
export type Reader = {
  who: Who
  person: string
  home: string
  post?: { role: string; division: string; unit?: string }
}

type At = { post?: Reader['post'] | undefined }

export const CAST: readonly Who[] = [
  '刘桂兰',
  '张麦香',
  ['张凯', 'volunteer'],
  ['赵春燕', 'grid-worker'],
  ['王小峰', 'grid-worker'],
  ['孙海龙', 'grid-worker'],
  ['李会芳', 'village-agent'],
  ['王建国', 'village-secretary'],
  ['陈晓东', 'town-dispatcher'],
  ['贺文', 'town-dispatcher'],
  ['郭涛', 'handler'],
  ['高鹏', 'handler'],
  ['丁小刚', 'handler'],
  ['史小莉', 'handler'],
  ['冯倩', 'handler'],
  ['周静', 'county-dispatcher'],
  ['梁志远', 'county-leader'],
  ['屈建文', 'village-supervisor'],
]
const AREA = [
  'grid-worker',
  'village-agent',
  'village-secretary',
  'town-dispatcher',
  'county-dispatcher',
  'county-leader',
]
const TRUSTED = ['village-secretary', 'town-dispatcher', 'county-dispatcher']

/** Every matter of the seeded county, read as owner, with all that decides who may see it. */
export function rowsOf(world: World): Promise<Row[]> {
  return world.services.db.asOwner((tx) =>
    tx.rows<Row>(`select m.id, m.number, m.flow, m.stage, m.division, m.asker, m.agent, m.holder, m.unit, m.confidential, m.shown,
         -- Of what assists it the same is kept.
         exists (select from matters p where p.county = m.county and p.id in (m.id, m.parent)
                 and p.flow = 'grid-event' and p.item in ('0903')) as conduct,
         m.state ? 'shownAt' as once_shown,
         coalesce(m.state->'answers'->>'privacy' in ('open', 'anonymous'), false) as open,
         m.ended_at is not null as ended, m.lat is not null as point,
         array(select unit from matter_units u where u.county = m.county and u.matter = m.id) as units,
         array(select person::text from followers f where f.county = m.county and f.matter = m.id) as followers,
         array(select file from matter_files f where f.county = m.county and f.matter = m.id) as files
       from matters m`),
  )
}

export async function readerOf(world: World, who: Who): Promise<Reader> {
  const [name, role] = typeof who === 'string' ? [who] : who
  const { person, post } = await world.scope(name, role)
  const home = await world.services.db.asOwner((tx) =>
    tx.first<{ division: string }>(
      'select h.division from people p join households h on h.county = p.county and h.id = p.household where p.id = $1',
      [person],
    ),
  )
  return {
    who,
    person,
    home: home?.division ?? '',
    ...(post
      ? { post: { role: post.role, division: post.division, ...(post.unit ? { unit: post.unit } : {}) } }
      : {}),
  }
}

/** Nobody at a post of the village learns what is reported on those who run it (信访工作条例 30), but of what they reported. */
const isKept = ({ post }: At, row: Row) => row.conduct && post !== undefined && post.division.length >= 12

const villageOf = (division: string) => division.slice(0, 12)

function byArea({ post }: At, row: Row): boolean {
  if (!post || isKept({ post }, row)) return false
  // Supervisors answer what villagers ask about publications, and look after nothing else.
  const asSupervisor = post.role === 'village-supervisor' && row.flow === 'disclosure-question'
  if (!asSupervisor && !AREA.includes(post.role)) return false
  if (row.confidential && !TRUSTED.includes(post.role)) return false
  return (
    row.division.startsWith(post.division) ||
    (post.division.length > 12 && row.division === villageOf(post.division))
  )
}
const byUnit = ({ post }: At, row: Row) =>
  !isKept({ post }, row) &&
  post?.role === 'handler' &&
  post.unit !== undefined &&
  [row.unit, ...row.units].includes(post.unit)
/** Whoever reported it, or spoke for whoever did. */
export const asks = ({ person }: Reader, row: Row) => row.asker === person || row.agent === person
const follows = ({ person, post }: Reader, row: Row) =>
  row.followers.includes(person) && !isKept({ post }, row)
const inVillage = ({ post, home }: Reader, row: Row) => {
  const village = villageOf(post?.division ?? home)
  return row.shown && !row.confidential && village.length === 12 && villageOf(row.division) === village
}
/** Whoever saw an open wish may learn that somebody was faster. */
export const mayKnow = (reader: Reader, row: Row) => inVillage(reader, { ...row, shown: row.once_shown })
const holds = (reader: Reader, row: Row) => row.holder === reader.person && !isKept(reader, row)
/** Who learns who asked: of what is said on the village's people only the unit that handles it. */
export const mayName = (reader: Reader, row: Row) =>
  asks(reader, row) || !row.conduct || (row.unit !== null && row.unit === reader.post?.unit)
/** What one has a part in, and so may take out whole. */
export const mayKeep = (reader: Reader, row: Row) =>
  asks(reader, row) || holds(reader, row) || byArea(reader, row) || byUnit(reader, row)
/** Pictures of what one only watches: those of fields that are not personal, where the asker opened it to all. */
export const mayLook = (reader: Reader, row: Row) =>
  mayKeep(reader, row) ||
  (mayRead(reader, row) && (row.open || row.once_shown) && row.flow !== 'village-service')
export const mayRead = (reader: Reader, row: Row) =>
  mayKeep(reader, row) || follows(reader, row) || inVillage(reader, row)

/** What a village publishes for its own people: they, and the town and county offices that watch over it. */
export const mayReadPublished = (
  { post, home }: Reader,
  { reach, division }: { reach: 'all' | 'village' | 'member'; division: string },
): boolean => {
  if (reach === 'all') return true
  if (villageOf(post?.division ?? home) === division) return true
  const watches = ['town-affairs', 'town-dispatcher', 'county-dispatcher', 'county-leader']
  return post !== undefined && watches.includes(post.role) && division.startsWith(post.division)
}

/** What each list must hold, as the oracle sees it. */
export const LISTS = {
  post: (reader: Reader, row: Row) => {
    if (reader.post && AREA.includes(reader.post.role)) return byArea(reader, row)
    if (reader.post?.role === 'handler') return byUnit(reader, row)
    const isOwn = asks(reader, row) || holds(reader, row)
    return reader.post?.role === 'village-supervisor' ? isOwn || byArea(reader, row) : isOwn
  },
  asked: (reader: Reader, row: Row) => asks(reader, row) || follows(reader, row),
  village: inVillage,
} as const

/** Enough rows of each kind to meet every branch, without asking every row as everyone. */
export function sample(some: Row[], reader: Reader): Row[] {
  const may = some.filter((row) => mayRead(reader, row))
  const not = some.filter((row) => !mayRead(reader, row))
  const spread = (list: Row[]) => list.filter((_, index) => index % Math.ceil(list.length / 15) === 0)
  return [...spread(may), ...spread(not), ...some.filter(({ confidential }) => confidential)]
}

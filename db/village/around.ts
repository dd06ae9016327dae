import { KINDS, ROUNDS, type Kind } from './around-sentences.ts'
import { NAMED_POSTS, type NamedPost } from './posts.ts'
import { HOUSEHOLDS } from './people.ts'
import { drawFrom, type Draw } from './random.ts'
import { step, type Step, type Story, type Told } from './story.ts'

/**
 * The rest of the county: smaller lives, so that the map, the desk and the wall are not empty outside 老寨村. Drawn
 * from one seed, so every demo has the same.
 */

/** Villages and communities that stir, some of every street. */
const STIRRING = [
  '610114001001',
  '610114001006',
  '610114001009',
  '610114001201',
  '610114001203',
  '610114002001',
  '610114002005',
  '610114002010',
  '610114002200',
  '610114002202',
  '610114003002',
  '610114003201',
  '610114003204',
  '610114003207',
  '610114003212',
  '610114004200',
  '610114004203',
  '610114004207',
  '610114004208',
  '610114005200',
  '610114005204',
  '610114005206',
  '610114005209',
  '610114006200',
  '610114006206',
  '610114006211',
  '610114006215',
  '610114007001',
  '610114007200',
  '610114007205',
  '610114007212',
  '610114007217',
  '610114007225',
] as const
const STREETS = ['001', '002', '003', '004', '005', '007'].map((code) => `610114${code}`)
const REPORTS = 108
const DAYS = 29

export type AroundVillager = { name: string; division: string; born: string; sex: '男' | '女' }
export type Around = { villagers: AroundVillager[]; posts: NamedPost[]; stories: Story[] }

const SURNAMES = Array.from('王李张刘杨赵孙党惠屈雷寇同卫郗田冯任石贺樊史郭高马韩谢康宁邵蒲权')
const GIVEN = {
  男: [
    '建业',
    '志明',
    '小军',
    '永强',
    '文博',
    '长生',
    '海波',
    '新民',
    '拴柱',
    '宏伟',
    '少华',
    '春生',
    '军旗',
    '育才',
    '耀辉',
    '兴旺',
  ],
  女: [
    '秋霞',
    '小玲',
    '春妮',
    '玉凤',
    '改琴',
    '美娟',
    '彩云',
    '雅丽',
    '红梅',
    '翠英',
    '巧云',
    '慧敏',
    '爱芳',
    '菊香',
    '晓莉',
    '雪妮',
  ],
} as const

/** Names nobody of the county has yet. */
function namer({ pick }: Draw): () => { name: string; sex: '男' | '女' } {
  const taken = new Set([
    ...HOUSEHOLDS.flatMap(({ people }) => people.map(([name]) => name)),
    ...NAMED_POSTS.map(({ name }) => name),
  ])
  return () => {
    for (;;) {
      const sex = pick(['男', '女'] as const)
      const name = pick(SURNAMES) + pick(GIVEN[sex])
      if (taken.has(name)) continue
      taken.add(name)
      return { name, sex }
    }
  }
}

type Local = { division: string; worker: string; villagers: string[] }
type Cast = { locals: Local[]; dispatchers: Map<string, string>; handlers: Map<string, string>; duty: string }

/** Who lives and works there. */
function castOf(draw: Draw): Cast & Pick<Around, 'villagers' | 'posts'> {
  const nextName = namer(draw)
  const villagers: AroundVillager[] = []
  const posts: NamedPost[] = []
  const hire = (role: NamedPost['role'], title: string, division: string, unit: string) => {
    const { name } = nextName()
    posts.push({ name, role, title, division, unit })
    return name
  }
  const known = (role: NamedPost['role'], unit: string) =>
    NAMED_POSTS.find((post) => post.role === role && post.unit === unit)?.name
  const locals = STIRRING.map((division) => {
    const unit = `village-${division}`
    const worker = known('grid-worker', unit) ?? hire('grid-worker', '网格员', division, unit)
    hire('village-secretary', division.slice(9) < '200' ? '社区书记' : '村支书', division, unit)
    const names = [1, 2, 3].map(() => {
      const { name, sex } = nextName()
      const month = String(draw.between(1, 12)).padStart(2, '0')
      const day = String(draw.between(1, 28)).padStart(2, '0')
      villagers.push({ name, division, sex, born: `${draw.between(1945, 2001)}-${month}-${day}` })
      return name
    })
    return { division, worker, villagers: names }
  })
  const dispatchers = new Map([['610114006', '陈晓东']])
  const handlers = new Map(
    NAMED_POSTS.flatMap(({ role, unit, name }) =>
      role === 'handler' && unit ? [[unit, name] as const] : [],
    ),
  )
  for (const street of STREETS) {
    const unit = `street-${street}`
    dispatchers.set(
      street,
      known('town-dispatcher', unit) ?? hire('town-dispatcher', '街道分拨员', street, unit),
    )
    if (!handlers.has(unit)) handlers.set(unit, hire('handler', '街道办承办人', street, unit))
  }
  return { villagers, posts, locals, dispatchers, handlers, duty: '何永刚' }
}

/** The county around the village: people, posts and a month of matters. */
export function drawAround(seed = 610114): Around {
  const draw = drawFrom(seed)
  const { villagers, posts, ...cast } = castOf(draw)
  const sentences = shuffled(
    draw,
    KINDS.flatMap((kind) => kind.words.map((words, first) => ({ kind, words, first }))),
  )
  const reports = Array.from({ length: REPORTS }, (_, n) => {
    const sentence = sentences[n % sentences.length]
    if (!sentence) throw new Error('there are no sentences')
    const { kind, words, first } = sentence
    const fits = ({ division }: Local) =>
      kind.in === 'both' || kind.in === (division.slice(9) < '200' ? 'community' : 'village')
    // Said again, it is about another place.
    const where = kind.where[(first + Math.floor(n / sentences.length)) % kind.where.length] ?? ''
    const said = { kind, where, words: words.replace('{where}', where) }
    return reportOf(draw, cast, draw.pick(cast.locals.filter(fits)), said, n)
  })
  const rounds = ROUNDS.flatMap((round, n) => [
    roundOf(draw, cast, round, n),
    roundOf(draw, cast, round, n + ROUNDS.length),
  ])
  return { villagers, posts, stories: [...reports, ...rounds] }
}

function shuffled<T>({ random }: Draw, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

const clock = ({ between }: Draw, from: number, to: number) =>
  `${String(between(from, to - 1)).padStart(2, '0')}:${String(between(0, 59)).padStart(2, '0')}`
const told = (days: number, time: string): Told => `${days}d ${time}`

function nearby({ between }: Draw, address: string) {
  return { east: between(-320, 320), north: between(-260, 260), address }
}

function roundOf(
  draw: Draw,
  { locals }: Cast,
  { item, words, photo }: (typeof ROUNDS)[number],
  n: number,
): Story {
  // What is met on a round is met in the country: canals, straw, empty houses.
  const local = draw.pick(locals.filter(({ division }) => division.slice(9) >= '200'))
  const opening = step(told(draw.between(1, DAYS), clock(draw, 8, 18)), local.worker, 'record', {
    item,
    words,
    ...(photo ? { photos: [photo] } : {}),
  })
  return {
    id: `round-${n}`,
    flow: 'grid-event',
    division: local.division,
    near: nearby(draw, '巡查路上'),
    opening,
    steps: [],
  }
}

type Said = { kind: Kind; where: string; words: string }

function reportOf(draw: Draw, cast: Cast, local: Local, { kind, where, words }: Said, n: number): Story {
  // More of them lately: a queue is mostly this week's.
  const days = 1 + Math.floor(draw.random() ** 1.5 * DAYS)
  const asker = draw.pick(local.villagers)
  const photo = kind.photo && draw.random() < 0.6 ? { photos: [kind.photo] } : {}
  // The newest came in today, so that a wall at any hour has something of the hour.
  const at: Told = days === 1 ? `${draw.between(1, 11)}h` : told(days, clock(draw, 7, 21))
  const opening = step(at, asker, 'report', { words, item: kind.item, ...photo })
  return {
    id: `around-${n}`,
    flow: 'grid-event',
    division: local.division,
    near: nearby(draw, where),
    opening,
    steps: courseOf(draw, cast, local, kind, asker, days),
  }
}

/** How far it has come: what began long ago has mostly ended. */
function courseOf(draw: Draw, cast: Cast, local: Local, kind: Kind, asker: string, days: number): Step[] {
  const stopped = draw.random()
  const next = days - 1
  if (next < 1 || (days < 3 && stopped < 0.35)) return []
  const worker = kind.unit
    ? cast.handlers.get(kind.unit === 'street' ? `street-${local.division.slice(0, 9)}` : kind.unit)
    : local.worker
  if (worker === undefined) throw new Error(`nobody handles ${kind.unit}`)
  const taken = takenBy(draw, cast, local, kind, worker, next)
  if (days < 4 && stopped < 0.5) return taken.slice(0, 1)
  const contact = step(told(next, clock(draw, 12, 15)), worker, 'contact', {
    contactWay: draw.pick(['phone', 'phone', 'visit'] as const),
    contactResult: kind.contact,
  })
  const done = Math.max(1, next - draw.between(0, 3))
  if ((days < 7 && stopped < 0.62) || stopped > 0.98) return [...taken, contact]
  const finish = step(told(done, clock(draw, 15, 18)), worker, 'finish', {
    result: draw.pick(kind.results),
    ...(kind.proof ? { proof: [kind.proof] } : {}),
  })
  const answered = done - draw.between(1, 2)
  const mood = draw.random()
  if (answered < 1 || mood < 0.15) return [...taken, contact, finish]
  const answer =
    mood > 0.94
      ? step(told(answered, clock(draw, 18, 21)), asker, 'reject', {
          unsolved: '看着是弄了，过了一天又跟原来一样。',
        })
      : step(told(answered, clock(draw, 18, 21)), asker, 'confirm', { stars: draw.pick([5, 5, 5, 4, 4, 3]) })
  return [...taken, contact, finish, answer]
}

/** A village's own matter is claimed; any other is dispatched and accepted. */
function takenBy(draw: Draw, cast: Cast, local: Local, kind: Kind, worker: string, day: number): Step[] {
  if (!kind.unit) return [step(told(day, clock(draw, 8, 10)), worker, 'claim')]
  const street = cast.dispatchers.get(local.division.slice(0, 9))
  const dispatcher = kind.item === '0604' ? cast.duty : street
  if (dispatcher === undefined) throw new Error(`nobody dispatches in ${local.division}`)
  const unit = kind.unit === 'street' ? `street-${local.division.slice(0, 9)}` : kind.unit
  return [
    step(told(day, clock(draw, 8, 10)), dispatcher, 'dispatch', { unit }),
    step(told(day, clock(draw, 10, 12)), worker, 'accept'),
  ]
}

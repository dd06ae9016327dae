import { dateOf, isWorkday, type Actor, type Calendar, type Values } from '#practice/kit/index.ts'
import type { Kind } from '#db/village/around-sentences.ts'
import type { Draw } from '#db/village/random.ts'
import type { LivedMatter } from '#server/modules/matters/index.ts'
import type { County } from '#server/modules/places/index.ts'
import type { Cast, Village } from './county-people.ts'

/**
 * How people carry an event on: whoever's turn it is does the likely thing after a likely time, and the clock runs in
 * between. Shares of delay, objection, refusal and silence are ours, near what counties publish (handbook §6.1).
 */

export type Scene = { county: County; cast: Cast; village: Village; kind: Kind; draw: Draw; proof: string }

/** Who waits for whom: minutes until it is done, in whose hours. */
type Move = { minutes: number; hours: 'office' | 'street' | 'home'; do: (now: Date) => void }

const HOUR = 60
const DAY = 24 * HOUR
const MINUTE_MS = 60_000

/** One event in so many takes that turn. */
const OFTEN = {
  objects: 0.02,
  upheld: 0.55,
  suspends: 0.008,
  extends: 0.015,
  granted: 0.85,
  declined: 0.008,
  withdrawn: 0.008,
  contactedLate: 0.02,
  finishedLate: 0.022,
  stuck: 0.0015,
  silent: 0.24,
  refused: 0.028,
  urged: 0.015,
}

/** Carries the matter on until it ends or the time is up. */
export function carryOn(matter: LivedMatter, scene: Scene, until: Date): void {
  while (!matter.state.endedAt) {
    const { stage } = matter.state
    const next = nextMove(matter, scene)
    const at = next && whenDone(scene.county.calendar, scene.draw, matter.lastAt, next)
    if (!at || at >= until) {
      matter.clockUntil(until)
      // Left alone it may still move, as silence ends a matter; then somebody may have a turn again.
      if (matter.state.stage === stage) return
      continue
    }
    const { rev } = matter.state
    matter.clockUntil(at)
    if (matter.state.stage === stage) next.do(laterOf(at, matter, rev))
  }
}

/** Nothing happens before what the clock just wrote. */
const laterOf = (at: Date, matter: LivedMatter, rev: number) =>
  matter.state.rev === rev || at > matter.lastAt ? at : new Date(matter.lastAt.getTime() + MINUTE_MS)

/** What happens next at this stage; undefined when nobody does anything. */
function nextMove(matter: LivedMatter, scene: Scene): Move | undefined {
  switch (matter.state.stage) {
    case 'reported':
      return fromReported(matter, scene)
    case 'dispatched':
      return fromDispatched(matter, scene)
    case 'disputed':
      return ruling(matter, scene)
    case 'handling':
      return fromHandling(matter, scene)
    case 'suspended':
      return move(matter, 'resume', handlerOf(matter, scene), {}, [DAY, 3 * DAY], 'office', scene)
    case 'extending':
      return decision(matter, scene)
    case 'confirming':
      return answer(matter, scene)
    case 'ending':
      return move(matter, 'approveEnd', dispatcherOf(matter, scene, 1), {}, [20, DAY], 'office', scene)
    default:
      return undefined
  }
}

function fromReported(matter: LivedMatter, scene: Scene): Move {
  const { draw, kind, village } = scene
  const chance = draw.random()
  if (chance < OFTEN.withdrawn)
    return move(matter, 'cancel', asker(matter), {}, [20, 5 * HOUR], 'home', scene)
  if (chance < OFTEN.withdrawn + OFTEN.declined && matter.state.level !== 'village') {
    const answers = {
      endReason: draw.pick(['court', 'petition', 'settled', 'outside']),
      explanation: '按规定这件事不由我们办理，已经当面说明原因和去处。',
      informed: 'phone',
    }
    return move(
      matter,
      'proposeEnd',
      dispatcherOf(matter, scene, 0),
      answers,
      [HOUR, 6 * HOUR],
      'office',
      scene,
    )
  }
  if (!kind.unit) {
    const worker = draw.pick(village.workers)
    return move(matter, 'claim', worker, {}, [8, 5 * HOUR], 'street', scene)
  }
  const unit = kind.unit === 'street' ? `street-${village.code.slice(0, 9)}` : kind.unit
  return move(matter, 'dispatch', dispatcherOf(matter, scene, 0), { unit }, [8, 150], 'office', scene)
}

function fromDispatched(matter: LivedMatter, scene: Scene): Move {
  const { draw } = scene
  const handler = handlerOf(matter, scene)
  if (!matter.state.done['object'] && draw.random() < OFTEN.objects) {
    const answers = {
      reason: '不在本单位职责范围内，请另行派单',
      basis: '区级部门三定方案及职责清单',
      suggestedUnit: otherUnit(matter, scene),
    }
    return move(matter, 'object', handler, answers, [HOUR, 7 * HOUR], 'office', scene)
  }
  return move(matter, 'accept', handler, {}, [10, 5 * HOUR], 'office', scene)
}

function ruling(matter: LivedMatter, scene: Scene): Move {
  const isUpheld = scene.draw.random() < OFTEN.upheld
  const { suggestedUnit } = matter.state.answers
  const unit = isUpheld && typeof suggestedUnit === 'string' ? suggestedUnit : (matter.state.unit ?? '')
  const answers = { unit, ruling: isUpheld ? '异议成立，由建议单位承办' : '属于你单位职责，请按期办理' }
  return move(
    matter,
    'arbitrate',
    dispatcherAt(scene, scene.county.code, 0),
    answers,
    [HOUR, 6 * HOUR],
    'office',
    scene,
  )
}

function fromHandling(matter: LivedMatter, scene: Scene): Move | undefined {
  const { draw, kind } = scene
  const { contactedAt, done } = matter.state
  const handler = handlerOf(matter, scene)
  const hours = kind.unit ? 'office' : 'street'
  if (!contactedAt) {
    const answers = {
      contactWay: draw.pick(['phone', 'phone', 'visit', 'message']),
      contactResult: kind.contact,
    }
    const span: Span = draw.random() < OFTEN.contactedLate ? [26 * HOUR, 50 * HOUR] : [10, 7 * HOUR]
    return move(matter, 'contact', handler, answers, span, hours, scene)
  }
  const chance = draw.random()
  if (chance < OFTEN.stuck)
    return move(matter, 'add', handler, { note: '还在协调' }, [60 * DAY, 160 * DAY], hours, scene)
  if (chance < OFTEN.urged && !done['urge'])
    return move(matter, 'urge', asker(matter), {}, [5 * HOUR, 2 * DAY], 'home', scene)
  if (chance < OFTEN.urged + OFTEN.suspends && !done['suspend']) {
    const answers = { reason: '等材料到货，已和报事人说好', informed: 'phone' }
    return move(matter, 'suspend', handler, answers, [HOUR, 6 * HOUR], hours, scene)
  }
  if (chance < OFTEN.urged + OFTEN.suspends + OFTEN.extends && !done['askExtension']) {
    const answers = { reason: '涉及多家，需要再协调几天', moreDays: draw.between(2, 7) }
    return move(matter, 'askExtension', handler, answers, [HOUR, 5 * HOUR], hours, scene)
  }
  return finish(matter, scene, handler, hours)
}

function finish(matter: LivedMatter, scene: Scene, handler: Actor, hours: Move['hours']): Move {
  const { draw, kind, county, proof } = scene
  const evidence = county.item(matter.flow, matter.state.item)?.evidence
  const answers = { result: draw.pick(kind.results), ...(evidence === 'scene' ? { proof: [proof] } : {}) }
  const left = matter.state.dueAt
    ? Math.max(30, (Date.parse(matter.state.dueAt) - matter.lastAt.getTime()) / MINUTE_MS)
    : 3 * DAY
  const isLate = draw.random() < OFTEN.finishedLate
  // Most is done in the first half of its time, some on the last day.
  const share = isLate ? 1.05 + draw.random() * 0.8 : 0.04 + 0.7 * draw.random() ** 2.2
  return move(
    matter,
    'finish',
    handler,
    answers,
    [left * share, left * share + 20],
    isLate ? 'home' : hours,
    scene,
  )
}

function decision(matter: LivedMatter, scene: Scene): Move {
  const dispatcher = dispatcherOf(matter, scene, 0)
  return scene.draw.random() < OFTEN.granted
    ? move(matter, 'grantExtension', dispatcher, {}, [20, 5 * HOUR], 'office', scene)
    : move(
        matter,
        'refuseExtension',
        dispatcher,
        { reason: '时间够用，请抓紧办理' },
        [20, 5 * HOUR],
        'office',
        scene,
      )
}

function answer(matter: LivedMatter, scene: Scene): Move | undefined {
  const { draw } = scene
  const chance = draw.random()
  if (chance < OFTEN.silent) return undefined
  if (chance < OFTEN.silent + OFTEN.refused && !matter.state.done['reject']) {
    const answers = {
      unsolved: draw.pick([
        '看着是弄了，过了一天又跟原来一样。',
        '只弄了一半，剩下的没人管。',
        '跟我说的不是一回事。',
      ]),
    }
    return move(matter, 'reject', asker(matter), answers, [HOUR, 2 * DAY], 'home', scene)
  }
  const answers = { stars: draw.pick([5, 5, 5, 5, 4, 4, 4, 3]) }
  return move(matter, 'confirm', asker(matter), answers, [15, 60 * HOUR], 'home', scene)
}

type Span = readonly [least: number, most: number]

function move(
  matter: LivedMatter,
  action: string,
  actor: Actor,
  answers: Values,
  [least, most]: Span,
  hours: Move['hours'],
  { draw }: Scene,
): Move {
  // Short waits are commoner than long ones.
  const minutes = least + (most - least) * draw.random() ** 2
  return { minutes, hours, do: (now) => matter.act(action, actor, answers, now) }
}

const asker = ({ state }: LivedMatter): Actor => ({ person: state.asker })

function dispatcherOf(matter: LivedMatter, scene: Scene, n: number): Actor {
  const { level } = matter.state
  const { code } = scene.village
  if (level === 'village') return scene.village.secretary
  return dispatcherAt(scene, level === 'town' ? code.slice(0, 9) : code.slice(0, 6), n)
}

function dispatcherAt({ cast }: Scene, division: string, n: number): Actor {
  const found = cast.dispatchers.get(division)?.[n]
  if (!found) throw new Error(`nobody dispatches in ${division}`)
  return found
}

/** Whoever took it on, or somebody of the unit that holds it. */
function handlerOf({ state }: LivedMatter, { cast, village, draw }: Scene): Actor {
  const own = village.workers.find(({ person }) => person === state.holder)
  if (own) return own
  const found = draw.pick(cast.handlers.get(state.unit ?? '') ?? [])
  return found
}

/** Another office of the county: a county's duty may not go to a street. */
function otherUnit({ state }: LivedMatter, { cast, draw, county }: Scene): string {
  const others = [...cast.handlers.keys()].filter(
    (code) => code !== state.unit && county.units.get(code)?.level === 'county',
  )
  return draw.pick(others)
}

/** Opening and closing hour of each kind of hours. */
const OPEN: Record<Move['hours'], Span> = { office: [8.5, 18], street: [7.5, 20.5], home: [7, 22] }

/** When something that takes so long is done by people with such hours. */
function whenDone(calendar: Calendar, draw: Draw, from: Date, { minutes, hours }: Move): Date {
  const [opens, closes] = OPEN[hours]
  let at = new Date(from.getTime() + Math.max(1, Math.round(minutes)) * MINUTE_MS)
  for (;;) {
    const day = dateOf(at)
    const midnight = Date.parse(`${day}T00:00:00+08:00`)
    const hour = (at.getTime() - midnight) / (HOUR * MINUTE_MS)
    const isOpen = hours !== 'office' || isWorkday(calendar, day)
    if (isOpen && hour >= opens && hour < closes) return at
    // Before opening the same day, after closing the next.
    const next = isOpen && hour < opens ? midnight : midnight + DAY * MINUTE_MS
    at = new Date(next + (opens * HOUR + draw.between(1, 75)) * MINUTE_MS)
  }
}

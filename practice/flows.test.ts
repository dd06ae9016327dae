import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FLOWS } from './flows.gen.ts'
import {
  ASIDE_FIELDS,
  available,
  CLOCK,
  faults,
  fieldsOf,
  findAction,
  fold,
  foldAll,
  mark,
  open,
  openersOf,
  step,
  ticking,
  type Actor,
  type AnyAction,
  type AnyFlow,
  type Calendar,
  type Entry,
  type Field,
  type Ground,
  type Item,
  type Matter,
  type Values,
} from './kit/index.ts'

/** What holds for every flow, whoever wrote it. A new flow is tested by being there. */

const flows = Object.values(FLOWS)
const fromsOf = (action: AnyAction) => (typeof action.from === 'string' ? [action.from] : (action.from ?? []))
const actionsOf = (flow: AnyFlow) => Object.values(flow.actions)
/** A phone button at 390 px in elder mode holds this much (look.md: verbs of at most six characters; two more fit). */
const LABEL_MAX = 8

describe.each(flows.map((flow) => [flow.name, flow] as const))('%s', (_, flow) => {
  const stages = Object.keys(flow.stages)

  it('reaches every stage', () => {
    const reached = new Set(openersOf(flow).map((name) => flow.actions[name]?.to))
    for (let size = -1; size !== reached.size;) {
      size = reached.size
      for (const { to, ...rest } of actionsOf(flow))
        if (to && fromsOf(rest).some((from) => reached.has(from))) reached.add(to)
    }
    expect(stages.filter((stage) => !reached.has(stage))).toEqual([])
  })

  it('leaves every stage that is no end, and no end', () => {
    for (const stage of stages) {
      const leaving = actionsOf(flow).filter(
        (action) => action.to !== undefined && fromsOf(action).includes(stage),
      )
      const isEnd = 'end' in (flow.stages[stage] ?? {})
      expect([stage, leaving.length > 0]).toEqual([stage, !isEnd])
    }
  })

  it('uses every role and every field', () => {
    const roles = new Set(actionsOf(flow).flatMap(({ by }) => by))
    for (const stage of Object.values(flow.stages)) if ('owner' in stage) roles.add(stage.owner)
    expect(Object.keys(flow.roles).filter((role) => !roles.has(role))).toEqual([])
    const fields = new Set(actionsOf(flow).flatMap(({ asks = [], allows = [] }) => [...asks, ...allows]))
    expect(Object.keys(flow.fields).filter((field) => !fields.has(field))).toEqual([])
  })

  it('does not hide a shared field under its own', () => {
    expect(Object.keys(flow.fields).filter((field) => Object.hasOwn(ASIDE_FIELDS, field))).toEqual([])
  })

  it('runs by the clock only what a stage names, and the reverse', () => {
    const named = Object.values(flow.stages).flatMap((stage) =>
      'late' in stage && stage.late ? [stage.late.run] : [],
    )
    const byClock = Object.keys(flow.actions).filter(
      (name) => flow.actions[name]?.by === 'clock' && flow.actions[name]?.from !== undefined,
    )
    expect(byClock.toSorted()).toEqual([...new Set(named)].toSorted())
  })

  it('fits its labels on a phone', () => {
    const long = actionsOf(flow)
      .map(({ name }) => name)
      .filter((name) => Array.from(name).length > LABEL_MAX)
    expect(long).toEqual([])
  })

  it('ends as satisfied only by the asker’s own word', () => {
    for (const action of actionsOf(flow)) {
      const stage = action.to === undefined ? undefined : flow.stages[action.to]
      if (stage && 'end' in stage && stage.end === 'satisfied') {
        expect(flow.roles[String(action.by)]?.sits).toBe('asker')
      }
    }
  })
})

const CALENDAR: Calendar = { years: [2025, 2026, 2027, 2028, 2029, 2030], days: new Map(), closesAtHour: 18 }
const VILLAGE = '610114006205'
const ITEM: Item = {
  code: 'any', class: '', name: '', plain: '', level: 'village', limit: { unit: 'workdays', n: 3 }, evidence: 'none', confidential: false,
} // prettier-ignore
const GROUND: Ground = { calendar: CALENDAR, findItem: (code) => (code === undefined ? undefined : ITEM) }
const FACTS = { item: ITEM, levelOfUnit: () => 'county' as const }

const post = (role: NonNullable<Actor['post']>['role'], division: string, unit?: string): Actor => ({
  person: `${role}@${division}`,
  post: { id: role, role, division, ...(unit ? { unit } : {}) },
})
/** Two of a kind where four eyes are asked for. */
const ASKER: Actor = { person: 'asker' }
const CAST: Actor[] = [
  post('grid-worker', VILLAGE, 'unit'),
  post('village-agent', VILLAGE, 'unit'),
  post('village-secretary', VILLAGE, 'unit'),
  post('village-director', VILLAGE, 'unit'),
  post('village-supervisor', VILLAGE),
  post('volunteer', VILLAGE),
  post('town-dispatcher', VILLAGE.slice(0, 9)),
  post('county-dispatcher', VILLAGE.slice(0, 6)),
  { ...post('county-dispatcher', VILLAGE.slice(0, 6)), person: 'second' },
  post('handler', VILLAGE.slice(0, 6), 'unit'),
]

const SAMPLE: Record<Field['kind'], Values[string]> = {
  text: '这是一句够长的话，说清楚了事情', choice: '', place: { lng: 109.2, lat: 34.6 }, photos: ['0'.repeat(64)], yuan: 100, count: 2,
  date: '2026-12-01', stars: 4, unit: 'unit', item: 'any', matter: '261121-0001',
} // prettier-ignore

function answersFor(flow: AnyFlow, name: string): Values {
  const action = findAction(flow, name)
  const fields = fieldsOf(flow)
  const wanted = [...(action?.asks ?? []), ...(action?.allows ?? [])]
  return Object.fromEntries(
    wanted.map((key) => {
      const field = fields[key]
      return [
        key,
        field?.kind === 'choice' ? field.options?.[0]?.value : SAMPLE[field?.kind ?? 'text'],
      ] as const
    }),
  )
}

type Walk = { entries: Entry[]; matter: Matter; now: Date }

function begin(flow: AnyFlow, opener: number): Walk {
  const now = new Date('2026-03-02T09:00:00+08:00')
  const openers = openersOf(flow)
  const action = openers[opener % openers.length] ?? ''
  const answers = answersFor(flow, action)
  const change = open(flow, GROUND, action, { asker: 'asker', division: VILLAGE, unit: 'unit' }, answers, now)
  const entry: Entry = { seq: 1, action, actor: 'asker', at: now.toISOString(), answers, change }
  return { entries: [entry], matter: fold(undefined, entry), now }
}

function append(walk: Walk, action: string, actor: string, answers: Values, change: Entry['change']): void {
  const entry: Entry = {
    seq: walk.matter.rev + 1,
    action,
    actor,
    at: walk.now.toISOString(),
    answers,
    change,
  }
  walk.entries.push(entry)
  walk.matter = fold(walk.matter, entry)
}

/** Lets the clock do all that is due, as the worker would. */
function runClock(flow: AnyFlow, walk: Walk): void {
  for (let guard = 0; guard < 20; guard++) {
    const tick = ticking(flow, CALENDAR, walk.matter, walk.now)
    if (!tick) return
    if (tick.kind === 'run')
      append(
        walk,
        tick.action,
        'clock',
        {},
        step(flow, GROUND, walk.matter, tick.action, CLOCK, {}, walk.now),
      )
    else {
      const field = ({ warn: 'warnedAt', overdue: 'overdueAt', 'contact-late': 'contactLateAt' } as const)[
        tick.kind
      ]
      append(walk, tick.kind, 'clock', {}, mark(flow, GROUND, walk.matter, field, walk.now))
    }
  }
  throw new Error(`the clock never rests at ${flow.id}.${walk.matter.stage}`)
}

describe.each(flows.map((flow) => [flow.name, flow] as const))('%s, walked', (_, flow) => {
  it('can be brought to every stage by someone', () => {
    expect(exploredStages(flow).toSorted()).toEqual(Object.keys(flow.stages).toSorted())
  })

  it('keeps its promises on random ways through', () => {
    const move = fc.record({
      who: fc.nat(CAST.length + 2),
      what: fc.nat(100),
      hours: fc.oneof({ weight: 4, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.nat(240) }),
    })
    fc.assert(
      fc.property(fc.nat(9), fc.array(move, { minLength: 5, maxLength: 60 }), (opener, moves) => {
        const walk = begin(flow, opener)
        for (const { who, what, hours } of moves) {
          walk.now = new Date(walk.now.getTime() + hours * 3_600_000)
          runClock(flow, walk)
          const actor = CAST[who] ?? ASKER
          const possible = available(flow, walk.matter, actor, walk.now, CALENDAR).filter(
            ({ refused }) => !refused,
          )
          const chosen = choose(flow, possible, what)
          if (!chosen) continue
          const answers = answersFor(flow, chosen.action)
          expect(faults(flow, chosen.action, answers, walk.matter.answers, FACTS)).toBeUndefined()
          append(
            walk,
            chosen.action,
            actor.person,
            answers,
            step(flow, GROUND, walk.matter, chosen.action, actor, answers, walk.now),
          )
          holds(flow, walk.matter)
        }
        expect(foldAll(walk.entries)).toEqual(walk.matter)
      }),
      { numRuns: 300 },
    )
  })
})

/** Every stage somebody can really bring a matter to: all moves of everyone, and waiting, tried from every situation. */
function exploredStages(flow: AnyFlow): string[] {
  const seen = new Set<string>()
  const stages = new Set<string>()
  const waiting = openersOf(flow).map((_, opener) => begin(flow, opener))
  for (let walk = waiting.pop(); walk; walk = waiting.pop()) {
    const { matter } = walk
    const situation = `${matter.stage} ${matter.contactedAt !== undefined} ${matter.assistsOpen > 0}`
    if (seen.has(situation)) continue
    seen.add(situation)
    stages.add(matter.stage)
    const later = { entries: [], matter, now: new Date(walk.now.getTime() + 40 * 86_400_000) }
    runClock(flow, later)
    waiting.push(later)
    for (const actor of [ASKER, ...CAST]) {
      for (const { action, refused } of available(flow, matter, actor, walk.now, CALENDAR)) {
        if (refused) continue
        const next: Walk = { entries: [], matter, now: walk.now }
        const answers = answersFor(flow, action)
        append(
          next,
          action,
          actor.person,
          answers,
          step(flow, GROUND, matter, action, actor, answers, walk.now),
        )
        waiting.push(next)
      }
    }
  }
  return [...stages]
}

/** Ends come last on most walks, or few would get far. */
function choose(flow: AnyFlow, possible: { action: string }[], what: number): { action: string } | undefined {
  const onward = possible.filter(({ action }) => {
    const to = findAction(flow, action)?.to
    return to !== undefined && !('end' in (flow.stages[to] ?? {}))
  })
  const from = onward.length > 0 && what % 3 !== 0 ? onward : possible
  return from[what % Math.max(1, from.length)]
}

function holds(flow: AnyFlow, matter: Matter): void {
  const stage = flow.stages[matter.stage]
  expect(stage).toBeDefined()
  expect(matter.endedAt !== undefined).toBe(stage !== undefined && 'end' in stage)
  if (matter.endedAt) expect(matter.tickAt).toBeUndefined()
  if (matter.pausedAt) expect(matter.tickAt).toBeUndefined()
  if (matter.dueAt && !matter.overdueAt && !matter.pausedAt) expect(matter.tickAt).toBeDefined()
  for (const [name, { times }] of Object.entries(matter.done)) {
    const most = findAction(flow, name)?.atMost?.times
    if (most !== undefined) expect(times).toBeLessThanOrEqual(most)
  }
}

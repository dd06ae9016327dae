import { describe, expect, it } from 'vitest'
import { MatterFilter } from '#contract/matters.ts'
import { FLOWS, getFlow } from './flows.gen.ts'
import { INDICATORS } from './indicators.gen.ts'
import { COUNTS, lifeOf, marksOf, valueOf, type CountName, type Entry, type Term } from './kit/index.ts'

/** What holds for every indicator, whoever wrote it. A new one is tested by being there. */

const PERIOD = { from: '2026-11-01', to: '2026-11-30' }
const OUTCOMES = ['open', 'satisfied', 'unanswered', 'recorded', 'declined', 'cancelled', 'merged'] as const
/** What each count is a part of, matter by matter. */
const PART_OF: Partial<Record<CountName, CountName>> = {
  timely: 'ended',
  reopened: 'ended',
  handed: 'ended',
  contacted: 'ended',
  extended: 'ended',
  kept: 'contacted',
  objected: 'handed',
  upheld: 'objected',
}

/** Every count and outcome a sum is made of. */
const atoms = (terms: readonly Term[]) =>
  terms.flatMap((term) =>
    'of' in term
      ? OUTCOMES.filter((o) => (term.only?.includes(o) ?? true) && !term.but?.includes(o)).map(
          (o) => `${term.of} ${o}`,
        )
      : [],
  )
const isWithin = (count: string, outcome: string, whole: ReadonlySet<string>): boolean => {
  if (whole.has(`${count} ${outcome}`)) return true
  const wider = PART_OF[count as CountName]
  return wider !== undefined && isWithin(wider, outcome, whole)
}

describe('indicators', () => {
  it('have names and ids of their own', () => {
    for (const key of ['id', 'name'] as const) {
      const all = INDICATORS.map((indicator) => indicator[key])
      expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([])
    }
  })

  it.each(INDICATORS.map((indicator) => [indicator.name, indicator] as const))('%s', (_, indicator) => {
    const { unit, numerator, denominator, formula, list, source } = indicator
    expect(MatterFilter.parse(list(PERIOD))).toEqual(list(PERIOD))
    expect(formula.length).toBeGreaterThan(8)
    expect(source).not.toBe('')
    expect(denominator === undefined).toBe(unit === 'matters')
    if (unit !== 'share' || !denominator) return
    const whole = new Set(atoms(denominator))
    // A share is of what contains it, so it never exceeds one.
    const outside = atoms(numerator).filter((atom) => {
      const [count = '', outcome = ''] = atom.split(' ')
      return !isWithin(count, outcome, whole)
    })
    expect(outside).toEqual([])
  })

  it('divide by nothing only into nothing', () => {
    expect(valueOf({ unit: 'share', denominator: [] }, 0, 0)).toBeUndefined()
    expect(valueOf({ unit: 'hours', denominator: [] }, 7200, 4)).toBe(0.5)
    expect(valueOf({ unit: 'matters' }, 3, undefined)).toBe(3)
  })
})

describe('milestones', () => {
  it('are read off the flow', () => {
    expect(marksOf(getFlow('grid-event'))).toEqual({
      handover: ['dispatch'],
      objection: ['object'],
      ruling: ['arbitrate'],
      extension: ['askExtension'],
      refusal: ['reject'],
    })
  })

  it('have one way to refuse a flow, because the list asks for the last refusal', () => {
    for (const flow of Object.values(FLOWS)) expect(marksOf(flow).refusal.length).toBeLessThanOrEqual(1)
  })
})

const entry = (
  seq: number,
  actor: string,
  at: string,
  action: string,
  change: Entry['change'],
  answers: Entry['answers'] = {},
): Entry => ({
  seq,
  actor,
  at: `2026-11-${at}:00+08:00`,
  action,
  change,
  answers,
})
const LIFE: Entry[] = [
  entry(1, 'asker', '02T09:00', 'report', {
    flow: 'grid-event', stage: 'reported', stageAt: '2026-11-02T01:00:00Z', openedAt: '2026-11-02T01:00:00Z', asker: 'asker', item: '0402', division: '610114006205',
  }, { words: '下水道堵了' }), // prettier-ignore
  entry(2, 'clerk', '02T10:00', 'dispatch', { stage: 'dispatched', unit: 'water' }, { advice: '请看看' }),
  entry(3, 'water', '02T11:00', 'object', { stage: 'disputed' }, { reason: '不归我管', basis: '三定方案' }),
  entry(4, 'centre', '02T12:00', 'arbitrate', { stage: 'dispatched', unit: 'housing' }),
  entry(5, 'clock', '03T12:00', 'contact-late', {}),
  entry(6, 'housing', '03T13:00', 'contact', {}, { contactWay: 'phone', contactResult: '约好下午' }),
  entry(7, 'housing', '03T13:00', 'accept', { stage: 'handling' }),
  entry(8, 'clock', '09T18:00', 'overdue', { overdueAt: '2026-11-09T10:00:00Z' }),
  entry(9, 'housing', '10T13:00', 'finish', { stage: 'confirming', overdueAt: null }, { result: '通了' }),
  entry(10, 'asker', '10T20:00', 'confirm', { stage: 'satisfied', endedAt: '2026-11-10T12:00:00Z', ending: 'satisfied' }),
] // prettier-ignore

describe('a life', () => {
  const of = (n: number) => lifeOf(getFlow('grid-event'), LIFE.slice(0, n))

  it('counts for nothing before it begins, as open until it ends, then by its ending', () => {
    expect(of(0)).toBeUndefined()
    expect(of(8)).toMatchObject({ outcome: 'open', standing: { stage: 'handling', clock: 'overdue' } })
    expect([...(of(8)?.counts ?? [])]).toEqual([['2026-11-02', { opened: 1 }]])
    expect(of(10)).toMatchObject({ outcome: 'satisfied', standing: undefined })
  })

  it('carries on its last day all that it was', () => {
    expect(of(10)?.counts.get('2026-11-10')).toEqual({
      ended: 1,
      handed: 1,
      objected: 1,
      upheld: 1,
      missed: 1,
      contacted: 1,
      contact_seconds: 28 * 3600,
      fields: 5,
      actions: 6,
      taps: 5,
      tap_seconds: 195 * 3600,
    })
    expect(Object.keys(COUNTS)).toEqual(expect.arrayContaining(['timely', 'kept']))
  })

  it('stands in each stage as long as it stood, and says who acted', () => {
    const shares = of(10)?.shares ?? []
    expect(shares.filter(({ kind }) => kind === 'stage').map(({ name, seconds }) => [name, seconds / 3600])).toEqual([
      ['reported', 1],
      ['dispatched', 1],
      ['disputed', 1],
      ['dispatched', 25],
      ['handling', 168],
      ['confirming', 7],
    ]) // prettier-ignore
    expect(shares.filter(({ kind }) => kind === 'part').map(({ name }) => name)).toEqual([
      'asker',
      'dispatcher',
      'handler',
      'arbiter',
      'handler',
      'handler',
      'handler',
      'asker',
    ])
  })
})

import { addPerson, COUNTY, type People, type Speaker } from './people.ts'
import { anyPhoto } from './history.ts'
import { dispatchBody, reportBody } from './reports.ts'
import type { House } from './house.ts'

/** The whole life of a grid event as those concerned press it: reported, sent, handled, confirmed. */
export type Cast = People & { handler: Speaker; other: Speaker; photo: string[] }
export type Step = { by: Speaker; body: object }

const UNIT = dispatchBody().answers.unit
const OTHER_UNIT = 'department-water'

/** The bench's people and two departments to handle what they report. */
export async function castOf(house: House, people: People): Promise<Cast> {
  const inUnit = (unit: string) =>
    addPerson(house.services, unit, { role: 'handler', division: COUNTY, unit })
  return {
    ...people,
    handler: await inUnit(UNIT),
    other: await inUnit(OTHER_UNIT),
    photo: await anyPhoto(house.services),
  }
}

/** One in so many is sent on after an objection, is refused by its asker, or is never answered by its asker. */
const OBJECTED = 50
const REFUSED = 40
const UNANSWERED = 160

export const askerOf = ({ villagers }: People, n: number): Speaker => {
  const asker = villagers[n % villagers.length]
  if (!asker) throw new Error('nobody reports')
  return asker
}

/** One the street's dispatcher sends on; others begin in the village or in the county. */
export const reportOf = () => reportBody(0)

/** What happens to the n-th after it was reported, in order. */
export function stepsOf(cast: Cast, n: number): Step[] {
  const { street, county, handler, other } = cast
  const asker = askerOf(cast, n)
  const dispatch = (by: Speaker, unit: string): Step => ({
    by,
    body: { action: 'dispatch', answers: { ...dispatchBody().answers, unit } },
  })
  const handled = handledBy(handler, cast.photo)
  const objected = n % OBJECTED === 7
  const refused = n % REFUSED === 3
  return [
    ...(objected ? [dispatch(street, OTHER_UNIT), ...objection(other, county)] : [dispatch(street, UNIT)]),
    ...handled,
    ...(refused
      ? [step(asker, 'reject', { unsolved: '下了雨又冒出来了' }), dispatch(county, UNIT), ...handled]
      : []),
    ...(n % UNANSWERED === 11 ? [] : [step(asker, 'confirm', { stars: 5 })]),
  ]
}

const step = (by: Speaker, action: string, answers: object = {}): Step => ({ by, body: { action, answers } })

const handledBy = (handler: Speaker, proof: string[]): Step[] => [
  step(handler, 'accept'),
  step(handler, 'contact', { contactWay: 'phone', contactResult: '电话里说好下午去看' }),
  step(handler, 'finish', { result: '管道已经疏通，路面冲洗干净', proof }),
]

const objection = (other: Speaker, county: Speaker): Step[] => [
  step(other, 'object', {
    reason: '这段排水沟在村里，不归水务管',
    basis: '区水务局三定方案第三条',
    suggestedUnit: UNIT,
  }),
  step(county, 'arbitrate', { unit: UNIT, ruling: '农村生产设施由农业农村局负责' }),
]

import { z } from 'zod'
import { LEVELS } from './division-codes.ts'
import { route } from './route.ts'
import { CountyCode, DivisionCode, Id } from './values.ts'

export const Division = z.object({
  code: DivisionCode,
  name: z.string(),
  level: z.enum(LEVELS),
  seat: z.object({ lng: z.number(), lat: z.number() }).optional(),
})
export const UnitLevel = z.enum(['village', 'town', 'county'])
export const Unit = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  level: UnitLevel,
  division: DivisionCode,
  phone: z.string().optional(),
})
export const CatalogueItem = z.object({
  code: z.string(),
  class: z.string(),
  name: z.string(),
  plain: z.string(),
  level: UnitLevel,
  limit: z.object({ unit: z.enum(['hours', 'days', 'workdays']), n: z.number() }).optional(),
  evidence: z.enum(['none', 'scene']),
  confidential: z.boolean(),
  conduct: z
    .literal(true)
    .optional()
    .meta({ description: 'About those who run the village: never shown to a post of the village' }),
  unit: z.string().optional(),
  words: z.string().meta({ description: 'Everyday words the item is found by' }),
  details: z
    .record(z.string(), z.string())
    .meta({ description: 'Further columns of the list: materials, basis …' }),
  source: z.string(),
})
/** What a door on the first page opens. `trade` and `learn` are not built yet and say so. */
export const DoorId = z.enum(['know', 'speak', 'services', 'discuss', 'oversee', 'help', 'trade', 'learn'])
export const Door = z.object({
  opens: DoorId,
  name: z.string().meta({ description: 'As the county calls it: 我要知道' }),
  says: z.string().meta({ description: 'What it is for, in one line' }),
})
export const County = z.object({
  code: CountyCode,
  name: z.string(),
  demo: z.boolean(),
  provider: z
    .string()
    .optional()
    .meta({ description: 'The identity provider staff may come in by, as people know it; absent: none' }),
  doors: z
    .array(Door)
    .optional()
    .meta({ description: 'The first page of villagers in its order; absent: the five verbs' }),
  tunings: z
    .record(z.string(), z.unknown())
    .meta({ description: 'By flow: words, spans and posts (AnyTuning)' }),
})
export const Neighbour = z.object({
  id: Id,
  name: z.string(),
  phone: z.string().meta({ description: 'Masked' }),
  household: z.string(),
  division: DivisionCode,
})

export const places = {
  county: route({
    method: 'GET',
    path: '/api/county',
    access: 'public',
    does: 'The county served here and how it runs its flows',
    answers: County,
  }),
  divisions: route({
    method: 'GET',
    path: '/api/divisions',
    access: 'public',
    does: 'Divisions at or below a code; grids included',
    query: z.object({ under: DivisionCode.optional(), level: z.enum(LEVELS).optional() }),
    answers: z.array(Division),
  }),
  boundaries: route({
    method: 'GET',
    path: '/api/boundaries',
    access: 'public',
    does: 'GeoJSON areas of one level; `drawn` marks those that are ours, not official',
    query: z.object({ level: z.enum(['county', 'town', 'village']) }),
    answers: z.object({ type: z.literal('FeatureCollection'), features: z.array(z.any()) }),
  }),
  units: route({
    method: 'GET',
    path: '/api/units',
    access: 'public',
    does: 'Units that can handle matters',
    answers: z.array(Unit),
  }),
  catalogue: route({
    method: 'GET',
    path: '/api/catalogues/:id',
    access: 'public',
    does: 'The items of a list in force today',
    params: z.object({ id: z.string().max(60) }),
    answers: z.object({
      id: z.string(),
      name: z.string(),
      version: z.string(),
      items: z.array(CatalogueItem),
    }),
  }),
  people: route({
    method: 'GET',
    path: '/api/people',
    access: 'people.area',
    does: 'Find a villager of one’s area by name, to report or apply for',
    trace: 'personal',
    query: z.object({ name: z.string().min(1, '请输入姓名').max(20) }),
    answers: z.array(Neighbour),
  }),
  templates: route({
    method: 'GET',
    path: '/api/templates',
    access: 'session',
    does: 'Response templates of a flow',
    query: z.object({ flow: z.string().max(60) }),
    answers: z.array(z.object({ action: z.string(), title: z.string(), text: z.string() })),
  }),
}

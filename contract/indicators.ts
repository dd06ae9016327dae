import { z } from 'zod'
import { route } from './route.ts'
import { DivisionCode, Instant } from './values.ts'

const Number = z.object({
  value: z
    .number()
    .nullable()
    .meta({ description: 'In the indicator’s unit; null when there is nothing to divide by' }),
  numerator: z.int().meta({ description: 'Matters, or seconds or times where a mean is taken' }),
  denominator: z.int().optional(),
})

/** A number with its formula and the records behind it. */
export const IndicatorValue = Number.extend({
  id: z.string(),
  name: z.string(),
  unit: z.enum(['matters', 'share', 'hours', 'minutes', 'times']),
  formula: z.string().meta({ description: 'How it is computed, in words' }),
  list: z.string().meta({
    description:
      'Query of the desk list with the records behind it: those of the numerator; of the denominator where a mean is taken',
  }),
  parts: z
    .array(Number.extend({ flow: z.string(), part: z.string(), name: z.string() }))
    .optional()
    .meta({ description: 'One number for each stage or part, where the indicator has many' }),
})

export const Indicators = z.object({
  division: DivisionCode,
  name: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  countedAt: Instant.meta({ description: 'When the numbers were true' }),
  indicators: z.array(IndicatorValue),
  rows: z
    .array(
      z.object({
        key: z.string().meta({ description: 'Division code, class, or day' }),
        name: z.string(),
        values: z.record(z.string(), Number).meta({ description: 'By indicator' }),
      }),
    )
    .optional(),
})

export const indicators = {
  show: route({
    method: 'GET',
    path: '/api/indicators',
    access: 'wall.read',
    does: 'The indicators of an area over a period, at most two seconds old, with numerator, denominator and list',
    query: z.object({
      division: DivisionCode.optional().meta({
        description: 'County, town or village; the caller’s own by default',
      }),
      from: z.iso.date().optional().meta({ description: '30 days ago by default' }),
      to: z.iso.date().optional().meta({ description: 'That day included; today by default' }),
      flow: z.string().max(60).optional(),
      class: z.string().max(2).optional().meta({ description: 'First two digits of the item' }),
      by: z
        .enum(['town', 'village', 'class', 'day'])
        .optional()
        .meta({ description: 'Also by this, in `rows`' }),
    }),
    answers: Indicators,
  }),
}

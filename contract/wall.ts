import { z } from 'zod'
import { Mood } from './matters.ts'
import { route } from './route.ts'
import { DivisionCode, Id, Instant } from './values.ts'

/** A number with what it is a share of, and the desk list behind it. */
export const WallFigure = z.object({
  id: z.string(),
  name: z.string(),
  value: z.int(),
  of: z.int().optional().meta({ description: 'Denominator; the share is value ÷ of' }),
  list: z.string().meta({ description: 'The query of the desk list that shows exactly these records' }),
})
export const Wall = z.object({
  county: z.string(),
  area: z.object({ division: DivisionCode, name: z.string() }).meta({
    description: 'Whose numbers these are: the county, or the town or village of the caller’s post',
  }),
  at: Instant.meta({ description: 'When the numbers were true' }),
  figures: z.array(WallFigure),
  places: z.array(
    z.object({
      division: DivisionCode,
      name: z.string(),
      open: z.int(),
      overdue: z.int(),
      urgent: z.int(),
      month: z.int(),
    }),
  ),
  classes: z.array(z.object({ class: z.string(), name: z.string(), count: z.int(), list: z.string() })),
  days: z.array(z.object({ day: z.iso.date(), opened: z.int(), ended: z.int() })),
  stages: z
    .array(
      z.object({
        flow: z.string(),
        stage: z.string(),
        name: z.string(),
        hours: z.number(),
        count: z.int(),
        list: z.string().meta({ description: 'What stands in the stage now' }),
      }),
    )
    .meta({ description: 'Average time in a stage, of what ended in the last 30 days; slowest first' }),
  events: z.array(
    z.object({
      id: Id.meta({ description: 'Of the matter' }),
      seq: z.int(),
      at: Instant,
      title: z.string().meta({ description: 'Class and item; never the asker’s own words' }),
      name: z.string(),
      divisionName: z.string(),
      mood: Mood,
    }),
  ),
  points: z.array(
    z.object({
      lng: z.number(),
      lat: z.number(),
      mood: Mood,
      urgent: z.boolean().meta({ description: 'Of the class 突发事件' }),
    }),
  ),
})

export const wall = {
  show: route({
    method: 'GET',
    path: '/api/wall',
    access: 'wall.read',
    does: 'The numbers of the wall and what stands behind each',
    answers: Wall,
  }),
}

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
/** A street or village with what stands open there now. */
export const WallPlace = z.object({
  division: DivisionCode,
  name: z.string(),
  open: z.int(),
  overdue: z.int(),
  urgent: z.int(),
})
export const Wall = z.object({
  county: z.string(),
  area: z.object({ division: DivisionCode, name: z.string() }).meta({
    description: 'Whose numbers these are: the place asked for, or that of the caller’s post',
  }),
  path: z
    .array(z.object({ division: DivisionCode, name: z.string() }))
    .meta({ description: 'From the place of the caller’s post down to the area, for the way back' }),
  at: Instant.meta({ description: 'When the numbers were true' }),
  behindSeconds: z.int().meta({
    description: 'How long ago that is; 0 when all that is written is in them, else ask again in a second',
  }),
  figures: z.array(WallFigure),
  towns: z.array(WallPlace).meta({ description: 'The streets of a county; none of a street or village' }),
  places: z.array(WallPlace).meta({ description: 'Every village of the area' }),
  classes: z.array(z.object({ class: z.string(), name: z.string(), count: z.int(), list: z.string() })),
  days: z.array(z.object({ day: z.iso.date(), opened: z.int(), ended: z.int() })),
  stages: z
    .array(
      z.object({
        flow: z.string(),
        stage: z.string(),
        name: z.string(),
        hours: z.number(),
        count: z.int().meta({ description: 'Passages the mean is taken over' }),
        open: z.int().meta({ description: 'What stands in the stage now' }),
        list: z.string().meta({ description: 'Of what stands in the stage now' }),
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
  points: z
    .array(
      z.object({
        lng: z.number(),
        lat: z.number(),
        mood: Mood,
        urgent: z.boolean().meta({ description: 'Of the class 突发事件' }),
      }),
    )
    .meta({ description: 'Emergencies, then what is due first; 500 at most, only of what has a place' }),
  duty: z.object({
    posts: z
      .array(z.object({ title: z.string(), name: z.string() }))
      .meta({ description: 'Who holds the posts that dispatch in the area today; not a roster' }),
    phones: z.array(z.object({ name: z.string(), phone: z.string() })),
  }),
})

export const wall = {
  show: route({
    method: 'GET',
    path: '/api/wall',
    access: 'wall.read',
    does: 'The numbers of the wall and what stands behind each, of a county, town or village',
    query: z.object({
      division: DivisionCode.optional().meta({
        description: 'County, town or village; the caller’s own by default',
      }),
    }),
    answers: Wall,
  }),
}

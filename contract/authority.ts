import { z } from 'zod'
import { Day } from './disclosure.ts'
import { Id } from './values.ts'

/** 授权: what assemblies let representatives decide, as it is chosen, put to the vote and shown. */

/** The resolution a motion rests on. */
export const AuthorityChoice = z
  .object({ resolution: Id })
  .optional()
  .meta({ description: 'The resolution by which the assembly authorised the body' })

export const Authority = z.object({
  decisions: z.array(z.string()),
  from: Day,
  until: Day.meta({ description: 'Within the term of the committee in office' }),
  source: z.string(),
})

/** What assemblies of a village authorised, to choose from. */
export const Authorities = z
  .array(Authority.extend({ resolution: Id }))
  .meta({ description: 'What assemblies of the village authorised by that day, the newest first' })

export const GrantInput = z
  .object({ decisions: z.array(z.string().max(40)).max(40), until: Day })
  .optional()
  .meta({ description: 'Of a motion to authorise the representatives: to decide what, until when' })

export const Grant = z
  .object({ decisions: z.array(z.string()), until: Day })
  .optional()
  .meta({ description: 'What it authorises the representatives to decide, by name' })

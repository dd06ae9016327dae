import { z } from 'zod'
import { route } from './route.ts'
import { Instant } from './values.ts'

/** 减负自查: what the platform must not do, each looked at in the program as it runs, for an inspector. */

export const SelfCheckLine = z.object({
  id: z.string(),
  ban: z.string(),
  source: z.string(),
  how: z.string(),
  result: z.enum(['holds', 'broken', 'person']).meta({
    description: 'holds: nothing against it was found; broken: something was; person: only a person can tell',
  }),
  found: z.array(z.string()),
})

export const selfCheck = {
  show: route({
    method: 'GET',
    path: '/api/self-check',
    access: 'self-check.read',
    sheet: { name: '减负自查' },
    does: 'Each prohibition, how it was looked at, and what was found now',
    answers: z.object({
      at: Instant,
      county: z.string(),
      lines: z.array(SelfCheckLine),
    }),
  }),
}

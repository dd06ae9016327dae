import { z } from 'zod'
import { Id, Instant } from './values.ts'

/** What somebody asked or said in public about one record, and what they were answered. Who it was is not in it. */
export const Asked = z.object({
  matter: Id,
  words: z.string(),
  askedAt: Instant,
  stageName: z.string(),
  dueAt: Instant.optional(),
  late: z.boolean(),
  answers: z.array(
    z.object({
      by: z.string().meta({ description: 'The post that answered' }),
      at: Instant,
      words: z.string(),
      outcome: z.string().meta({ description: 'One of the choices of its flow' }),
    }),
  ),
  mine: z.boolean().meta({ description: 'Asked by the reader' }),
})

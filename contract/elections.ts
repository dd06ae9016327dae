import { z } from 'zod'
import { Day, VillageCode } from './disclosure.ts'
import { route } from './route.ts'
import { Id } from './values.ts'

/** Elections are held on paper and only recorded here (VCL 18), with the arithmetic. */

const Votes = z.int().min(0).max(100_000)
const Record = z.object({
  registered: Votes,
  cast: Votes,
  seats: z.int().min(1).max(9),
  runoff: z.boolean(),
  candidates: z
    .array(z.object({ name: z.string().trim().min(2).max(40), votes: Votes }))
    .min(1)
    .max(60),
  proxies: z
    .array(
      z.object({ principal: z.string().trim().min(2).max(40), holder: z.string().trim().min(2).max(40) }),
    )
    .max(5000),
  rollPublishedOn: Day.optional(),
  objections: z
    .array(z.object({ name: z.string().trim().min(2).max(40), on: Day, decidedOn: Day }))
    .max(200)
    .optional(),
  recall: z
    .object({
      who: z.enum(['选民', '村民代表']),
      asked: z.int().min(1).max(100_000),
      of: Votes,
      reason: z.string().trim().min(2, '请写罢免的理由').max(2000),
    })
    .optional()
    .meta({ description: 'A vote on removing somebody: who asked for it and why' }),
})
const ElectionRow = z.object({
  id: Id,
  division: VillageCode,
  heldOn: Day,
  record: Record,
  verdict: z.object({
    valid: z.boolean(),
    elected: z.array(z.string()).readonly(),
    open: z.int(),
    says: z.array(z.string()).readonly(),
  }),
})

export const elections = {
  list: route({
    method: 'GET',
    path: '/api/elections',
    access: 'session',
    sheet: { name: '选举记录' },
    does: 'Elections of one’s village as they were held on paper, newest first',
    query: z.object({ division: VillageCode }),
    answers: z.array(ElectionRow),
  }),
  record: route({
    method: 'POST',
    path: '/api/elections',
    access: 'meetings.keep',
    does: 'Record an election that was held on paper; there is no route that runs one',
    once: true,
    body: z.object({
      division: VillageCode,
      heldOn: Day,
      // Older records do not say it; nothing is recorded any more without it.
      record: Record.extend({ rollPublishedOn: Day }),
    }),
    answers: ElectionRow,
  }),
}

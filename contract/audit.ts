import { z } from 'zod'
import { route } from './route.ts'
import { Cursor, Id, Instant, pageOf } from './values.ts'

/** Who did what, from where, on which record. Read by the audit administrator alone; to look is itself a row of it. */

const Day = z.iso.date()
const Outcome = z.enum(['done', 'refused', 'failed'])

const Fact = z.object({ name: z.string(), before: z.string().optional(), after: z.string().optional() })

export const AuditRow = z.object({
  id: Id,
  at: Instant,
  who: z.string().meta({ description: 'Name; empty when nobody was signed in' }),
  post: z.string().optional().meta({ description: 'The post acted from' }),
  address: z.string(),
  surface: z.string(),
  surfaceName: z.string(),
  route: z.string(),
  does: z.string().meta({ description: 'The route in words' }),
  record: z
    .string()
    .optional()
    .meta({ description: 'A matter by its number, a person by name, anything else by its id' }),
  recordId: z.string().optional().meta({ description: 'The same by its id' }),
  outcome: Outcome,
  status: z.int(),
  reason: z.string().optional(),
  call: z.string().meta({ description: 'The number people are told when something fails' }),
  said: z.array(Fact).meta({ description: 'What the call chose, masked' }),
  changes: z.array(Fact).meta({ description: 'What was before and after' }),
})

const Sought = z.object({
  who: z.string().trim().max(40).optional().meta({ description: 'A name, in full' }),
  record: z
    .string()
    .trim()
    .max(64)
    .optional()
    .meta({ description: 'The number of a matter, the name of whom it is about, or an id' }),
  route: z.string().max(80).optional(),
  outcome: Outcome.optional(),
  from: Day.optional(),
  to: Day.optional(),
})

export const audit = {
  search: route({
    method: 'GET',
    path: '/api/audit',
    access: 'audit.read',
    sheet: { name: '审计日志' },
    does: 'Rows of the audit log, newest first; leaves one itself',
    trace: 'personal',
    query: Sought.extend({
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(500).optional(),
    }),
    answers: pageOf(AuditRow),
  }),
  state: route({
    method: 'GET',
    path: '/api/audit/state',
    access: 'audit.read',
    does: 'How long the log is kept and by which rule, and how far it is sealed',
    answers: z.object({
      keptMonths: z.int(),
      rule: z.string(),
      sealedAt: Instant.optional(),
      seals: z.int(),
      head: z.string().meta({ description: 'The end of the chain, as `bin/db verify` prints it' }),
      routes: z.array(z.object({ route: z.string(), does: z.string() })),
    }),
  }),
}

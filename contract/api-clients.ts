import { z } from 'zod'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** 接入系统: programs of others, each with a key of its own, what it may do, and a meter. */

/** What a client may be let do; each module that serves clients names its own. */
export const CLIENT_SCOPES = ['open311.report', 'hotline', 'webhooks'] as const
const ClientScope = z.enum(CLIENT_SCOPES)

export const ApiClient = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(z.string()),
  minuteMax: z.int(),
  dayMax: z.int(),
  openedAt: Instant,
  endedAt: Instant.optional(),
  minute: z.int().meta({ description: 'Calls in the minute that runs' }),
  today: z.int(),
  peak: z.int().meta({ description: 'Calls in the busiest minute of today' }),
  days: z
    .array(z.object({ on: z.iso.date(), operation: z.string(), calls: z.int(), refused: z.int() }))
    .meta({ description: 'The last seven days with calls, newest first' }),
})

export const apiClients = {
  list: route({
    method: 'GET',
    path: '/api/clients',
    access: 'clients.manage',
    sheet: { name: '接入系统' },
    does: 'The systems that connect, with what they may do and how much they ask; those that ended last',
    answers: z.array(ApiClient),
  }),
  open: route({
    method: 'POST',
    path: '/api/clients',
    access: 'clients.manage',
    proven: 'always',
    once: true,
    does: 'Let a system in, and answer with its key, which is shown this once',
    body: z.object({
      name: z.string().trim().min(2, '请写是哪个系统').max(40),
      scopes: z.array(ClientScope).min(1, '至少选一项权限').max(CLIENT_SCOPES.length),
      minuteMax: z.int().min(1, '至少 1 次').max(6000, '最多 6000 次'),
      dayMax: z.int().min(1, '至少 1 次').max(10_000_000, '最多一千万次'),
    }),
    answers: z.object({ id: Id, key: z.string() }),
  }),
  end: route({
    method: 'POST',
    path: '/api/clients/:id/end',
    access: 'clients.manage',
    once: true,
    does: 'Its key opens nothing any more, and its webhooks end',
    params: z.object({ id: Id }),
  }),
}

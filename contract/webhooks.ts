import { z } from 'zod'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/**
 * 事件推送: a client says where it wants to be called when something happens. Of matters it hears only what it reported
 * itself; of publications, what hangs for everybody. Clients show their key in the header `x-api-key`.
 */

export const EVENTS = [
  'matter.opened',
  'matter.acted',
  'matter.closed',
  'publication.published',
  'resolution.passed',
] as const
const Event = z.enum(EVENTS)

const Webhook = z.object({
  id: Id,
  url: z.string(),
  events: z.array(z.string()),
  openedAt: Instant,
  endedAt: Instant.optional(),
  waiting: z.int().meta({ description: 'Deliveries on their way' }),
  dead: z.int().meta({ description: 'Deliveries given up' }),
})
const ById = z.object({ id: Id })

export const webhooks = {
  register: route({
    method: 'POST',
    path: '/api/webhooks',
    access: 'public',
    once: true,
    does: 'A client asks to be called; answers with the secret its calls are signed with',
    body: z.object({ url: z.string().max(500), events: z.array(Event).min(1).max(EVENTS.length) }),
    answers: z.object({ id: Id, secret: z.string() }),
  }),
  mine: route({
    method: 'GET',
    path: '/api/webhooks',
    access: 'public',
    does: 'The webhooks of the client that asks',
    answers: z.array(Webhook),
  }),
  end: route({
    method: 'DELETE',
    path: '/api/webhooks/:id',
    access: 'public',
    does: 'A client wants to be called no more; what is on its way is dropped',
    params: ById,
  }),
  watch: route({
    method: 'GET',
    path: '/api/webhooks/watch',
    access: 'clients.manage',
    sheet: { name: '没有送到的推送' },
    does: 'All webhooks, and the deliveries that were given up, 200 at most, newest first',
    answers: z.object({
      webhooks: z.array(Webhook.extend({ client: Id, clientName: z.string() })),
      dead: z.array(
        z.object({
          id: Id,
          clientName: z.string(),
          url: z.string(),
          event: z.string(),
          madeAt: Instant,
          deadAt: Instant,
          tries: z.int(),
          outcome: z.string(),
        }),
      ),
    }),
  }),
  again: route({
    method: 'POST',
    path: '/api/webhooks/deliveries/:id/again',
    access: 'clients.manage',
    once: true,
    does: 'Send a delivery that was given up once more',
    params: ById,
  }),
}

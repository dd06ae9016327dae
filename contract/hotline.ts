import { z } from 'zod'
import { route } from './route.ts'
import { Phone } from './session.ts'
import { Id, Instant } from './values.ts'

/**
 * 12345 热线 (systems J16): what it took down by telephone comes in under its own number and becomes a grid event. Its key
 * stands in the header `x-api-key`; what was done is pushed back by webhook, and can be asked for.
 */

/** As the hotline writes it. It is all that is needed to send again what may not have arrived. */
const TicketNumber = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{4,40}$/, '工单号是 4 到 40 位字母、数字和短横')

export const Ticket = z.object({
  number: TicketNumber,
  words: z.string().trim().min(2, '请写明什么事').max(4000, '最多 4000 字'),
  item: z.string().max(20).optional().meta({
    description: 'Class of `/api/catalogues/grid-matters`, confidential ones as well; absent: by the words',
  }),
  village: z.string().max(12).optional().meta({ description: 'Its 12 digits, where they are known' }),
  address: z.string().max(200).optional().meta({ description: 'Without `village` it has to name one' }),
  lat: z.number().optional().meta({ description: 'WGS84, with `lng`' }),
  lng: z.number().optional(),
  caller: z.object({ name: z.string().trim().min(1).max(20), phone: Phone.optional() }).optional(),
})

export const hotline = {
  hand: route({
    method: 'POST',
    path: '/api/hotline/tickets',
    access: 'public',
    does: 'Hand over a ticket. The same number again changes nothing and answers with the same matter',
    body: Ticket,
    answers: z.object({
      ticket: z.string(),
      matter: Id,
      number: z.string().meta({ description: 'Ours' }),
      code: z.string().meta({ description: 'To follow it. What confirms goes to the caller by text' }),
    }),
  }),
  look: route({
    method: 'GET',
    path: '/api/hotline/tickets/:number',
    access: 'public',
    does: 'How a ticket stands, and the reply',
    params: z.object({ number: TicketNumber }),
    answers: z.object({
      ticket: z.string(),
      number: z.string(),
      stage: z.string(),
      stageName: z.string(),
      unit: z.string().optional().meta({ description: 'Who has it in hand' }),
      openedAt: Instant,
      dueAt: Instant.optional(),
      endedAt: Instant.optional(),
      ending: z.string().optional(),
      reply: z.string().optional(),
    }),
  }),
}

import { z } from 'zod'
import { CONSENT_WAYS, type ConsentWay } from './consent-ways.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/**
 * 代办授权: whether a villager wants to be spoken for by grid workers and agents. Said once for all by themselves or
 * through somebody who writes it down, and taken back as easily (个人信息保护法 15); beside it stands what was done.
 */

const Way = z.enum(Object.keys(CONSENT_WAYS) as [ConsentWay, ...ConsentWay[]])

export const Consents = z.object({
  isWithdrawn: z
    .boolean()
    .meta({ description: 'Nothing can be opened on their behalf until they agree again' }),
  said: z.array(
    z.object({
      id: Id,
      isGiven: z.boolean(),
      way: Way.optional().meta({ description: 'Absent: on their own telephone' }),
      on: z.string(),
      by: z.string(),
      at: Instant,
    }),
  ),
  acted: z
    .array(z.object({ number: z.string(), by: z.string(), way: Way, at: Instant }))
    .meta({ description: 'What was opened on their behalf, the newest 50' }),
})

export const consents = {
  list: route({
    method: 'GET',
    path: '/api/people/:id/consents',
    access: 'people.area',
    does: 'Whether a person of one’s area wants to be spoken for, who said so, and what was done on it',
    trace: 'personal',
    params: z.object({ id: Id }),
    answers: Consents,
  }),
  record: route({
    method: 'POST',
    path: '/api/people/:id/consents',
    access: 'people.area',
    once: true,
    does: 'Write down that a person of one’s area agreed to be spoken for, or took it back',
    params: z.object({ id: Id }),
    body: z.object({ isGiven: z.boolean(), way: Way, on: z.iso.date() }),
    answers: Consents,
  }),
  mine: route({
    method: 'GET',
    path: '/api/consents/mine',
    access: 'session',
    does: 'The same of oneself',
    answers: Consents,
  }),
  say: route({
    method: 'POST',
    path: '/api/consents/mine',
    access: 'session',
    once: true,
    does: 'Agree to be spoken for, or take it back',
    body: z.object({ isGiven: z.boolean() }),
    answers: Consents,
  }),
}

import { z } from 'zod'
import { CONSENT_WAYS, KINSHIPS, type ConsentWay, type Kinship } from './consent-ways.ts'
import { OwnRecord } from './people.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/**
 * 代办授权: whether a villager wants to be spoken for by grid workers and agents. Said once for all by themselves or
 * through somebody who writes it down, and taken back as easily (个人信息保护法 15); beside it stands what was done.
 */

const Way = z.enum(Object.keys(CONSENT_WAYS) as [ConsentWay, ...ConsentWay[]])
const OwnWay = Way.exclude(['family'])
const KinshipName = z.enum(Object.keys(KINSHIPS) as [Kinship, ...Kinship[]])

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
      guardian: z.string().optional().meta({ description: 'Who said it for a child below fourteen' }),
      by: z.string(),
      at: Instant,
    }),
  ),
  acted: z
    .array(z.object({ number: z.string(), by: z.string(), way: Way, at: Instant }))
    .meta({ description: 'What was opened on their behalf, the newest 50' }),
})

/** 监护: who consents for a child below fourteen (个人信息保护法 31), and what they said. */
export const Guardians = z.object({
  age: z
    .enum(['child', 'older', 'unknown'])
    .meta({ description: 'Below fourteen, not any more, or without a day of birth in the register' }),
  guardians: z
    .array(z.object({ id: Id, name: z.string(), kinship: KinshipName }))
    .meta({ description: 'Those whose consent holds today' }),
  said: z.array(
    z.object({
      id: Id,
      guardian: z.string(),
      kinship: KinshipName,
      isGiven: z.boolean(),
      way: OwnWay.optional().meta({ description: 'Absent: on their own telephone' }),
      on: z.string(),
      by: z.string(),
      second: z.string().optional().meta({ description: 'Who agreed to it' }),
      at: Instant,
    }),
  ),
  waiting: z
    .array(z.object({ id: Id, guardian: z.string(), by: z.string(), at: Instant }))
    .meta({ description: 'Written down and not in effect: a second person has not agreed yet' }),
})

export const Ward = z.object({
  id: Id,
  name: z.string(),
  kinship: KinshipName,
  isGiven: z.boolean().meta({ description: 'Whether one’s consent holds; without it nothing else is shown' }),
  isFinal: z.boolean().meta({ description: 'Ended at the desk: one cannot give it again by oneself' }),
  isWithdrawn: z.boolean().meta({ description: 'Whether nobody may act for the child' }),
  record: OwnRecord.optional(),
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
    body: z.object({
      isGiven: z.boolean(),
      way: Way,
      on: z.iso.date(),
      guardian: Id.optional().meta({ description: 'Of a child below fourteen: which guardian said it' }),
    }),
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
  guardians: route({
    method: 'GET',
    path: '/api/people/:id/guardians',
    access: 'people.area',
    does: 'Who consents for a child of one’s area, and who said what',
    trace: 'personal',
    params: z.object({ id: Id }),
    answers: Guardians,
  }),
  recordGuardian: route({
    method: 'POST',
    path: '/api/people/:id/guardians',
    access: 'people.read',
    proven: 'always',
    once: true,
    does: 'Write down that a guardian consents for a child below fourteen of one’s area, which waits for a second word, or no longer does or is one, which holds at once',
    params: z.object({ id: Id }),
    body: z.object({
      guardian: Id,
      kinship: KinshipName,
      isGiven: z.boolean(),
      way: OwnWay,
      on: z.iso.date(),
    }),
    answers: Guardians,
  }),
  wards: route({
    method: 'GET',
    path: '/api/consents/wards',
    access: 'session',
    does: 'The children below fourteen one is the guardian of, and what the register has of them, masked',
    answers: z.array(Ward),
  }),
  sayForWard: route({
    method: 'POST',
    path: '/api/consents/wards/:id',
    access: 'session',
    once: true,
    does: 'As a guardian: consent that a child’s data is handled or that others act for it, or take it back',
    params: z.object({ id: Id }),
    body: z.object({ what: z.enum(['handling', 'acting']), isGiven: z.boolean() }),
    answers: z.array(Ward),
  }),
}

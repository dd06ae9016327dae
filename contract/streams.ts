import { z } from 'zod'
import { Day, VillageCode } from './disclosure.ts'
import { Poll } from './floor.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** Picture and sound of a meeting: a telephone or camera sends, everybody who may look plays HLS; kept for a term. */

const Audience = z.enum(['village', 'everyone'])
const ById = z.object({ id: Id })
const Key = z.object({
  url: z.string().meta({ description: 'Where the camera sends to' }),
  key: z.string().meta({ description: 'Under which name; whoever knows it can send' }),
})

export const streams = {
  show: route({
    method: 'GET',
    path: '/api/meetings/:id/stream',
    access: 'session',
    does: 'Whether a meeting is sent out live, or was recorded, and whether this server can do it',
    params: ById,
    answers: z.object({
      stream: z
        .object({
          id: Id,
          state: z.enum(['ready', 'live', 'cut', 'ended']),
          stateName: z.string(),
          audience: Audience,
          beganAt: Instant.optional(),
          keptUntil: Day.optional().meta({ description: 'Of a recording' }),
          keptBy: z.string().optional().meta({ description: 'Which rule says how long' }),
          dropped: z.boolean().meta({ description: 'The term is over and the recording is gone' }),
        })
        .optional(),
      keeps: z.boolean(),
      server: z.object({ ready: z.boolean(), says: z.string() }),
      refused: z.string().optional().meta({ description: 'Why none may be set up now' }),
    }),
  }),
  open: route({
    method: 'POST',
    path: '/api/meetings/:id/stream',
    access: 'meetings.keep',
    does: 'Set a meeting up to be sent out, or change who may look. Once for each meeting',
    params: ById,
    body: z.object({ audience: Audience }),
    answers: z.object({ id: Id }),
  }),
  key: route({
    method: 'GET',
    path: '/api/meetings/:id/stream/key',
    access: 'meetings.keep',
    does: 'Where the camera sends to, and its key',
    params: ById,
    answers: Key,
  }),
  renew: route({
    method: 'POST',
    path: '/api/meetings/:id/stream/renew',
    access: 'meetings.keep',
    does: 'Make a new key; who sends with the old one is cut off within seconds',
    params: ById,
    answers: Key,
  }),
  end: route({
    method: 'POST',
    path: '/api/meetings/:id/stream/end',
    access: 'meetings.keep',
    does: 'End it; the recording is kept for its term',
    params: ById,
  }),
  village: route({
    method: 'GET',
    path: '/api/streams/village/:division',
    access: 'public',
    does: 'For screens without a login: the meeting of a village that is held and open to everyone, with what is asked',
    params: z.object({ division: VillageCode }),
    answers: z.object({
      meeting: z
        .object({
          id: Id.meta({ description: 'Of its stream' }),
          title: z.string(),
          bodyName: z.string(),
          state: z.enum(['ready', 'live', 'cut']),
          asked: z
            .object({ name: z.string(), words: z.string() })
            .optional()
            .meta({ description: 'Name masked' }),
          poll: Poll.omit({ mine: true }).optional(),
        })
        .optional(),
    }),
  }),
  playlist: route({
    method: 'GET',
    path: '/api/streams/:id/index.m3u8',
    access: 'public',
    does: 'The newest pieces of a live meeting, or all of a recording; for who may look',
    params: ById,
    sends: 'file',
  }),
  segment: route({
    method: 'GET',
    path: '/api/streams/:id/:piece',
    access: 'public',
    does: 'One piece',
    params: z.object({ id: Id, piece: z.string().regex(/^\d{1,4}-[\w-]{1,60}\.ts$/) }),
    sends: 'file',
  }),
  hook: route({
    method: 'GET',
    path: '/api/streams/hooks/:word/:call',
    access: 'public',
    does: 'nginx asks whether somebody may send; known by a word of this start',
    params: z.object({ word: z.string().max(64), call: z.enum(['publish', 'done', 'update']) }),
    query: z.object({ name: z.string().max(100).optional() }),
  }),
}

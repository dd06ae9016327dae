import { z } from 'zod'
import { route } from './route.ts'
import { Id, Instant, ReasonText } from './values.ts'

/**
 * 复核: what one keeper of a register says takes effect when a second person of the place has said yes: a telephone let in, a
 * guardian of a child, the telephones a list gives.
 */

/** Of a list with more people the first are shown to whoever gives the second word. */
export const PEOPLE_SHOWN_MAX = 200

export const SecondWord = z.object({
  id: Id,
  kind: z.enum(['phone', 'guardian', 'list']),
  says: z.string().meta({ description: 'What takes effect, in a sentence; numbers masked' }),
  placeName: z.string(),
  by: z.string(),
  byTitle: z.string().optional(),
  askedAt: Instant,
  state: z.enum(['waiting', 'lapsed', 'approved', 'refused']),
  until: Instant.meta({ description: 'Until when it waits' }),
  decidedBy: z.string().optional(),
  decidedAt: Instant.optional(),
  said: z.string().optional(),
  isOwn: z.boolean(),
  mayAnswer: z.boolean().meta({ description: 'Whether it waits for one’s own word' }),
})

const ofOne = z.object({ id: Id })

export const secondWords = {
  list: route({
    method: 'GET',
    path: '/api/second-words',
    access: 'session',
    does: 'What waits for one’s second word, what one asked and what one answered; the newest 100. 403 for who does neither',
    trace: 'personal',
    answers: z.array(SecondWord),
  }),
  show: route({
    method: 'GET',
    path: '/api/second-words/:id',
    access: 'session',
    does: 'One of them with whom it is about: names, homes and masked numbers, of a list the first 200',
    trace: 'personal',
    params: ofOne,
    answers: SecondWord.extend({
      people: z.array(
        z.object({
          name: z.string(),
          home: z.string(),
          phone: z.string().meta({ description: 'Masked; empty when it is about none' }),
        }),
      ),
    }),
  }),
  decide: route({
    method: 'PUT',
    path: '/api/second-words/:id/verdict',
    access: 'people.second',
    proven: 'always',
    does: 'Agree, and it takes effect, or refuse with a reason; never on one’s own word. The same again changes nothing',
    params: ofOne,
    body: z.object({ verdict: z.enum(['approved', 'refused']), said: ReasonText.optional() }),
    answers: SecondWord,
  }),
}

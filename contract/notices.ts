import { z } from 'zod'
import { route } from './route.ts'
import { Cursor, Id, Instant, pageOf } from './values.ts'

export const Notice = z.object({
  id: Id,
  at: Instant,
  title: z.string(),
  text: z.string(),
  matter: Id.optional(),
  meeting: Id.optional(),
  readAt: Instant.optional(),
})

export const notices = {
  list: route({
    method: 'GET',
    path: '/api/notices',
    access: 'session',
    does: 'What concerns me, newest first',
    query: z.object({ cursor: Cursor.optional() }),
    answers: pageOf(Notice).extend({ unread: z.int() }),
  }),
  read: route({
    method: 'POST',
    path: '/api/notices/read',
    access: 'session',
    does: 'I have seen all of them',
    answers: z.object({ unread: z.int() }),
  }),
  live: route({
    method: 'GET',
    path: '/api/live',
    access: 'session',
    does: 'Changes as they happen, as server-sent events within one’s scope',
    sends: 'events',
  }),
}

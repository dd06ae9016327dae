import { z } from 'zod'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** 日历订阅: meetings and duties in the calendar of one's own telephone or desk, by a secret address. */

export const calendars = {
  mine: route({
    method: 'GET',
    path: '/api/calendars',
    access: 'session',
    does: 'The calendars one subscribed to',
    answers: z.array(z.object({ id: Id, title: z.string(), openedAt: Instant, readAt: Instant.optional() })),
  }),
  open: route({
    method: 'POST',
    path: '/api/calendars',
    access: 'session',
    once: true,
    does: 'A calendar of the post one acts from, else of one’s village; its address is shown this once',
    answers: z.object({ id: Id, path: z.string() }),
  }),
  end: route({
    method: 'DELETE',
    path: '/api/calendars/:id',
    access: 'session',
    does: 'Its address leads nowhere any more',
    params: z.object({ id: Id }),
  }),
  read: route({
    method: 'GET',
    path: '/calendars/:file',
    access: 'public',
    does: 'The calendar of a secret address, as iCalendar (RFC 5545)',
    params: z.object({ file: z.string().regex(/^[\w-]{43}\.ics$/) }),
    sends: 'file',
  }),
}

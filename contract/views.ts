import { z } from 'zod'
import { route } from './route.ts'
import { Id } from './values.ts'

/** A saved view is a name for the filters in the address bar. */
export const SavedView = z.object({ id: Id, name: z.string(), search: z.string() })

export const views = {
  list: route({
    method: 'GET',
    path: '/api/views',
    access: 'session',
    does: 'My saved views',
    answers: z.array(SavedView),
  }),
  save: route({
    method: 'POST',
    path: '/api/views',
    access: 'session',
    does: 'Save the present filters under a name',
    body: z.object({
      name: z.string().trim().min(1, '给这个视图起个名字').max(20),
      search: z.string().max(500),
    }),
    answers: SavedView,
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/views/:id',
    access: 'session',
    does: 'Remove a saved view',
    params: z.object({ id: Id }),
  }),
}

import { z } from 'zod'
import { route } from './route.ts'
import { Post } from './session.ts'
import { Id, Instant } from './values.ts'

/**
 * 权限模拟: what a post would see, for whoever gives posts. It is computed by what serves that post itself, and says only
 * whether and why: no record's contents, and nothing of what the person sees for their own sake.
 */

const HeldPost = z.object({
  id: Id,
  name: z.string().meta({ description: 'Who holds it' }),
  title: z.string(),
  place: z.string(),
})
const ofOne = z.object({ id: Id })

export const workbench = {
  posts: route({
    method: 'GET',
    path: '/api/workbench/posts',
    access: 'posts.give',
    trace: 'personal',
    does: 'Posts held today whose holder, title or position has that in it, 30 at most',
    query: z.object({ q: z.string().trim().min(1, '写姓名、岗位或职位').max(30) }),
    answers: z.array(HeldPost),
  }),
  simulate: route({
    method: 'GET',
    path: '/api/workbench/posts/:id',
    access: 'posts.give',
    trace: 'personal',
    does: 'One post as its session would have it, and how many wait in its queues',
    params: ofOne,
    answers: z.object({
      name: z.string(),
      post: Post,
      position: z.string().optional().meta({ description: 'Its name; absent: the whole role' }),
      waiting: z.int().nullable().meta({ description: 'Matters that wait for the post; null: it has none' }),
      at: Instant,
    }),
  }),
  matter: route({
    method: 'GET',
    path: '/api/workbench/posts/:id/matter',
    access: 'posts.give',
    trace: 'personal',
    does: 'Whether that post opens the matter of that number, and by which rule; what its holder sees as a person is not looked at, and of a confidential matter nothing is said (404)',
    params: ofOne,
    query: z.object({ number: z.string().trim().min(3, '请写事项编号').max(40) }),
    answers: z.object({ opens: z.boolean(), why: z.string() }),
  }),
}

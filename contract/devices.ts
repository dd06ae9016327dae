import { z } from 'zod'
import { VillageCode } from './disclosure.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/**
 * 终端设备: screens that stand in a village. A screen proves itself by a cookie no script can read, reports itself into
 * its one row, and hears at once when the board of its village changed. Nobody signs in to read.
 */

export const DeviceKind = z.enum(['kiosk', 'tv', 'board']).meta({ description: '触摸屏、电视、大厅轮播屏' })

const Trouble = z
  .string()
  .trim()
  .max(200)
  .meta({ description: 'What is wrong with it, in words for the desk; absent: nothing' })

export const Device = z.object({
  id: Id,
  kind: DeviceKind,
  division: VillageCode,
  divisionName: z.string(),
  name: z.string(),
  registeredAt: Instant,
  registeredBy: z.string().meta({ description: 'Name and post' }),
  revokedAt: Instant.optional(),
  seenAt: Instant.optional().meta({ description: 'Absent: not heard of since it was registered' }),
  shows: z.string().optional().meta({ description: 'The screen open on it, in Chinese' }),
  upToDate: z.boolean().optional().meta({
    description: 'Whether it has read everything the village published; absent: it has read nothing yet',
  }),
  contentAt: Instant.optional().meta({ description: 'When it last read the board of its village' }),
  width: z.int().optional(),
  height: z.int().optional(),
  trouble: z.string().optional(),
  troubleAt: Instant.optional(),
})

const Name = z.string().trim().min(1, '请给这台设备起个名字，例如“村部大厅触摸屏”').max(30)
const ById = z.object({ id: Id })

export const devices = {
  report: route({
    method: 'PUT',
    path: '/api/devices/self',
    access: 'public',
    does: 'A screen says how it is, each minute; without a cookie it is a new one and gets a code to show',
    // Its own row says when it was heard last; a line a minute for each screen would bury what people do.
    trace: 'never',
    body: z.object({
      kind: DeviceKind,
      shows: z.string().max(40).optional(),
      content: z
        .object({ rev: z.int(), at: Instant })
        .optional()
        .meta({ description: 'The `rev` of its village it has read, and when' }),
      width: z.int().min(1).max(20_000).optional(),
      height: z.int().min(1).max(20_000).optional(),
      trouble: Trouble.optional(),
    }),
    answers: z.object({
      state: z.enum(['new', 'registered', 'revoked']),
      code: z.string().optional().meta({ description: 'Of a new one: what the officer types at the desk' }),
      codeUntil: Instant.optional(),
      name: z.string().optional(),
      division: VillageCode.optional(),
      rev: z.int().optional().meta({
        description: 'How far the board of its village has come; higher than what it read: read again',
      }),
      call: z
        .object({ n: z.int(), publication: Id.optional() })
        .optional()
        .meta({ description: 'The desk wants it to look at once when `n` is another than before' }),
    }),
  }),
  live: route({
    method: 'GET',
    path: '/api/devices/live',
    access: 'public',
    does: 'Server-sent events for a screen: `content` when the board of its village changed, `device` when it is to report at once',
    query: z.object({ village: VillageCode.optional() }),
    sends: 'events',
  }),
  list: route({
    method: 'GET',
    path: '/api/devices',
    access: 'devices.manage',
    sheet: { name: '终端设备' },
    does: 'The screens in the area of my post, troubled ones first; revoked ones only with `all`',
    query: z.object({ all: z.stringbool().optional() }),
    answers: z.array(Device),
  }),
  register: route({
    method: 'POST',
    path: '/api/devices',
    access: 'devices.manage',
    does: 'Register a screen for a village of my area by the code it shows',
    once: true,
    body: z.object({
      code: z.string().trim().min(1, '请填屏幕上显示的登记码').max(20),
      name: Name,
      division: VillageCode,
    }),
    answers: z.object({ id: Id }),
  }),
  change: route({
    method: 'PUT',
    path: '/api/devices/:id',
    access: 'devices.manage',
    does: 'Rename a screen or move it to another village of my area',
    once: true,
    params: ById,
    body: z.object({ name: Name, division: VillageCode }),
  }),
  show: route({
    method: 'POST',
    path: '/api/devices/:id/show',
    access: 'devices.manage',
    does: 'Show now: the screen reads everything anew at once and opens `publication`, if one is named',
    once: true,
    params: ById,
    body: z.object({ publication: Id.optional() }),
  }),
  revoke: route({
    method: 'POST',
    path: '/api/devices/:id/revoke',
    access: 'devices.manage',
    does: 'It is the village’s no more: it forgets everything and shows a new code',
    once: true,
    params: ById,
  }),
}

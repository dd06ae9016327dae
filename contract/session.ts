import { z } from 'zod'
import { PERMISSIONS, ROLES, type Permission, type RoleId } from './roles.ts'
import { route } from './route.ts'
import { CountyCode, DivisionCode, Id, Instant } from './values.ts'

export const RoleName = z.enum(Object.keys(ROLES) as [RoleId, ...RoleId[]])
export const PermissionName = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]])
export const Phone = z.string().regex(/^1[3-9]\d{9}$/, '手机号是 11 位数字，请再看看')
export const PhoneCode = z.string().regex(/^\d{6}$/, '验证码是 6 位数字')

export const Post = z.object({
  id: Id,
  role: RoleName,
  title: z.string(),
  division: DivisionCode,
  divisionName: z.string(),
  unit: z.string().optional(),
  unitName: z.string().optional(),
  permissions: z
    .array(PermissionName)
    .optional()
    .meta({ description: 'What its position leaves of its role; absent: all of it' }),
})

export const Me = z.object({
  person: Id,
  name: z.string(),
  phone: z.string().meta({ description: 'Masked' }),
  county: CountyCode,
  home: DivisionCode.optional().meta({ description: 'The village or grid the person lives in' }),
  homeName: z.string().optional(),
  posts: z.array(Post),
  post: Id.optional().meta({ description: 'The post acted from; absent: as a villager' }),
  proves: z.enum(['account', 'phone', 'tap']).meta({
    description:
      'How this person proves to be there: password or app code, a code to their phone, in the demo a tap',
  }),
})
/** 登录记录: one signed-in phone or desk of one’s own. */
export const OwnSession = z.object({
  id: Id,
  way: z.enum(['phone', 'account', 'demo', 'oidc']),
  device: z.string().meta({ description: 'Browser and system, as far as it says' }),
  address: z.string(),
  openedAt: Instant,
  seenAt: Instant.meta({ description: 'When it last asked for something by hand, to the minute' }),
  expiresAt: Instant,
  post: z.string().optional().meta({ description: 'Title of the post it acts from' }),
  isThis: z.boolean(),
})
export const DemoPerson = z.object({
  person: Id,
  post: Id.optional(),
  role: RoleName.optional().meta({ description: 'Absent: a villager' }),
  name: z.string(),
  title: z.string(),
  does: z.string(),
})

export const session = {
  sendCode: route({
    method: 'POST',
    path: '/api/session/code',
    access: 'public',
    does: 'Send a sign-in code to a phone known to the county',
    body: z.object({ phone: Phone }),
  }),
  open: route({
    method: 'POST',
    path: '/api/session',
    access: 'public',
    does: 'Sign in with phone and code',
    trace: 'sign-in',
    body: z.object({ phone: Phone, code: PhoneCode }),
    answers: Me,
  }),
  me: route({
    method: 'GET',
    path: '/api/session',
    access: 'session',
    does: 'Who is signed in',
    answers: Me,
  }),
  takePost: route({
    method: 'PUT',
    path: '/api/session/post',
    access: 'session',
    does: 'Act from another of one’s posts, or as a villager',
    body: z.object({ post: Id.nullable() }),
    answers: Me,
  }),
  close: route({ method: 'DELETE', path: '/api/session', access: 'session', does: 'Sign out' }),
  list: route({
    method: 'GET',
    path: '/api/session/own',
    access: 'session',
    does: 'One’s own open sessions, this one first',
    answers: z.array(OwnSession),
  }),
  end: route({
    method: 'DELETE',
    path: '/api/session/own/:id',
    access: 'session',
    does: 'End one of one’s own sessions elsewhere',
    params: z.object({ id: Id }),
  }),
  endOthers: route({
    method: 'DELETE',
    path: '/api/session/own',
    access: 'session',
    does: 'End all of one’s own sessions but this one',
  }),
}

/** Only where the demo runs; a real server has no such routes. */
export const demo = {
  people: route({
    method: 'GET',
    path: '/api/demo/people',
    access: 'public',
    does: 'People of the demo village',
    answers: z.array(DemoPerson),
  }),
  open: route({
    method: 'POST',
    path: '/api/demo/session',
    access: 'public',
    does: 'Sign in as a person of the demo village',
    trace: 'sign-in',
    body: z.object({ person: Id, post: Id.optional() }),
    answers: Me,
  }),
}

import { z } from 'zod'
import { route } from './route.ts'
import { Me, PermissionName, Phone, RoleName } from './session.ts'
import { DivisionCode, Id, Instant } from './values.ts'

/**
 * 账号: how staff come in. A name, a password and the code of an app on the telephone; an administrator opens it and
 * hands over a one-time code, and never knows a password.
 */

/** What is typed at the door: nothing is said about its shape, so that every wrong one is refused in the same words. */
const Typed = z.string().max(256)
const SignInName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9.-]{2,31}$/, '登录名用小写字母开头，3 到 32 位，可以有数字、点和短横')
const NewPassword = z.string().min(1, '请写新密码').max(256, '密码太长了，最多 128 位')
const TotpSetup = z.object({
  uri: z.string().meta({ description: 'otpauth://, for the square' }),
  secret: z.string().meta({ description: 'The same in letters, for typing' }),
})
const RecoveryCodes = z.object({
  codes: z
    .array(z.string())
    .meta({ description: 'Each opens once instead of an app code; shown this one time' }),
})

/** 职位: a kind of post of the county, with all permissions of its role or fewer. */
const Position = z.object({
  id: z.string(),
  name: z.string(),
  role: RoleName,
  permissions: z.array(PermissionName),
  level: z.enum(['county', 'town', 'village']).optional(),
  unit: z.string().optional(),
  source: z.string(),
})

const AccountState = z.enum(['opened', 'active', 'locked'])
const HeldPost = z.object({
  id: Id,
  role: RoleName,
  roleName: z.string(),
  title: z.string(),
  divisionName: z.string(),
  unitName: z.string().optional(),
})
export const Account = z.object({
  id: Id.meta({ description: 'The person’s' }),
  name: z.string(),
  phone: z.string().meta({ description: 'Masked' }),
  signInName: z.string(),
  state: AccountState,
  codeUntil: Instant.optional().meta({ description: 'How long its one-time code counts' }),
  openedAt: Instant,
  openedBy: z.string().optional().meta({ description: 'Absent: on the machine itself' }),
  seenAt: Instant.optional().meta({ description: 'Last use of any of its sessions' }),
  posts: z.array(HeldPost),
  isSelf: z.boolean(),
})
/** Handed over once, on paper or by voice; nobody can read it again. */
const HandedOver = z.object({ id: Id, code: z.string(), until: Instant })
/** A row of a table of whom to open accounts for; `faults` as `open` would refuse it, by its fields. */
const RowToOpen = z.object({
  row: z.int().meta({ description: 'As in the table; its first line is row 1' }),
  person: z.string(),
  phone: z.string().meta({ description: 'Masked' }),
  signInName: z.string(),
  faults: z.partialRecord(z.enum(['person', 'phone', 'signInName']), z.string()).optional(),
})
const ById = z.object({ id: Id })

export const accounts = {
  signIn: route({
    method: 'POST',
    path: '/api/accounts/sign-in',
    access: 'public',
    trace: 'sign-in',
    does: 'Sign in with name, password and app code (or a recovery code)',
    body: z.object({ name: Typed, password: Typed, code: Typed }),
    answers: Me,
  }),
  begin: route({
    method: 'POST',
    path: '/api/accounts/begin',
    access: 'public',
    trace: 'sign-in',
    does: 'Show a one-time code: whose account it is, and, with the code sent to their telephone, a new secret for the app',
    body: z.object({
      name: Typed,
      code: Typed,
      phoneCode: Typed.optional().meta({ description: 'What was sent to their telephone; absent sends it' }),
    }),
    answers: z.object({
      person: z.string(),
      phone: z.string().optional().meta({
        description:
          'The telephone of that person, masked, to which a code went that has to be shown, too; absent: none is known',
      }),
      setup: TotpSetup.optional().meta({
        description: 'Another each time, the last counts; absent until the telephone was proven',
      }),
    }),
  }),
  activate: route({
    method: 'POST',
    path: '/api/accounts/activate',
    access: 'public',
    trace: 'sign-in',
    does: 'Use the one-time code up: set the password and the app, and be signed in',
    body: z.object({
      name: Typed,
      code: Typed,
      password: NewPassword,
      totp: Typed,
      phoneCode: Typed.optional().meta({ description: 'What was sent to their telephone' }),
    }),
    answers: RecoveryCodes,
  }),
  prove: route({
    method: 'POST',
    path: '/api/accounts/proof',
    access: 'session',
    trace: 'sign-in',
    does: 'Prove to be there again: password or app code; without an account the code sent to one’s phone; in the demo nothing',
    body: z.object({ secret: Typed }),
  }),
  sendProof: route({
    method: 'POST',
    path: '/api/accounts/proof/code',
    access: 'session',
    does: 'Send a code to one’s own phone, for `prove`',
  }),
  mine: route({
    method: 'GET',
    path: '/api/accounts/mine',
    access: 'session',
    does: 'One’s own account; null without one',
    answers: z
      .object({
        signInName: z.string(),
        passwordSetAt: Instant,
        totpSetAt: Instant,
        recoveryLeft: z.int(),
      })
      .nullable(),
  }),
  changePassword: route({
    method: 'PUT',
    path: '/api/accounts/mine/password',
    access: 'session',
    trace: 'sign-in',
    does: 'Another password; ends one’s other sessions',
    body: z.object({ old: Typed, password: NewPassword }),
  }),
  beginTotp: route({
    method: 'POST',
    path: '/api/accounts/mine/totp',
    access: 'session',
    proven: 'always',
    does: 'Another secret for another app each time; the present one counts until a code of the last was shown',
    answers: TotpSetup,
  }),
  setTotp: route({
    method: 'PUT',
    path: '/api/accounts/mine/totp',
    access: 'session',
    proven: 'always',
    does: 'Show a code of the new app: from now on it counts, with new recovery codes',
    body: z.object({ totp: Typed }),
    answers: RecoveryCodes,
  }),
  list: route({
    method: 'GET',
    path: '/api/accounts',
    access: 'accounts.read',
    trace: 'personal',
    sheet: { name: '账号' },
    does: 'All accounts of the county with their posts, 2,000 at most',
    query: z.object({
      q: z.string().trim().max(40).optional().meta({ description: 'In a name, a sign-in name or a post' }),
    }),
    answers: z.array(Account),
  }),
  positions: route({
    method: 'GET',
    path: '/api/accounts/positions',
    access: 'accounts.read',
    does: 'The positions of the county, in the order of its list',
    answers: z.array(Position),
  }),
  open: route({
    method: 'POST',
    path: '/api/accounts',
    access: 'accounts.open',
    proven: 'always',
    once: true,
    does: 'Open an account for a person and answer with its one-time code',
    body: z.object({
      person: z.string().trim().min(2, '请写姓名').max(30),
      phone: Phone,
      signInName: SignInName,
    }),
    answers: HandedOver,
  }),
  template: route({
    method: 'GET',
    path: '/api/accounts/sheet/template',
    access: 'accounts.open',
    does: 'An empty Excel sheet with the columns, for `look`',
    sends: 'file',
  }),
  look: route({
    method: 'POST',
    path: '/api/accounts/sheet/look',
    access: 'accounts.open',
    proven: 'always',
    does: 'Read an Excel or CSV file (multipart, field `file`) of 300 people at most: whose account can be opened, and what is wrong with the other rows; changes nothing',
    takes: 'sheet',
    answers: z.object({
      rows: z.array(RowToOpen),
      look: z.string().meta({ description: 'What was seen, for `openMany`' }),
    }),
  }),
  refused: route({
    method: 'POST',
    path: '/api/accounts/sheet/refused',
    access: 'accounts.open',
    proven: 'always',
    does: 'The rows of such a file that are refused, with the reasons beside them, as .xlsx to be mended and sent again',
    takes: 'sheet',
    sends: 'file',
  }),
  openMany: route({
    method: 'POST',
    path: '/api/accounts/sheet',
    access: 'accounts.open',
    proven: 'always',
    once: true,
    does: 'Open the accounts of all sound rows of such a file, or none when they are no longer those that were seen (409); answers with the one-time codes as .xlsx',
    takes: 'sheet',
    query: z.object({ look: z.string().max(64).meta({ description: 'As `look` answered' }) }),
    sends: 'file',
  }),
  renew: route({
    method: 'POST',
    path: '/api/accounts/:id/code',
    access: 'accounts.open',
    proven: 'always',
    once: true,
    does: 'Password, app and recovery codes are lost: all end, and a new one-time code begins',
    params: ById,
    answers: HandedOver,
  }),
  lock: route({
    method: 'POST',
    path: '/api/accounts/:id/lock',
    access: 'accounts.lock',
    once: true,
    does: 'Nothing can be done from any post of that person, and their sessions end',
    params: ById,
  }),
  unlock: route({
    method: 'POST',
    path: '/api/accounts/:id/unlock',
    access: 'accounts.lock',
    proven: 'always',
    once: true,
    does: 'Let a locked account in again',
    params: ById,
  }),
  givePost: route({
    method: 'POST',
    path: '/api/accounts/:id/posts',
    access: 'accounts.read',
    proven: 'always',
    once: true,
    does: 'Give a post (安全管理员); while there is no 安全管理员 the 系统管理员 gives that one post',
    params: ById,
    body: z.object({
      role: RoleName,
      division: DivisionCode,
      unit: z.string().max(80).optional(),
      position: z.string().max(80).optional().meta({ description: '职位: absent, all that the role may' }),
      title: z.string().trim().min(2, '请写岗位名称').max(30),
    }),
    answers: z.object({ post: Id }),
  }),
  endPost: route({
    method: 'POST',
    path: '/api/accounts/:id/posts/:post/end',
    access: 'posts.give',
    proven: 'always',
    once: true,
    does: 'Take a post back from today on',
    params: z.object({ id: Id, post: Id }),
  }),
}

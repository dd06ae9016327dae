import { z } from 'zod'
import { Authorities, AuthorityChoice, GrantInput } from './authority.ts'
import { Day } from './disclosure.ts'
import { MotionDetail, Studied, VotingMeans } from './motions.ts'
import { route } from './route.ts'
import { Cursor, Id, Instant, pageOf, ReasonText } from './values.ts'

/**
 * Meetings of a village’s bodies, from convening to the archive. Which bodies there are, what they may decide and by
 * which figures is practice/meetings/, which screens read as well.
 */

export const MeetingPlace = z
  .string()
  .regex(/^\d{12}(\d{3})?$/, '请选择村或村民小组')
  .meta({ description: 'Village 12 digits; group 15' })
const Basis = z.enum(['persons', 'households'])
const State = z.enum(['drafted', 'noticed', 'open', 'closed', 'archived', 'cancelled'])
const AttendanceMeans = z.enum(['qr', 'hand', 'paper', 'online'])

/** What decides whether a body may vote on something. */
const Question = z.object({
  decision: z.string().max(40).meta({ description: 'A kind of decision of practice/meetings/powers.ts' }),
  studied: Studied.optional(),
  authority: AuthorityChoice,
  grants: GrantInput,
  proposal: Id.optional().meta({ description: 'The written proposal (四议两公开) it is about' }),
})
const MotionInput = Question.extend({
  title: z.string().trim().min(2, '请写议题名称').max(80),
  words: z.string().trim().min(2, '请写议题内容').max(8000),
  proposer: z.string().trim().min(2, '请写谁提出').max(80),
  supporters: z.int().min(0).max(100_000).optional(),
  means: VotingMeans,
})

export const MeetingRow = z.object({
  id: Id,
  division: MeetingPlace,
  divisionName: z.string(),
  body: z.string(),
  bodyName: z.string(),
  title: z.string(),
  place: z.string(),
  meetsAt: Instant,
  state: State,
  stateName: z.string(),
  paper: z.boolean().meta({ description: 'Entered afterwards from paper; for ever' }),
  monthly: z.boolean().meta({ description: '月例会: its agenda gathers itself' }),
  due: z.int().optional(),
  present: z.int(),
  motions: z.array(z.object({ id: Id, n: z.int(), title: z.string(), state: z.string() })),
  mine: z.boolean().meta({ description: 'The reader is on the roll, or their household' }),
})
export const MeetingDetail = MeetingRow.omit({ motions: true }).extend({
  rev: z.int(),
  basis: Basis,
  caller: z.string(),
  law: z.string().meta({ description: 'Text of the law its figures are of' }),
  noticedOn: Day.optional(),
  shortReason: z.string().optional(),
  earliestOn: Day.meta({ description: 'The first day a meeting noticed today may be held' }),
  hasCollective: z.boolean(),
  motions: z.array(MotionDetail),
  quorum: z.object({
    due: z.int(),
    present: z.int(),
    needed: z.int().meta({ description: 'More that must come, for the motion that asks for most' }),
    unit: z.string(),
    says: z.string(),
    representatives: z.object({ due: z.int(), present: z.int() }).optional(),
    women: z.object({ due: z.int(), present: z.int() }),
    handed: z
      .array(z.object({ by: z.string(), count: z.int() }))
      .meta({ description: '代签到: noted by hand or from paper by somebody else' }),
  }),
  attended: z.boolean().meta({ description: 'The reader is noted as present' }),
  voices: z.array(z.object({ member: Id, name: z.string(), own: z.boolean(), came: z.boolean() })).meta({
    description:
      'As whom the reader is counted here: themselves or their household, and whom they stand in for',
  }),
  steps: z.array(
    z.object({
      action: z.string(),
      name: z.string(),
      by: z.string(),
      at: Instant,
      reason: z.string().optional(),
    }),
  ),
  signatures: z.array(z.object({ name: z.string(), at: Instant })),
  returned: z
    .array(
      z.object({
        task: Id,
        resolution: Id,
        title: z.string(),
        words: z.string(),
        executor: z.string(),
        lateDays: z.int(),
      }),
    )
    .meta({ description: 'Late tasks of earlier resolutions, on the agenda by themselves' }),
  minutes: z.array(z.string()).meta({ description: 'Drafted from what happened; empty before it is held' }),
  remarks: z.string(),
  archive: z.object({ seq: z.int(), hash: z.string(), at: Instant }).optional(),
  can: z.array(z.object({ action: z.string(), name: z.string(), refused: z.string().optional() })),
})
const ById = z.object({ id: Id })
const Stepped = z.object({ id: Id, rev: z.int(), state: State })

export const meetings = {
  law: route({
    method: 'GET',
    path: '/api/meetings/law/:division',
    access: 'public',
    does: 'Every figure a village’s meetings go by: bodies, decisions, limits with their articles, and what is stricter there',
    params: z.object({ division: MeetingPlace }),
    answers: z.object({
      divisionName: z.string(),
      laws: z.array(z.object({ name: z.string(), version: z.string(), inForceOn: Day })),
      bodies: z.array(
        z.object({ id: z.string(), name: z.string(), members: z.string(), limits: z.array(z.string()) }),
      ),
      decisions: z
        .array(
          z.object({ id: z.string(), name: z.string(), who: z.string(), opinions: z.string().optional() }),
        )
        .meta({ description: 'Who decides what, by which article' }),
      rhythm: z
        .array(
          z.object({
            limit: z.string(),
            what: z.string(),
            overdue: z.boolean(),
            says: z.string(),
            law: z.string(),
          }),
        )
        .meta({ description: 'Whether bodies met as often as the law wants' }),
      limits: z.array(
        z.object({
          name: z.string(),
          what: z.string(),
          value: z.string(),
          law: z.string(),
          words: z.string().meta({ description: 'The article in words' }),
          status: z.enum(['article', 'reading', 'practice']),
          floor: z
            .string()
            .optional()
            .meta({ description: 'What the law itself asks for, where this place asks for more' }),
          source: z.string().optional().meta({ description: 'What made it stricter here' }),
        }),
      ),
    }),
  }),
  tighten: route({
    method: 'POST',
    path: '/api/meetings/law/:division',
    access: 'meetings.keep',
    does: 'Set a stricter figure for one’s own village, with its source; a weaker one is refused with the article',
    params: z.object({ division: MeetingPlace }),
    body: z.object({
      name: z.string().max(60),
      value: z.union([
        z.int().min(0).max(10_000),
        z.object({
          of: z.tuple([z.int().min(1).max(100), z.int().min(1).max(100)]),
          more: z.literal(true).optional(),
        }),
      ]),
      source: z.string().trim().min(2, '请写明依据（章程、村规民约或省里的规定）').max(200),
      startsOn: Day,
    }),
  }),
  list: route({
    method: 'GET',
    path: '/api/meetings',
    access: 'session',
    sheet: { name: '会议' },
    does: 'Meetings of one’s village, or of the villages of one’s area; newest first',
    query: z.object({
      division: z
        .string()
        .regex(/^\d{6}(\d{3}(\d{3}(\d{3})?)?)?$/)
        .optional(),
      state: State.optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).optional(),
    }),
    answers: pageOf(MeetingRow),
  }),
  show: route({
    method: 'GET',
    path: '/api/meetings/:id',
    access: 'session',
    does: 'One meeting: motions, live quorum, what happened, minutes',
    params: ById,
    answers: MeetingDetail,
  }),
  roll: route({
    method: 'GET',
    path: '/api/meetings/:id/roll',
    access: 'session',
    does: 'Who is counted, frozen when the notice went out (before: who would be), and who came; for the desk of the village',
    trace: 'personal',
    params: ById,
    answers: z.object({
      frozen: z.boolean(),
      unknownAge: z
        .int()
        .meta({ description: 'People of the place whose birthday nobody knows: not on the roll' }),
      faults: z.array(z.string()).meta({ description: 'Why a body so made up cannot be called' }),
      rows: z.array(
        z.object({
          member: Id,
          n: z.int(),
          name: z.string(),
          seat: z.string().optional(),
          sex: z.string().optional(),
          means: z.string().optional().meta({ description: 'How they came; absent: not yet' }),
          person: z.string().optional().meta({ description: 'Who came for them' }),
          byDesk: z
            .boolean()
            .optional()
            .meta({ description: 'The desk noted that they came, and may take it back' }),
          notedBy: z.string().optional().meta({ description: 'Who noted it, when somebody else did' }),
          personId: Id.optional().meta({ description: 'Who came' }),
          adults: z
            .array(z.object({ id: Id, name: z.string() }))
            .optional()
            .meta({ description: 'Of the household, where one of it may come or stand in' }),
          proxy: z.string().optional(),
        }),
      ),
    }),
  }),
  weigh: route({
    method: 'POST',
    path: '/api/meetings/weigh',
    access: 'meetings.keep',
    does: 'What the law says to a meeting before it is called: what is refused, the earliest day, who would be counted. Changes nothing',
    body: z.object({
      division: MeetingPlace,
      body: z.string().max(40),
      basis: Basis,
      meetsOn: Day.optional(),
      paper: z.boolean().optional(),
      motions: z.array(Question).max(20),
    }),
    answers: z.object({
      fields: z
        .record(z.string(), z.string())
        .meta({ description: 'What is refused, by field, with the article' }),
      faults: z.array(z.string()).meta({ description: 'Why a body so made up cannot be called' }),
      earliestOn: Day,
      notice: z.string().meta({ description: 'How long before, by which article' }),
      short: z.string().optional().meta({ description: 'The day is too early: why' }),
      urgent: z.boolean().meta({ description: 'A shorter notice is lawful for a recorded reason' }),
      due: z.int(),
      quorum: z.string().meta({ description: 'How many must come, by which article' }),
      pass: z.string().meta({ description: 'How many must agree, by which article' }),
      hasCollective: z.boolean(),
      authorities: Authorities,
    }),
  }),
  convene: route({
    method: 'POST',
    path: '/api/meetings',
    access: 'meetings.keep',
    does: 'Call a meeting of a body. A matter it may not decide is refused with the article',
    once: true,
    body: z.object({
      division: MeetingPlace,
      body: z.string().max(40),
      basis: Basis,
      title: z.string().trim().min(2, '请写会议名称').max(80),
      place: z.string().trim().min(2, '请写会议地点').max(80),
      meetsAt: Instant,
      paper: z.boolean().optional(),
      asked: z
        .object({ who: z.string().max(20), count: z.int().min(1).max(100_000) })
        .optional()
        .meta({
          description: 'Villagers or representatives who asked for it; absent: those whose office it is',
        }),
      monthly: z.boolean().optional(),
      motions: z.array(MotionInput).max(20),
    }),
    answers: Stepped,
  }),
  step: route({
    method: 'POST',
    path: '/api/meetings/:id/steps',
    access: 'session',
    does: 'notify (reason when short; `on` for paper) · open · close · cancel (reason) · remark (text) · sign · archive',
    once: true,
    params: ById,
    body: z.object({
      action: z.enum(['notify', 'open', 'close', 'cancel', 'remark', 'sign', 'archive']),
      rev: z.int(),
      reason: z.string().trim().max(300).optional(),
      text: z.string().max(20_000).optional(),
      on: Day.optional(),
    }),
    answers: Stepped,
  }),
  door: route({
    method: 'GET',
    path: '/api/meetings/:id/door',
    access: 'meetings.keep',
    does: 'The code to show at the door, six letters; it changes every minute, by the server’s clock alone',
    params: ById,
    answers: z.object({ code: z.string(), seconds: z.int() }),
  }),
  attend: route({
    method: 'POST',
    path: '/api/meetings/:id/attendances',
    access: 'session',
    does: 'Note that somebody came: oneself by the code of the door or online, others by the desk. Twice is once',
    once: true,
    params: ById,
    body: z.object({
      means: AttendanceMeans,
      code: z.string().max(40).optional(),
      member: Id.optional().meta({ description: 'By the desk: of the roll' }),
      person: Id.optional().meta({ description: 'By the desk, for a household: who came for it' }),
    }),
    answers: z.object({
      name: z.string(),
      again: z.boolean().meta({ description: 'Was noted before; nothing changed' }),
      also: z.array(z.string()).meta({ description: 'For whom they stand in' }),
    }),
  }),
  live: route({
    method: 'GET',
    path: '/api/meetings/:id/live',
    access: 'session',
    does: 'Server-sent events while one looks at a meeting: `meeting` when something happened there, `beat` every ten seconds',
    params: ById,
    sends: 'events',
  }),
  takeBack: route({
    method: 'POST',
    path: '/api/meetings/:id/attendances/withdraw',
    access: 'meetings.keep',
    does: 'Take back that somebody came, noted by the desk by mistake, before the meeting is closed; those they stood in for as well',
    params: ById,
    body: z.object({ member: Id.meta({ description: 'Of the roll' }), reason: ReasonText }),
  }),
  authorize: route({
    method: 'POST',
    path: '/api/meetings/:id/proxies',
    access: 'meetings.keep',
    does: 'Note a written proxy; whom the law does not let stand in is refused with the article',
    params: ById,
    body: z.object({
      principal: Id.meta({ description: 'Of the roll' }),
      holder: Id.meta({ description: 'A person' }),
      paper: z.string().trim().min(2, '请写委托书编号或保存的地方').max(120),
    }),
  }),
}

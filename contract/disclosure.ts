import { z } from 'zod'
import { route } from './route.ts'
import { DivisionCode, Id, Instant } from './values.ts'

/**
 * 公开: what every village owes its people (duties), and who excuses it. What is published: contract/publications.ts;
 * for programs without an account: contract/open-data.ts. The list itself is the catalogue `disclosure-items`
 * (contract/places.ts); practice/disclosure/item.ts reads its items, periods are named by practice/disclosure/period.ts.
 */

export const Day = z.iso.date()
export const Period = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?|Q[1-4]|H[12])?$/)
  .meta({ description: '2026-10, 2026Q3, 2026H1, 2026; of an event its day' })
export const VillageCode = z.string().regex(/^\d{12}$/)
export const DisclosureKind = z
  .enum(['party', 'village', 'finance', 'benefit'])
  .meta({ description: '党务、村务、财务、政务惠民' })
export const Reach = z
  .enum(['all', 'village', 'member'])
  .meta({ description: 'Who may read it: everyone; people of the village; members of its collective' })
export const Colour = z.enum(['green', 'yellow', 'red', 'grey', 'exempt']).meta({
  description: 'Published; three days or fewer left; late; not yet; excused by two who signed',
})

/** Which duty is meant, in one address: `610114006205/F07/2026-10`, and `/2` for the second of one day. */
export const DutyKey = z.object({
  division: VillageCode,
  item: z.string().max(20),
  period: Period,
  n: z.coerce.number().int().min(1).max(999).default(1),
})

export const Duty = z.object({
  division: VillageCode,
  item: z.string(),
  period: Period,
  n: z.int(),
  name: z.string().meta({ description: 'The item’s name' }),
  periodName: z.string(),
  kind: DisclosureKind,
  class: z.string(),
  reach: Reach,
  hot: z.boolean().meta({ description: 'Cannot be excused' }),
  owedBy: z.string().optional().meta({ description: 'Who fills it in, as the list says' }),
  dueOn: Day,
  colour: Colour,
  daysLate: z.int(),
  openedBy: z.enum(['calendar', 'matter', 'request']),
  reason: z.string().optional().meta({ description: 'Why it was opened by hand' }),
  publishedOn: Day.optional(),
  publication: Id.optional().meta({ description: 'Once something was published' }),
  exemption: z
    .object({
      reason: z.string(),
      supervisor: z.string().optional().meta({ description: 'Name and post of who signed' }),
      town: z.string().optional(),
      on: Day.optional().meta({ description: 'Since when it counts: both have signed' }),
    })
    .optional(),
})

/** 应公开 n · 已公开 m · 逾期 k: the last twelve months, and whatever is late for longer. */
export const DutyCounts = z.object({
  due: z.int().meta({ description: 'Due until today, or published ahead; without excused ones' }),
  published: z.int(),
  late: z.int(),
  soon: z.int().meta({ description: 'Due within three days, not yet published; not part of `due`' }),
})
export const VillageCounts = DutyCounts.extend({
  division: VillageCode,
  name: z.string(),
  town: DivisionCode,
  townName: z.string(),
})

const counted = { counts: DutyCounts, asOf: Day }

/** One person's list of what has to be done; each row leads to its duty or its publication. */
export const WorkRow = z.object({
  division: VillageCode,
  divisionName: z.string(),
  item: z.string(),
  period: Period,
  n: z.int(),
  name: z.string(),
  periodName: z.string(),
  kind: DisclosureKind,
  class: z.string(),
  hot: z.boolean(),
  dueOn: Day,
  colour: Colour,
  daysLate: z.int(),
  publication: Id.optional(),
  state: z
    .enum([
      'drafted',
      'submitted',
      'returned',
      'reviewed',
      'approved',
      'published',
      'taken-down',
      'corrected',
    ])
    .optional()
    .meta({ description: 'Of the version in work; absent when nothing was begun' }),
  stateName: z.string().optional(),
  waitsFor: z
    .enum(['supervisor', 'town'])
    .optional()
    .meta({ description: 'The other side has signed that it be excused; this one has not' }),
  version: z.int().meta({ description: 'The version that hangs, 0 for none' }),
  owed: z.boolean().meta({ description: 'Its figures were found wrong: a correction is owed' }),
  mine: z.boolean().meta({ description: 'Somebody of my post has to act now' }),
})

/** A question of the watch, without who asked: question and answer are public, the asker is not. */
const WatchedQuestion = z.object({
  matter: Id,
  publication: Id.optional().meta({ description: 'Absent: about something not published' }),
  title: z.string().meta({ description: 'Of what was asked about' }),
  words: z.string(),
  stageName: z.string(),
  askedAt: Instant,
  dueAt: Instant.optional(),
  late: z.boolean(),
})
const WatchedMoney = z.object({
  publication: Id,
  title: z.string(),
  postedFrom: Day,
  moneyFen: z.int(),
  otherFen: z.int(),
})

export const disclosure = {
  villages: route({
    method: 'GET',
    path: '/api/disclosure/villages',
    access: 'public',
    does: 'How every village of an area stands: due, published, late. Cached; asks with ETag',
    query: z.object({ under: DivisionCode.optional() }),
    answers: z.object({ ...counted, rows: z.array(VillageCounts) }),
  }),
  village: route({
    method: 'GET',
    path: '/api/disclosure/villages/:division',
    access: 'public',
    sheet: {
      name: '全年公开事项',
      access: ['disclosure.draft', 'disclosure.review', 'disclosure.exempt.town', 'disclosure.watch'],
    },
    does: 'One village: its counts and every duty of a year, as squares of a calendar. Cached; asks with ETag',
    params: z.object({ division: VillageCode }),
    query: z.object({
      year: z.coerce.number().int().min(2020).max(2100).optional().meta({ description: 'Of the due day' }),
    }),
    answers: VillageCounts.extend({ asOf: Day, year: z.int(), duties: z.array(Duty) }),
  }),
  kinds: route({
    method: 'GET',
    path: '/api/disclosure/kinds',
    access: 'public',
    does: 'How much an area has published of each kind, as the county calls them: what hangs or hung, a correction not counted again. Cached; asks with ETag',
    query: z.object({ under: DivisionCode.optional() }),
    answers: z.object({
      asOf: Day,
      total: z.int(),
      villages: z.int().meta({ description: 'That have published something' }),
      kinds: z.array(
        z.object({
          kind: DisclosureKind,
          name: z.string(),
          published: z.int(),
          corrected: z.int().meta({ description: 'Of those, how many hang in a later version' }),
        }),
      ),
    }),
  }),
  work: route({
    method: 'GET',
    path: '/api/disclosure/work',
    access: 'session',
    sheet: { name: '公开待办' },
    does: 'What is open in the area of my post, 500 at most: exemptions that wait for one side, then soonest first duties due within `days`, late ones, and everything in work',
    query: z.object({
      days: z.coerce.number().int().min(0).max(120).optional(),
      village: DivisionCode.optional().meta({ description: 'A town or a village of the area' }),
      kind: DisclosureKind.optional(),
      class: z.string().max(40).optional(),
      state: z.string().max(20).optional().meta({
        description: 'Of the version in work; `none`: not begun; `exempting`: waits for the other side',
      }),
      colour: Colour.optional(),
      hot: z.literal('yes').optional(),
      mine: z.literal('yes').optional(),
      q: z.string().trim().max(60).optional().meta({ description: 'Words of its name, period or village' }),
    }),
    answers: z.array(WorkRow),
  }),
  open: route({
    method: 'POST',
    path: '/api/disclosure/duties',
    access: 'disclosure.draft',
    does: 'Something happened, or villagers ask for more: open a duty in one’s own village by hand',
    once: true,
    body: z.object({
      division: VillageCode,
      item: z.string().max(20),
      on: Day.meta({ description: 'The day it happened' }),
      reason: z.string().trim().min(2, '请写明为什么要公开').max(200),
    }),
    answers: z.object({ division: VillageCode, item: z.string(), period: Period, n: z.int(), dueOn: Day }),
  }),
  exempt: route({
    method: 'POST',
    path: '/api/disclosure/exemptions',
    access: 'session',
    does: 'Sign that a duty need not be published: once by a supervisor of the village, once by the town, two people. Hot items never (403)',
    body: DutyKey.extend({
      reason: z.string().trim().min(4, '豁免须写明理由，理由会一并公开').max(300),
    }),
    answers: z.object({ exempt: z.boolean().meta({ description: 'Both have signed' }) }),
  }),
  watch: route({
    method: 'GET',
    path: '/api/disclosure/watch',
    access: 'disclosure.watch',
    sheet: { name: '各村公开情况' },
    does: 'Town and county: duties by village and class, lateness, questions, the share of 其他, reminders',
    query: z.object({ under: DivisionCode.optional(), from: Day.optional(), to: Day.optional() }),
    answers: z.object({
      ...counted,
      from: Day,
      to: Day,
      villages: z.array(
        VillageCounts.extend({
          daysLate: z.int().meta({ description: 'Of the duty that is late for longest' }),
          lateHot: z.int(),
          questionsOpen: z.int(),
          questionsLate: z.int().meta({ description: 'Open beyond the time of whoever has to answer' }),
          correctionsOwed: z
            .int()
            .meta({ description: 'Answered “the figures were wrong”, without a new version since' }),
          otherFen: z.int().meta({ description: 'Money only called 其他, in versions that hang' }),
          moneyFen: z.int().meta({ description: 'All money of those versions: the denominator' }),
          reminders: z.int(),
        }),
      ),
      classes: z.array(
        DutyCounts.extend({ class: z.string(), kind: DisclosureKind }).meta({
          description: 'The county’s headings, in their order',
        }),
      ),
      lastReminders: z.array(
        z.object({
          division: VillageCode,
          name: z.string(),
          kind: z.enum(['soon', 'late']),
          n: z.int(),
          at: Instant,
        }),
      ),
    }),
  }),
  duties: route({
    method: 'GET',
    path: '/api/disclosure/duties',
    access: 'disclosure.watch',
    sheet: { name: '公开事项' },
    does: 'The duties behind a number of the watch, soonest due first, 500 at most',
    query: z.object({
      under: DivisionCode.optional(),
      count: z.enum(['due', 'published', 'late', 'soon']).meta({ description: 'As in DutyCounts' }),
      class: z.string().max(40).optional(),
      hot: z.stringbool().optional(),
      on: Day.optional().meta({ description: 'Due on this day only' }),
    }),
    answers: z.object({ total: z.int(), rows: z.array(WorkRow) }),
  }),
  records: route({
    method: 'GET',
    path: '/api/disclosure/watch/:division',
    access: 'disclosure.watch',
    does: 'One village of the watch: what stands behind its numbers besides duties',
    params: z.object({ division: VillageCode }),
    query: z.object({ from: Day.optional(), to: Day.optional() }),
    answers: z.object({
      division: VillageCode,
      name: z.string(),
      townName: z.string(),
      from: Day,
      to: Day,
      questions: z.array(WatchedQuestion),
      owed: z.array(WatchedMoney.pick({ publication: true, title: true, postedFrom: true })),
      money: z.array(WatchedMoney).meta({ description: 'Everything with money in it, most 其他 first' }),
      reminders: z.array(
        z.object({
          item: z.string(),
          period: Period,
          n: z.int(),
          name: z.string(),
          periodName: z.string(),
          dueOn: Day,
          kind: z.enum(['soon', 'late']),
          at: Instant,
        }),
      ),
    }),
  }),
  day: route({
    method: 'GET',
    path: '/api/disclosure/day',
    access: 'disclosure.watch',
    sheet: { name: '公开日进度' },
    does: 'How far the villages of an area are on the county’s disclosure day: what is due that day, what is up',
    query: z.object({ under: DivisionCode.optional(), on: Day.optional() }),
    answers: z.object({
      day: z.int().optional().meta({ description: 'Of the month; absent: the county has none' }),
      on: Day.meta({ description: 'The last one for three days after it, else the next' }),
      isNear: z.boolean().meta({ description: 'Three days before to three days after' }),
      asOf: Instant,
      name: z.string().meta({ description: 'Of the area' }),
      due: z.int(),
      published: z.int(),
      villages: z.array(
        z.object({
          division: VillageCode,
          name: z.string(),
          town: DivisionCode,
          townName: z.string(),
          due: z.int(),
          published: z.int(),
        }),
      ),
      last: z
        .array(
          z.object({
            publication: Id,
            division: VillageCode,
            name: z.string(),
            title: z.string(),
            at: Instant,
          }),
        )
        .meta({ description: 'The newest first publications of what is due that day' }),
    }),
  }),
}

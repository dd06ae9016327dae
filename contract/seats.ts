import { z } from 'zod'
import { Day, VillageCode } from './disclosure.ts'
import { route } from './route.ts'
import { Id } from './values.ts'

/** Who sits in which body of a village, from when until when; what excludes each other is refused with the article. */

const SeatId = z.enum([
  'committee',
  'supervisor',
  'village-accountant',
  'representative',
  'party-committee',
  'party-member',
  'member',
  'member-representative',
  'board',
  'board-supervisor',
  'collective-accountant',
])

const Relation = z.enum(['配偶', '父母', '子女', '兄弟姐妹', '祖父母', '外祖父母', '孙子女', '外孙子女'])
const Mark = z.enum(['优秀', '称职', '基本称职', '不称职'])

export const seats = {
  list: route({
    method: 'GET',
    path: '/api/seats',
    access: 'session',
    sheet: { name: '组织成员', access: ['seats.give'] },
    does: 'Who sits where in one’s village, and what is wrong with how its bodies are made up',
    query: z.object({ division: VillageCode }),
    answers: z.object({
      rows: z.array(
        z.object({
          id: Id,
          person: Id,
          name: z.string(),
          seat: SeatId,
          seatName: z.string(),
          startsOn: Day,
          endsOn: Day.optional(),
          decidedBy: z.string(),
          appraisals: z
            .array(z.object({ on: Day, mark: Mark }))
            .meta({ description: '民主评议, newest first' }),
        }),
      ),
      faults: z
        .array(z.string())
        .meta({ description: 'How bodies are made up, seats that exclude each other, offices that end' }),
      kinships: z
        .array(z.object({ a: z.string(), b: z.string(), relation: Relation, consent: z.string() }))
        .optional()
        .meta({ description: 'For whoever gives the seats: near relatives, recorded with their consent' }),
    }),
  }),
  give: route({
    method: 'POST',
    path: '/api/seats',
    access: 'seats.give',
    does: 'Give somebody of one’s village a seat, saying what decided it',
    body: z.object({
      division: VillageCode,
      person: Id,
      seat: SeatId,
      startsOn: Day,
      decidedBy: z.string().trim().min(2, '请写依据（选举、会议决定或成员名单）').max(200),
    }),
    answers: z.object({ id: Id }),
  }),
  end: route({
    method: 'POST',
    path: '/api/seats/:id/end',
    access: 'seats.give',
    does: 'End a seat on a day, saying what ended it; whoever held it and the supervisors are told',
    params: z.object({ id: Id }),
    body: z.object({
      endsOn: Day,
      decidedBy: z.string().trim().min(2, '请写依据（辞职、罢免或换届的决定）').max(200),
    }),
  }),
  relate: route({
    method: 'POST',
    path: '/api/kinships',
    access: 'seats.give',
    does: 'Record with their consent that two people of the village are near relatives',
    body: z.object({
      a: Id,
      b: Id,
      relation: Relation,
      consent: z.string().trim().min(2, '请写明本人怎样同意登记').max(200),
    }),
    answers: z.object({
      says: z.array(z.string()).meta({ description: 'Seats already held that now exclude each other' }),
    }),
  }),
  appraise: route({
    method: 'POST',
    path: '/api/seats/:id/appraisals',
    access: 'seats.give',
    does: 'Note what the assembly or the representatives found of somebody of the committee; twice 不称职 ends the office',
    params: z.object({ id: Id }),
    body: z.object({
      on: Day,
      mark: Mark,
      decidedBy: z.string().trim().min(2, '请写在哪次会议上评议的').max(200),
    }),
    answers: z.object({
      says: z.string().optional().meta({ description: 'The office ends, by which article' }),
    }),
  }),
}

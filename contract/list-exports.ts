import { z } from 'zod'
import { LIST_KINDS, type ListKind } from './purposes.ts'
import { route } from './route.ts'
import { DivisionCode, Id, Instant, MaskedFieldName, Purpose, ReasonText } from './values.ts'

/**
 * 导出申请: a list of personal data leaves the house only when one person asked for it with a reason and another of the
 * same area agreed; then its asker alone fetches it, for some days and a few times.
 */

const Kind = z.enum(Object.keys(LIST_KINDS) as [ListKind, ...ListKind[]])

export const ListExport = z.object({
  id: Id,
  kind: Kind,
  divisionName: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  whole: z.array(MaskedFieldName).meta({ description: 'What stands in it unmasked' }),
  purpose: Purpose,
  reason: z.string(),
  rows: z.int().meta({ description: 'How many it held when it was asked for' }),
  by: z.string(),
  byTitle: z.string(),
  askedAt: Instant,
  state: z.enum(['waiting', 'lapsed', 'refused', 'ready', 'used', 'expired']),
  decidedBy: z.string().optional(),
  decidedAt: Instant.optional(),
  said: z.string().optional(),
  until: Instant.meta({
    description: 'Until when it waits for an answer, and once approved until when it is fetched',
  }),
  downloads: z.int(),
  left: z.int().meta({ description: 'How many times it may still be fetched' }),
  isOwn: z.boolean(),
})

const ofOne = z.object({ id: Id })

export const listExports = {
  list: route({
    method: 'GET',
    path: '/api/list-exports',
    access: 'session',
    sheet: { name: '导出申请' },
    does: 'One’s own and, for whoever approves, those of the area; the newest 100. 403 for who may neither ask nor approve',
    answers: z.array(ListExport),
  }),
  ask: route({
    method: 'POST',
    path: '/api/list-exports',
    access: 'exports.ask',
    once: true,
    does: 'Ask for a list of personal data of one’s area, with a reason',
    body: z.object({
      kind: Kind,
      division: DivisionCode.optional().meta({ description: 'A part of one’s area; absent: all of it' }),
      from: z.iso.date().optional().meta({ description: 'Matters opened on that day or later' }),
      to: z.iso.date().optional().meta({ description: 'Matters opened on that day or earlier' }),
      whole: z.array(MaskedFieldName).max(2),
      purpose: Purpose,
      reason: ReasonText,
    }),
    answers: ListExport,
  }),
  decide: route({
    method: 'PUT',
    path: '/api/list-exports/:id/verdict',
    access: 'exports.approve',
    proven: 'always',
    does: 'Approve or refuse what somebody else of the area asked for; the same again changes nothing',
    params: ofOne,
    body: z.object({
      verdict: z.enum(['approved', 'refused']),
      said: z.string().trim().max(200).optional(),
    }),
    answers: ListExport,
  }),
  // A write: each time it is fetched counts and leaves a row.
  file: route({
    method: 'POST',
    path: '/api/list-exports/:id/file',
    access: 'exports.ask',
    proven: 'always',
    does: 'Fetch one’s own approved list as .xlsx, marked with one’s name and the moment',
    params: ofOne,
    sends: 'file',
  }),
}

import { z } from 'zod'
import { FileId } from './files.ts'
import { Page } from './leaflets.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** The papers of meetings and of 四议两公开, written from what happened; and photographs of those that were signed. */

const Kind = z.enum(['notice', 'roll', 'ballot', 'tally', 'minutes'])
const Step = z.enum(['propose', 'consult', 'review', 'resolve', 'publish', 'publish-result', 'all'])
const ScanKind = z.enum(['minutes', 'roll', 'ballots', 'other'])
const ById = z.object({ id: Id })
const Paper = z.object({ title: z.string(), pages: z.array(Page) })
const Format = z.object({ format: z.enum(['pdf', 'docx']) })
const OfMeeting = z.object({ id: Id, kind: Kind })
const OfProposal = z.object({ id: Id, step: Step })
const OfScan = z.object({ id: Id, n: z.coerce.number().int().min(1) })

export const documents = {
  show: route({
    method: 'GET',
    path: '/api/meetings/:id/documents/:kind',
    access: 'session',
    does: 'A paper of a meeting as pages to look at and print: notice, roll, ballot, tally, minutes',
    trace: 'personal',
    params: OfMeeting,
    answers: Paper,
  }),
  file: route({
    method: 'GET',
    path: '/api/meetings/:id/documents/:kind/file',
    access: 'session',
    does: 'The same paper as PDF with its fonts, or for Word',
    trace: 'personal',
    params: OfMeeting,
    query: Format,
    sends: 'file',
  }),
  form: route({
    method: 'GET',
    path: '/api/proposals/:id/forms/:step',
    access: 'session',
    does: 'A form of 四议两公开, or all six, as pages; a step to come is printed to be filled in by hand',
    params: OfProposal,
    answers: Paper,
  }),
  formFile: route({
    method: 'GET',
    path: '/api/proposals/:id/forms/:step/file',
    access: 'session',
    does: 'The same form as PDF, or for Word',
    params: OfProposal,
    query: Format,
    sends: 'file',
  }),
  scans: route({
    method: 'GET',
    path: '/api/meetings/:id/scans',
    access: 'session',
    does: 'Photographs of signed papers of a meeting; for the desk of the village',
    params: ById,
    answers: z.object({
      rows: z.array(
        z.object({
          n: z.int(),
          kind: ScanKind,
          kindName: z.string(),
          file: FileId.meta({ description: 'The hash of its bytes, as it stands in the archive' }),
          by: z.string(),
          at: Instant,
          withdrawn: z.string().optional().meta({ description: 'Why it is not one of them' }),
        }),
      ),
      refused: z.string().optional().meta({ description: 'Why the reader may not add one now' }),
    }),
  }),
  scan: route({
    method: 'POST',
    path: '/api/meetings/:id/scans',
    access: 'meetings.keep',
    does: 'Attach a photograph one uploaded of a signed paper; it is filed with its hash. Twice is once',
    params: ById,
    body: z.object({ file: FileId, kind: ScanKind }),
    answers: z.object({ n: z.int() }),
  }),
  withdrawScan: route({
    method: 'POST',
    path: '/api/meetings/:id/scans/:n/withdraw',
    access: 'meetings.keep',
    does: 'Say that a photograph is not one of this meeting, with the reason; it stays, marked',
    params: OfScan,
    body: z.object({ reason: z.string().trim().min(2, '请写明为什么作废').max(200) }),
  }),
  scanFile: route({
    method: 'GET',
    path: '/api/meetings/:id/scans/:n/file',
    access: 'session',
    does: 'The photograph itself',
    trace: 'personal',
    params: OfScan,
    query: z.object({ size: z.enum(['small', 'full']).optional() }),
    sends: 'file',
  }),
}

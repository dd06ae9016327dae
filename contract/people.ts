import { z } from 'zod'
import { route } from './route.ts'
import { Cursor, DivisionCode, Id, Instant, MaskedFieldName, pageOf, Purpose, ReasonText } from './values.ts'

/** What a list can say of a person (server/modules/people/rules.ts, FIELDS). */
const Field = z.enum([
  'name',
  'idNumber',
  'phone',
  'household',
  'relation',
  'village',
  'group',
  'address',
  'bornOn',
  'sex',
])
const Columns = z
  .partialRecord(Field, z.int().min(0).max(99))
  .meta({ description: 'By field: its column in the list, counted from 0' })

export const PersonOfRegister = z.object({
  id: Id,
  name: z.string(),
  sex: z.string().optional(),
  bornOn: z.string().optional(),
  phone: z.string().meta({ description: 'Masked; empty when there is none' }),
  idNumber: z.string().meta({ description: 'Masked; empty when there is none' }),
  relation: z.string().optional(),
  household: Id,
  householdName: z.string(),
  householdNumber: z.string().optional(),
  address: z.string(),
  division: DivisionCode,
  divisionName: z.string(),
})

export const Import = z.object({
  id: Id,
  file: z.string(),
  areaName: z.string(),
  by: z.string().optional(),
  state: z.enum(['staged', 'waiting', 'running', 'done', 'failed']),
  fault: z.string().optional(),
  total: z.int().optional().meta({ description: 'Rows of the list' }),
  read: z.int().meta({ description: 'Rows that are settled: added, changed, unchanged or refused' }),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  partly: z.int().meta({
    description: 'Of those taken: without the phone the list says, and why stands among the refusals',
  }),
  phonesWaiting: z.int().meta({
    description: 'Phones that wait for a second word; everything else is in effect',
  }),
  openedAt: Instant,
  endedAt: Instant.optional(),
})

const RefusalOfImport = z.object({
  row: z.int().meta({ description: 'As in the list; its heading is row 1' }),
  fieldName: z.string(),
  value: z.string().meta({ description: 'Masked' }),
  reason: z.string(),
  scope: z
    .enum(['row', 'cell'])
    .meta({ description: 'The whole row, or one cell of a person who was taken' }),
})

const Preview = z.object({
  headings: z.array(z.string()),
  fields: z.array(
    z.object({ field: Field, name: z.string(), needed: z.boolean(), column: z.int().optional() }),
  ),
  total: z.int(),
  rows: z.array(
    z.object({
      row: z.int(),
      cells: z.partialRecord(Field, z.string()).meta({ description: 'Phones and ID numbers masked' }),
      fault: z.object({ field: Field, reason: z.string() }).optional(),
    }),
  ),
})

const ofOne = z.object({ id: Id })

/** What the register has of one person, as that person or a child’s guardian sees it. */
export const OwnRecord = z.object({
  person: PersonOfRegister.partial().required({ name: true, phone: true, idNumber: true }),
  seen: z
    .array(z.object({ at: Instant, title: z.string(), field: MaskedFieldName, purpose: Purpose }))
    .meta({ description: 'The newest 50' }),
})

export const people = {
  register: route({
    method: 'GET',
    path: '/api/people/register',
    access: 'people.read',
    does: 'People of the area of one’s post, by household',
    trace: 'personal',
    query: z.object({
      q: z
        .string()
        .trim()
        .max(40)
        .optional()
        .meta({ description: 'Beginning of a name, or a household number' }),
      division: DivisionCode.optional(),
      cursor: Cursor.optional(),
    }),
    answers: pageOf(PersonOfRegister),
  }),
  mine: route({
    method: 'GET',
    path: '/api/people/mine',
    access: 'session',
    does: 'What the register has of oneself, masked, and who of the desks saw what of it whole, and why',
    answers: OwnRecord,
  }),
  unmask: route({
    method: 'POST',
    path: '/api/people/:id/unmask',
    access: 'people.unmask',
    proven: 'always',
    once: true,
    does: 'See one masked value of one person of one’s area whole, with a reason; so many a day and no more',
    params: ofOne,
    body: z.object({ field: MaskedFieldName, purpose: Purpose, reason: ReasonText }),
    answers: z.object({
      value: z.string(),
      left: z.int().meta({ description: 'How many more the person may see today' }),
    }),
  }),
  imports: route({
    method: 'GET',
    path: '/api/imports',
    access: 'people.import',
    sheet: { name: '导入记录' },
    does: 'Lists of people imported in the area of one’s post, newest first',
    query: z.object({ cursor: Cursor.optional() }),
    answers: pageOf(Import),
  }),
  upload: route({
    method: 'POST',
    path: '/api/imports',
    access: 'people.import',
    does: 'Send a list of people (multipart, field `file`, .xlsx or CSV, 100 MB at most); nothing is loaded yet',
    takes: 'list',
    once: true,
    answers: Import,
  }),
  template: route({
    method: 'GET',
    path: '/api/imports/template',
    access: 'people.import',
    does: 'An empty list with the headings, as .xlsx',
    sends: 'file',
  }),
  import: route({
    method: 'GET',
    path: '/api/imports/:id',
    access: 'people.import',
    does: 'One import: how far it is and what came of it',
    params: ofOne,
    answers: Import,
  }),
  preview: route({
    method: 'POST',
    path: '/api/imports/:id/preview',
    access: 'people.import',
    does: 'Which columns hold what, and what becomes of the first 20 rows; changes nothing',
    params: ofOne,
    body: z.object({ columns: Columns.optional() }),
    answers: Preview,
  }),
  start: route({
    method: 'POST',
    path: '/api/imports/:id/start',
    access: 'people.import',
    proven: 'always',
    does: 'Load the list with these columns; again it changes nothing. Phones for adults who have none wait for a second word; it replaces none',
    params: ofOne,
    body: z.object({ columns: Columns }),
    answers: Import,
  }),
  refusals: route({
    method: 'GET',
    path: '/api/imports/:id/refusals',
    access: 'people.import',
    does: 'Rows and cells that were refused, and why',
    trace: 'personal',
    params: ofOne,
    query: z.object({ cursor: Cursor.optional() }),
    answers: pageOf(RefusalOfImport),
  }),
  refusalsFile: route({
    method: 'GET',
    path: '/api/imports/:id/refusals/file',
    access: 'people.import',
    proven: 'always',
    does: 'The same as .xlsx',
    trace: 'personal',
    params: ofOne,
    sends: 'file',
  }),
}

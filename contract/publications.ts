import { z } from 'zod'
import { Asked } from './asked.ts'
import { Colour, Day, DisclosureKind, DutyKey, Period, Reach, VillageCode } from './disclosure.ts'
import { FileId } from './files.ts'
import { route } from './route.ts'
import { Cursor, Id, Instant, pageOf } from './values.ts'

/**
 * What is published for a duty, its versions and the questions about it. The life of a version (who may do what when)
 * is practice/disclosure/life.ts, the shape of a table practice/disclosure/content.ts, its checks checks.ts beside them:
 * screens use the same functions.
 */

const ColumnId = z.string().min(1).max(40)
export const Column = z.object({
  id: ColumnId,
  name: z.string().min(1).max(40),
  kind: z.enum(['text', 'money', 'number', 'date', 'person', 'idNumber', 'phone', 'account', 'voucher']),
  required: z.exactOptional(z.literal(true)),
  side: z.exactOptional(z.enum(['income', 'expense'])),
  unit: z.exactOptional(z.string().max(10)),
  open: z.exactOptional(z.literal(true)),
})
export const Line = z.object({
  cells: z.record(ColumnId, z.union([z.string().max(4000), z.number(), z.null()])).readonly(),
  heading: z.exactOptional(z.string().max(40)),
  vouchers: z.exactOptional(z.array(FileId).max(9).readonly()),
})
export const Content = z.object({
  columns: z.array(Column).min(1).max(30).readonly(),
  rows: z.array(Line).max(20_000, '一次最多 20000 行，请按月份分开填报').readonly(),
  totals: z.exactOptional(z.record(ColumnId, z.int()).readonly()),
  opening: z.exactOptional(z.int()),
  closing: z.exactOptional(z.int()),
  remark: z.exactOptional(z.string().max(4000)),
  node: z.exactOptional(z.enum(['before', 'during', 'after']).meta({ description: '事前、事中、事后' })),
})
export const Fault = z.object({
  row: z.exactOptional(z.int().meta({ description: 'From 1' })),
  column: z.exactOptional(z.string()),
  sentence: z.string(),
  warning: z.exactOptional(
    z.literal(true).meta({ description: 'Mended by itself; does not stop submission' }),
  ),
})

/** What a list shows of something published. */
export const PublicationRow = z.object({
  id: Id,
  division: VillageCode,
  divisionName: z.string(),
  item: z.string(),
  period: Period,
  periodName: z.string(),
  title: z.string(),
  kind: DisclosureKind,
  class: z.string(),
  reach: Reach,
  hot: z.boolean(),
  version: z.int(),
  postedFrom: Day,
  postedUntil: Day.meta({ description: 'The first day it may come down' }),
  takenDownOn: Day.optional(),
  late: z.int().meta({ description: 'Days late when it was first published' }),
  readable: z
    .boolean()
    .meta({ description: 'Whether this reader may read its content; that it hangs is for all' }),
})
export const Version = z.object({
  version: z.int(),
  title: z.string(),
  content: Content,
  summary: z.string().meta({ description: 'In plain words, every figure added up from the lines' }),
  reason: z.string().optional().meta({ description: 'Why it corrects the version before' }),
  author: z.string().meta({ description: 'Name and post' }),
  publisher: z.string(),
  at: Instant,
  code: z.string().meta({ description: 'As printed on paper; `verify` takes it' }),
  hash: z.string(),
})
export const PublicStep = z.object({
  action: z.string(),
  name: z.string(),
  version: z.int(),
  by: z.string().meta({ description: 'Name and post' }),
  at: Instant,
  reason: z.string().optional(),
  file: FileId.optional(),
})
export const Question = Asked.extend({
  line: z.int().optional().meta({ description: 'Of the table, from 1; absent: the whole' }),
  wrong: z.boolean().meta({ description: 'The figures were found wrong: a correction is owed or made' }),
})
const Affair = z
  .array(z.object({ id: Id, title: z.string(), node: z.string().optional(), postedFrom: Day }))
  .meta({
    description:
      '事前、事中、事后 of one affair, oldest first, this one among them; empty when it stands alone',
  })
const Owes = z
  .string()
  .optional()
  .meta({ description: 'Why it is to be corrected: another publication was, and it has to follow' })
const Beside = z.object({
  before: z.object({ period: Period, closing: z.int().optional() }).optional(),
  after: z.object({ period: Period, opening: z.int().optional() }).optional(),
})
export const PublicationDetail = PublicationRow.extend({
  itemName: z.string(),
  basis: z.string().optional(),
  dueOn: Day,
  owes: Owes,
  versions: z.array(Version).meta({ description: 'Newest first; all of them stay. Empty when not readable' }),
  steps: z.array(PublicStep).meta({ description: 'How it came about, oldest first' }),
  affair: Affair,
  questions: z.array(Question),
})

const State = z.enum(['drafted', 'submitted', 'returned', 'reviewed', 'approved', 'published', 'taken-down'])
/** What the desk works on. */
export const Draft = z.object({
  id: Id,
  division: VillageCode,
  divisionName: z.string(),
  item: z.string(),
  itemName: z.string(),
  period: Period,
  periodName: z.string(),
  n: z.int(),
  kind: DisclosureKind,
  class: z.string(),
  reach: Reach,
  hot: z.boolean(),
  mask: z.array(z.string()).meta({ description: 'Columns whose names are hidden in part' }),
  dueOn: Day,
  colour: Colour,
  state: State,
  stateName: z.string(),
  rev: z.int(),
  version: z.int(),
  title: z.string(),
  reason: z.string().optional(),
  owes: Owes,
  beside: Beside,
  content: Content.meta({ description: 'In work; else what hangs' }),
  faults: z.array(Fault),
  summary: z.string(),
  previous: Id.optional().meta({ description: 'What was published for the period before, to compare with' }),
  steps: z.array(PublicStep),
  affair: Affair,
  can: z
    .array(
      z.object({
        action: z.string(),
        name: z.string(),
        refused: z.string().optional().meta({ description: 'Why it is grey, in a sentence' }),
      }),
    )
    .meta({ description: 'What this person may do now, or for what they have to wait' }),
})
const ById = z.object({ id: Id })
const Size = z.enum(['small', 'full'])
const Rev = z.int().meta({ description: 'The revision the person was looking at; an older one answers 409' })
const Stepped = z.object({
  id: Id,
  rev: z.int(),
  state: State,
  version: z.int(),
  code: z.string().optional().meta({ description: 'Of the version just published' }),
})

export const publications = {
  board: route({
    method: 'GET',
    path: '/api/publications',
    access: 'public',
    does: 'What hangs on the board of a village or area now, newest first; `all` with what came down. Cached; asks with ETag',
    query: z.object({
      division: z
        .string()
        .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
        .optional(),
      kind: DisclosureKind.optional(),
      item: z.string().max(20).optional(),
      q: z.string().max(40).optional().meta({ description: 'Words of the title' }),
      all: z.stringbool().optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).optional(),
    }),
    answers: pageOf(PublicationRow),
  }),
  show: route({
    method: 'GET',
    path: '/api/publications/:id',
    access: 'public',
    does: 'One publication with all its versions, how it came about, and questions with answers. What is for the village alone comes without its versions and questions to whoever is not of it. Cached; asks with ETag',
    params: ById,
    answers: PublicationDetail,
  }),
  file: route({
    method: 'GET',
    path: '/api/publications/:id/files/:file',
    access: 'public',
    does: 'A voucher of a version one may read, or the photo of the sheet on the wall; of a draft only for those who work on it',
    params: ById.extend({ file: FileId }),
    query: z.object({ size: Size.optional() }),
    sends: 'file',
  }),
  verify: route({
    method: 'GET',
    path: '/api/verify/:code',
    access: 'public',
    does: 'Whether what hangs on the wall is what was published: short code or hash. Computes the chain of the village anew',
    params: z.object({ code: z.string().max(80) }),
    answers: z.object({
      sound: z.boolean().meta({ description: 'Green; else red' }),
      says: z.string(),
      checked: z.int().meta({ description: 'How many versions of the village were computed anew' }),
      broken: z
        .array(
          z.object({
            seq: z.int(),
            publication: Id.optional(),
            title: z.string(),
            version: z.int(),
            says: z.string(),
          }),
        )
        .meta({ description: 'Every version that is not what was published' }),
      found: z
        .object({
          publication: Id,
          title: z.string(),
          divisionName: z.string(),
          version: z.int(),
          newest: z.int().meta({ description: 'A newer version than `version` corrects it' }),
          at: Instant,
          publisher: z.string(),
          code: z.string(),
          hash: z.string(),
          readable: z.boolean(),
        })
        .optional()
        .meta({ description: 'Absent: no version has this code' }),
    }),
  }),
  ask: route({
    method: 'POST',
    path: '/api/publications/:id/questions',
    access: 'matters.open',
    does: 'Ask about it or one line of it: opens a matter of the flow disclosure-question. The answer is public, who asked is not',
    once: true,
    params: ById,
    body: z.object({
      words: z.string().trim().min(2, '请再写清楚一点，至少两个字').max(500),
      line: z.int().min(1).max(20_000).optional(),
    }),
    answers: z.object({ matter: Id, number: z.string(), code: z.string() }),
  }),
  begin: route({
    method: 'POST',
    path: '/api/publications',
    access: 'disclosure.draft',
    does: 'Begin the draft for a duty of one’s own village; again answers with the one there is',
    body: DutyKey.extend({
      continues: Id.optional().meta({
        description: 'An earlier publication of the same affair (事前 → 事中 → 事后)',
      }),
    }),
    answers: z.object({ id: Id, rev: z.int() }),
  }),
  draft: route({
    method: 'GET',
    path: '/api/publications/:id/draft',
    access: 'session',
    does: 'What is in work, for those of the village who write, review or approve, and for who watches over it',
    params: ById,
    answers: Draft,
  }),
  save: route({
    method: 'PUT',
    path: '/api/publications/:id/draft',
    access: 'disclosure.draft',
    does: 'Save the draft, by itself every few seconds if wished. Faults are told, not refused; its columns are those of the item and what the draft adds. `continues` puts it on the time line of an earlier one',
    large: true,
    params: ById,
    body: z.object({
      rev: Rev,
      title: z.string().trim().min(2, '请写标题').max(80, '标题最多 80 个字'),
      content: Content,
      continues: Id.optional(),
    }),
    answers: z.object({ rev: z.int(), faults: z.array(Fault), summary: z.string() }),
  }),
  sheet: route({
    method: 'POST',
    path: '/api/publications/:id/sheet',
    access: 'disclosure.draft',
    does: 'Read an Excel or CSV file (multipart, field `file`) as lines of the draft. Without `rev` a look only; with it the lines replace those of the draft. More than 20,000 rows are refused',
    takes: 'sheet',
    params: ById,
    query: z.object({ rev: z.coerce.number().int().optional() }),
    answers: z.object({
      headings: z.array(
        z.object({
          name: z.string(),
          column: z.string().optional().meta({ description: 'Absent: left out' }),
        }),
      ),
      total: z.int(),
      rows: z.array(Line).meta({ description: 'The first twenty' }),
      faults: z.array(Fault),
      rev: z.int().optional().meta({ description: 'When the lines were taken' }),
    }),
  }),
  template: route({
    method: 'GET',
    path: '/api/publications/:id/template',
    access: 'disclosure.draft',
    does: 'An empty Excel sheet with the columns of the draft, for `sheet`',
    params: ById,
    sends: 'file',
  }),
  step: route({
    method: 'POST',
    path: '/api/publications/:id/steps',
    access: 'session',
    proven: 'sometimes',
    does: 'submit · return (reason) · review · approve-party · approve-committee · publish · correct (reason) · prove (file: the sheet on the wall) · take-down (after 15 days)',
    once: true,
    params: ById,
    body: z.object({
      action: z.enum([
        'submit',
        'return',
        'review',
        'approve-party',
        'approve-committee',
        'publish',
        'correct',
        'prove',
        'take-down',
      ]),
      rev: Rev,
      reason: z.string().trim().max(300).optional(),
      file: FileId.optional(),
    }),
    answers: Stepped,
  }),
}

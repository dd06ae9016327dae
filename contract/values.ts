import { z } from 'zod'
import { MASKED_FIELDS, PURPOSES, type MaskedField, type PurposeId } from './purposes.ts'

/** Shapes used by several routes. */
export const Id = z.uuid().meta({ description: 'UUIDv7' })
export const Instant = z.iso.datetime({ offset: true })
export const DivisionCode = z
  .string()
  .regex(/^\d{2,17}$/)
  .refine((code) => [2, 4, 6, 9, 12, 15, 17].includes(code.length), '区划代码的位数不对')
  .meta({ description: 'National division code trimmed to its level: county 6, town 9, village 12, grid 15' })
export const CountyCode = z.string().regex(/^\d{6}$/)

/** WGS84 degrees. A GCJ-02 point is marked so and is converted on arrival (rules.md 5.18). */
export const Place = z.object({
  lng: z.number(),
  lat: z.number(),
  address: z.string().max(120).optional(),
  datum: z.enum(['wgs84', 'gcj02']).optional(),
})

/** An answer of any field; each flow's fields narrow it (practice/kit/fields.ts). */
export const Answer = z.union([
  z.string().max(20_000),
  z.number(),
  Place,
  z.array(z.string().max(200)).max(50),
])
export const AnswersByField = z.record(z.string().max(40), Answer)

/** Lists page by an opaque cursor. */
export const Cursor = z.string().max(200)
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), next: Cursor.nullable() })

/** RFC 9457 problem: `title` is a Chinese sentence that says what to do. */
export const Problem = z.object({
  type: z.string(),
  code: z.string(),
  title: z.string(),
  status: z.int(),
  fields: z.record(z.string(), z.string()).optional().meta({ description: 'Sentence by field' }),
  changed: z
    .object({ by: z.string(), at: Instant, action: z.string(), stage: z.string() })
    .optional()
    .meta({ description: 'On 409: who changed the matter meanwhile, and what it is now' }),
})

/** Why somebody looks at what is masked or takes a list along: one of the kinds, and in words. */
export const Purpose = z.enum(Object.keys(PURPOSES) as [PurposeId, ...PurposeId[]])
export const ReasonText = z
  .string()
  .trim()
  .min(4, '请写清楚为什么，至少 4 个字')
  .max(200, '理由最多 200 个字')
export const MaskedFieldName = z.enum(Object.keys(MASKED_FIELDS) as [MaskedField, ...MaskedField[]])

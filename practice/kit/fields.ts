/**
 * What can be asked of a person, as typed constants. A field knows its label, its limits and what a right
 * answer is; forms, API schemas and the server's check are all read off it.
 */
export type Option = { value: string; label: string }
export type Place = { lng: number; lat: number; address?: string | undefined }

/** The answer each kind of field takes, as it travels in JSON. Money is integer fen, dates are YYYY-MM-DD. */
export type ValueOf = {
  text: string
  choice: string
  place: Place
  photos: readonly string[]
  yuan: number
  count: number
  date: string
  stars: number
  /** A unit's code. */
  unit: string
  /** A catalogue item's code. */
  item: string
  /** Another matter's number, as people say it. */
  matter: string
}
export type FieldKind = keyof ValueOf

export type Field<K extends FieldKind = FieldKind> = {
  kind: K
  label: string
  /** One sentence under the label, for whoever has to fill it in. */
  hint?: string
  /** Least and most: characters of a text, pictures, fen, a number. */
  min?: number
  max?: number
  options?: readonly Option[]
  /** Several lines are expected. */
  long?: true
  /** The list an item is chosen from. */
  catalogue?: string
  /** Seen only by the asker and by those who handle the matter, never on a public page. */
  personal?: true
}

type Rest<K extends FieldKind> = Omit<Field<K>, 'kind' | 'label'>
const fieldOf =
  <K extends FieldKind>(kind: K, defaults: Rest<K> = {}) =>
  (label: string, rest: Rest<K> = {}): Field<K> => ({ kind, label, ...defaults, ...rest })

/** A villager's sentence; 2,000 characters is one full handwritten page. */
export const text = fieldOf('text', { max: 2000 })
export const place = fieldOf('place')
/** Nine pictures is what people know from their chats. */
export const photos = fieldOf('photos', { max: 9 })
export const yuan = fieldOf('yuan', { min: 0 })
export const count = fieldOf('count', { min: 0 })
export const date = fieldOf('date')
export const stars = fieldOf('stars', { min: 1, max: 5 })
export const unit = fieldOf('unit')
export const matter = fieldOf('matter')
export const item = (label: string, catalogue: string): Field<'item'> => ({ kind: 'item', label, catalogue })
export const choice = (label: string, options: Record<string, string>): Field<'choice'> => ({
  kind: 'choice',
  label,
  options: Object.entries(options).map(([value, name]) => ({ value, label: name })),
})

export type Fields = Record<string, Field>

/** What has been filled in so far; any field may still be empty. */
export type Answers<F> = { readonly [K in keyof F]?: F[K] extends Field<infer T> ? ValueOf[T] : never }

/** Answers to fields whose names the compiler no longer knows. */
export type Values = Answers<Fields>

/** Whether an answer says nothing: blank text, no pictures. */
export function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}

const length = (value: string) => Array.from(value).length

const checks: { [K in FieldKind]: (value: ValueOf[K], field: Field) => string | undefined } = {
  text: (value, { label, min = 0, max = Infinity }) => {
    if (length(value) < min) return `${label}至少写 ${min} 个字`
    if (length(value) > max) return `${label}最多 ${max} 个字，现在是 ${length(value)} 个，请删减一些`
    return undefined
  },
  choice: (value, { label, options = [] }) =>
    options.some((option) => option.value === value) ? undefined : `请从列出的选项里选${label}`,
  place: ({ lng, lat }) =>
    Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && !(lng === 0 && lat === 0)
      ? undefined
      : '地图上的位置不对，请重新点选，或者只写地址',
  photos: (value, { label, min = 0, max = 9 }) => {
    if (value.length < min) return `${label}至少要 ${min} 张`
    return value.length > max ? `${label}最多 ${max} 张` : undefined
  },
  yuan: (value, { label, min = 0 }) =>
    Number.isSafeInteger(value) && value >= min ? undefined : `${label}要填大于等于 ${min / 100} 元的数`,
  count: (value, { label, min = 0, max = Number.MAX_SAFE_INTEGER }) =>
    Number.isSafeInteger(value) && value >= min && value <= max
      ? undefined
      : `${label}要填 ${min} 到 ${max} 之间的整数`,
  date: (value, { label }) => (isDay(value) ? undefined : `${label}不是正确的日期`),
  stars: (value, { label }) =>
    Number.isInteger(value) && value >= 1 && value <= 5 ? undefined : `${label}请选 1 到 5 颗星`,
  unit: () => undefined,
  item: () => undefined,
  matter: () => undefined,
}

/** `2026-02-31` is written like a day and is none; Date would read the 3rd of March. */
function isDay(day: string): boolean {
  const at = Date.parse(day)
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'

/** What comes from outside may be of any kind: a number where words belong must not reach a check made for words. */
const shapes: { [K in FieldKind]: (value: unknown) => value is ValueOf[K] } = {
  text: isText,
  choice: isText,
  place: (value): value is Place =>
    typeof value === 'object' && value !== null && 'lng' in value && 'lat' in value,
  photos: (value): value is readonly string[] => Array.isArray(value) && value.every(isText),
  yuan: isNumber,
  count: isNumber,
  date: isText,
  stars: isNumber,
  unit: isText,
  item: isText,
  matter: isText,
}

/** Why an answer does not fit its field, in words for the screen; undefined when it fits. */
export function checkAnswer<K extends FieldKind>(field: Field<K>, value: unknown): string | undefined {
  if (!shapes[field.kind](value)) return `${field.label}填的内容不对，请重新填写`
  return checks[field.kind](value, field)
}

/**
 * Characters nobody sees: they turn the direction of what follows, or break a number apart so that it looks like another
 * (Unicode TR36). The joiners U+200C and U+200D stay, pictures of families are made of them.
 */
const UNSEEN = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g

/** A text without them. */
export const seenText = (text: string): string => text.replaceAll(UNSEEN, '')

/** A value as it came in a message, with every text in it freed of them, names of fields aside. */
export function seenValue(value: unknown): unknown {
  if (typeof value === 'string') return seenText(value)
  if (Array.isArray(value)) return value.map(seenValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, seenValue(each)]))
}

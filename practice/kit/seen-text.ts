/**
 * Characters nobody sees: they turn the direction of what follows, or break a number apart so that it looks like another
 * (Unicode TR36); control characters; and what is no character at all, noncharacters and halves of signs, which make
 * every Excel and Word file with it unreadable (XML 1.0). Tabs and line ends stay, and the joiners U+200C and U+200D,
 * pictures of families are made of them.
 */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\p{Noncharacter_Code_Point}\p{Surrogate}]/gu

/** A text without them. */
export const seenText = (text: string): string => text.replaceAll(UNSEEN, '')

/** A value as it came in a message, with every text in it freed of them, names of fields aside. */
export function seenValue(value: unknown): unknown {
  if (typeof value === 'string') return seenText(value)
  if (Array.isArray(value)) return value.map(seenValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, seenValue(each)]))
}

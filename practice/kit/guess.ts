import type { Item } from './flow.ts'

/** An item with the everyday words it is found by, space-separated. */
export type Worded = Pick<Item, 'code' | 'name' | 'plain' | 'confidential' | 'conduct'> & { words: string }

/** More chips than that are read by nobody. */
const OFFERED = 3

/**
 * The items a sentence most likely speaks of, best first, a few at most. Counts the characters of everyday words
 * found in it, so “下水道” weighs more than “水”. A guess is shown and can be changed; it never decides alone.
 */
export function guessItems<I extends Worded>(items: readonly I[], sentence: string): I[] {
  const scored = items
    .map((item) => ({ item, score: score(item, sentence) }))
    .filter(({ score: found }) => found > 0)
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, OFFERED)
    .map(({ item }) => item)
}

/**
 * The same for whoever reports. Nothing confidential is guessed, which people name themselves, but what may be said of the
 * village's own people: that comes first, because in any other class they would read it (信访工作条例 30).
 */
export function guessReported<I extends Worded>(items: readonly I[], sentence: string): I[] {
  const conduct = guessItems(
    items.filter((item) => item.conduct),
    sentence,
  )
  const others = guessItems(
    items.filter((item) => !item.confidential),
    sentence,
  )
  return [...conduct, ...others].slice(0, OFFERED)
}

/** What is taken when nobody chooses; undefined when only the person can say whether it is about the village's people. */
export const assumed = <I extends Worded>([best]: readonly I[]): I | undefined =>
  best?.conduct ? undefined : best

function score(item: Worded, sentence: string): number {
  let total = 0
  // “主 任” is no other word than “主任”: what is kept from the village must not hang on a blank.
  const letters = sentence.replaceAll(/\s/g, '')
  for (const word of wordsOf(item)) if (letters.includes(word)) total += word.length * word.length
  return total
}

/** Taken apart once: a list has a hundred items, and a sentence is matched with every letter typed. */
const taken = new WeakMap<Worded, ReadonlySet<string>>()

function wordsOf(item: Worded): ReadonlySet<string> {
  const known = taken.get(item)
  if (known) return known
  const { words, plain, name } = item
  const parts = [...words.split(/\s+/), ...plain.split(/[/、]/), ...name.split(/[/、（(]/)]
  const found = new Set(parts.filter((word) => word.length > 1))
  taken.set(item, found)
  return found
}

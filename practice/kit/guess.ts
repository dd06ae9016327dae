import type { Item } from './flow.ts'

/** An item with the everyday words it is found by, space-separated. */
export type Worded = Pick<Item, 'code' | 'name' | 'plain'> & { words: string }

/**
 * The items a sentence most likely speaks of, best first, three at most. Counts the characters of everyday words
 * found in it, so “下水道” weighs more than “水”. A guess is shown and can be changed; it never decides alone.
 */
export function guessItems<I extends Worded>(items: readonly I[], sentence: string): I[] {
  const scored = items
    .map((item) => ({ item, score: score(item, sentence) }))
    .filter(({ score: found }) => found > 0)
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ item }) => item)
}

function score(item: Worded, sentence: string): number {
  const words = new Set([
    ...item.words.split(/\s+/),
    ...item.plain.split(/[/、]/),
    ...item.name.split(/[/、（(]/),
  ])
  let total = 0
  for (const word of words) {
    if (word.length > 1 && sentence.includes(word)) total += word.length * word.length
  }
  return total
}

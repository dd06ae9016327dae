/** What changed between two versions of a covenant, article by article, so that nobody has to compare two papers. */

export type Change =
  { kind: 'same' | 'added' | 'removed'; words: string } | { kind: 'changed'; words: string; before: string }

/** The articles of a text: one a line, empty lines left out. */
export const articlesOf = (words: string): string[] =>
  words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The longest run of articles both have in common stays; what was taken out beside what was put in is a change of it. */
export function covenantChanges(before: string, after: string): Change[] {
  const [old, next] = [articlesOf(before), articlesOf(after)]
  const changes: Change[] = []
  let gone: string[] = []
  let come: string[] = []
  const settle = () => {
    for (let at = 0; at < Math.max(gone.length, come.length); at += 1) {
      const [was, is] = [gone[at], come[at]]
      if (was !== undefined && is !== undefined) changes.push({ kind: 'changed', words: is, before: was })
      else if (is !== undefined) changes.push({ kind: 'added', words: is })
      else if (was !== undefined) changes.push({ kind: 'removed', words: was })
    }
    gone = []
    come = []
  }
  const kept = lengths(old, next)
  let [i, j] = [0, 0]
  while (i < old.length || j < next.length) {
    const [was, is] = [old[i], next[j]]
    if (was !== undefined && was === is) {
      settle()
      changes.push({ kind: 'same', words: was })
      i += 1
      j += 1
    } else if (is === undefined || (was !== undefined && at(kept, i + 1, j) >= at(kept, i, j + 1))) {
      gone.push(was ?? '')
      i += 1
    } else {
      come.push(is)
      j += 1
    }
  }
  settle()
  return changes
}

const at = (table: readonly (readonly number[])[], i: number, j: number) => table[i]?.[j] ?? 0

/** How many articles two texts have in common from each pair of places on. */
function lengths(old: readonly string[], next: readonly string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => Array.from({ length: next.length + 1 }, () => 0))
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = next.length - 1; j >= 0; j -= 1) {
      const row = table[i]
      if (row)
        row[j] =
          old[i] === next[j]
            ? at(table, i + 1, j + 1) + 1
            : Math.max(at(table, i + 1, j), at(table, i, j + 1))
    }
  return table
}

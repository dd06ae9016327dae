import type { z } from 'zod'
import type { WorkRow } from '#contract/disclosure.ts'

/** What a list of open publications is narrowed by. */
export type WorkFilter = Partial<
  Record<'village' | 'kind' | 'class' | 'state' | 'colour' | 'hot' | 'mine' | 'q', string>
>

/** Whether a row stays in the list: the screen narrows by it as one chooses, a file that is taken along when it is made. */
export function fitsFilter(
  row: z.input<typeof WorkRow>,
  filter: Readonly<Partial<Record<keyof WorkFilter, string | undefined>>>,
): boolean {
  const { village, kind, state, colour, hot, mine, q } = filter
  const inState = state === 'exempting' ? row.waitsFor !== undefined : (row.state ?? 'none') === state
  const words = `${row.name} ${row.periodName} ${row.divisionName} ${row.item}`
  return (
    (village === undefined || row.division.startsWith(village)) &&
    (kind === undefined || row.kind === kind) &&
    (filter.class === undefined || row.class === filter.class) &&
    (state === undefined || inState) &&
    (colour === undefined || row.colour === colour) &&
    (hot === undefined || row.hot) &&
    (mine === undefined || row.mine) &&
    (q === undefined || q.split(/\s+/).every((word) => words.includes(word)))
  )
}

import type { BodyId } from './bodies.ts'
import type { Seat } from './posts.ts'

/** Who is on the roll of a body: everybody of age who lives there, or who holds one of these seats. */
export type RollRule = { readonly adults: true } | { readonly seats: readonly Seat[] }

export const ROLLS = {
  'village-assembly': { adults: true },
  'village-representatives': { seats: ['committee', 'representative'] },
  'group-assembly': { adults: true },
  'village-committee': { seats: ['committee'] },
  supervisors: { seats: ['supervisor'] },
  'party-members': { seats: ['party-member'] },
  'joint-committees': { seats: ['party-committee', 'committee'] },
  'member-assembly': { seats: ['member'] },
  'member-representatives': { seats: ['member-representative'] },
  board: { seats: ['board'] },
  'residents-assembly': { adults: true },
  'residents-representatives': { seats: ['committee', 'representative'] },
} as const satisfies Record<BodyId, RollRule>

/** Bodies whose make-up the law fixes: so many representatives, so many women (VCL 29, 居委会组织法 28, RCE 28). */
export const COMPOSED: readonly BodyId[] = [
  'village-representatives',
  'residents-representatives',
  'member-representatives',
]

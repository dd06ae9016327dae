import { contains } from '#contract/division-codes.ts'
import { denied } from '#server/core/problem.ts'
import { allows, type Scope } from '#server/core/scope.ts'
import { isKeeper, mayReadRoll, watches } from '#server/modules/meetings/index.ts'

/** Who writes a covenant, who files it, and who reads a draft; what is filed everybody reads. */

/** The town files and orders in its own villages (VCL 31). */
export const filesFor = (scope: Scope, division: string): boolean =>
  allows(scope, 'covenants.file') && contains(scope.post?.division ?? '-', division)

export function demandTown(scope: Scope, division: string): void {
  if (!filesFor(scope, division)) throw denied('由本镇（街道）备案和责令改正')
}

/** Drafts are for the desk of the village, its supervisors, its adviser, and those who watch over it. */
export const readsDrafts = (scope: Scope, division: string): boolean =>
  isKeeper(scope, division) ||
  mayReadRoll(scope, division) ||
  watches(scope, division) ||
  (allows(scope, 'opinions.give') && scope.post?.division === division)

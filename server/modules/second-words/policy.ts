import type { Tx } from '#server/core/db.ts'
import { denied, notFound } from '#server/core/problem.ts'
import { allows, type Scope } from '#server/core/scope.ts'
import type { WordRow } from './store.ts'
import * as store from './store.ts'

/** The place one gives second words for; undefined: none. */
export const seatOf = (scope: Scope): string | undefined =>
  allows(scope, 'people.second') ? scope.post?.division.slice(0, 12) : undefined

/** Throws a 403 for who neither writes down what takes a second word nor gives one. */
export function demandEitherSide(scope: Scope): void {
  if (!allows(scope, 'people.area') && !allows(scope, 'people.second')) throw denied()
}

/** Whether one is whom it waits for: of the place whose people give it, and not whom it is about. */
export const mayAnswer = (scope: Scope, row: WordRow): boolean =>
  row.seat !== null &&
  row.seat === seatOf(scope) &&
  row.person !== scope.person &&
  row.concerned !== scope.person

/** What one asked, answered or may answer. Throws a 404 otherwise, as for one that does not exist. */
export async function getWord(tx: Tx, scope: Scope, id: string): Promise<WordRow> {
  const row = await store.findWord(tx, id)
  const isTheirs =
    row?.person === scope.person || row?.decided_by === scope.person || (row && mayAnswer(scope, row))
  if (!row || !isTheirs) throw notFound('登记')
  return row
}

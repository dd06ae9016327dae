import { bindsPhones } from '#contract/roles.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { areaOf } from '#server/modules/people/index.ts'
import * as store from './store.ts'

/** The village whose register one keeps. Throws a 403 for everybody else: who is above a village does not know its people. */
export function keptVillage(scope: Scope): string {
  if (!bindsPhones(scope.post)) throw denied('手机号是谁的，由他村里对着名册核对，请村支书或村委会主任来办')
  return areaOf(scope)
}

/** A request made to one's village, held from others until the transaction ends. Throws a 404 for any other. */
export async function lockBinding(tx: Tx, scope: Scope, id: string): Promise<store.BindingRow> {
  const row = await store.lockBinding(tx, id, keptVillage(scope))
  if (!row) throw notFound('申请')
  return row
}

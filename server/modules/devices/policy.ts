import { contains } from '#contract/division-codes.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import * as store from './store.ts'

export type Keeper = { person: string; post: string; division: string }

/** The post one looks after screens from. Throws a 403 without one. */
export function keeperOf({ person, post }: Scope): Keeper {
  if (!post) throw denied()
  return { person, post: post.id, division: post.division }
}

/** Throws a 403 for a village outside one’s area. */
export function demandVillage(scope: Scope, division: string): void {
  if (!contains(keeperOf(scope).division, division)) throw denied('只能给自己辖区里的村登记设备')
}

/** A screen of one’s area, its row locked. Throws a 404 otherwise, as for one that does not exist. */
export async function lockDevice(tx: Tx, scope: Scope, id: string): Promise<store.DeviceRecord> {
  const row = await store.lockDevice(tx, id)
  if (!row || !contains(keeperOf(scope).division, row.division)) throw notFound('设备')
  return row
}

import { contains } from '#contract/division-codes.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, invalid, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { isBroadcastArea } from './rules.ts'
import * as store from './store.ts'

export type Sender = { person: string; post: string; division: string }

/** The post one sends from. Throws a 403 without one. */
export function senderOf({ person, post }: Scope): Sender {
  if (!post) throw denied()
  return { person, post: post.id, division: post.division }
}

/** Throws unless the area is one's own or a part of it, down to the village. */
export function demandArea(scope: Scope, division: string): void {
  if (!contains(senderOf(scope).division, division))
    throw denied('这个地方不在您的辖区，请选自己辖区里的街道或村')
  if (!isBroadcastArea(division)) throw invalid({ division: '群发到村为止，请选县区、街道或村' })
}

/** A broadcast to one's area or a part of it. Throws a 404 otherwise, as for one that does not exist. */
export async function getBroadcast(tx: Tx, scope: Scope, id: string): Promise<store.SentRow> {
  const row = await store.findSent(tx, id)
  if (!row || !contains(senderOf(scope).division, row.division)) throw notFound('通知')
  return row
}

/** A street does not take back what the county has said: only the sender's own level, or one above. */
export function mayWithdraw(scope: Scope, row: store.SentRow): boolean {
  return contains(senderOf(scope).division, row.sender_division)
}

import { awaitsSignatures, SIGNERS } from '#practice/meetings/life.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { resolve } from '#server/modules/resolutions/index.ts'
import { hashOfMinutes } from './rules.ts'
import * as store from './store.ts'

/** 签字: by whoever was there, under the minutes as they stand. */

/** What somebody does who holds a meeting: whoever did it was there, unless it was entered afterwards. */
const HELD = ['open', 'close', 'remark', 'put', 'declare', 'box', 'cast', 'count']

/** Whether somebody was at a meeting: came, counted, or held it or kept its record. */
export async function wasThere(
  tx: Tx,
  { id, paper }: Pick<store.MeetingRecord, 'id' | 'paper'>,
  person: string,
): Promise<boolean> {
  const row = await tx.first(
    `select where exists (select from attendances a where a.county = current_county() and a.meeting = $1 and a.person = $2)
       or exists (select from motions o where o.county = current_county() and o.meeting = $1 and $2 = any(o.tellers))
       or (not $3 and exists (select from meeting_steps s where s.county = current_county() and s.meeting = $1
             and s.person = $2 and s.action = any($4)))`,
    [id, person, paper, HELD],
  )
  return row !== undefined
}

/**
 * Signs the minutes. Throws 403 for who was not there, 409 for who signed before. What a meeting that was entered
 * afterwards passed is resolved once enough have signed.
 */
export async function sign(
  tx: Tx,
  scope: Scope,
  row: store.MeetingRecord,
  { minutes, motions }: { minutes: readonly string[]; motions: readonly store.MotionRecord[] },
  now: Date,
): Promise<void> {
  const hash = hashOfMinutes(minutes)
  const signed = await store.insertSignature(tx, { meeting: row.id, person: scope.person, hash, at: now })
  if (!signed) throw new Problem(409, 'moved', '您已经签过字了')
  const signatures = (await store.signaturesOf(tx, row.id)).length
  if (!row.paper || awaitsSignatures({ paper: row.paper, signatures })) return
  for (const motion of motions)
    if (motion.state === 'declared' && motion.verdict?.passed)
      await resolve(tx, { meeting: row, motion }, now)
}

/** Throws a 403 for who was not there. */
export async function demandSigner(tx: Tx, scope: Scope, row: store.MeetingRecord): Promise<void> {
  if (!(await wasThere(tx, row, scope.person))) throw denied(SIGNERS)
}

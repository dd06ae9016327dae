import type { MaskedField, PurposeId } from '#contract/purposes.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import { notFound, Problem } from '#server/core/problem.ts'
import { hushed } from '#server/core/secrets.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteSaid } from '#server/core/trace.ts'
import { areaOf, postOf } from './policy.ts'
import * as store from './store.ts'

/** A day's calls of a busy office; whoever needs more needs a list, and a list takes a second person's word. */
export const UNMASKED_A_DAY = 30

type Wanted = { id: string; field: MaskedField; purpose: PurposeId; reason: string }

/**
 * One masked value of one person of the area, whole (rules.md 7.2.17). Who, of whom, which and why is written down, the
 * value never. The same key again shows the same and counts once, for some minutes. Throws a 404 outside the area or
 * where there is no value, a 409 for a key of long ago, a 429 when the day's number is used up.
 */
export async function unmask(
  { db, secrets }: Services,
  scope: Scope,
  key: string,
  { id, field, purpose, reason }: Wanted,
): Promise<{ value: string; left: number }> {
  // Numbers that somebody types into the reason stay out of both the log and the table.
  const why = hushed(reason)
  noteSaid({ why })
  return db.inCounty(scope.county, async (tx) => {
    const sealed = await store.findSealed(tx, { id, field, area: areaOf(scope) })
    if (sealed === undefined) throw notFound('人')
    if (sealed === null) throw new Problem(404, 'not-found', '名册里没有登记这一项')
    await store.unmaskInLine(tx, scope.person)
    const before = await store.findUnmasking(tx, key)
    if (before && (before.person !== scope.person || before.subject !== id || before.field !== field))
      throw notFound('记录')
    if (before && !before.is_new) throw new Problem(409, 'key', '上次看的已经关上了，要再看请重新写明理由')
    const used = await store.countUnmaskings(tx, scope.person, dateOf(new Date()))
    const left = UNMASKED_A_DAY - used - (before ? 0 : 1)
    if (left < 0)
      throw new Problem(
        429,
        'too-many',
        `您今天已经看过 ${UNMASKED_A_DAY} 个完整号码，明天再看；要一批人的，请申请导出`,
      )
    if (!before) {
      const { person } = scope
      const row = { id: key, subject: id, field, purpose, reason: why, person, post: postOf(scope).id }
      await store.insertUnmasking(tx, row)
    }
    return { value: secrets.unseal(sealed), left }
  })
}

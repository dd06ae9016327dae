import { isChild } from '#practice/kit/age.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'
import { invalid, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { areaOf } from '#server/modules/people/index.ts'
import * as store from './store.ts'

/** Throws a 404 for who does not live in one's area, as for nobody. */
export async function demandNeighbour(tx: Tx, scope: Scope, person: string): Promise<void> {
  if (!(await store.livesIn(tx, person, areaOf(scope)))) throw notFound('人')
}

/** Whether somebody is younger than fourteen today; of whom the register has no day of birth it is not known. */
export async function ageOf(tx: Tx, person: string): Promise<'child' | 'older' | 'unknown'> {
  const bornOn = await store.bornOn(tx, person)
  if (!bornOn) return 'unknown'
  return isChild(bornOn, dateOf(new Date())) ? 'child' : 'older'
}

/** The guardians of a child whose consent holds: the last that each of them said. */
export function holding(said: readonly store.GuardianRow[]): store.GuardianRow[] {
  const last = new Map<string, store.GuardianRow>()
  for (const row of said) if (!last.has(row.guardian)) last.set(row.guardian, row)
  return [...last.values()].filter(({ is_given }) => is_given)
}

/** Whether somebody is the guardian of that child, who is below fourteen, and consents. */
export async function guards(tx: Tx, guardian: string, child: string): Promise<boolean> {
  const wards = await store.wardsOf(tx, guardian, dateOf(new Date()))
  return wards.some((ward) => ward.child === child && ward.is_given)
}

/**
 * Whether a matter's code opens it still: not for whoever was the guardian of a child when it went to them and is no more,
 * but for a guardian of today who has it and is signed in (个人信息保护法 31).
 */
export async function codeOpens(
  tx: Tx,
  matter: { id: string; asker: string },
  person: string | undefined,
): Promise<boolean> {
  if (!(await store.hasGuardianEnded(tx, matter.id))) return true
  return person !== undefined && (await guards(tx, person, matter.asker))
}

/** Why nobody can consent for somebody; undefined for who is old enough or has a guardian who does. */
export async function childRefusal(tx: Tx, person: string): Promise<string | undefined> {
  if ((await ageOf(tx, person)) !== 'child') return undefined
  return holding(await store.guardiansSaid(tx, person)).length > 0 ? undefined : NO_GUARDIAN
}
const NO_GUARDIAN =
  '这个孩子不满十四周岁，要监护人同意（个人信息保护法第三十一条），请先在名册里登记监护人和他的同意'

/** A child's own word does not count: of its guardians one has said it, and is named. Throws a 422. */
export async function demandSpeaker(tx: Tx, subject: string, guardian: string | undefined): Promise<void> {
  if ((await ageOf(tx, subject)) !== 'child') {
    if (guardian !== undefined) throw invalid({ guardian: '本人已满十四周岁，由本人说' })
    return
  }
  const refused = await childRefusal(tx, subject)
  if (refused !== undefined) throw invalid({ guardian: refused })
  if (guardian === undefined || !(await guards(tx, guardian, subject)))
    throw invalid({ guardian: '不满十四周岁由监护人说，请选是哪一位监护人' })
}

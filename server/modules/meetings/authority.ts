import { heldUntil, isDelegation, type Grant } from '#practice/meetings/delegation.ts'
import type { Limits } from '#practice/meetings/limits.ts'
import { decisionOf } from '#practice/meetings/powers.ts'
import type { Tx } from '#server/core/db.ts'
import { isDecision, type MotionInput } from './rules.ts'
import type { AuthorityRecord } from './store.ts'

/** 授权: what assemblies of a village resolved that its representatives may decide, read from those resolutions alone. */

/** Since when the committee in office on a day holds it: the first of its members; undefined where none is registered. */
export async function termStartOf(tx: Tx, village: string, on: string): Promise<string | undefined> {
  const row = await tx.first<{ started: string | null }>(
    `select min(starts_on) as started from seats where county = current_county() and division = $1
       and seat = 'committee' and starts_on <= $2 and (ends_on is null or ends_on >= $2)`,
    [village, on],
  )
  return row?.started ?? undefined
}

export type Authorised = AuthorityRecord & { resolution: string }

/** Every authorisation of a village that was decided by a day, the newest first, with the day until which it holds. */
export async function authoritiesOf(
  tx: Tx,
  limits: Limits,
  village: string,
  on: string,
): Promise<Authorised[]> {
  const rows = await tx.rows<{ id: string; title: string; decided_on: string; grants: Grant }>(
    `select r.id, o.title, r.decided_on, o.grants from resolutions r
     join motions o on o.county = r.county and o.id = r.motion
     where r.county = current_county() and r.division = $1 and o.grants is not null and r.decided_on <= $2
     order by r.decided_on desc, r.id desc limit 100`,
    [village, on],
  )
  const startedOn = await termStartOf(tx, village, on)
  return rows.map(({ id, title, decided_on: decidedOn, grants: { decisions, until } }) => ({
    resolution: id,
    decisions: [...decisions],
    from: decidedOn,
    until: heldUntil(limits, { until, decidedOn, startedOn }),
    source: `${decidedOn} 决议“${title}”`,
  }))
}

/** A motion as it is written. */
export type Asked = Omit<MotionInput, 'authority' | 'grants'> & {
  authority?: { resolution: string } | undefined
  grants?: { decisions: readonly string[]; until: string } | undefined
}

/** Motions as they were written, with the authorisation each names as it was resolved, and what it would grant. */
export async function withAuthority<Motion extends Asked>(
  tx: Tx,
  limits: Limits,
  { village, on }: { village: string; on: string },
  motions: readonly Motion[],
) {
  const asked = motions.some(({ authority }) => authority !== undefined)
  const all = asked ? await authoritiesOf(tx, limits, village, on) : []
  return motions.map(({ authority, grants, ...motion }) => {
    const found = all.find(({ resolution }) => resolution === authority?.resolution)
    const lent = isDecision(motion.decision) && isDelegation(motion.decision) ? grants : undefined
    return {
      ...motion,
      ...(found ? { authority: found } : {}),
      ...(lent ? { grants: { decisions: lent.decisions.filter(isDecision), until: lent.until } } : {}),
    }
  })
}

/** As people read it. */
export const presentGrant = ({ decisions, until }: Grant) => ({
  decisions: decisions.map((id) => decisionOf(id).name),
  until,
})

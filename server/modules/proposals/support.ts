import { dateOf } from '#practice/kit/index.ts'
import { isCommunity } from '#practice/meetings/rhythm.ts'
import { backerRefusal, backingOf } from '#practice/meetings/support.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import {
  demandKeeper,
  hasCollective,
  limitsAt,
  mayRead,
  mayReadRoll,
  rollNow,
} from '#server/modules/meetings/index.ts'
import { findProposal, lockProposal, type ProposalRecord } from './store.ts'

/**
 * 附议: villagers stand behind a proposal by a tap, counted together with the signatures on its pages. A row is one person;
 * who signed a page as well is counted there, so that nobody is counted twice.
 */

type SupportRow = { person: string; name: string; at: Date; signed_by: string | null }

/** Who tapped and did not take it back, first the first. */
function supportsOf(tx: Tx, proposal: string): Promise<SupportRow[]> {
  return tx.rows(
    `select s.person, p.name, s.at, s.signed_by from proposal_supports s
     join people p on p.county = s.county and p.id = s.person
     where s.county = current_county() and s.proposal = $1 and s.withdrawn_at is null order by s.at, s.id`,
    [proposal],
  )
}

const GATHERED = '这件事已经表决通过，不再收附议和意见'

/** Throws 409 once it was resolved: who supports it afterwards supported nothing. */
export function demandGathering({ resolved }: ProposalRecord): void {
  if (resolved) throw new Problem(409, 'moved', GATHERED)
}

/** A proposal the reader may see, locked while it still gathers. Throws 404, and 409 once it was resolved. */
async function lockGathering(tx: Tx, scope: Scope, id: string): Promise<ProposalRecord> {
  const row = await lockProposal(tx, id)
  if (!row || !mayRead(scope, row.division, await placeOf(tx, scope))) throw notFound('提议')
  demandGathering(row)
  return row
}

async function countNow(tx: Tx, id: string): Promise<{ supporters: number }> {
  return { supporters: (await findProposal(tx, id))?.supporters ?? 0 }
}

/** Why this person’s support would not count; undefined when it would. */
async function refusalOf(
  tx: Tx,
  person: string,
  division: string,
  today: string,
): Promise<string | undefined> {
  const row = await villagerOf(tx, person, division)
  const about = { community: isCommunity(division), bornOn: row?.born_on ?? null }
  return backerRefusal({ ...about, ofVillage: row?.here ?? false }, today)
}

const villagerOf = (tx: Tx, person: string, division: string) =>
  tx.first<{ born_on: string | null; here: boolean }>(
    `select p.born_on, coalesce(starts_with(h.division, $2), false) as here from people p
     left join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.id = $1`,
    [person, division],
  )

/** Whether somebody is in a household of that village. */
export async function livesIn(tx: Tx, person: string, division: string): Promise<boolean> {
  return (await villagerOf(tx, person, division))?.here ?? false
}

/**
 * Stands behind a proposal. Twice, or through two telephones, it counts once. `signed` says that one’s name is on a page
 * and counted there. Throws 403 with the reason for who does not count, 409 when no signature is left to be theirs.
 */
export async function support(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { signed }: { signed: boolean },
  key: string,
  now: Date = new Date(),
): Promise<{ supporters: number }> {
  const counted = await db.inCounty(scope.county, async (tx) => {
    const row = await lockGathering(tx, scope, id)
    const refused = await refusalOf(tx, scope.person, row.division, dateOf(now))
    if (refused) throw denied(refused)
    const known = (await supportsOf(tx, id)).some(({ person }) => person === scope.person)
    if (!known && signed) await demandSignature(tx, row)
    if (!known) await insertSupport(tx, { key, proposal: id, person: scope.person, signed, now })
    return countNow(tx, id)
  })
  live.changed(scope.county)
  return counted
}

/** The key is its id: a late repeat of what was taken back meanwhile adds nothing. Throws 409 for somebody else’s key. */
async function insertSupport(
  tx: Tx,
  row: { key: string; proposal: string; person: string; signed: boolean; now: Date },
): Promise<void> {
  const { key, proposal, person, signed, now } = row
  await tx.rows(
    `insert into proposal_supports (county, id, proposal, person, at, signed_by)
     values (current_county(), $1, $2, $3, $4, $5) on conflict do nothing`,
    [key, proposal, person, now, signed ? person : null],
  )
  const own = await tx.first(
    'select from proposal_supports where county = current_county() and id = $1 and proposal = $2 and person = $3',
    [key, proposal, person],
  )
  if (!own) throw new Problem(409, 'key', '这个防重复编号已经用在别的操作上了，请重新提交')
}

/** Takes it back. What the desk read on a page stays there. */
export async function unsupport(
  { db, live }: Services,
  scope: Scope,
  id: string,
  now: Date = new Date(),
): Promise<{ supporters: number }> {
  const counted = await db.inCounty(scope.county, async (tx) => {
    await lockGathering(tx, scope, id)
    const own = (await supportsOf(tx, id)).find(({ person }) => person === scope.person)
    const kept = own && keptBy(own)
    if (kept) throw new Problem(409, 'moved', kept)
    await tx.rows(
      `update proposal_supports set withdrawn_at = $3
       where county = current_county() and proposal = $1 and person = $2 and withdrawn_at is null`,
      [id, scope.person, now],
    )
    return countNow(tx, id)
  })
  live.changed(scope.county)
  return counted
}

const keptBy = ({ person, signed_by }: SupportRow): string | undefined =>
  signed_by !== null && signed_by !== person
    ? '村里在签名页上看到了您的签名，要撤回请到村委会把签名划掉'
    : undefined

/** The desk read a page and found there, or did not find, somebody who tapped. */
export async function markSigned(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { person, signed }: { person: string; signed: boolean },
): Promise<{ supporters: number }> {
  const counted = await db.inCounty(scope.county, async (tx) => {
    const row = await lockProposal(tx, id)
    if (!row) throw notFound('提议')
    demandKeeper(scope, row.division)
    demandGathering(row)
    const found = (await supportsOf(tx, id)).find((each) => each.person === person)
    if (!found) throw notFound('附议')
    if (signed === (found.signed_by !== null)) return countNow(tx, id)
    if (signed) await demandSignature(tx, row)
    await tx.rows(
      `update proposal_supports set signed_by = $3
       where county = current_county() and proposal = $1 and person = $2 and withdrawn_at is null`,
      [id, person, signed ? scope.person : null],
    )
    return countNow(tx, id)
  })
  live.changed(scope.county)
  return counted
}

/** No more people are on pages than pages have signatures. */
async function demandSignature(tx: Tx, { id, signatures }: ProposalRecord): Promise<void> {
  const named = (await supportsOf(tx, id)).filter(({ signed_by }) => signed_by !== null).length
  if (named >= signatures)
    throw new Problem(
      409,
      'moved',
      signatures === 0
        ? '村里还没有传签名页，请直接点“我支持”'
        : `签名页上一共 ${signatures} 个签名，都已经有人认了，请直接点“我支持”`,
    )
}

/** How the support of a proposal looks to one reader. */
export async function presentSupport(tx: Tx, scope: Scope, row: ProposalRecord, now: Date) {
  const today = dateOf(now)
  const rows = await supportsOf(tx, row.id)
  const own = rows.find(({ person }) => person === scope.person)
  const refused = own ? undefined : await refusalOf(tx, scope.person, row.division, today)
  const rule = await ruleOf(tx, row, today)
  const kept = own && keptBy(own)
  return {
    signatures: row.signatures,
    taps: row.supporters - row.signatures,
    ...(row.resolved ? { closed: GATHERED } : {}),
    ...(rule ? { rule } : {}),
    ...(refused ? { refused } : {}),
    ...(own
      ? { mine: { at: own.at.toISOString(), signed: own.signed_by !== null, ...(kept ? { kept } : {}) } }
      : {}),
    rows: mayReadRoll(scope, row.division)
      ? rows.map(({ person, name, at, signed_by }) => ({
          person,
          name,
          at: at.toISOString(),
          signed: signed_by !== null,
        }))
      : [],
  }
}

/** Of everybody of age in the village today, as the assembly’s roll would have them. */
async function ruleOf(tx: Tx, { division, decision, supporters }: ProposalRecord, today: string) {
  if (decision === null) return undefined
  const body = isCommunity(division) ? 'residents-assembly' : 'village-assembly'
  const roll = await rollNow(tx, { body, basis: 'persons', division, on: today })
  return backingOf(await limitsAt(tx, division, today), {
    decision,
    hasCollective: await hasCollective(tx, division, today),
    supporters,
    of: roll.length,
  })
}

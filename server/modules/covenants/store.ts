import type { BodyId } from '#practice/meetings/bodies.ts'
import type { CovenantState, CovenantStep } from '#practice/meetings/covenant.ts'
import type { DecisionId } from '#practice/meetings/powers.ts'
import type { Tx } from '#server/core/db.ts'

/** Versions of covenants and what happened to them. */

export type CovenantRecord = {
  id: string
  division: string
  n: number | null
  title: string
  words: string
  why: string
  state: CovenantState
  resolution: string | null
  filed_number: string | null
  filed_on: string | null
  ordered: string | null
  rev: number
  at: Date
}
const COVENANT = `c.id, c.division, c.n, c.title, c.words, c.why, c.state, c.resolution, c.filed_number, c.filed_on,
  c.ordered, c.rev, c.at`

export function findCovenant(tx: Tx, id: string): Promise<CovenantRecord | undefined> {
  return tx.first(`select ${COVENANT} from covenants c where c.county = current_county() and c.id = $1`, [id])
}

export function lockCovenant(tx: Tx, id: string): Promise<CovenantRecord | undefined> {
  return tx.first(
    `select ${COVENANT} from covenants c where c.county = current_county() and c.id = $1 for update`,
    [id],
  )
}

/** One in three years is much. */
export const COVENANTS_MAX = 100

export function covenantsOf(tx: Tx, division: string): Promise<CovenantRecord[]> {
  return tx.rows(
    `select ${COVENANT} from covenants c where c.county = current_county() and c.division = $1
     order by c.at desc, c.id desc limit ${COVENANTS_MAX}`,
    [division],
  )
}

/** Versions that are filed, the newest first. */
export function filedOf(tx: Tx, division: string): Promise<CovenantRecord[]> {
  return tx.rows(
    `select ${COVENANT} from covenants c where c.county = current_county() and c.division = $1 and c.state = 'filed'
     order by c.n desc`,
    [division],
  )
}

/** Begins a version; false when that id was used before. */
export async function insertCovenant(
  tx: Tx,
  row: { id: string; division: string; title: string; words: string; why: string; at: Date },
): Promise<boolean> {
  const begun = await tx.first(
    `insert into covenants (county, id, division, title, words, why, state, at)
     values (current_county(), $1, $2, $3, $4, $5, 'drafted', $6) on conflict do nothing returning id`,
    [row.id, row.division, row.title, row.words, row.why, row.at],
  )
  return begun !== undefined
}

export type Changed = Partial<
  Pick<
    CovenantRecord,
    'n' | 'title' | 'words' | 'why' | 'state' | 'resolution' | 'filed_number' | 'filed_on' | 'ordered'
  >
>
export async function updateCovenant(tx: Tx, id: string, changed: Changed): Promise<number> {
  const entries = Object.entries(changed)
  const sets = entries.map(([column], index) => `${column} = $${index + 2}`)
  const row = await tx.first<{ rev: number }>(
    `update covenants set ${[...sets, 'rev = rev + 1'].join(', ')}
     where county = current_county() and id = $1 returning rev`,
    [id, ...entries.map(([, value]) => value)],
  )
  return row?.rev ?? 0
}

/** The number of the next version that is filed in a village; filings of one village follow each other. */
export async function nextNumber(tx: Tx, division: string): Promise<number> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('covenants ' || $1, 0))`, [division])
  const row = await tx.first<{ n: number }>(
    'select coalesce(max(n), 0) + 1 as n from covenants where county = current_county() and division = $1',
    [division],
  )
  return row?.n ?? 1
}

export type StepRow = { action: CovenantStep; words: string; by: string; at: Date }
export function stepsOf(tx: Tx, covenant: string): Promise<StepRow[]> {
  return tx.rows(
    `select s.action, s.words, p.name || '（' || o.title || '）' as by, s.at from covenant_steps s
     join people p on p.county = s.county and p.id = s.person join posts o on o.county = s.county and o.id = s.post
     where s.county = current_county() and s.covenant = $1 order by s.seq`,
    [covenant],
  )
}

/** When the text of a version was written last. */
export async function writtenAt(tx: Tx, covenant: string): Promise<Date | undefined> {
  const row = await tx.first<{ at: Date }>(
    `select max(at) as at from covenant_steps
     where county = current_county() and covenant = $1 and action in ('draft', 'write')`,
    [covenant],
  )
  return row?.at
}

export async function insertStep(
  tx: Tx,
  step: { covenant: string; action: CovenantStep; words: string; person: string; post: string; at: Date },
): Promise<void> {
  await tx.rows(
    `insert into covenant_steps (county, covenant, seq, action, words, person, post, at)
     select current_county(), $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6
     from covenant_steps where county = current_county() and covenant = $1`,
    [step.covenant, step.action, step.words, step.person, step.post, step.at],
  )
}

export type AdoptionRow = {
  id: string
  division: string
  title: string
  body: BodyId
  decision: DecisionId
  decided_on: string
  verdict: { says: string }
  /** When the result was declared, and whether the meeting was held on paper and entered afterwards. */
  declared_at: Date
  paper: boolean
}
const ADOPTION = `r.id, r.division, o.title, m.body, o.decision, r.decided_on, o.verdict, o.declared_at, m.paper`
const RESOLUTIONS = `from resolutions r join motions o on o.county = r.county and o.id = r.motion
  join meetings m on m.county = r.county and m.id = r.meeting`

export function findAdoption(tx: Tx, resolution: string): Promise<AdoptionRow | undefined> {
  return tx.first(`select ${ADOPTION} ${RESOLUTIONS} where r.county = current_county() and r.id = $1`, [
    resolution,
  ])
}

/** Resolutions of a village about its covenant or charter that no version hangs on yet. */
export function adoptionsFor(tx: Tx, division: string): Promise<AdoptionRow[]> {
  return tx.rows(
    `select ${ADOPTION} ${RESOLUTIONS} where r.county = current_county() and r.division = $1
       and o.decision in ('covenant', 'charter')
       and not exists (select from covenants c where c.county = r.county and c.resolution = r.id)
     order by r.decided_on desc, r.id desc limit 20`,
    [division],
  )
}

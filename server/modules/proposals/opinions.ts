import { dateOf } from '#practice/kit/index.ts'
import { OPINION_KINDS, STANCES, type OpinionKind } from '#practice/meetings/opinions.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import { allows, type Scope } from '#server/core/scope.ts'
import { demandKeeper, isKeeper } from '#server/modules/meetings/index.ts'
import { insertNotices, nameOf } from '#server/modules/notices/index.ts'
import { addedFiles } from '#server/modules/files/index.ts'
import { findProposal, type ProposalRecord } from './store.ts'

/** 专家、律师意见: asked by the desk, given by the adviser's own login or typed from scanned paper (system Z5). */

type Stance = keyof typeof STANCES

export type OpinionRow = {
  id: string
  proposal: string
  kind: OpinionKind
  adviser: string | null
  adviser_name: string
  question: string
  asked_by: string
  asker: string
  asked_at: Date
  stance: Stance | null
  words: string | null
  files: string[]
  paper: boolean
  giver: string | null
  given_at: Date | null
}
const OPINION = `o.id, o.proposal, o.kind, o.adviser, o.adviser_name, o.question, o.asked_by, a.name as asker, o.asked_at,
  o.stance, o.words, o.files, o.paper, g.name as giver, o.given_at`
const FROM = `from opinions o join people a on a.county = o.county and a.id = o.asked_by
  left join people g on g.county = o.county and g.id = o.given_by`

export function opinionsOf(tx: Tx, proposal: string): Promise<OpinionRow[]> {
  return tx.rows(
    `select ${OPINION} ${FROM} where o.county = current_county() and o.proposal = $1 order by o.asked_at, o.id`,
    [proposal],
  )
}

function lockOpinion(tx: Tx, id: string): Promise<OpinionRow | undefined> {
  return tx.first(
    `select ${OPINION} ${FROM} where o.county = current_county() and o.id = $1 for update of o`,
    [id],
  )
}

/** Who advises the village with a login of their own, today. */
export function advisersOf(
  tx: Tx,
  division: string,
  today: string,
): Promise<{ person: string; name: string; title: string }[]> {
  return tx.rows(
    `select o.person, p.name, o.title from posts o join people p on p.county = o.county and p.id = o.person
     where o.county = current_county() and o.division = $1 and o.role = 'village-adviser'
       and position_grants(o.county, o.position, 'opinions.give') and o.starts_on <= $2
       and (o.ends_on is null or o.ends_on >= $2) order by p.name, o.id`,
    [division, today],
  )
}

export type Question = {
  kind: OpinionKind
  adviser?: string | undefined
  name?: string | undefined
  question: string
}

/** Asks for an opinion. The key is its id, so that sent twice it is asked once. */
export async function askOpinion(
  { db, live }: Services,
  scope: Scope,
  proposal: string,
  { kind, adviser, name, question }: Question,
  id: string,
  now: Date = new Date(),
): Promise<{ id: string }> {
  await db.inCounty(scope.county, async (tx) => {
    const row = await findProposal(tx, proposal)
    if (!row) throw notFound('提议')
    demandKeeper(scope, row.division)
    if (row.resolution) throw new Problem(409, 'moved', '这件事已经有决议，不用再征求意见')
    const says = '请选择本村的法律顾问，或者写明请谁出具意见'
    const known = (await advisersOf(tx, row.division, dateOf(now))).find(({ person }) => person === adviser)
    const who = adviser === undefined ? name?.trim() : known && `${known.name}（${known.title}）`
    if (!who) throw invalid({ adviser: says }, says)
    await tx.rows(
      `insert into opinions (county, id, proposal, kind, adviser, adviser_name, question, asked_by, post, asked_at)
       values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
      [id, proposal, kind, adviser ?? null, who, question, scope.person, scope.post?.id ?? null, now],
    )
    const asked = await tx.first<{ proposal: string; asked_by: string }>(
      'select proposal, asked_by from opinions where county = current_county() and id = $1',
      [id],
    )
    if (asked?.proposal !== proposal || asked.asked_by !== scope.person)
      throw new Problem(409, 'key', '这个防重复编号已经用在别的操作上了，请重新提交')
  })
  live.changed(scope.county)
  return { id }
}

export type Advice = { stance: Stance; words: string; files?: readonly string[] | undefined }

/** Gives an opinion. Throws 403 for somebody else's, 409 when it was given, 422 for paper without its scan. */
export async function giveOpinion(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { stance, words, files = [] }: Advice,
  now: Date = new Date(),
): Promise<void> {
  const told = await db.inCounty(scope.county, async (tx) => {
    const row = await lockOpinion(tx, id)
    const proposal = row && (await findProposal(tx, row.proposal))
    if (!row || !proposal) throw notFound('意见')
    const paper = demandGiver(scope, row, proposal)
    if (row.given_at) throw new Problem(409, 'moved', '这份意见已经出具，不能再改；要补充请再征求一次')
    const scanned = '纸质意见要附上签了名的扫描件或照片'
    if (paper && files.length === 0) throw invalid({ files: scanned }, scanned)
    if (files.length > 0 && !(await addedFiles(tx, scope.person, files)))
      throw invalid({ files: '有一张照片没有传上来，请重新选一次' })
    await tx.rows(
      `update opinions set stance = $2, words = $3, files = $4, paper = $5, given_by = $6, given_at = $7
       where county = current_county() and id = $1`,
      [id, stance, words, files, paper, scope.person, now],
    )
    return paper ? tellAdviser(tx, scope, row, stance, now) : []
  })
  live.changed(scope.county)
  if (told.length > 0) live.told(scope.county, told)
}

/** Whoever has a login hears at once of what was entered in their name. */
async function tellAdviser(
  tx: Tx,
  { county, person: by }: Scope,
  { adviser, kind }: OpinionRow,
  stance: Stance,
  at: Date,
): Promise<string[]> {
  if (adviser === null || adviser === by) return []
  const text = `${await nameOf(tx, by)}按纸质意见书替您录了${OPINION_KINDS[kind]}“${STANCES[stance]}”，附了扫描件。不是您的意思，请马上和村“两委”、村务监督委员会说。`
  const said = { title: '有人替您录了意见', text, matter: null }
  await insertNotices(tx, [{ id: newId(at), county, person: adviser, at, ...said }])
  return [adviser]
}

/** Whoever was asked gives it; one without a login on paper, which the desk types. Answers whether it is paper. */
function demandGiver(scope: Scope, row: OpinionRow, { division }: ProposalRecord): boolean {
  const isOwn = row.adviser === scope.person && scope.post?.division === division
  if (isOwn && allows(scope, 'opinions.give')) return false
  if (isKeeper(scope, division)) return true
  throw denied('由被征求意见的顾问出具，或者由村“两委”附上纸质意见')
}

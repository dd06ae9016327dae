import type { ListKind, MaskedField, PurposeId } from '#contract/purposes.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import { hushed } from '#server/core/secrets.ts'
import type { Scope } from '#server/core/scope.ts'
import { isNewWord } from '#server/core/second-person.ts'
import { noteChange, noteSaid } from '#server/core/trace.ts'
import { ROWS_MAX } from '#server/core/workbook.ts'
import { insertNotices } from '#server/modules/notices/index.ts'
import { partOfArea, postOf } from '#server/modules/people/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { demandKind, getExport } from './policy.ts'
import { ANSWER_DAYS, FETCH_HOURS, refusalToFetch, stateOf, waitingNotice } from './rules.ts'
import { countRows } from './sheet.ts'
import * as store from './store.ts'

type Wanted = {
  kind: ListKind
  division?: string | undefined
  from?: string | undefined
  to?: string | undefined
  whole: readonly MaskedField[]
  purpose: PurposeId
  reason: string
}

/**
 * Asks for a list; the same id again changes nothing. Throws a 403 outside one's area or for a list the post does not
 * see, a 422 when it would be empty or too long. Those who may approve it are told.
 */
export async function askExport(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { kind, from, to, whole, purpose, ...wanted }: Wanted,
): Promise<void> {
  demandKind(scope, kind)
  const division = partOfArea(scope, wanted.division)
  const county = await getCounty(db, scope.county)
  const isDated = kind === 'matters'
  const list = {
    kind,
    division,
    from_on: isDated ? (from ?? null) : null,
    to_on: isDated ? (to ?? null) : null,
  }
  const reason = hushed(wanted.reason)
  noteSaid({ why: reason })
  const told = await db.inCounty(scope.county, async (tx) => {
    const before = await store.findExport(tx, id)
    if (before && before.person !== scope.person) throw notFound('导出申请')
    if (before) return []
    const rows = await countRows(tx, scope, county, list)
    if (rows === 0) throw invalid({ division: '这个范围里一行也没有，请换一个范围' })
    if (rows > ROWS_MAX) throw invalid({ division: `超过 ${ROWS_MAX} 行，请按村或按时间分几次申请` })
    const { person } = scope
    await store.insertExport(tx, {
      ...list,
      id,
      whole: [...new Set(whole)],
      purpose,
      reason,
      rows_n: rows,
      person,
      post: postOf(scope).id,
    })
    noteSaid({ rows })
    noteChange(id)
    return tellApprovers(
      tx,
      scope,
      waitingNotice({ kind, place: county.placeName(division), rows }),
      division,
    )
  })
  live.told(scope.county, told)
}

/** Tells who may answer a request for that place; answers with whom. */
async function tellApprovers(
  tx: Tx,
  { county, person: asker }: Scope,
  said: { title: string; text: string },
  division: string,
): Promise<string[]> {
  const at = new Date()
  const people = await store.approversOf(tx, { division, asker, today: dateOf(at) })
  await insertNotices(
    tx,
    people.map((person) => ({ id: newId(at), county, person, at, ...said, matter: null })),
  )
  return people
}

/**
 * Approves or refuses what somebody else asked for; the same again changes nothing. Throws a 403 for one's own, a 404
 * outside the area, a 409 when it was answered or has lapsed, a 422 for a refusal without a word.
 */
export async function decideExport(
  { db }: Services,
  scope: Scope,
  id: string,
  { verdict, said }: { verdict: 'approved' | 'refused'; said?: string | undefined },
): Promise<void> {
  await db.inCounty(scope.county, async (tx) => {
    const row = await getExport(tx, scope, id)
    const { person } = scope
    if (!isNewWord(row, { verdict, said, person })) return
    if (stateOf(row, new Date()) === 'lapsed')
      throw new Problem(409, 'moved', `${ANSWER_DAYS} 天没有人审批，已经失效，请他再申请一次`)
    const post = postOf(scope).id
    const isFirst = await store.decide(tx, { id, verdict, said, person, post, hours: FETCH_HOURS })
    if (!isFirst) throw new Problem(409, 'moved', '这份申请已经有人答复过了')
    noteChange(id, { verdict })
  })
}

/**
 * Takes one of one's own downloads, which counts whether it arrives or not, and answers with the copy's number. Throws a
 * 403 from another post than asked, a 404 for somebody else's, a 409 when it may not be fetched (any more).
 */
export async function takeExport(
  { db }: Services,
  scope: Scope,
  id: string,
): Promise<{ row: store.ExportRow; n: number }> {
  return db.inCounty(scope.county, async (tx) => {
    const row = await getExport(tx, scope, id)
    if (row.person !== scope.person) throw denied('只有申请的人能下载')
    if (row.post !== scope.post?.id) throw denied(`请换到申请时的岗位“${row.by_title}”再下载`)
    const refusal = refusalToFetch(stateOf(row, new Date()))
    if (refusal !== undefined) throw new Problem(409, 'moved', refusal)
    const n = row.downloads + 1
    if (!(await store.insertDownload(tx, { id, n, person: scope.person })))
      throw new Problem(409, 'moved', '正在下载，请等这一份下完')
    noteChange(id, { n })
    return { row, n }
  })
}

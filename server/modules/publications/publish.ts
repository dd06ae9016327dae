import { dateOf } from '#practice/kit/index.ts'
import type { Content } from '#practice/disclosure/content.ts'
import type { KnownItem } from '#practice/disclosure/item.ts'
import { daysOf } from '#practice/disclosure/period.ts'
import { summarize } from '#practice/disclosure/summary.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import type { County } from '#server/modules/places/index.ts'
import { announce } from '#server/modules/webhooks/index.ts'
import { askToFollow, neighboursOf, type Neighbours } from './follow.ts'
import { codeOf, linkOf, masked, moneyIn, vouchersOf } from './rules.ts'
import * as store from './store.ts'

/** Makes the draft a version: masked once more, chained to the one the village published before, never to change. */
export async function publish(
  tx: Tx,
  county: County,
  scope: Scope,
  row: store.PublicationRecord,
  item: KnownItem,
  now: Date,
): Promise<{ code: string; changed: store.Changed }> {
  if (!row.draft) throw new Error(`publication ${row.id} has nothing to publish`)
  const { title, content } = masked(row.title, row.draft, item)
  // The duty before the chain: who signs its exemption locks them in the same order.
  await store.markPublished(tx, row, dateOf(now))
  const { seq, head } = await store.lockChain(tx, row.division)
  const version = row.version + 1
  const neighbours = await neighboursOf(tx, row)
  const linked = {
    publication: row.id,
    version,
    division: row.division,
    seq: seq + 1,
    title,
    content,
    summary: summaryOf(county, row, item.name, { content, neighbours, today: dateOf(now) }),
    reason: version > 1 ? row.reason : null,
    author: row.author,
    ...signersOf(row),
    publisher: scope.person,
    at: now,
    before: head,
  }
  const { item: code, period, n } = row
  const hash = linkOf({ ...linked, item: code, period, n })
  const done = { version, draft: null, reason: null }
  const hung = row.version > 0 ? await store.newestVersion(tx, row.id) : undefined
  await store.appendVersion(tx, { ...linked, hash, code: codeOf(hash) })
  if (hung) await askToFollow(tx, row, { title, old: hung.content, now: content })
  await store.addFiles(tx, row.id, vouchersOf(content))
  // What hangs for members or the village alone is not told to programs.
  if (item.scope === 'all') {
    const data = {
      id: row.id,
      version,
      division: row.division,
      item: code,
      period,
      n,
      title,
      code: codeOf(hash),
    }
    await announce(tx, { event: 'publication.published', at: now, data })
  }
  return {
    code: codeOf(hash),
    changed: { ...done, owes: tooEarly(content, row.period, dateOf(now)) ?? null, ...moneyIn(content) },
  }
}

const signersOf = ({ reviewer, party_approver, committee_approver }: store.PublicationRecord) => ({
  reviewer,
  party_approver,
  committee_approver,
})

/** An account of a period that runs on is to be completed, and everybody reads that it is. */
function tooEarly({ columns }: Content, period: string, today: string): string | undefined {
  const { last } = daysOf(period)
  if (today >= last || !columns.some(({ side }) => side !== undefined)) return undefined
  return `这一期 ${last} 才结束，${today} 以后的收支要更正补上`
}

type Told = { content: Content; neighbours: Neighbours; today: string }

/** A table in plain words, against the period before. */
export function summaryOf(
  county: County,
  { division, period }: Pick<store.PublicationRecord, 'division' | 'period'>,
  name: string,
  { content, neighbours, today }: Told,
): string {
  const village = county.placeName(division)
  return summarize(content, { name, period, village, today }, neighbours.before?.content)
}

import { dateOf } from '#practice/kit/index.ts'
import type { Content } from '#practice/disclosure/content.ts'
import type { KnownItem } from '#practice/disclosure/item.ts'
import { previousPeriod } from '#practice/disclosure/period.ts'
import { summarize } from '#practice/disclosure/summary.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import type { County } from '#server/modules/places/index.ts'
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
  const linked = {
    publication: row.id,
    version,
    division: row.division,
    seq: seq + 1,
    title,
    content,
    summary: await summaryOf(tx, county, row, item.name, content),
    reason: version > 1 ? row.reason : null,
    author: row.author,
    publisher: scope.person,
    at: now,
    before: head,
  }
  const { item: code, period, n } = row
  const hash = linkOf({ ...linked, item: code, period, n })
  await store.appendVersion(tx, { ...linked, hash, code: codeOf(hash) })
  await store.addFiles(tx, row.id, vouchersOf(content))
  return { code: codeOf(hash), changed: { version, draft: null, reason: null, ...moneyIn(content) } }
}

/** A table in plain words, against the period before. */
export async function summaryOf(
  tx: Tx,
  county: County,
  row: Pick<store.PublicationRecord, 'division' | 'item' | 'period'>,
  name: string,
  content: Content,
): Promise<string> {
  const period = previousPeriod(row.period)
  const last = period === undefined ? undefined : await store.versionFor(tx, { ...row, period })
  return summarize(
    content,
    { name, period: row.period, village: county.placeName(row.division) },
    last?.content,
  )
}

import type { Content } from '#practice/disclosure/content.ts'
import type { KnownItem } from '#practice/disclosure/item.ts'
import { itemDueOn } from '#practice/disclosure/item.ts'
import { mayComeDownOn } from '#practice/disclosure/life.ts'
import { periodName } from '#practice/disclosure/period.ts'
import { summarize } from '#practice/disclosure/summary.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { bump } from '#server/modules/disclosure/index.ts'
import { codeOf, linkOf, masked, moneyIn } from './rules.ts'
import { lockChain } from './store.ts'

/** One that was published long ago: what it says, on which day, and by whom. */
export type PastPublication = {
  item: KnownItem & { startsOn: string }
  /** The day it happened and was published, YYYY-MM-DD. */
  on: string
  /** Among those of its item and day. */
  n: number
  content: Content
  author: string
  publisher: string
}

/**
 * Writes what a village has published, in its order, into the chain as if each had been pressed: masked, summed up and
 * linked by the same rules. For histories of a demo or of a county that moves in; `division` has published nothing later.
 */
export async function writePast(
  tx: Tx,
  { division, place, reason }: { division: string; place: string; reason: string },
  past: readonly PastPublication[],
): Promise<void> {
  let { seq, head } = await lockChain(tx, division)
  const rows = past.map(({ item, on, n, content: said, author, publisher }) => {
    const at = new Date(`${on}T10:00:00+08:00`)
    const { title, content } = masked(`${periodName(on)}${item.name}`, said, item)
    seq += 1
    const linked = {
      publication: newId(at),
      version: 1,
      division,
      seq,
      title,
      content,
      summary: summarize(content, { name: item.name, period: on, village: place, today: on }),
      reason: null,
      author,
      reviewer: null,
      party_approver: null,
      committee_approver: null,
      publisher,
      at,
      before: head,
    }
    const hash = linkOf({ ...linked, item: item.code, period: on, n })
    head = hash
    return {
      ...linked,
      before: linked.before.toString('hex'),
      hash: hash.toString('hex'),
      code: codeOf(hash),
      item: item.code,
      item_on: item.startsOn,
      period: on,
      n,
      due_on: itemDueOn({ ...item, frequency: 'event' }, on),
      posted_until: mayComeDownOn(on),
      opened_for: reason,
      ...moneyIn(content),
    }
  })
  await appendPast(tx, division, rows, { seq, head })
  await bump(tx, [division])
}

/** A village's past in four statements, whatever its length; each row says what its duty, its page and its version are. */
async function appendPast(
  tx: Tx,
  division: string,
  rows: readonly object[],
  end: { seq: number; head: Buffer },
): Promise<void> {
  const from = `from jsonb_to_recordset($1) as r (publication uuid, version int, division text, seq int, title text,
    content jsonb, summary text, author uuid, publisher uuid, at timestamptz, before text, hash text, code text, item text,
    item_on date, period text, n smallint, due_on date, posted_until date, opened_for text, money_fen bigint, other_fen bigint)`
  const told = [JSON.stringify(rows)]
  await tx.rows(
    `insert into disclosure_duties (county, division, item, period, n, due_on, item_on, opened_by, reason, opened_at,
       published_on)
     select current_county(), division, item, period, n, due_on, item_on, 'request', opened_for, at, period::date ${from}`,
    told,
  )
  await tx.rows(
    `insert into publications (county, id, division, item, period, n, title, state, author, version, posted_from,
       posted_until, money_fen, other_fen, opened_at)
     select current_county(), publication, division, item, period, n, title, 'published', author, version, period::date,
       posted_until, money_fen, other_fen, at ${from}`,
    told,
  )
  await tx.rows(
    `insert into publication_versions (county, publication, version, division, seq, title, content, summary, author,
       publisher, at, before, hash, code)
     select current_county(), publication, version, division, seq, title, content, summary, author, publisher, at,
       decode(before, 'hex'), decode(hash, 'hex'), code ${from}`,
    told,
  )
  await tx.rows(
    `insert into publication_steps (county, publication, seq, action, version, person, at)
     select current_county(), publication, 1, 'publish', version, publisher, at ${from}`,
    told,
  )
  await tx.rows(
    'update publication_chains set seq = $2, head = $3 where county = current_county() and division = $1',
    [division, end.seq, end.head],
  )
}

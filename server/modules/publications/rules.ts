import { canonical, checkCode } from '#practice/disclosure/canonical.ts'
import { draftFaults, stops, type Fault } from '#practice/disclosure/checks.ts'
import type { Content } from '#practice/disclosure/content.ts'
import type { Beside } from '#practice/disclosure/follow.ts'
import type { KnownItem } from '#practice/disclosure/item.ts'
import type { PublicationLife } from '#practice/disclosure/life.ts'
import { maskContent, maskText } from '#practice/disclosure/mask.ts'
import { totalOf, shareOfOther } from '#practice/disclosure/sums.ts'
import { sha256 } from '#server/core/secrets.ts'
import type { Chained, Stray } from './proof.ts'
import type { PublicationRecord, VersionRecord } from './store.ts'

/**
 * The promise of this module: what was published stays, whole and in order. Each version carries the hash of the one the
 * village published before it, so a changed, missing or inserted one is found; unmasked numbers are in none of them.
 */

export function lifeOf(row: PublicationRecord): PublicationLife {
  return {
    state: row.state,
    authorId: row.author,
    reviewerId: row.reviewer,
    partyApproverId: row.party_approver,
    committeeApproverId: row.committee_approver,
    publishedOn: row.posted_from,
  }
}

type Linked = Omit<Chained, 'hash' | 'code'>

/** The hash of a version: everything of it, and what came before it in the village. */
export function linkOf({
  before,
  at,
  publication,
  version,
  division,
  seq,
  item,
  period,
  n,
  ...rest
}: Linked): Buffer {
  const { title, content, summary, reason, author, publisher } = rest
  const { reviewer, party_approver, committee_approver } = rest
  // Versions from before they were named have the hash of before (migration 0039).
  const signers = reviewer === null ? {} : { reviewer, party_approver, committee_approver }
  const said = {
    publication,
    version,
    division,
    seq,
    item,
    period,
    n,
    title,
    content,
    summary,
    reason,
    author,
    publisher,
    ...signers,
  }
  return sha256(before, canonical({ ...said, at: at.toISOString() }))
}

export const codeOf = (hash: Uint8Array) => checkCode(Buffer.from(hash).toString('hex'))

export type Broken = Pick<VersionRecord, 'seq' | 'title' | 'version'> & { publication?: string; says: string }

/** Goes along the chain of a village, page after page, and notes every version that is not what was published. */
export class ChainWalk {
  readonly broken: Broken[] = []
  checked = 0
  #head: Buffer = Buffer.alloc(0)

  add(row: Chained): void {
    this.#missing(row.seq - 1)
    const says = this.#faultOf(row)
    const { seq, publication, title, version } = row
    if (says) this.broken.push({ seq, publication, title, version, says })
    this.checked = seq
    this.#head = row.hash
  }

  /** Compares with where the chain is said to end: one that was cut short, or never begun, is a lie as well. */
  end(said: { seq: number; head: Buffer } | undefined): void {
    if (this.checked > (said?.seq ?? 0))
      this.broken.push({ seq: this.checked, title: '', version: 0, says: '公开内容比存证的多，存证被改动过' })
    this.#missing(said?.seq ?? 0)
    if (said && said.seq === this.checked && !said.head.equals(this.#head) && this.broken.length === 0)
      this.broken.push({ seq: said.seq, title: '', version: 0, says: '最后一版与存证不符' })
  }

  /** What stands beside the chain (which version hangs, since when, who signed it) and does not follow from it. */
  stray({ publication, title, version }: Stray, what: '版本或日期' | '审查、审定或公布的人'): void {
    const says = `公示的${what}与存证不符，被改动过`
    this.broken.push({ seq: 0, publication, title, version, says })
  }

  /** A hole is one fault, however wide somebody has torn it. */
  #missing(until: number): void {
    const from = this.checked + 1
    if (until < from) return
    const which = until === from ? `第 ${from} 版` : `第 ${from} 至 ${until} 版`
    this.broken.push({ seq: from, title: '', version: 0, says: `${which}公开内容不见了` })
  }

  #faultOf(row: Chained): string | undefined {
    if (row.seq === this.checked + 1 && !row.before.equals(this.#head)) return '与前一版接不上，中间被改动过'
    if (!linkOf(row).equals(row.hash)) return '内容与公布时不一样，被改动过'
    return codeOf(row.hash) === row.code ? undefined : '核验码与公布时不一样，被改动过'
  }
}

/** What is wrong with a draft of a period, as the desk shows it. */
export function faultsIn(
  content: Content,
  item: KnownItem,
  looked: { today: string; title: string; period: string; beside: Beside },
): Fault[] {
  return draftFaults(content, { ...looked, ...(item.mask ? { mask: item.mask } : {}) })
}

/**
 * A content on the columns of its item, whoever sent it: their kinds decide what is hidden, their sides what is called
 * 其他, so a draft adds columns and changes none. Of two with one name the first counts.
 */
export function conformed(content: Content, item: KnownItem): Content {
  const known = new Set(item.columns.map(({ id }) => id))
  const further = content.columns.flatMap(({ open: _, ...column }) => {
    if (known.has(column.id)) return []
    known.add(column.id)
    return [column]
  })
  return { ...content, columns: [...item.columns, ...further] }
}

/** Sentences by place for the fields of a problem; undefined when it may be submitted. */
export function refusals(faults: readonly Fault[]): Record<string, string> | undefined {
  const found = stops(faults)
  if (found.length === 0) return undefined
  return Object.fromEntries(
    found.map(({ row, column, sentence }, index) => [
      [row === undefined ? '' : `rows.${row}`, column ?? ''].filter(Boolean).join('.') || `content.${index}`,
      sentence,
    ]),
  )
}

/** A draft as it may be read by more than who wrote it. */
export function masked(
  title: string,
  content: Content,
  item: KnownItem,
): { title: string; content: Content } {
  return { title: maskText(title).text, content: maskContent(conformed(content, item), item.mask) }
}

export const vouchersOf = ({ rows }: Content) => [...new Set(rows.flatMap(({ vouchers = [] }) => vouchers))]

/** All money of a content and the part only called 其他, in fen. */
export function moneyIn(content: Content): { money_fen: number; other_fen: number } {
  return {
    money_fen: totalOf(content, 'income') + totalOf(content, 'expense'),
    other_fen: shareOfOther(content).reduce((sum, other) => sum + other.sum, 0),
  }
}

import { LIST_KINDS, PURPOSES, type ListKind, type PurposeId } from '#contract/purposes.ts'
import { takenBy } from '#server/core/taker.ts'

/**
 * The promise of this module: a list of personal data leaves the house only with two people's names on it, and for a
 * while. It is made when it is fetched, so no copy waits anywhere to be found (rules.md 7.2.16, 7.2.17).
 */

/** What is older is in the audit log. */
export const SHOWN_MAX = 100
/** Whom nobody has answered within a week has to ask anew: by then the reason is another one. */
export const ANSWER_DAYS = 7
/** Approved on a Friday afternoon it is still there on Monday morning. */
export const FETCH_HOURS = 72
/** Twice for a download that broke off; db/migrations/0033_unmaskings.sql says the same. */
export const DOWNLOADS_MAX = 3

export type State = 'waiting' | 'lapsed' | 'refused' | 'ready' | 'used' | 'expired'
export type Standing = {
  asked_at: Date
  verdict: 'approved' | 'refused' | null
  until_at: Date | null
  downloads: number
}

/** Until when it waits for an answer. */
export const answerUntil = (askedAt: Date): Date => new Date(askedAt.getTime() + ANSWER_DAYS * 86_400_000)

/** How it stands at that moment. */
export function stateOf({ asked_at, verdict, until_at, downloads }: Standing, now: Date): State {
  if (verdict === 'refused') return 'refused'
  if (verdict === null) return now < answerUntil(asked_at) ? 'waiting' : 'lapsed'
  if (downloads >= DOWNLOADS_MAX) return 'used'
  return until_at !== null && now < until_at ? 'ready' : 'expired'
}

/** Why it is not fetched now, in a sentence; undefined: it may be. */
export function refusalToFetch(state: State): string | undefined {
  switch (state) {
    case 'ready':
      return undefined
    case 'waiting':
      return '还没有人审批，批准后才能下载'
    case 'refused':
      return '这份申请没有批准，理由写在申请里；确实要用，请写清楚再申请一次'
    case 'lapsed':
      return `${ANSWER_DAYS} 天没有人审批，已经失效，请再申请一次`
    case 'used':
      return `已经下载过 ${DOWNLOADS_MAX} 次，再要请重新申请`
    case 'expired':
      return `批准后 ${FETCH_HOURS} 小时内有效，已经过期，请再申请一次`
  }
}

/** What those who may approve are told: what and how much, not who asked or why, which stand in the request. */
export const waitingNotice = ({ kind, place, rows }: { kind: ListKind; place: string; rows: number }) => ({
  title: '有导出申请等您审批',
  text: `${place}“${LIST_KINDS[kind]}”，${rows} 行。请在工作台“导出待审批”里看清用途再答复，${ANSWER_DAYS} 天没有人答复就失效`,
})

/** What stands on a copy. Under the 255 characters that Excel prints at the head of a page. */
export function markOf(copy: {
  by: string
  title: string
  at: Date
  purpose: PurposeId
  approvedBy: string
  id: string
  n: number
}): string {
  const { by, title, at, purpose, approvedBy, id, n } = copy
  return [
    `${takenBy({ by, title, at })}，只用于${PURPOSES[purpose]}，用完删除，不得转发`,
    `批准人 ${approvedBy}`,
    `编号 ${id}-${n}`,
  ].join('；')
}

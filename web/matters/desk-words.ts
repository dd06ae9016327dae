import { QUEUES_NAMED } from '#contract/words.ts'
import type { Filter } from '#web/client/search-params.ts'
import type { Output } from '#web/client/call.ts'

/** The desk's exact terms for what the contract names in English. */
export type Row = Output<'matters.list'>['rows'][number]
export type Detail = Output<'matters.detail'>
export type Queue = NonNullable<Filter['queue']>

export const QUEUES: Readonly<Record<Queue, string>> = QUEUES_NAMED

/** Why something cannot wait, as the tag of a row and the name of its number. */
export const REASONS: Readonly<Record<NonNullable<Filter['reason']>, string>> = {
  urgent: '突发',
  overdue: '超期',
  disputed: '争议',
  reopened: '退回重办',
}

export const ENDINGS: Readonly<Record<NonNullable<Row['ending']>, string>> = {
  satisfied: '满意办结',
  unanswered: '办结未确认',
  recorded: '即办记录',
  declined: '不予办理',
  cancelled: '已撤回',
  merged: '已并案',
}

export const LEVELS: Readonly<Record<Row['level'], string>> = {
  village: '村级',
  town: '街镇级',
  county: '区级',
}

/** What is picked when speaking for another; how it is shown afterwards the server says. */
export const CONSENTS = {
  present: '当面同意',
  phone: '电话同意',
  paper: '书面签字',
  family: '家属委托',
} as const
export type Consent = keyof typeof CONSENTS

/** Counts stop at a thousand: beyond it nobody reads the digits and counting costs. */
export function countText(n: number): string {
  return n >= 1000 ? '1000+' : String(n)
}

import { cite, type Limits } from './limits.ts'

/** 民主评议 of whoever sits in the committee, once a year, chaired by the supervisors (VCL 38). */
export const MARKS = ['优秀', '称职', '基本称职', '不称职'] as const
export type Mark = (typeof MARKS)[number]

/** What the appraisals of one person say of their seat, oldest first; undefined when it goes on. */
export function appraisalEnd(limits: Limits, name: string, marks: readonly Mark[]): string | undefined {
  const limit = limits['vc.appraisal.bad_in_a_row']
  if (limit.kind !== 'most') throw new Error('vc.appraisal.bad_in_a_row is no ceiling')
  const bad = marks.slice(-limit.value)
  return bad.length === limit.value && bad.every((mark) => mark === '不称职')
    ? `${name}连续 ${limit.value} 次被评议为不称职，职务终止，请登记卸任（${cite(limit)}）`
    : undefined
}

/** Papers and forms by their names, in the order they are needed. */
export const KINDS = {
  notice: '会议通知',
  roll: '签到表',
  ballot: '表决票',
  tally: '监票计票单',
  minutes: '会议记录',
} as const
export type Kind = keyof typeof KINDS
export const isKind = (kind: string | undefined): kind is Kind =>
  kind !== undefined && Object.hasOwn(KINDS, kind)

export const STEPS = {
  all: '六张一起',
  propose: '一　党组织提议',
  consult: '二　两委会商议',
  review: '三　党员大会审议',
  resolve: '四　村民（代表）会议决议',
  publish: '五　决议公开',
  'publish-result': '六　实施结果公开',
} as const
export type Step = keyof typeof STEPS
export const isStep = (step: string | undefined): step is Step =>
  step !== undefined && Object.hasOwn(STEPS, step)

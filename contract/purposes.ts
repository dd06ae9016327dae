/**
 * Why what is personal is looked at whole or taken along. Chosen, not only written, so that it can be counted: handling
 * personal data needs a definite purpose and goes no further than it (个人信息保护法 6).
 */
export const PURPOSES = {
  contact: '联系本人办事',
  verify: '核对身份、核对名单',
  service: '集中办理（补贴、体检、普查等）',
  emergency: '抢险救灾、紧急救助',
  superior: '上级部门依法要求报送',
  court: '公安、法院等依法调取',
} as const
export type PurposeId = keyof typeof PURPOSES

/** What is masked wherever a desk shows it (rules.md 7.2.16). */
export const MASKED_FIELDS = { phone: '手机号', idNumber: '身份证号' } as const
export type MaskedField = keyof typeof MASKED_FIELDS

/** Lists of personal data that leave the house only with a second person's word. */
export const LIST_KINDS = { people: '村民名册', matters: '事项和报事人' } as const
export type ListKind = keyof typeof LIST_KINDS

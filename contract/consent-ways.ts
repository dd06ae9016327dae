/** How somebody agreed to be spoken for, as it is kept. Free of zod, for screens. */
export const CONSENT_WAYS = {
  present: '当面口头同意',
  phone: '电话里同意',
  paper: '签了字，拍照留存',
  family: '家里人托办',
} as const

/** The same of a word that may as well be a refusal: how it was said. */
export const SAID_WAYS = {
  present: '当面说的',
  phone: '电话里说的',
  paper: '签了字，拍照留存',
  family: '家里人转告',
} as const satisfies Record<keyof typeof CONSENT_WAYS, string>
export type ConsentWay = keyof typeof CONSENT_WAYS

/** Whose guardian somebody is (民法典 27), as it is kept. */
export const KINSHIPS = {
  parent: '父母',
  grandparent: '祖父母、外祖父母',
  sibling: '兄、姐',
  other: '其他监护人（村委会同意）',
} as const
export type Kinship = keyof typeof KINSHIPS

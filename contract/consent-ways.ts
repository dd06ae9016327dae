/** How somebody agreed to be spoken for, as it is kept. Free of zod, for screens. */
export const CONSENT_WAYS = {
  present: '当面口头同意',
  phone: '电话里同意',
  paper: '签了字，拍照留存',
  family: '家里人托办',
} as const
export type ConsentWay = keyof typeof CONSENT_WAYS

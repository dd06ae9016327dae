/** Ages the law counts by. Free of anything else, for rules of every part. */

/** 个人信息保护法 28, 31: below fourteen, data is sensitive and a parent or other guardian consents. */
export const CHILD_YEARS = 14

/** The day on which somebody becomes so old; who was born on 29 February waits for the first of March. */
export const birthdayOf = (bornOn: string, years: number): string =>
  `${Number(bornOn.slice(0, 4)) + years}${bornOn.slice(4)}`

/** Whether somebody is younger than fourteen on that day. */
export const isChild = (bornOn: string, today: string): boolean => today < birthdayOf(bornOn, CHILD_YEARS)

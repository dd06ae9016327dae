/** China keeps one time all year, so the village's clock is UTC + 8 on every device, wherever it thinks it is. */
const offsetMs = 8 * 3_600_000
export const dayMs = 86_400_000

/** An instant as text from the server, as milliseconds, or as a Date. */
export type Instant = Date | string | number

/** The village's days since 1970, so that 今天 and 明天 are a subtraction. */
export function dayNumber(at: Instant): number {
  return Math.floor((new Date(at).getTime() + offsetMs) / dayMs)
}

/** `11月24日`, with its year when that is not the year of `now`. */
export function dayText(at: Instant, now: Instant): string {
  const day = village(at)
  const text = `${day.getUTCMonth() + 1}月${day.getUTCDate()}日`
  return day.getUTCFullYear() === village(now).getUTCFullYear() ? text : `${day.getUTCFullYear()}年${text}`
}

/** The same of a day of the calendar, `YYYY-MM-DD`. */
export const dateText = (day: string, now: Instant = Date.now()): string =>
  dayText(`${day}T12:00:00+08:00`, now)

/** `18:00` on the village's clock. */
export function hourText(at: Instant): string {
  return village(at).toISOString().slice(11, 16)
}

/** `今天 18:00`, `昨天 18:00`, `11月24日 18:00`. */
export function momentText(at: Instant, now: Instant): string {
  const near = { '-1': '昨天', '0': '今天', '1': '明天' }[String(dayNumber(at) - dayNumber(now))]
  return `${near ?? dayText(at, now)} ${hourText(at)}`
}

/** A Date whose UTC fields read as the village's clock. */
function village(at: Instant): Date {
  return new Date(new Date(at).getTime() + offsetMs)
}

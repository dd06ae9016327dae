import { useNow } from './use-now.ts'
import { dateText } from './when.ts'

/** A day of the village’s calendar as people say it: 11月24日, with its year when that is another one. */
export function OnDay({ day }: { day: string }) {
  const now = useNow()
  return <time dateTime={day}>{dateText(day, now)}</time>
}

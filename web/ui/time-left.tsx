import { Icon } from './icon.tsx'
import { useNow } from './use-now.ts'
import { dayMs, hourText, momentText, type Instant } from './when.ts'

interface Left {
  /** `还剩 3 天` or `已超 2 小时`. */
  span: string
  /** `11月24日 18:00 前`; empty once it is late, when the span says enough. */
  until: string
  state: 'calm' | 'soon' | 'late'
}

/** How long until `dueAt`. Rounded down, so that it never promises more time than there is. */
export function timeLeft(dueAt: Instant, now: Instant): Left {
  const ms = new Date(dueAt).getTime() - new Date(now).getTime()
  if (ms < 0) return { span: `已超 ${spanText(-ms)}`, until: '', state: 'late' }
  return {
    span: ms < 60_000 ? '不到 1 分钟' : `还剩 ${spanText(ms)}`,
    until: `${endText(dueAt, now)} 前`,
    state: ms < dayMs ? 'soon' : 'calm',
  }
}

/** A term that ends with its day reads 24:00 of that day, not 00:00 of the next. */
function endText(dueAt: Instant, now: Instant): string {
  if (hourText(dueAt) !== '00:00') return momentText(dueAt, now)
  return momentText(new Date(dueAt).getTime() - 60_000, now).replace('23:59', '24:00')
}

function spanText(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 60) return `${Math.max(1, minutes)} 分钟`
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? `${hours} 小时` : `${Math.floor(hours / 24)} 天`
}

const colours = { calm: 'text-ink-2', soon: 'text-wait', late: 'text-late' }

/** 还剩 3 天（11月24日 18:00 前）, kept true by the minute. */
export function TimeLeft({ dueAt, now }: { dueAt: Instant; now?: Instant }) {
  const clock = useNow()
  const { span, until, state } = timeLeft(dueAt, now ?? clock)
  return (
    <span className={`inline-flex items-start gap-1 ${colours[state]}`}>
      <Icon name={state === 'late' ? 'warning' : 'clock'} className="mt-[0.2em] size-[1.1em]" />
      <span>
        <b>{span}</b>
        {until && <span className="inline-block">（{until}）</span>}
      </span>
    </span>
  )
}

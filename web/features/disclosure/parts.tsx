import type { ReactNode } from 'react'
import { saidDay } from '#practice/kit/index.ts'
import type { Output } from '#web/client/call.ts'
import { Icon, type IconName } from '#web/ui/icon.tsx'

/** How duties look on any surface: their counts in words, and their colours with a sign and a word. */

export type Village = Output<'disclosure.village'>
export type Duty = Village['duties'][number]
export type Colour = Duty['colour']

/** A colour never speaks alone: each has a drawing and a word. */
export const COLOURS: Readonly<Record<Colour, { word: string; icon: IconName; look: string }>> = {
  green: { word: '已公开', icon: 'check', look: 'bg-brand-soft text-brand border-brand-soft' },
  yellow: { word: '快到期', icon: 'wait', look: 'bg-wait-soft text-wait border-wait' },
  red: { word: '逾期', icon: 'warning', look: 'bg-late-soft text-late border-late' },
  grey: { word: '还没到', icon: 'clock', look: 'bg-paper text-ink-2 border-line' },
  exempt: { word: '不用公开', icon: 'lock', look: 'bg-well text-ink-2 border-line' },
}

interface CountsProps {
  counts: Pick<Village, 'due' | 'published' | 'late' | 'soon' | 'asOf'>
}

/** 应公开 n · 已公开 m · 逾期 k, and over what time. */
export function Counts({ counts: { due, published, late, soon, asOf } }: CountsProps) {
  return (
    <section aria-label="公开得怎么样" className="grid gap-2 rounded-card border border-line bg-paper p-4">
      <dl className="grid grid-cols-3 gap-2 text-center">
        <Count name="应公开" n={due} />
        <Count name="已公开" n={published} look="text-brand" />
        <Count
          name="逾期"
          n={late}
          look={late > 0 ? 'text-late' : ''}
          icon={late > 0 ? 'warning' : 'check'}
        />
      </dl>
      <p className="text-small text-ink-2">
        {`最近十二个月，到${saidDay(asOf)}为止${soon > 0 ? `；另有 ${soon} 项三天内到期` : ''}。不用公开的不算在内。`}
      </p>
    </section>
  )
}

function Count({ name, n, look = '', icon }: { name: string; n: number; look?: string; icon?: IconName }) {
  return (
    <div className={look}>
      <dt className="inline-flex items-center gap-1 text-small">
        {icon && <Icon name={icon} className="size-[1.05em]" />}
        {name}
      </dt>
      <dd className="font-numerals text-display font-bold tabular-nums">{n.toLocaleString('zh-CN')}</dd>
    </div>
  )
}

/** The worst of some duties, which a month is drawn in. */
export function worst(duties: readonly Duty[]): Colour | undefined {
  const order: readonly Colour[] = ['red', 'yellow', 'grey', 'green', 'exempt']
  return order.find((colour) => duties.some((duty) => duty.colour === colour))
}

/** A square of the calendar: its drawing, its word, and what else the place has room for. */
export function Square({ colour, children }: { colour: Colour; children?: ReactNode }) {
  const { word, icon, look } = COLOURS[colour]
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-1 rounded-small border px-2 py-0.5 text-small whitespace-nowrap ${look}`}
    >
      <Icon name={icon} className="size-[1.05em]" />
      {children ?? word}
    </span>
  )
}

/** What is said of a duty beside its name: who owes it since when, when it came, or why it need not. */
export function standing(duty: Duty): string {
  const { colour, dueOn, daysLate, owedBy, publishedOn, exemption } = duty
  const who = owedBy ? `${owedBy}填报，` : ''
  switch (colour) {
    case 'red':
      return `${who}${saidDay(dueOn)}到期，已超 ${daysLate} 天`
    case 'yellow':
      return `${who}${saidDay(dueOn)}到期`
    case 'grey':
      return `${saidDay(dueOn)}前公开`
    case 'green':
      return `${saidDay(publishedOn ?? dueOn)}公开${daysLate > 0 ? `，迟了 ${daysLate} 天` : ''}`
    case 'exempt':
      return `${exemption?.reason ?? ''}（${[exemption?.supervisor, exemption?.town].filter(Boolean).join('、')}签字）`
  }
}

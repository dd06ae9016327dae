import { useState } from 'react'
import { saidDay } from '#practice/kit/index.ts'
import { List, Row } from '#web/ui/list.tsx'
import { Square, standing, type Duty } from './parts.tsx'

interface DutiesProps {
  label: string
  duties: readonly Duty[]
  /** Where what was published is read; without it a row is only read. */
  hrefOf?: (publication: string) => string
  /** How many stand there before one asks for the rest. */
  first?: number
}

const keyOf = ({ item, period, n }: Duty) => `${item} ${period} ${n}`

/** Duties one by one, each with its sign; what is published opens. */
export function Duties({ label, duties, hrefOf, first = 8 }: DutiesProps) {
  const [all, setAll] = useState(false)
  const shown = all ? duties : duties.slice(0, first)
  return (
    <List label={label}>
      {shown.map((duty) => (
        <Row
          key={keyOf(duty)}
          title={`${duty.periodName}${duty.name}`}
          note={[standing(duty), duty.hot && '热点事项，不能不公开', duty.reason].filter(Boolean).join('。')}
          end={<Square colour={duty.colour} />}
          href={duty.publication && hrefOf ? hrefOf(duty.publication) : undefined}
        />
      ))}
      {shown.length < duties.length && (
        <Row icon="down" title={`还有 ${duties.length - shown.length} 项`} onClick={() => setAll(true)} />
      )}
    </List>
  )
}

interface LateProps extends Pick<DutiesProps, 'hrefOf'> {
  duties: readonly Duty[]
  /** All that are late, also of years that are not looked at. */
  late: number
}

/** What should be public and is not, longest late first, for everybody to see. */
export function Late({ duties, late, hrefOf }: LateProps) {
  const red = duties.filter(({ colour }) => colour === 'red').sort((a, b) => b.daysLate - a.daysLate)
  if (red.length === 0 && late === 0) return null
  return (
    <section className="grid gap-2">
      <h2 className="text-lead text-late">到期没有公开的</h2>
      <Duties label="到期没有公开的" duties={red} {...(hrefOf ? { hrefOf } : {})} first={5} />
      {late > red.length && (
        <p className="text-small text-ink-2">另有 {late - red.length} 项不在这一年，换一年就能看到</p>
      )}
      {red[0] && (
        <p className="text-small text-ink-2">
          最久的从 {saidDay(red[0].dueOn)} 起就该公开了。镇街和区里看到的是同一份名单。
        </p>
      )}
    </section>
  )
}

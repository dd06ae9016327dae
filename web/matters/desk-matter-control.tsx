import { Button, Input } from 'antd'
import { useDeferredValue } from 'react'
import { useCall } from '#web/client/queries.ts'
import type { ControlProps } from './desk-controls.tsx'

/** Another matter by its number: typed, or picked from what lies nearby and what a search finds. */
export function MatterControl({ value, onChange, bound, around }: ControlProps) {
  const typed = typeof value === 'string' ? value : ''
  const sought = useDeferredValue(typed)
  const { matter, known } = around
  const place = known['place']
  const at = typeof place === 'object' && 'lng' in place ? place : undefined
  const near = useCall(
    'matters.similar',
    matter?.item && at ? { query: { item: matter.item, lng: at.lng, lat: at.lat } } : undefined,
  ).data
  const found = useCall(
    'matters.list',
    sought.length >= 2 ? { query: { q: sought, queue: 'open', limit: 8 } } : undefined,
  ).data
  const nearby = (near ?? []).map(({ id, number, title, metres }) => ({
    id,
    number,
    says: `${title}（${metres} 米）`,
  }))
  const others = (found?.rows ?? []).map(({ id, number, title }) => ({ id, number, says: title }))
  const offered = [...new Map([...others, ...nearby].map((one) => [one.number, one])).values()].filter(
    ({ id, number }) => id !== matter?.id && number !== typed,
  )
  return (
    <div className="grid gap-1">
      <Input
        {...bound}
        placeholder="输入编号或关键字查找"
        autoComplete="off"
        value={typed}
        onChange={(event) => onChange(event.target.value)}
      />
      {offered.length > 0 && (
        <ul aria-label="可以选这些" className="grid justify-items-start gap-1">
          {offered.map(({ number, says }) => (
            <li key={number} className="max-w-full">
              <Button size="small" className="max-w-full" onClick={() => onChange(number)}>
                <span className="truncate">
                  {number} {says}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

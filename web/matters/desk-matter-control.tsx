import { AutoComplete } from 'antd'
import { useDeferredValue } from 'react'
import { useCall } from '#web/client/queries.ts'
import type { ControlProps } from './desk-controls.tsx'

/** Another matter by its number: typed, or picked from what lies nearby and what a search finds. */
export function MatterControl({ field, value, onChange, bound, around }: ControlProps) {
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
  const nearby = (near ?? [])
    .filter(({ id }) => id !== matter?.id)
    .map(({ number, title, metres }) => ({ value: number, label: `${number} ${title}（${metres} 米）` }))
  const others = (found?.rows ?? [])
    .filter(({ id, number }) => id !== matter?.id && !nearby.some((option) => option.value === number))
    .map(({ number, title }) => ({ value: number, label: `${number} ${title}` }))
  return (
    <AutoComplete
      {...bound}
      aria-label={field.label}
      value={typed}
      placeholder="输入编号或关键字查找"
      options={[...nearby, ...others]}
      onChange={(next: string | undefined) => onChange(next ?? '')}
    />
  )
}

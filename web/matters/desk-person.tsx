import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useCall } from '#web/client/queries.ts'
import type { Bound } from './desk-field.tsx'

/** Somebody of one’s village, found by name; the household tells two of one name apart. */
export function PersonSelect({
  bound,
  label,
  value,
  onChange,
}: {
  bound: Bound
  label: string
  value: string | undefined
  onChange: (person: string | undefined) => void
}) {
  const [typed, setTyped] = useState('')
  const name = useDeferredValue(typed.trim())
  const found = useCall('places.people', name ? { query: { name } } : undefined, { keepsLast: true })
  const options = (found.data ?? []).map(({ id, name: who, household }) => ({
    value: id,
    label: `${who}（${household}）`,
  }))
  return (
    <Select
      {...bound}
      aria-label={label}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      placeholder="写姓名找人"
      notFoundContent={
        name ? (found.isFetching ? '正在找' : '本村名册里没有这个名字') : '写出姓名的前一两个字'
      }
      value={value ?? null}
      options={options}
      onChange={(person: string | undefined) => onChange(person)}
    />
  )
}

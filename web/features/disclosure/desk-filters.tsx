import { Button, Input, Select, type InputRef } from 'antd'
import { useState, type ReactNode, type RefObject } from 'react'
import { KIND_NAMES } from '#practice/disclosure/item.ts'
import { DeskChips } from '#web/matters/desk-chips.tsx'
import { useArea } from '#web/matters/desk-reference.ts'
import { Icon } from '#web/ui/icon.tsx'
import { FILTER_KEYS, type DutyFilter, type FilterKey } from './desk-filter.ts'
import { COLOURS, WORK_STATES, type Work } from './desk-words.ts'

type Change = (filter: DutyFilter) => void

/** Search and choices in one line; what is in force stands as chips below, each with its cross. */
export function DutyFilters({
  filter,
  rows,
  onChange,
  searchBox,
  children,
}: {
  filter: DutyFilter
  rows: readonly Work[]
  onChange: Change
  searchBox: RefObject<InputRef | null>
  children: ReactNode
}) {
  const choices = useChoices(rows)
  const set = (key: FilterKey, value: string | undefined) => {
    const { [key]: _, ...rest } = filter
    onChange(value ? { ...rest, [key]: value } : rest)
  }
  return (
    <div className="grid shrink-0 gap-2 border-b border-line px-6 py-2.5">
      <div className="flex items-center gap-2">
        <Search value={filter.q ?? ''} onChange={(q) => set('q', q)} box={searchBox} />
        {choices.map(({ key, label, options }) => (
          <Select
            key={key}
            aria-label={label}
            className="w-32"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={label}
            popupMatchSelectWidth={false}
            value={filter[key] ?? null}
            options={options}
            onChange={(value: string | null | undefined) => set(key, value ?? undefined)}
          />
        ))}
        <Toggle filter={filter} name="mine" says="轮到我" onSet={set} />
        <Toggle filter={filter} name="hot" says="热点" onSet={set} />
        <span className="flex-1" />
        {children}
      </div>
      <Chips filter={filter} choices={choices} onChange={onChange} />
    </div>
  )
}

function Search({
  value,
  onChange,
  box,
}: {
  value: string
  onChange: (q: string) => void
  box: RefObject<InputRef | null>
}) {
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  // The address was changed elsewhere, by a chip: the box follows.
  if (seen !== value) {
    setSeen(value)
    if (typed.trim() !== value) setTyped(value)
  }
  return (
    <Input
      ref={box}
      aria-label="查找公开事项"
      className="max-w-64 min-w-40"
      allowClear
      maxLength={40}
      prefix={<Icon name="search" className="size-[1.1em] text-ink-3" />}
      placeholder="事项、公开期、村（/）"
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(event.target.value.trim())
      }}
    />
  )
}

function Toggle({
  filter,
  name,
  says,
  onSet,
}: {
  filter: DutyFilter
  name: 'mine' | 'hot'
  says: string
  onSet: (key: FilterKey, value: string | undefined) => void
}) {
  const isOn = filter[name] === 'yes'
  return (
    <Button
      aria-pressed={isOn}
      {...(isOn ? { color: 'primary' as const, variant: 'filled' as const } : {})}
      onClick={() => onSet(name, isOn ? undefined : 'yes')}
    >
      {says}
    </Button>
  )
}

type Choice = { key: FilterKey; label: string; options: { value: string; label: string }[] }

/** What the list can be narrowed by: places of the area, and what occurs in the list. */
function useChoices(rows: readonly Work[]): Choice[] {
  const area = useArea().filter(({ level }) => level === 'town' || level === 'village')
  const named = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([value, label]) => ({ value, label }))
  const colours = Object.entries(COLOURS).map(([value, { says }]) => ({ value, label: says }))
  const places = area.map(({ code, name, level }) => ({
    value: code,
    label: level === 'town' ? `${name}（全部）` : name,
  }))
  const classes = [...new Set(rows.map((row) => row.class))]
  return [
    ...(places.length > 1 ? [{ key: 'village' as const, label: '村、社区', options: places }] : []),
    { key: 'kind', label: '大类', options: named(KIND_NAMES) },
    { key: 'class', label: '类别', options: classes.map((value) => ({ value, label: value })) },
    { key: 'state', label: '环节', options: named(WORK_STATES) },
    {
      key: 'colour',
      label: '到期',
      options: colours.filter(({ value }) => value !== 'exempt'),
    },
  ]
}

function Chips({
  filter,
  choices,
  onChange,
}: {
  filter: DutyFilter
  choices: readonly Choice[]
  onChange: Change
}) {
  const words = (key: FilterKey, value: string) =>
    choices.find((choice) => choice.key === key)?.options.find((option) => option.value === value)?.label
  const plain: Partial<Record<FilterKey, string>> = {
    hot: '只看热点',
    mine: '轮到我',
    q: `“${filter.q ?? ''}”`,
  }
  const chips = FILTER_KEYS.flatMap((key) => {
    const value = filter[key]
    return value === undefined ? [] : [{ key, says: plain[key] ?? words(key, value) ?? value }]
  })
  if (chips.length === 0) return null
  const without = (key: FilterKey) => {
    const { [key]: _, ...rest } = filter
    onChange(rest)
  }
  return <DeskChips chips={chips} onRemove={without} onClear={() => onChange({})} />
}

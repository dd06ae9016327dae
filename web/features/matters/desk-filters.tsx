import { Button, Input, Popover, Segmented, type InputRef } from 'antd'
import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { useFlows } from '#web/client/flows.ts'
import type { Filter, FilterKey } from '#web/client/search-params.ts'
import { DeskChips } from '#web/matters/desk-chips.tsx'
import { useArea, useReference } from '#web/matters/desk-reference.ts'
import { ENDINGS, QUEUES, REASONS } from '#web/matters/desk-words.ts'
import { Icon } from '#web/ui/icon.tsx'
import { dateText } from '#web/ui/when.ts'
import { FilterPanel, stagesOf, type Change } from './desk-filter-panel.tsx'

/** Typing is looked up this long after the last key. */
const PAUSE_MS = 350

const NO_ITEM: Readonly<Record<string, string>> = { none: '还没分类' }

/** Search, filters, order; what is in force stands as chips below, each with its cross. */
export function DeskFilters({
  filter,
  onChange,
  searchBox,
  isNarrow,
  children,
}: {
  filter: Filter
  onChange: Change
  searchBox: RefObject<InputRef | null>
  /** A matter lies open beside the list: only search and filters have room. */
  isNarrow: boolean
  children: ReactNode
}) {
  return (
    <div className="grid shrink-0 gap-2 border-b border-line bg-paper px-3 py-2">
      <div className="flex items-center gap-2">
        <Search filter={filter} onChange={onChange} box={searchBox} />
        <Popover
          trigger="click"
          placement="bottomLeft"
          content={<FilterPanel filter={filter} onChange={onChange} />}
          title="筛选"
        >
          <Button icon={<Icon name="list" />}>筛选</Button>
        </Popover>
        {!isNarrow && <Order filter={filter} onChange={onChange} />}
        {!isNarrow && <span className="flex-1" />}
        {!isNarrow && children}
      </div>
      <Chips filter={filter} onChange={onChange} />
    </div>
  )
}

function Order({ filter, onChange }: { filter: Filter; onChange: Change }) {
  return (
    <Segmented
      aria-label="排序"
      value={filter.sort ?? 'due'}
      options={[
        { value: 'due', label: '按时限' },
        { value: 'newest', label: '按最新' },
      ]}
      onChange={(sort) => onChange({ ...filter, sort: sort === 'newest' ? 'newest' : 'due' })}
    />
  )
}

function Search({
  filter,
  onChange,
  box,
}: {
  filter: Filter
  onChange: Change
  box: RefObject<InputRef | null>
}) {
  const [typed, setTyped] = useState(filter.q ?? '')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [seen, setSeen] = useState(filter.q)
  // The address was changed elsewhere, by a chip or a queue: the box follows.
  if (seen !== filter.q) {
    setSeen(filter.q)
    setTyped(filter.q ?? '')
  }
  const seek = (words: string, wait: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const { q: _, ...rest } = filter
      const q = words.trim()
      if (q !== (filter.q ?? '')) onChange(q ? { ...rest, q } : rest)
    }, wait)
  }
  return (
    <Input
      ref={box}
      aria-label="查找事项"
      className="max-w-72"
      maxLength={60}
      allowClear
      prefix={<Icon name="search" className="size-[1.1em] text-ink-3" />}
      placeholder="编号、姓名、内容、地点（/）"
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value)
        seek(event.target.value, PAUSE_MS)
      }}
      onPressEnter={() => seek(typed, 0)}
    />
  )
}

const HAD: Readonly<Record<NonNullable<Filter['had']>, string>> = {
  handover: '交给单位办过',
  objection: '单位提过异议',
  upheld: '异议成立',
  extension: '申请过延期',
  refusal: '群众退回过',
  contact: '联系过报事人',
  kept: '按时联系了报事人',
  missed: '超时没有联系报事人',
}

/** What a filter reads as, on its chip. */
function useChips(filter: Filter): { key: FilterKey; says: string }[] {
  const flows = useFlows()
  const flow = filter.flow === undefined ? undefined : flows[filter.flow]
  const reference = useReference(flow ?? flows['grid-event'])
  const area = useArea()
  const stage = stagesOf(flow ? [flow] : Object.values(flows)).find(({ value }) => value === filter.stage)
  const classOf = (code: string) => reference.items.find((item) => item.code.startsWith(code))
  // Complete, or a list would be narrowed by something that nobody sees.
  const words: Record<Exclude<FilterKey, 'view' | 'sort'>, string | undefined> = {
    queue: filter.queue && QUEUES[filter.queue],
    reason: filter.reason && REASONS[filter.reason],
    flow: flow?.name ?? filter.flow,
    stage: stage?.label ?? filter.stage,
    item:
      filter.item &&
      (NO_ITEM[filter.item] ??
        reference.findItem(filter.item)?.name ??
        classOf(filter.item)?.class ??
        filter.item),
    division: filter.division && (area.find(({ code }) => code === filter.division)?.name ?? filter.division),
    unit: filter.unit && reference.unitName(filter.unit),
    ending: filter.ending && ENDINGS[filter.ending],
    except: filter.except && `不含${ENDINGS[filter.except]}`,
    day: filter.day && `${dateText(filter.day)}收到`,
    from: filter.from && `${dateText(filter.from)}起收到`,
    to: filter.to && `${dateText(filter.to)}及以前收到`,
    endedFrom: filter.endedFrom && `${dateText(filter.endedFrom)}起办结`,
    endedTo: filter.endedTo && `${dateText(filter.endedTo)}及以前办结`,
    late: filter.late && { yes: '曾经超期', no: '没有超期' }[filter.late],
    refusedFrom: filter.refusedFrom && `${dateText(filter.refusedFrom)}起群众退回过`,
    refusedTo: filter.refusedTo && `${dateText(filter.refusedTo)}及以前群众退回过`,
    had: filter.had && HAD[filter.had],
    confidential: filter.confidential && '不含保密事项',
    q: filter.q && `“${filter.q}”`,
  }
  // `Object.entries` forgets that the keys are those of the record above.
  return Object.entries(words).flatMap(([key, says]) => (says ? [{ key: key as FilterKey, says }] : []))
}

function Chips({ filter, onChange }: { filter: Filter; onChange: Change }) {
  const chips = useChips(filter)
  // Queue and flow are seen at the left; alone they need no chip.
  if (chips.every(({ key }) => key === 'queue' || key === 'flow')) return null
  const without = (key: FilterKey) => {
    const { [key]: _, ...rest } = filter
    onChange(rest)
  }
  return <DeskChips chips={chips} onRemove={without} onClear={() => onChange({})} />
}

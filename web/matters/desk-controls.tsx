import { Button, Input, InputNumber, Radio, Select, Space } from 'antd'
import type { ComponentType } from 'react'
import { guessItems, type Field, type FieldKind, type Values } from '#practice/kit/index.ts'
import type { Bound } from './desk-field.tsx'
import { MatterControl } from './desk-matter-control.tsx'
import { PhotosControl } from './desk-photos-control.tsx'
import { PlaceControl } from './desk-place-control.tsx'
import type { Reference } from './desk-reference.ts'
import { LEVELS } from './desk-words.ts'

export type Suggestion = { code: string; why: string }

/** What a control may know besides its own value. */
export type Around = {
  reference: Reference
  /** Everything answered so far, the matter’s own answers included. */
  known: Values
  /** Units worth offering first, each with the reason. */
  likely: readonly Suggestion[]
  /** The matter acted on, so that it is not offered to itself. */
  matter?: { id: string; item?: string | undefined; number: string } | undefined
}

export type ControlProps = {
  field: Field
  value: Values[string]
  onChange: (value: Values[string]) => void
  bound: Bound
  around: Around
}

/** antd's control for each kind of field: what makes any flow's form. */
export const CONTROLS: Readonly<Record<FieldKind, ComponentType<ControlProps>>> = {
  text: TextControl,
  choice: ChoiceControl,
  place: PlaceControl,
  photos: PhotosControl,
  yuan: YuanControl,
  count: CountControl,
  date: DateControl,
  stars: StarsControl,
  unit: UnitControl,
  item: ItemControl,
  matter: MatterControl,
}

/** Fields made of several controls carry their label as a group. */
export const GROUPS: readonly FieldKind[] = ['choice', 'photos', 'place', 'stars']

function TextControl({ field, value, onChange, bound }: ControlProps) {
  const text = typeof value === 'string' ? value : ''
  if (!field.long && (field.max ?? 0) <= 120) {
    return <Input {...bound} value={text} onChange={(event) => onChange(event.target.value)} />
  }
  return (
    <Input.TextArea
      {...bound}
      value={text}
      autoSize={{ minRows: field.long ? 3 : 2, maxRows: 10 }}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function ChoiceControl({ field, value, onChange, bound }: ControlProps) {
  const { id, 'aria-describedby': describedBy } = bound
  return (
    <Radio.Group
      id={id}
      {...(describedBy ? { 'aria-describedby': describedBy } : {})}
      aria-label={field.label}
      value={value}
      onChange={(event) => onChange(String(event.target.value))}
      options={(field.options ?? []).map((option) => ({ ...option }))}
      className="flex flex-wrap gap-y-1"
    />
  )
}

function StarsControl({ field, value, onChange, bound }: ControlProps) {
  const says = ['很不满意', '不满意', '一般', '满意', '很满意']
  return (
    <Radio.Group
      id={bound.id}
      aria-label={field.label}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
      options={says.map((label, index) => ({ value: index + 1, label: `${index + 1} 星 ${label}` }))}
    />
  )
}

function YuanControl({ value, onChange, bound }: ControlProps) {
  return (
    <Space.Compact>
      <InputNumber
        {...bound}
        value={typeof value === 'number' ? value / 100 : null}
        min={0}
        precision={2}
        className="w-48"
        onChange={(yuan) => onChange(yuan === null ? undefined : Math.round(yuan * 100))}
      />
      <Space.Addon>元</Space.Addon>
    </Space.Compact>
  )
}

function CountControl({ field, value, onChange, bound }: ControlProps) {
  return (
    <InputNumber
      {...bound}
      value={typeof value === 'number' ? value : null}
      min={field.min ?? 0}
      {...(field.max === undefined ? {} : { max: field.max })}
      precision={0}
      className="w-32"
      onChange={(n) => onChange(n ?? undefined)}
    />
  )
}

function DateControl({ value, onChange, bound }: ControlProps) {
  return (
    <Input
      {...bound}
      type="date"
      className="w-48"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function UnitControl({ field, value, onChange, bound, around }: ControlProps) {
  const { reference, likely } = around
  // One flat list: antd's grouped one says things to screen readers that axe refuses.
  const options = (['county', 'town', 'village'] as const).flatMap((level) =>
    reference.units
      .filter((unit) => unit.level === level)
      .map((unit) => ({ value: unit.code, label: unit.name, side: LEVELS[level] })),
  )
  return (
    <div className="grid gap-1">
      <Select
        {...bound}
        aria-label={field.label}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        placeholder="输入名称查找"
        value={typeof value === 'string' && value !== '' ? value : null}
        options={options}
        optionRender={drawSided}
        onChange={(code: string | null | undefined) => onChange(code ?? undefined)}
      />
      {likely.map(({ code, why }) => (
        <p key={why} className="flex flex-wrap items-center gap-x-2 text-small text-ink-2">
          {why}：
          {code === value ? (
            <b className="text-brand">{reference.unitName(code)}（已选）</b>
          ) : (
            <Button size="small" onClick={() => onChange(code)}>
              {reference.unitName(code)}
            </Button>
          )}
        </p>
      ))}
    </div>
  )
}

/** A choice with what it belongs to at its right. */
function drawSided({ data: { label, side } }: { data: { label: string; side: string } }) {
  return (
    <span className="flex justify-between gap-4">
      <span className="truncate">{label}</span>
      <span className="shrink-0 text-small text-ink-2">{side}</span>
    </span>
  )
}

function ItemControl({ field, value, onChange, bound, around }: ControlProps) {
  const { items } = around.reference
  const words = around.known['words']
  const guesses = value === undefined && typeof words === 'string' ? guessItems(items, words) : []
  return (
    <div className="grid gap-1">
      <Select
        {...bound}
        aria-label={field.label}
        showSearch={{
          filterOption: (typed, option) => !!option && 'search' in option && option.search.includes(typed),
        }}
        allowClear
        placeholder="输入名称或常说的话查找"
        value={typeof value === 'string' && value !== '' ? value : null}
        options={items.map((item) => ({
          value: item.code,
          label: item.name,
          side: item.class === item.name ? '' : item.class,
          search: `${item.class} ${item.name} ${item.plain} ${item.words}`,
        }))}
        optionRender={drawSided}
        onChange={(code: string | null | undefined) => onChange(code ?? undefined)}
      />
      {guesses.length > 0 && (
        <p className="flex flex-wrap items-center gap-1 text-small text-ink-2">
          从话里看像是：
          {guesses.map((item) => (
            <Button key={item.code} size="small" onClick={() => onChange(item.code)}>
              {item.class} · {item.name}
            </Button>
          ))}
        </p>
      )}
    </div>
  )
}

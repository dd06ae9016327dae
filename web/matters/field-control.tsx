import { useState } from 'react'
import type { Field, Place, Values } from '#practice/kit/index.ts'
import { useCatalogue, useUnits } from '#web/client/county.ts'
import { Choice } from '#web/ui/choice.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import type { FieldFace } from '#web/ui/field.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { SelectField } from '#web/ui/select-field.tsx'
import { StarField } from '#web/ui/star-field.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { FilledForm } from './filled.ts'
import { PhotoControl } from './photo-control.tsx'
import { PickField } from './pick-field.tsx'
import { PlaceField } from './place-field.tsx'

type Value = Values[string]

interface FieldControlProps {
  name: string
  field: Field
  required: boolean
  form: FilledForm
  division: string
  error: string | undefined
}

/** Up to this many characters one line is enough. */
const LINE = 60
/** More choices than this are a wheel, not cards. */
const CARDS = 7

/** The control a field asks for: the one place where kinds of fields become things to press. */
export function FieldControl({ name, field, required, form, division, error }: FieldControlProps) {
  const face: FieldFace = {
    label: field.label,
    ...(field.hint ? { hint: field.hint } : {}),
    required,
    error,
  }
  const value = form.filled.answers[name]
  const onChange = (next: Value) => form.setAnswer(name, next)
  switch (field.kind) {
    case 'text':
    case 'matter':
      return <Words {...{ field, face, value, onChange }} />
    case 'choice':
      return <OneOf {...{ field, face, value, onChange }} />
    case 'place':
      return <PlaceField {...face} value={placeOf(value)} division={division} onChange={onChange} />
    case 'photos':
      return <PhotoControl {...face} form={form} field={name} max={field.max} />
    case 'yuan':
      return <MoneyField {...face} fen={numberOf(value)} onChange={onChange} />
    case 'count':
      return <Count face={face} value={numberOf(value)} onChange={onChange} />
    case 'date':
      return <DateField {...face} value={textOf(value)} onChange={onChange} />
    case 'stars':
      return <StarField {...face} value={numberOf(value)} onChange={onChange} />
    case 'unit':
      return <UnitField face={face} value={textOf(value)} onChange={onChange} />
    case 'item':
      return <ItemField face={face} list={field.catalogue} value={textOf(value)} onChange={onChange} />
  }
}

type ControlProps = { field: Field; face: FieldFace; value: Value; onChange: (value: Value) => void }

function Words({ field, face, value, onChange }: ControlProps) {
  const max = field.max ?? 2000
  if (!field.long && (max <= LINE || field.kind === 'matter')) {
    return <TextField {...face} value={textOf(value)} maxLength={max} onChange={onChange} />
  }
  return <TextArea {...face} value={textOf(value)} rows={field.long ? 4 : 2} max={max} onChange={onChange} />
}

function OneOf({ field, face, value, onChange }: ControlProps) {
  const options = field.options ?? []
  const chosen = textOf(value) || undefined
  if (options.length > CARDS) return <SelectField {...face} {...{ options, onChange }} value={chosen} />
  const short = options.every(({ label }) => label.length <= 5)
  return <Choice {...face} {...{ options, onChange }} value={chosen} columns={short ? 2 : 1} />
}

/** A whole number as it is typed; anything else stays in sight and is not taken. */
function Count({
  face,
  value,
  onChange,
}: {
  face: FieldFace
  value: number | undefined
  onChange: (value: Value) => void
}) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(value))
  return (
    <TextField
      {...face}
      inputMode="numeric"
      value={typed}
      maxLength={9}
      onChange={(text) => {
        setTyped(text)
        onChange(/^\d+$/.test(text.trim()) ? Number(text) : undefined)
      }}
    />
  )
}

type ListProps = { face: FieldFace; value: string; onChange: (value: Value) => void }

const LEVELS = { village: '村、社区', town: '街道', county: '区级部门' } as const

function UnitField({ face, value, onChange }: ListProps) {
  const options = (useUnits() ?? []).map(({ code, name, level }) => ({
    value: code,
    label: name,
    group: LEVELS[level],
  }))
  const order = Object.values(LEVELS)
  options.sort((a, b) => order.indexOf(b.group) - order.indexOf(a.group))
  return <PickField {...face} {...{ options, value, onChange }} searchLabel="找单位" />
}

function ItemField({ face, list, value, onChange }: ListProps & { list: string | undefined }) {
  const options = (useCatalogue(list)?.items ?? []).map(({ code, plain, name, words, class: group }) => ({
    value: code,
    label: plain || name,
    note: plain && plain !== name ? name : undefined,
    words,
    group,
  }))
  return <PickField {...face} {...{ options, value, onChange }} searchLabel="写一两个字找一找" />
}

// Answers are what the form itself put there; a draft of an older version may hold another kind, which then reads
// as not answered.
const textOf = (value: Value): string => (typeof value === 'string' ? value : '')
const numberOf = (value: Value): number | undefined => (typeof value === 'number' ? value : undefined)
const placeOf = (value: Value): Place | undefined =>
  typeof value === 'object' && 'lng' in value ? value : undefined

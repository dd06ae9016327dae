import { useMemo, useState } from 'react'
import { controlLook, Field, type FieldFace } from '#web/ui/field.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Sheet } from '#web/ui/sheet.tsx'
import { TextField } from '#web/ui/text-field.tsx'

export interface Pickable {
  value: string
  label: string
  /** A second line, and words it is also found by. */
  note?: string | undefined
  words?: string | undefined
  group?: string | undefined
}

interface PickListProps {
  options: readonly Pickable[]
  value: string | undefined
  onPick: (value: string) => void
  searchLabel: string
}

/** So many rows are drawn at most; whoever looks for one types a word. */
const SHOWN = 60

/** One of very many: found by any word of it, otherwise by its group. */
export function PickList({ options, value, onPick, searchLabel }: PickListProps) {
  const [query, setQuery] = useState('')
  const found = useMemo(() => search(options, query), [options, query])
  const groups = groupsOf(found.slice(0, SHOWN))
  return (
    <div className="grid gap-4">
      <TextField label={searchLabel} type="search" value={query} onChange={setQuery} />
      {found.length === 0 && <p className="text-ink-2">没有找到，换个说法试试</p>}
      {[...groups].map(([group, list]) => (
        <section key={group} className="grid gap-2">
          {group && <h3 className="text-small text-ink-2">{group}</h3>}
          <List label={group || searchLabel}>
            {list.map((option) => (
              <Row
                key={option.value}
                title={option.label}
                note={option.note}
                end={option.value === value ? <Icon name="check" label="已选" /> : undefined}
                onClick={() => onPick(option.value)}
              />
            ))}
          </List>
        </section>
      ))}
      {found.length > SHOWN && (
        <p className="text-small text-ink-3">还有 {found.length - SHOWN} 个，写一两个字就能找到</p>
      )}
    </div>
  )
}

/** Map.groupBy is missing in the webviews of older telephones. */
function groupsOf(options: readonly Pickable[]): Map<string, Pickable[]> {
  const groups = new Map<string, Pickable[]>()
  for (const option of options) {
    const list = groups.get(option.group ?? '')
    if (list) list.push(option)
    else groups.set(option.group ?? '', [option])
  }
  return groups
}

function search(options: readonly Pickable[], query: string): readonly Pickable[] {
  const wanted = query.trim()
  if (wanted === '') return options
  return options.filter(({ label, note = '', words = '', group = '' }) =>
    [label, note, words, group].some((text) => text.includes(wanted)),
  )
}

interface PickFieldProps extends FieldFace {
  options: readonly Pickable[]
  value: string | undefined
  onChange: (value: string) => void
  searchLabel: string
  placeholder?: string
}

/** The same as a field: a press opens the list in a sheet. */
export function PickField({
  options,
  value,
  onChange,
  searchLabel,
  placeholder = '请选择',
  required,
  ...face
}: PickFieldProps) {
  const [open, setOpen] = useState(false)
  const chosen = options.find((option) => option.value === value)
  return (
    <Field {...face} required={required ?? false} group>
      {(wiring) => (
        <>
          <button
            type="button"
            id={wiring.id}
            aria-describedby={wiring['aria-describedby']}
            aria-haspopup="dialog"
            className={`${controlLook} flex items-center justify-between gap-2 py-2 text-left`}
            onClick={() => setOpen(true)}
          >
            <span className={chosen ? '' : 'text-ink-3'}>{chosen?.label ?? placeholder}</span>
            <Icon name="down" className="size-[1.1em] text-ink-3" />
          </button>
          <Sheet open={open} title={face.label} onClose={() => setOpen(false)}>
            <PickList
              {...{ options, value, searchLabel }}
              onPick={(picked) => {
                onChange(picked)
                setOpen(false)
              }}
            />
          </Sheet>
        </>
      )}
    </Field>
  )
}

import { Input, Select } from 'antd'
import type { AnyFlow } from '#practice/kit/index.ts'
import { useFlows } from '#web/client/flows.ts'
import type { Filter, FilterKey } from '#web/client/search-params.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useArea, useReference } from '#web/matters/desk-reference.ts'
import { ENDINGS } from '#web/matters/desk-words.ts'

export type Change = (filter: Filter) => void

export function stagesOf(flows: readonly AnyFlow[]) {
  return flows.flatMap((flow) =>
    Object.entries(flow.stages).map(([value, { name }]) => ({
      value,
      label: flows.length > 1 ? `${flow.name} · ${name}` : name,
    })),
  )
}

type Choice = { key: FilterKey; label: string; options: { value: string; label: string }[] }

/** What a list can be narrowed by, with the names people know. */
function useChoices(flow: AnyFlow | undefined): Choice[] {
  const flows = useFlows()
  const reference = useReference(flow ?? flows['grid-event'])
  const area = useArea().filter(({ level }) => level === 'town' || level === 'village')
  const named = (list: readonly { code: string; name: string }[]) =>
    list.map(({ code, name }) => ({ value: code, label: name }))
  const classes = [...new Map(reference.items.map((item) => [item.class, item.code.slice(0, 2)]))]
  // Events are narrowed by class, the first two digits; the few services by item.
  const items =
    flow?.catalogue === 'village-services'
      ? named(reference.items)
      : classes.map(([label, value]) => ({ value, label }))
  const endings = Object.entries(ENDINGS).map(([value, label]) => ({ value, label }))
  return [
    { key: 'stage', label: '环节', options: flow ? stagesOf([flow]) : [] },
    { key: 'item', label: '类别', options: items },
    { key: 'division', label: '地点', options: named(area) },
    { key: 'unit', label: '承办单位', options: named(reference.units) },
    { key: 'ending', label: '怎么办结的', options: endings },
  ]
}

export function FilterPanel({ filter, onChange }: { filter: Filter; onChange: Change }) {
  const flows = useFlows()
  const flow = filter.flow === undefined ? undefined : flows[filter.flow]
  const choices = useChoices(flow)
  const set = (key: FilterKey, value: string | undefined) => {
    const { [key]: _, ...rest } = filter
    onChange(value ? { ...rest, [key]: value } : rest)
  }
  return (
    <div className="grid w-72 gap-3">
      {choices.map(({ key, label, options }) => (
        <DeskField
          key={key}
          label={label}
          required
          hint={key === 'stage' && !flow ? '先在左边选一个流程' : undefined}
        >
          {({ id }) => (
            <Select
              id={id}
              aria-label={label}
              showSearch={{ optionFilterProp: 'label' }}
              allowClear
              placeholder="不限"
              disabled={options.length === 0}
              value={filter[key] ?? null}
              options={options}
              onChange={(value: string | null | undefined) => set(key, value ?? undefined)}
            />
          )}
        </DeskField>
      ))}
      <DeskField label="哪天收到" required>
        {({ id }) => (
          <Input
            id={id}
            type="date"
            value={filter.day ?? ''}
            onChange={(event) => set('day', event.target.value)}
          />
        )}
      </DeskField>
    </div>
  )
}

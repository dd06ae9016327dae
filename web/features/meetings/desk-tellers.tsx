import { Select } from 'antd'
import { useCall } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import type { Meeting } from './words.ts'

export type Teller = { id: string; name: string; note: string }

/** Who may count: whoever came, and the supervisors of the village. */
export function useTellers({ id, division, basis }: Meeting, enabled: boolean): Teller[] {
  const roll = useCall('meetings.roll', enabled ? { params: { id } } : undefined).data?.rows ?? []
  const seats =
    useCall('seats.list', enabled ? { query: { division: division.slice(0, 12) } } : undefined).data?.rows ??
    []
  const supervisors = seats
    .filter(({ seat }) => seat === 'supervisor')
    .map(({ person, name }) => ({ id: person, name, note: '监委会成员' }))
  const known = new Set(supervisors.map((each) => each.id))
  const came = roll.flatMap(({ personId, person, name, proxy }) =>
    personId && !known.has(personId) && !proxy
      ? [{ id: personId, name: basis === 'households' ? (person ?? name) : name, note: '到会' }]
      : [],
  )
  return [...supervisors, ...came]
}

/** Two tellers, before hands are counted. */
export function Tellers({
  people,
  chosen,
  onChange,
}: {
  people: readonly Teller[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}) {
  return (
    <DeskField label="两名监票计票人" required hint="从到会的人或监委会成员里选，各数一遍">
      {(bound) => (
        <Select
          {...bound}
          mode="multiple"
          maxCount={2}
          aria-label="两名监票计票人"
          className="w-full max-w-[28rem]"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="选两个人"
          value={[...chosen]}
          options={people.map(({ id, name, note }) => ({ value: id, label: `${name}（${note}）` }))}
          onChange={(value: string[]) => onChange(value)}
        />
      )}
    </DeskField>
  )
}

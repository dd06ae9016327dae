import { AutoComplete, Radio, Select } from 'antd'
import { useDeferredValue } from 'react'
import type { Input } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useArea } from '#web/matters/desk-reference.ts'
import { CONSENTS, type Consent } from '#web/matters/desk-words.ts'

type Behalf = NonNullable<Input<'matters.open'>['body']['behalf']>

/** For whom, how that person agreed, and in which village. */
export type Who = { person?: string; name: string; consent?: Consent; division: string }

/** What the contract wants of it, or what is still missing. */
export function whoOf(
  { person, name, consent, division }: Who,
  forOthers: boolean,
): { behalf?: Behalf; wrong: Partial<Record<keyof Who, string>> } {
  const place = division.length >= 12 ? {} : { division: '请选是哪个村或社区的事' }
  if (!forOthers) return { wrong: place }
  const wrong = {
    ...place,
    ...(name.trim() ? {} : { name: '请写清替谁登记' }),
    ...(consent ? {} : { consent: '请选本人是怎么同意的' }),
  }
  return consent
    ? { wrong, behalf: { ...(person ? { person } : {}), name: name.trim(), consent } }
    : { wrong }
}

export function BehalfFields({
  who,
  wrong,
  forOthers,
  onChange,
}: {
  who: Who
  wrong: Partial<Record<keyof Who, string>>
  forOthers: boolean
  onChange: (who: Who) => void
}) {
  const area = useArea()
  const villages = area.filter(({ level }) => level === 'village')
  const towns = area.filter(({ level }) => level === 'town')
  // Streets are said beside their villages: a grouped list of antd's fails axe.
  const options = villages.map(({ code, name }) => {
    const town = towns.find((one) => code.startsWith(one.code))
    return { value: code, label: town ? `${name}（${town.name}）` : name }
  })
  return (
    <>
      {forOthers && <Name who={who} fault={wrong.name} onChange={onChange} />}
      {forOthers && (
        <DeskField label="本人怎么同意的" required group fault={wrong.consent}>
          {({ id }) => (
            <Radio.Group
              id={id}
              aria-label="本人怎么同意的"
              value={who.consent}
              options={Object.entries(CONSENTS).map(([value, label]) => ({ value, label }))}
              onChange={(event) => onChange({ ...who, consent: consentOf(event.target.value) })}
            />
          )}
        </DeskField>
      )}
      <DeskField label="哪个村、社区" required fault={wrong.division}>
        {(bound) => (
          <Select
            {...bound}
            aria-label="哪个村、社区"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="输入名称查找"
            value={who.division.length >= 12 ? who.division : null}
            options={options}
            onChange={(division: string) => onChange({ ...who, division })}
          />
        )}
      </DeskField>
    </>
  )
}

function consentOf(value: unknown): Consent {
  const found = Object.keys(CONSENTS).find((key): key is Consent => key === value)
  return found ?? 'present'
}

/** A villager of the area by name; someone not registered is simply written down. */
function Name({
  who,
  fault,
  onChange,
}: {
  who: Who
  fault: string | undefined
  onChange: (who: Who) => void
}) {
  const sought = useDeferredValue(who.name.trim())
  const { data: people } = useCall(
    'places.people',
    sought && !who.person ? { query: { name: sought } } : undefined,
  )
  return (
    <DeskField
      label="替谁登记"
      required
      fault={fault}
      hint={
        who.person ? '已在村民名册里找到，进展会通知本人' : '输入姓名，从名册里选；不在名册里的写姓名就行'
      }
    >
      {(bound) => (
        <AutoComplete
          {...bound}
          aria-label="替谁登记"
          maxLength={20}
          value={who.name}
          options={(people ?? []).map(({ id, name, phone, household }) => ({
            value: id,
            label: `${name} ${phone} ${household}`,
          }))}
          onSelect={(id: string | undefined) => {
            const found = people?.find((one) => one.id === id)
            if (found) {
              onChange({ ...who, person: found.id, name: found.name, division: found.division.slice(0, 12) })
            }
          }}
          onChange={(name: string | undefined) => {
            if (people?.some(({ id }) => id === name)) return
            const { person: _, ...rest } = who
            onChange({ ...rest, name: name ?? '' })
          }}
        />
      )}
    </DeskField>
  )
}

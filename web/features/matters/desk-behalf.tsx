import { Button, Input, Radio, Select } from 'antd'
import { useDeferredValue } from 'react'
import type { Input as Sent } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useArea } from '#web/matters/desk-reference.ts'
import { CONSENTS, type Consent } from '#web/matters/desk-words.ts'

type Behalf = NonNullable<Sent<'matters.open'>['body']['behalf']>

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
        who.person ? '已在村民名册里找到，进展会通知本人' : '先输入姓名从名册里找；不在名册里的写姓名就行'
      }
    >
      {(bound) => (
        <div className="grid gap-1">
          <Input
            {...bound}
            maxLength={20}
            autoComplete="off"
            value={who.name}
            onChange={(event) => {
              const { person: _, ...rest } = who
              onChange({ ...rest, name: event.target.value })
            }}
          />
          {!who.person && people && people.length > 0 && (
            <ul aria-label="名册里的人" className="flex flex-wrap gap-1.5">
              {people.map(({ id, name, phone, household, division }) => (
                <li key={id}>
                  <Button
                    size="small"
                    onClick={() => onChange({ ...who, person: id, name, division: division.slice(0, 12) })}
                  >
                    {name} {phone} {household}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </DeskField>
  )
}

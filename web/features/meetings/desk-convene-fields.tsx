import { Alert, Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { placeNameOf } from '#contract/division-codes.ts'
import { bodyOf } from '#practice/meetings/bodies.ts'
import type { Output } from '#web/client/call.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useArea } from '#web/matters/desk-reference.ts'
import { dateText } from '#web/ui/when.ts'
import { bodyOptions, type MeetingDraft } from './desk-draft.ts'

interface FieldsProps {
  values: MeetingDraft
  faults: Readonly<Record<string, string>>
  onChange: <Name extends keyof MeetingDraft>(name: Name, value: MeetingDraft[Name]) => void
}

/** Which body, where, counted how, and what it is called. */
export function BodyFields({ values, faults, title, onChange }: FieldsProps & { title: string }) {
  const { body, basis, division } = values
  const area = useArea()
  const village = division.slice(0, 12)
  const isCommunity = area.some(({ code, name }) => code === village && name.includes('社区'))
  const groups = area.filter(({ level, code }) => level === 'grid' && code.startsWith(village))
  const choose = (value: MeetingDraft['body']) => {
    onChange('body', value)
    onChange('division', value === 'group-assembly' ? (groups[0]?.code ?? village) : village)
    if (value && !bodyOf(value).quorum[basis]) onChange('basis', 'persons')
  }
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-start gap-4">
        <DeskField
          label="开什么会"
          required
          hint={body ? `由${bodyOf(body).members}参加` : '选了以后，右边会说要多少人到会、多少人同意'}
          fault={faults['body']}
        >
          {(bound) => (
            <Select
              {...bound}
              aria-label="开什么会"
              placeholder="选一种会议"
              value={body ?? null}
              options={bodyOptions(isCommunity)}
              onChange={(value) => choose(value ?? undefined)}
            />
          )}
        </DeskField>
        {body === 'group-assembly' && <GroupField {...{ values, faults, groups, onChange }} />}
        {body && bodyOf(body).quorum.households && <BasisField {...{ values, faults, onChange }} />}
      </div>
      <DeskField label="会议名称" required fault={faults['title']}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={80}
            value={values.title}
            placeholder={title || '比如：2026年第四季度村民代表会议'}
            onChange={({ target }) => onChange('title', target.value)}
          />
        )}
      </DeskField>
    </>
  )
}

/** Which group, where a group meets. */
function GroupField({
  values: { division },
  faults,
  groups,
  onChange,
}: FieldsProps & { groups: ReturnType<typeof useArea> }) {
  return (
    <DeskField label="哪个村民小组" required fault={faults['division']}>
      {(bound) => (
        <Select
          {...bound}
          aria-label="哪个村民小组"
          value={division}
          options={groups.map(({ code, name }) => ({ value: code, label: placeNameOf(name) }))}
          onChange={(value: string) => onChange('division', value)}
        />
      )}
    </DeskField>
  )
}

/** Counted by persons or by households, never mixed (rules 13.3). */
function BasisField({ values: { basis }, faults, onChange }: FieldsProps) {
  return (
    <DeskField label="怎么算人数" required group fault={faults['basis']} hint="一次会只按一种算，不能混着算">
      {() => (
        <Radio.Group
          value={basis}
          onChange={({ target }) => onChange('basis', target.value as MeetingDraft['basis'])}
          options={[
            { value: 'persons', label: '按人' },
            { value: 'households', label: '按户（每户来一个成年人）' },
          ]}
        />
      )}
    </DeskField>
  )
}

/** Where and when; a day that is too early is said beside it, with the first lawful one. */
export function WhenFields({
  values,
  faults,
  law,
  onChange,
}: FieldsProps & { law: Output<'meetings.weigh'> | undefined }) {
  const { place, on, time, paper } = values
  const early = law?.short ? (law.urgent ? `${law.short}。可以先存，发通知时写明理由` : law.short) : undefined
  return (
    <>
      <div className="grid grid-cols-[12rem_9rem_minmax(0,1fr)] items-start gap-4">
        <DeskField
          label={paper ? '当时哪天开的' : '哪天开'}
          required
          hint={law && !paper ? `今天发通知，最早${dateText(law.earliestOn)}` : undefined}
          fault={faults['meetsAt'] ?? (law?.urgent ? undefined : early)}
        >
          {(bound) => (
            <Input
              {...bound}
              type="date"
              value={on}
              onChange={({ target }) => onChange('on', target.value)}
            />
          )}
        </DeskField>
        <DeskField label="几点" required>
          {(bound) => (
            <Input
              {...bound}
              type="time"
              value={time}
              onChange={({ target }) => onChange('time', target.value)}
            />
          )}
        </DeskField>
        <DeskField label="在哪里" required fault={faults['place']}>
          {(bound) => (
            <Input
              {...bound}
              maxLength={80}
              value={place}
              placeholder="比如：村委会二楼会议室"
              onChange={({ target }) => onChange('place', target.value)}
            />
          )}
        </DeskField>
      </div>
      {early && law?.urgent && <Alert type="warning" showIcon title={early} />}
      <Checkbox checked={paper} onChange={({ target }) => onChange('paper', target.checked)}>
        纸质会议补录：会已经开过，照纸上的记录补进来，补录标记永远保留
      </Checkbox>
    </>
  )
}

/** Enough villagers or representatives may ask for a meeting, and must be heard (VCL 25, 30). */
export function AskedFields({ values, faults, onChange }: FieldsProps) {
  const { body, askedBy, askedCount } = values
  const callers = body ? (bodyOf(body).calledBy ?? []) : []
  if (callers.length === 0) return null
  return (
    <DeskField
      label="有人联名提议召开"
      group
      hint={askedBy ? '够人数的必须召集；不够的会说还差几人' : '没有就不填：由会议召集人召集'}
      fault={faults['asked']}
    >
      {() => (
        <div className="flex items-center gap-2">
          <Select
            aria-label="谁联名提议"
            className="w-44"
            value={askedBy}
            options={[
              { value: '', label: '没有人联名' },
              ...callers.map(({ who }) => ({ value: who, label: `${who}联名` })),
            ]}
            onChange={(who: string) => onChange('askedBy', who)}
          />
          {askedBy && (
            <>
              <InputNumber
                aria-label="联名人数"
                min={1}
                precision={0}
                value={askedCount ?? null}
                onChange={(count) => onChange('askedCount', count ?? undefined)}
              />
              <span>人</span>
            </>
          )}
        </div>
      )}
    </DeskField>
  )
}

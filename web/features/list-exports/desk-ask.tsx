import { Alert, Button, Checkbox, Drawer, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { LIST_KINDS, MASKED_FIELDS, type ListKind, type MaskedField } from '#contract/purposes.ts'
import { may, type Holder } from '#contract/roles.ts'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { PurposeFields, whyMissing, type Why } from '#web/matters/desk-purpose.tsx'
import { useAreaOptions } from '#web/matters/desk-reference.ts'

type Props = { post: Holder | undefined; open: boolean; onClose: () => void }

/** Asking for a list: which, of where, what stands in it whole, and why. */
export function AskDrawer({ post, open, onClose }: Props) {
  return (
    <Drawer open={open} onClose={onClose} title="申请导出" size={460} destroyOnHidden>
      <AskForm post={post} onDone={onClose} />
    </Drawer>
  )
}

/** A register has ID numbers; of who reported something only the telephone is known. */
const FIELDS: Readonly<Record<ListKind, readonly MaskedField[]>> = {
  people: ['phone', 'idNumber'],
  matters: ['phone'],
}

function AskForm({ post, onDone }: { post: Holder | undefined; onDone: () => void }) {
  const kinds: readonly ListKind[] = may(post, 'matters.export') ? ['people', 'matters'] : ['people']
  const areas = useAreaOptions()
  const [kind, setKind] = useState<ListKind>('people')
  const [chosen, setDivision] = useState<string>()
  const [days, setDays] = useState<Days>({})
  const [picked, setPicked] = useState<readonly MaskedField[]>([])
  const [why, setWhy] = useState<Why>({ reason: '' })
  const [key] = useState(newKey)
  const ask = useChange('listExports.ask', ['listExports.list'])
  const division = chosen ?? areas[0]?.value
  const faults = ask.error?.fields ?? {}
  const missing = whyMissing(why)
  const submit = () => {
    const { purpose, reason } = why
    if (purpose === undefined || missing !== undefined) return
    const whole = picked.filter((field) => FIELDS[kind].includes(field))
    const body = {
      kind,
      whole,
      purpose,
      reason: reason.trim(),
      ...(division ? { division } : {}),
      ...(kind === 'matters' ? days : {}),
    }
    ask.mutate({ input: { body }, key }, { onSuccess: onDone })
  }
  return (
    <div className="grid gap-5">
      <KindField kinds={kinds} kind={kind} onChange={setKind} />
      <DeskField label="哪里的" required fault={faults['division']}>
        {(bound) => (
          <Select
            {...bound}
            aria-label="哪里的"
            showSearch={{ optionFilterProp: 'label' }}
            value={division ?? null}
            options={areas}
            onChange={(value: string) => setDivision(value)}
          />
        )}
      </DeskField>
      {kind === 'matters' && <DaysFields days={days} onChange={setDays} />}
      <WholeField fields={FIELDS[kind]} picked={picked} onChange={setPicked} />
      <PurposeFields why={why} faults={faults} onChange={setWhy} />
      {ask.error && Object.keys(faults).length === 0 && (
        <Alert type="error" showIcon title={ask.error.message} />
      )}
      <div className="grid gap-1">
        <Button type="primary" disabled={missing !== undefined} loading={ask.isPending} onClick={submit}>
          提交申请
        </Button>
        <p className="text-small text-ink-2">
          {missing ?? '由本辖区另一位有审批权的同事批，批准后三天内您本人可以下载，最多三次'}
        </p>
      </div>
    </div>
  )
}

function KindField({
  kinds,
  kind,
  onChange,
}: {
  kinds: readonly ListKind[]
  kind: ListKind
  onChange: (kind: ListKind) => void
}) {
  return (
    <DeskField label="导出什么" required group>
      {({ id }) => (
        <Radio.Group id={id} value={kind} aria-label="导出什么">
          {kinds.map((value) => (
            <Radio key={value} value={value} onChange={() => onChange(value)}>
              {LIST_KINDS[value]}
            </Radio>
          ))}
        </Radio.Group>
      )}
    </DeskField>
  )
}

type Days = { from?: string; to?: string }

function DaysFields({ days, onChange }: { days: Days; onChange: (days: Days) => void }) {
  const day = (label: string, part: keyof Days) => (
    <DeskField label={label}>
      {(bound) => (
        <Input
          {...bound}
          type="date"
          value={days[part] ?? ''}
          onChange={({ target: { value } }) => {
            const { [part]: _, ...others } = days
            onChange(value === '' ? others : { ...others, [part]: value })
          }}
        />
      )}
    </DeskField>
  )
  return (
    <div className="grid grid-cols-2 gap-4">
      {day('哪天起报来的', 'from')}
      {day('到哪天', 'to')}
    </div>
  )
}

function WholeField({
  fields,
  picked,
  onChange,
}: {
  fields: readonly MaskedField[]
  picked: readonly MaskedField[]
  onChange: (picked: readonly MaskedField[]) => void
}) {
  return (
    <DeskField label="哪些号码要完整的" group hint="用不到的不勾，表里只显示头尾">
      {() => (
        <span className="flex gap-4">
          {fields.map((field) => (
            <Checkbox
              key={field}
              checked={picked.includes(field)}
              onChange={({ target }) =>
                onChange(target.checked ? [...picked, field] : picked.filter((other) => other !== field))
              }
            >
              {MASKED_FIELDS[field]}
            </Checkbox>
          ))}
        </span>
      )}
    </DeskField>
  )
}

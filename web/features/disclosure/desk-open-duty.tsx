import { Alert, Button, Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { FREQUENCY_NAMES } from '#practice/disclosure/period.ts'
import type { Values } from '#practice/kit/index.ts'
import { disclosureItem, DISCLOSURE_CATALOGUE } from '#practice/disclosure/item.ts'
import { newKey } from '#web/client/call.ts'
import { useCatalogue } from '#web/client/county.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { useToday } from './desk-day-of.ts'
import { typed } from './desk-words.ts'

const FORM = 'disclosure.open'

/** Something happened, or villagers ask for more: a duty besides the calendar, with its reason. */
export function OpenDuty({ division, onClose }: { division: string; onClose: () => void }) {
  const today = useToday()
  const [, navigate] = useLocation()
  const start: Values = { on: today }
  const draft = useDraft(FORM, start)
  const [key, setKey] = useState(newKey)
  const open = useChange('disclosure.open', ['disclosure.work', 'disclosure.village'])
  const [item, on, reason] = ['item', 'on', 'reason'].map((name) => typed(draft.values[name]))
  const faults = open.error?.fields ?? {}
  const change = (name: string, value: string) => {
    draft.change(name, value)
    // Other words are another request; the same ones sent again are the same.
    setKey(newKey())
  }
  const send = () =>
    open.mutate(
      { input: { body: { division, item: item ?? '', on: on ?? today, reason: reason ?? '' } }, key },
      {
        onSuccess: (keys) => {
          draft.clear()
          navigate(paths.duty(keys))
        },
      },
    )
  const missing = !item || !on || !reason?.trim()
  return (
    <Drawer open title="另开一项公开" size={480} onClose={onClose}>
      <div className="grid gap-5">
        <p className="text-ink-2">
          办完了一件要公开的事，或者村民要求多公开一项，就在这里开出来。按期的事项会自动列出，不用开。
        </p>
        <Items value={item} fault={faults['item']} onChange={(value) => change('item', value)} />
        <WhenAndWhy on={on} reason={reason} faults={faults} today={today} onChange={change} />
        {open.error && Object.keys(faults).length === 0 && (
          <Alert type="error" showIcon title={open.error.message} />
        )}
        <div className="flex items-center gap-3">
          <Button type="primary" disabled={missing} loading={open.isPending} onClick={send}>
            开出这一项
          </Button>
          {missing && <span className="text-small text-ink-3">三样都写了才能开</span>}
        </div>
      </div>
    </Drawer>
  )
}

function WhenAndWhy({
  on,
  reason,
  faults,
  today,
  onChange,
}: {
  on: string | undefined
  reason: string | undefined
  faults: Readonly<Record<string, string>>
  today: string
  onChange: (name: string, value: string) => void
}) {
  return (
    <>
      <DeskField label="哪天的事" required fault={faults['on']} hint="从这一天算公开的期限">
        {(bound) => (
          <Input
            {...bound}
            type="date"
            max={today}
            value={on}
            onChange={(event) => onChange('on', event.target.value)}
          />
        )}
      </DeskField>
      <DeskField label="为什么要公开" required fault={faults['reason']} hint="会和这一项一起公开">
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={3}
            maxLength={200}
            value={reason}
            placeholder="比如：一事一议议定修渠，村民要看账"
            onChange={(event) => onChange('reason', event.target.value)}
          />
        )}
      </DeskField>
    </>
  )
}

/** Items of the list by heading; those that come with events first come to hand by search. */
function Items({
  value,
  fault,
  onChange,
}: {
  value: string | undefined
  fault: string | undefined
  onChange: (code: string) => void
}) {
  const items = useCatalogue(DISCLOSURE_CATALOGUE)?.items.map(disclosureItem) ?? []
  const headings = [...new Set(items.map((item) => item.class))]
  return (
    <DeskField label="公开哪一项" required fault={fault}>
      {(bound) => (
        <Select
          {...bound}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="从公开目录里选"
          value={value || null}
          onChange={(code: string | null) => onChange(code ?? '')}
          options={headings.map((heading) => ({
            label: heading,
            options: items
              .filter((item) => item.class === heading)
              .map(({ code, name, frequency }) => ({
                value: code,
                label: `${name}（${FREQUENCY_NAMES[frequency]}）`,
              })),
          }))}
        />
      )}
    </DeskField>
  )
}

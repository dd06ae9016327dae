import { Alert, Button, Drawer, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useAreaOptions } from '#web/matters/desk-reference.ts'
import { LEVELS, type Level } from './desk-words.tsx'

const TEXT_MAX = 500

/** Writing a broadcast: to which area, how urgent, what; how many it reaches is said before it goes. */
export function SendDrawer({
  open,
  onClose,
  onSent,
}: {
  open: boolean
  onClose: () => void
  onSent: (id: string) => void
}) {
  return (
    <Drawer open={open} onClose={onClose} title="发通知" size={480} destroyOnHidden>
      <SendForm onSent={onSent} />
    </Drawer>
  )
}

function SendForm({ onSent }: { onSent: (id: string) => void }) {
  const areas = useAreaOptions()
  const [chosen, setDivision] = useState<string>()
  const division = chosen ?? areas[0]?.value
  const [level, setLevel] = useState<Level>('ordinary')
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  // The same key until it has arrived, so that a second press sends nothing twice.
  const [key] = useState(newKey)
  const audience = useCall('broadcasts.audience', division ? { query: { division } } : undefined)
  const send = useChange('broadcasts.send', ['broadcasts.sent'])
  const recipients = audience.data?.recipients
  const name = areas.find(({ value }) => value === division)?.label ?? ''
  const submit = () => {
    if (!division) return
    const body = { division, level, text: text.trim() }
    send.mutate({ input: { body }, key }, { onSuccess: ({ id }) => onSent(id) })
  }
  return (
    <div className="grid gap-5">
      <DeskField
        label="发给哪里的网格员"
        required
        hint={recipients === undefined ? '正在数有多少人' : `现在有 ${recipients} 名在岗的网格员`}
        fault={audience.error?.message ?? send.error?.fields['division']}
      >
        {(bound) => (
          <Select
            {...bound}
            aria-label="发给哪里的网格员"
            showSearch={{ optionFilterProp: 'label' }}
            value={division ?? null}
            options={areas}
            disabled={asked}
            onChange={(value: string) => setDivision(value)}
          />
        )}
      </DeskField>
      <LevelField level={level} disabled={asked} onChange={setLevel} />
      <TextField text={text} readOnly={asked} fault={send.error?.fields['text']} onChange={setText} />
      {send.error && <Alert type="error" showIcon title={send.error.message} />}
      {asked ? (
        <Confirm
          says={`${LEVELS[level].name}通知，发给${name}的 ${recipients ?? 0} 名网格员。发出后不能修改，只能撤回。`}
          level={level}
          busy={send.isPending}
          onBack={() => setAsked(false)}
          onSend={submit}
        />
      ) : (
        <Ready recipients={recipients} reason={whyNot(text, recipients)} onAsk={() => setAsked(true)} />
      )}
    </div>
  )
}

type TextProps = {
  text: string
  readOnly: boolean
  fault: string | undefined
  onChange: (text: string) => void
}

function TextField({ text, readOnly, fault, onChange }: TextProps) {
  return (
    <DeskField label="内容" required hint={`${text.length} / ${TEXT_MAX} 字`} fault={fault}>
      {(bound) => (
        <Input.TextArea
          {...bound}
          rows={6}
          maxLength={TEXT_MAX}
          readOnly={readOnly}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </DeskField>
  )
}

/** The button that leads to the question, with the reason while it may not be pressed. */
function Ready({
  recipients,
  reason,
  onAsk,
}: {
  recipients: number | undefined
  reason: string | undefined
  onAsk: () => void
}) {
  return (
    <div className="grid gap-1">
      <Button type="primary" disabled={reason !== undefined} onClick={onAsk}>
        {recipients ? `发给 ${recipients} 名网格员` : '发送'}
      </Button>
      {reason && <p className="text-small text-ink-2">{reason}</p>}
    </div>
  )
}

function whyNot(text: string, recipients: number | undefined): string | undefined {
  if (recipients === undefined) return '正在数有多少人'
  if (recipients === 0) return '这个地方现在没有在岗的网格员，请换一个范围，或者直接打电话给村里'
  return text.trim() === '' ? '请先写通知内容' : undefined
}

function LevelField({
  level,
  disabled,
  onChange,
}: {
  level: Level
  disabled: boolean
  onChange: (level: Level) => void
}) {
  return (
    <DeskField label="有多急" required group hint={LEVELS[level].says}>
      {({ id }) => (
        <Radio.Group id={id} value={level} disabled={disabled} aria-label="有多急">
          {(['ordinary', 'emergency'] as const).map((value) => (
            <Radio key={value} value={value} onChange={() => onChange(value)}>
              {LEVELS[value].name}
            </Radio>
          ))}
        </Radio.Group>
      )}
    </DeskField>
  )
}

function Confirm({
  says,
  level,
  busy,
  onBack,
  onSend,
}: {
  says: string
  level: Level
  busy: boolean
  onBack: () => void
  onSend: () => void
}) {
  return (
    <section aria-label="确认" className="grid gap-3 rounded-card border border-line bg-ground p-4">
      <p>{says}</p>
      <div className="flex justify-end gap-2">
        <Button disabled={busy} onClick={onBack}>
          再改改
        </Button>
        <Button type="primary" autoFocus danger={level === 'emergency'} loading={busy} onClick={onSend}>
          确定发出
        </Button>
      </div>
    </section>
  )
}

import { Alert, Button, Checkbox, Drawer, InputNumber } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskEntry } from '#web/matters/desk-entry.tsx'
import { DeskField } from '#web/matters/desk-field.tsx'
import { SCOPES, type ClientScope } from './words.ts'

export type Handed = { name: string; key: string }
type Props = { open: boolean; onClose: () => void; onHanded: (handed: Handed) => void }

/** Letting a system in: which it is, what it may do, how much it may ask. */
export function OpenDrawer({ open, onClose, onHanded }: Props) {
  return (
    <Drawer open={open} onClose={onClose} title="登记接入系统" size={420} destroyOnHidden>
      <OpenForm
        onDone={(handed) => {
          onClose()
          onHanded(handed)
        }}
      />
    </Drawer>
  )
}

/** A busy hotline tells one event in two seconds. */
const USUAL = { minuteMax: 120, dayMax: 20_000 }

function OpenForm({ onDone }: { onDone: (handed: Handed) => void }) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<ClientScope[]>([])
  const [limits, setLimits] = useState(USUAL)
  const [key] = useState(newKey)
  const open = useChange('apiClients.open', ['apiClients.list'])
  const faults = open.error?.fields ?? {}
  const isMissing = name.trim().length < 2 || scopes.length === 0
  const submit = () => {
    if (isMissing) return
    const body = { name: name.trim(), scopes, ...limits }
    open.mutate(
      { input: { body }, key },
      { onSuccess: (opened) => onDone({ name: body.name, key: opened.key }) },
    )
  }
  return (
    <div className="grid gap-5">
      <DeskEntry
        label="系统名称"
        hint="办理记录里会写这个名字，例如“市12345热线”"
        maxLength={40}
        fault={faults['name']}
        value={name}
        onChange={setName}
      />
      <DeskField label="可以做什么" required group fault={faults['scopes']}>
        {() => (
          <Checkbox.Group<ClientScope>
            className="grid! gap-2"
            value={scopes}
            onChange={setScopes}
            options={(Object.keys(SCOPES) as ClientScope[]).map((value) => ({ value, label: SCOPES[value] }))}
          />
        )}
      </DeskField>
      <Limits limits={limits} faults={faults} onChange={setLimits} />
      {open.error && Object.keys(faults).length === 0 && (
        <Alert type="error" showIcon title={open.error.message} />
      )}
      <div className="grid gap-1">
        <Button type="primary" disabled={isMissing} loading={open.isPending} onClick={submit}>
          登记，给密钥
        </Button>
        <p className="text-small text-ink-2">
          {isMissing ? '写系统名称，至少选一项' : '只看得到它自己报来的事；超过次数的请求会被拒绝'}
        </p>
      </div>
    </div>
  )
}

interface LimitsProps {
  limits: typeof USUAL
  faults: Readonly<Record<string, string>>
  onChange: (limits: typeof USUAL) => void
}

function Limits({ limits, faults, onChange }: LimitsProps) {
  return (
    <>
      <Limit
        label="每分钟最多"
        fault={faults['minuteMax']}
        value={limits.minuteMax}
        onChange={(minuteMax) => onChange({ ...limits, minuteMax })}
      />
      <Limit
        label="每天最多"
        fault={faults['dayMax']}
        value={limits.dayMax}
        onChange={(dayMax) => onChange({ ...limits, dayMax })}
      />
    </>
  )
}

function Limit({
  label,
  fault,
  value,
  onChange,
}: {
  label: string
  fault: string | undefined
  value: number
  onChange: (value: number) => void
}) {
  return (
    <DeskField label={label} required fault={fault}>
      {(bound) => (
        <InputNumber
          {...bound}
          aria-label={label}
          className="w-40!"
          min={1}
          precision={0}
          suffix="次"
          value={value}
          onChange={(typed) => onChange(typed ?? 1)}
        />
      )}
    </DeskField>
  )
}

import { Alert, Button, Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import { placeNameOf } from '#contract/division-codes.ts'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useArea } from '#web/matters/desk-reference.ts'

/** Registering a screen by the code it shows. */
export function RegisterDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Drawer open={open} onClose={onClose} title="登记设备" size={420} destroyOnHidden>
      <RegisterForm onDone={onClose} />
    </Drawer>
  )
}

function RegisterForm({ onDone }: { onDone: () => void }) {
  const villages = useVillages()
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [chosen, setDivision] = useState<string>()
  const division = chosen ?? (villages.length === 1 ? villages[0]?.value : undefined)
  const [key] = useState(newKey)
  const register = useChange('devices.register', ['devices.list'])
  const faults = register.error?.fields ?? {}
  const missing = code.trim() === '' || name.trim() === '' || division === undefined
  const submit = () => {
    if (missing) return
    register.mutate({ input: { body: { code, name: name.trim(), division } }, key }, { onSuccess: onDone })
  }
  return (
    <div className="grid gap-5">
      <DeskField
        label="登记码"
        required
        hint="屏幕上显示的 6 位，大小写都行；半小时换一次"
        fault={faults['code']}
      >
        {(bound) => (
          <Input
            {...bound}
            autoFocus
            maxLength={20}
            value={code}
            onChange={({ target }) => setCode(target.value)}
            onPressEnter={submit}
          />
        )}
      </DeskField>
      <PlaceFields {...{ villages, name, division, faults }} onName={setName} onDivision={setDivision} />
      {register.error && Object.keys(faults).length === 0 && (
        <Alert type="error" showIcon title={register.error.message} />
      )}
      <div className="grid gap-1">
        <Button type="primary" disabled={missing} loading={register.isPending} onClick={submit}>
          登记
        </Button>
        {missing && <p className="text-small text-ink-2">登记码、名称和村都要填</p>}
      </div>
    </div>
  )
}

/** What a screen is called and where it hangs. */
export function PlaceFields({
  villages,
  name,
  division,
  faults,
  onName,
  onDivision,
}: {
  villages: ReturnType<typeof useVillages>
  name: string
  division: string | undefined
  faults: Readonly<Record<string, string>>
  onName: (name: string) => void
  onDivision: (code: string) => void
}) {
  return (
    <>
      <DeskField
        label="名称"
        required
        hint="别人一看就知道是哪一台，例如“村部大厅触摸屏”"
        fault={faults['name']}
      >
        {(bound) => (
          <Input {...bound} maxLength={30} value={name} onChange={({ target }) => onName(target.value)} />
        )}
      </DeskField>
      <DeskField label="放在哪个村、社区" required fault={faults['division']}>
        {(bound) => (
          <Select
            {...bound}
            aria-label="放在哪个村、社区"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选一个村、社区"
            disabled={villages.length === 1}
            value={division ?? null}
            options={villages}
            onChange={(code: string) => onDivision(code)}
          />
        )}
      </DeskField>
    </>
  )
}

/** The villages of one’s area, the street said beside them where there are several. */
export function useVillages(): { value: string; label: string }[] {
  const area = useArea()
  const towns = area.filter(({ level }) => level === 'town')
  return area
    .filter(({ level }) => level === 'village')
    .map(({ code, name }) => {
      const town = towns.length > 1 ? towns.find((one) => code.startsWith(one.code)) : undefined
      return { value: code, label: town ? `${placeNameOf(name)}（${town.name}）` : placeNameOf(name) }
    })
}

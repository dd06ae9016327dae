import { Alert, Button, Drawer, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { PlaceFields, useVillages } from './desk-register.tsx'
import type { Listed } from './words.ts'

type Props = { device: Listed | undefined; onClose: () => void }

export function ChangeDrawer({ device, onClose }: Props) {
  return (
    <Drawer open={device !== undefined} onClose={onClose} title="改名、移动" size={420} destroyOnHidden>
      {device && <ChangeForm device={device} onDone={onClose} />}
    </Drawer>
  )
}

function ChangeForm({ device, onDone }: { device: Listed; onDone: () => void }) {
  const villages = useVillages()
  const [name, setName] = useState(device.name)
  const [division, setDivision] = useState(device.division)
  const [key] = useState(newKey)
  const change = useChange('devices.change', ['devices.list'])
  const save = () =>
    change.mutate(
      { input: { params: { id: device.id }, body: { name: name.trim(), division } }, key },
      { onSuccess: onDone },
    )
  const same = name.trim() === device.name && division === device.division
  const why = name.trim() === '' ? '请写名称' : same ? '还没有改动' : undefined
  return (
    <div className="grid gap-5">
      <PlaceFields
        {...{ villages, name, division }}
        faults={change.error?.fields ?? {}}
        onName={setName}
        onDivision={setDivision}
      />
      {division !== device.division && (
        <p className="text-ink-2">移到另一个村后，屏幕一分钟内换成那个村的内容，原来的内容会清掉。</p>
      )}
      {change.error && <Alert type="error" showIcon title={change.error.message} />}
      <div className="grid gap-1">
        <Button type="primary" disabled={why !== undefined} loading={change.isPending} onClick={save}>
          保存
        </Button>
        {why && <p className="text-small text-ink-2">{why}</p>}
      </div>
    </div>
  )
}

export function ShowDrawer({ device, onClose }: Props) {
  return (
    <Drawer open={device !== undefined} onClose={onClose} title="立即显示" size={480} destroyOnHidden>
      {device && <ShowForm device={device} onDone={onClose} />}
    </Drawer>
  )
}

function ShowForm({ device, onDone }: { device: Listed; onDone: () => void }) {
  const [publication, setPublication] = useState<string>()
  const [key] = useState(newKey)
  const board = useCall('publications.board', { query: { division: device.division, limit: 100 } })
  const show = useChange('devices.show', ['devices.list'])
  const options = (board.data?.rows ?? [])
    .filter(({ reach }) => reach === 'all')
    .map(({ id, title }) => ({ value: id, label: title }))
  const send = () => {
    const body = publication === undefined ? {} : { publication }
    show.mutate({ input: { params: { id: device.id }, body }, key }, { onSuccess: onDone })
  }
  return (
    <div className="grid gap-5">
      <p>“{device.name}”马上重新读一遍内容。选一项的话，屏幕直接打开它；不选就停在原来的地方。</p>
      <DeskField
        label="打开哪一项"
        hint="只列出对所有人公开、正挂在公开栏上的"
        fault={show.error?.fields['publication']}
      >
        {(bound) => (
          <Select
            {...bound}
            aria-label="打开哪一项"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="不指定"
            loading={board.isPending}
            value={publication ?? null}
            options={options}
            onChange={(id: string | undefined) => setPublication(id)}
          />
        )}
      </DeskField>
      {show.error && <Alert type="error" showIcon title={show.error.message} />}
      <Button type="primary" loading={show.isPending} onClick={send}>
        立即显示
      </Button>
    </div>
  )
}

/** Asked once more: the screen forgets everything. */
export function Revoke({ device }: { device: Listed }) {
  const [key] = useState(newKey)
  const revoke = useChange('devices.revoke', ['devices.list'])
  const says = revoke.error?.message ?? '屏幕会清掉全部内容，回到登记码。以后要用，重新登记。'
  return (
    <Popconfirm
      title={`注销“${device.name}”？`}
      description={<span className="block max-w-72">{says}</span>}
      okText="注销"
      cancelText="不注销"
      okButtonProps={{ danger: true, loading: revoke.isPending }}
      onConfirm={() =>
        revoke.mutateAsync({ input: { params: { id: device.id } }, key }).catch(() => undefined)
      }
    >
      <Button type="link" size="small" danger>
        注销
      </Button>
    </Popconfirm>
  )
}

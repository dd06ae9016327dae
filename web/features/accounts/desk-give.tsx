import { Alert, Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { placeNameOf } from '#contract/division-codes.ts'
import { ROLES, type RoleId } from '#contract/roles.ts'
import { newKey, type Output } from '#web/client/call.ts'
import { useDivisions, useUnits } from '#web/client/county.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskEntry } from '#web/matters/desk-entry.tsx'
import { DeskField } from '#web/matters/desk-field.tsx'
import type { Account } from './words.ts'

/** Giving a post: what may be done, and where. */
export function GiveDrawer({ account, onClose }: { account: Account | undefined; onClose: () => void }) {
  return (
    <Drawer
      open={account !== undefined}
      onClose={onClose}
      title={account && `给${account.name}授予岗位`}
      size={440}
      destroyOnHidden
    >
      {account && <GiveForm account={account} onDone={onClose} />}
    </Drawer>
  )
}

/** Nobody is given what everybody is, nor what another system is. */
const GIVEN = (Object.keys(ROLES) as RoleId[]).filter(
  (role) => ROLES[role].level !== 'none' && role !== 'connected-system',
)

function GiveForm({ account, onDone }: { account: Account; onDone: () => void }) {
  const [role, setRole] = useState<RoleId>()
  const [place, setPlace] = useState<string>()
  const [typed, setTitle] = useState<string>()
  const [key] = useState(newKey)
  const places = usePlaces(role)
  const give = useChange('accounts.givePost', ['accounts.list'])
  const faults = give.error?.fields ?? {}
  const chosen = places.find(({ value }) => value === place) ?? (places.length === 1 ? places[0] : undefined)
  const title = typed ?? (role ? ROLES[role].name : '')
  const isMissing = role === undefined || chosen === undefined || title.trim().length < 2
  const choose = (chosenRole: RoleId) => {
    setRole(chosenRole)
    setPlace(undefined)
    setTitle(undefined)
  }
  const submit = () => {
    if (isMissing) return
    const { division, unit } = chosen
    const body = { role, division, title: title.trim(), ...(unit === undefined ? {} : { unit }) }
    give.mutate({ input: { params: { id: account.id }, body }, key }, { onSuccess: onDone })
  }
  return (
    <div className="grid gap-5">
      <RoleField value={role} fault={faults['role']} onChange={choose} />
      <DeskField label="在哪里" required fault={faults['division'] ?? faults['unit']}>
        {(bound) => (
          <Select
            {...bound}
            aria-label="在哪里"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={role ? '选一个地方或单位' : '先选岗位'}
            disabled={role === undefined || places.length === 1}
            value={chosen?.value ?? null}
            options={places.map(({ value, label }) => ({ value, label }))}
            onChange={(value: string) => setPlace(value)}
          />
        )}
      </DeskField>
      <DeskEntry
        label="岗位名称"
        hint="别人看到的叫法，例如“武屯街道分拨员”"
        maxLength={30}
        fault={faults['title']}
        value={title}
        onChange={setTitle}
      />
      {give.error && Object.keys(faults).length === 0 && (
        <Alert type="error" showIcon title={give.error.message} />
      )}
      <div className="grid gap-1">
        <Button type="primary" disabled={isMissing} loading={give.isPending} onClick={submit}>
          授予
        </Button>
        {isMissing && <p className="text-small text-ink-2">三项都要选好、填好</p>}
      </div>
    </div>
  )
}

function RoleField({
  value,
  fault,
  onChange,
}: {
  value: RoleId | undefined
  fault: string | undefined
  onChange: (role: RoleId) => void
}) {
  return (
    <DeskField label="岗位" required fault={fault}>
      {(bound) => (
        <Select<RoleId>
          {...bound}
          aria-label="岗位"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="选一个岗位"
          value={value ?? null}
          options={GIVEN.map((role) => ({ value: role, label: ROLES[role].name }))}
          onChange={onChange}
        />
      )}
    </DeskField>
  )
}

type Place = { value: string; label: string; division: string; unit?: string }

/** Where a post of that role can be held. */
function usePlaces(role: RoleId | undefined): Place[] {
  const divisions = useDivisions() ?? []
  const units = useUnits() ?? []
  if (role === undefined) return []
  const { level } = ROLES[role]
  if (level === 'unit')
    return units.map(({ code, name, division }) => ({ value: code, label: name, division, unit: code }))
  const towns = divisions.filter((one) => one.level === 'town')
  return divisions
    .filter((one) => one.level === level || (role === 'grid-worker' && one.level === 'grid'))
    .map((one) => ({ value: one.code, label: labelOf(one, towns), division: one.code }))
}

type Division = Output<'places.divisions'>[number]

function labelOf({ code, name, level }: Division, towns: readonly Division[]): string {
  const town = level === 'town' ? undefined : towns.find((one) => code.startsWith(one.code))
  return town ? `${placeNameOf(name)}（${town.name}）` : placeNameOf(name)
}

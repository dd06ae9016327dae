import { Alert, Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { placeNameOf } from '#contract/division-codes.ts'
import { PERMISSIONS, ROLES, type Permission, type RoleId } from '#contract/roles.ts'
import { newKey, type Output } from '#web/client/call.ts'
import { useDivisions, useUnits } from '#web/client/county.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskEntry } from '#web/matters/desk-entry.tsx'
import { DeskField } from '#web/matters/desk-field.tsx'
import type { Account } from './words.ts'

/** Giving a post: what may be done, and where; in one of the county’s positions it is less than the role’s whole. */
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
  const [positionId, setPosition] = useState<string>()
  const [typed, setTitle] = useState<string>()
  const [key] = useState(newKey)
  const places = usePlaces(role)
  const give = useChange('accounts.givePost', ['accounts.list'])
  const faults = give.error?.fields ?? {}
  const chosen = places.find(({ value }) => value === place) ?? (places.length === 1 ? places[0] : undefined)
  const positions = usePositions(role, chosen)
  const position = positions.find(({ id }) => id === positionId)
  const title = typed ?? position?.name ?? (role ? ROLES[role].name : '')
  const isMissing = role === undefined || chosen === undefined || title.trim().length < 2
  const choose = (chosenRole: RoleId) => {
    setRole(chosenRole)
    setPlace(undefined)
    setPosition(undefined)
    setTitle(undefined)
  }
  const submit = () => {
    if (isMissing) return
    const body = { role, title: title.trim(), ...whereOf(chosen), ...(position && { position: position.id }) }
    give.mutate({ input: { params: { id: account.id }, body }, key }, { onSuccess: onDone })
  }
  return (
    <div className="grid gap-5">
      <RoleField value={role} fault={faults['role']} onChange={choose} />
      <PlaceField
        role={role}
        places={places}
        value={chosen}
        fault={faults['division'] ?? faults['unit']}
        onChange={setPlace}
      />
      <PositionField
        role={role}
        positions={positions}
        value={position}
        fault={faults['position']}
        onChange={setPosition}
      />
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
      <GiveButton isMissing={isMissing} isBusy={give.isPending} onClick={submit} />
    </div>
  )
}

function GiveButton(props: { isMissing: boolean; isBusy: boolean; onClick: () => void }) {
  return (
    <div className="grid gap-1">
      <Button type="primary" disabled={props.isMissing} loading={props.isBusy} onClick={props.onClick}>
        授予
      </Button>
      {props.isMissing && <p className="text-small text-ink-2">岗位、在哪里和名称都要选好、填好</p>}
    </div>
  )
}

function PlaceField({
  role,
  places,
  value,
  fault,
  onChange,
}: {
  role: RoleId | undefined
  places: readonly Place[]
  value: Place | undefined
  fault: string | undefined
  onChange: (value: string) => void
}) {
  return (
    <DeskField label="在哪里" required fault={fault}>
      {(bound) => (
        <Select<string>
          {...bound}
          aria-label="在哪里"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={role ? '选一个地方或单位' : '先选岗位'}
          disabled={role === undefined || places.length === 1}
          value={value?.value ?? null}
          options={places.map((place) => ({ value: place.value, label: place.label }))}
          onChange={onChange}
        />
      )}
    </DeskField>
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

const whereOf = ({ division, unit }: Place) => ({ division, ...(unit === undefined ? {} : { unit }) })

type Position = Output<'accounts.positions'>[number]

/** The county’s positions of that role which can be held there. */
function usePositions(role: RoleId | undefined, place: Place | undefined): Position[] {
  const { data } = useCall('accounts.positions', {})
  const units = useUnits() ?? []
  const level = units.find(({ code }) => code === place?.unit)?.level
  return (data ?? []).filter(
    (one) =>
      one.role === role &&
      place !== undefined &&
      (one.unit === undefined || one.unit === place.unit) &&
      (one.level === undefined || level === undefined || one.level === level),
  )
}

const WHOLE = ''

/** Which of the role’s permissions: all, or what one of the county’s positions leaves. */
function PositionField({
  role,
  positions,
  value,
  fault,
  onChange,
}: {
  role: RoleId | undefined
  positions: readonly Position[]
  value: Position | undefined
  fault: string | undefined
  onChange: (id: string | undefined) => void
}) {
  if (role === undefined || positions.length === 0) return null
  const whole: readonly Permission[] = ROLES[role].permissions
  const out = value ? whole.filter((one) => !value.permissions.includes(one)) : []
  return (
    <div className="grid gap-2">
      <DeskField label="职位" fault={fault} hint="职位只会让权限变少，不会变多">
        {(bound) => (
          <Select
            {...bound}
            aria-label="职位"
            showSearch={{ optionFilterProp: 'label' }}
            value={value?.id ?? WHOLE}
            options={[
              { value: WHOLE, label: `${ROLES[role].name}的全部权限` },
              ...positions.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(id: string) => onChange(id === WHOLE ? undefined : id)}
          />
        )}
      </DeskField>
      {out.length > 0 && (
        <p className="text-small text-ink-2">没有：{out.map((one) => PERMISSIONS[one]).join('；')}</p>
      )}
    </div>
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

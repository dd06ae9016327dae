import { Alert, Button, Drawer, Radio, Select } from 'antd'
import { useState } from 'react'
import { CONSENT_WAYS, KINSHIPS, SAID_WAYS, type ConsentWay } from '#contract/consent-ways.ts'
import { dateOf } from '#practice/kit/index.ts'
import { newKey, type Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { GuardiansPart } from './desk-guardians.tsx'
import { SaidDay, SaidLine } from './desk-said.tsx'

type Person = Output<'people.register'>['rows'][number]
type Consents = Output<'consents.list'>

/** A person of the register: who consents for a child, whether they want to be spoken for, who said so, what was done on it. */
export function PersonDrawer({ person, onClose }: { person: Person | undefined; onClose: () => void }) {
  return (
    <Drawer
      open={person !== undefined}
      onClose={onClose}
      title={person && `${person.name} 的代办同意`}
      size={460}
      destroyOnHidden
    >
      {person && <PersonConsents person={person} />}
    </Drawer>
  )
}

function PersonConsents({ person }: { person: Person }) {
  const read = useCall('consents.list', { params: { id: person.id } })
  const kin = useCall('consents.guardians', { params: { id: person.id } })
  const error = read.error ?? kin.error
  if (error && !(read.data && kin.data))
    return <Trouble error={error} onRetry={() => void Promise.all([read.refetch(), kin.refetch()])} />
  if (!read.data || !kin.data) return <Waiting lines={4} />
  const { isWithdrawn, said, acted } = read.data
  const isChild = kin.data.age === 'child'
  const guardians = isChild ? kin.data.guardians : undefined
  return (
    <div className="grid gap-6">
      {isChild && <GuardiansPart person={person} kin={kin.data} />}
      <Standing isWithdrawn={isWithdrawn} guardians={guardians} />
      <Said said={said} />
      <Acted acted={acted} />
      {guardians?.length !== 0 && (
        <RecordForm
          key={`${said[0]?.id} ${guardians?.map(({ id }) => id).join()}`}
          {...{ person, isWithdrawn, guardians }}
        />
      )}
    </div>
  )
}

type Kin = Output<'consents.guardians'>['guardians'] | undefined

/** Whether somebody may act for the person now. */
function Standing({ isWithdrawn, guardians }: { isWithdrawn: boolean; guardians: Kin }) {
  const isShut = isWithdrawn || guardians?.length === 0
  const who = guardians ? '监护人' : '本人'
  const says =
    guardians?.length === 0
      ? '还没有监护人的同意，不能替孩子报事、办事'
      : isWithdrawn
        ? `${who}收回了同意，现在不能替他报事、办事`
        : `可以替他报事、办事，每次仍要记下${guardians ? '监护人' : '他'}怎么同意的`
  return (
    <p className={`flex items-center gap-2 ${isShut ? 'text-late' : 'text-done'}`}>
      <Icon name={isShut ? 'lock' : 'check'} className="size-[1.2em]" />
      {says}
    </p>
  )
}

function Said({ said }: { said: Consents['said'] }) {
  return (
    <section aria-labelledby="said" className="grid gap-2">
      <h3 id="said" className="font-bold">
        代办同意的记录
      </h3>
      {said.length === 0 ? (
        <p className="text-ink-3">没有单独登记过。</p>
      ) : (
        <ul className="divide-y divide-line rounded-card border border-line">
          {said.map((one) => (
            <SaidLine key={one.id} said={one}>
              <b>{one.isGiven ? '同意' : '收回'}</b>，{one.guardian && `监护人 ${one.guardian}，`}
            </SaidLine>
          ))}
        </ul>
      )}
    </section>
  )
}

function Acted({ acted }: { acted: Consents['acted'] }) {
  return (
    <section aria-labelledby="acted" className="grid gap-2">
      <h3 id="acted" className="font-bold">
        替他办过的
      </h3>
      {acted.length === 0 ? (
        <p className="text-ink-3">还没有人替他办过。</p>
      ) : (
        <ul className="divide-y divide-line rounded-card border border-line">
          {acted.map(({ number, by, way, at }) => (
            <li key={number} className="grid px-3 py-2">
              <span>
                {number}，{by}
              </span>
              <span className="text-small text-ink-2">
                {CONSENT_WAYS[way]}，<Moment at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

// The keys are those of SAID_WAYS; Object.entries forgets it.
const WAYS = Object.entries(SAID_WAYS).map(([value, label]) => ({ value: value as ConsentWay, label }))

type RecordProps = { person: Person; isWithdrawn: boolean; guardians: Kin }

/** For who has no telephone: what they said, or for a child its guardian, written down by whoever heard it. */
function RecordForm({ person, isWithdrawn, guardians }: RecordProps) {
  const today = dateOf(new Date(useNow()))
  const [isGiven, setGiven] = useState(isWithdrawn)
  const [way, setWay] = useState<ConsentWay>()
  const [on, setOn] = useState(today)
  const [guardian, setGuardian] = useState(guardians?.[0]?.id)
  const [key] = useState(newKey)
  const record = useChange('consents.record', ['consents.list'])
  const faults = record.error?.fields ?? {}
  const isMissing = way === undefined || on === ''
  const submit = () => {
    if (way === undefined || on === '') return
    record.mutate({
      input: { params: { id: person.id }, body: { isGiven, way, on, ...(guardian ? { guardian } : {}) } },
      key,
    })
  }
  return (
    <section aria-labelledby="record" className="grid gap-4 border-t border-line pt-5">
      <h3 id="record" className="font-bold">
        {guardians ? '登记监护人的话' : '登记本人的话'}
      </h3>
      {guardians && <Speaker {...{ guardians, guardian }} fault={faults['guardian']} onPick={setGuardian} />}
      <WillField isOfChild={guardians !== undefined} isGiven={isGiven} onChange={setGiven} />
      <div className="grid grid-cols-2 gap-4">
        <DeskField label="怎么说的" required fault={faults['way']}>
          {(bound) => (
            <Select<ConsentWay>
              {...bound}
              aria-label="怎么说的"
              placeholder="选一种"
              value={way ?? null}
              options={WAYS}
              onChange={setWay}
            />
          )}
        </DeskField>
        <SaidDay label="哪一天" today={today} value={on} fault={faults['on']} onChange={setOn} />
      </div>
      {record.error && Object.keys(faults).length === 0 && (
        <Alert type="error" showIcon title={record.error.message} />
      )}
      <Button type="primary" disabled={isMissing} loading={record.isPending} onClick={submit}>
        记下来
      </Button>
    </section>
  )
}

interface SpeakerProps {
  guardians: NonNullable<Kin>
  guardian: string | undefined
  fault: string | undefined
  onPick: (id: string) => void
}

/** Which guardian of a child said it. */
function Speaker({ guardians, guardian, fault, onPick }: SpeakerProps) {
  const options = guardians.map(({ id, name, kinship }) => ({
    value: id,
    label: `${name}（${KINSHIPS[kinship]}）`,
  }))
  return (
    <DeskField label="哪一位监护人" required fault={fault}>
      {(bound) => (
        <Select
          {...bound}
          aria-label="哪一位监护人"
          value={guardian ?? null}
          options={options}
          onChange={onPick}
        />
      )}
    </DeskField>
  )
}

type WillProps = { isOfChild: boolean; isGiven: boolean; onChange: (isGiven: boolean) => void }
function WillField({ isOfChild, isGiven, onChange }: WillProps) {
  const label = isOfChild ? '监护人要不要别人替孩子办' : '本人的意思'
  return (
    <DeskField label={label} required group>
      {({ id }) => (
        <Radio.Group id={id} aria-label={label} value={isGiven}>
          <Radio value onChange={() => onChange(true)}>
            同意别人替他办
          </Radio>
          <Radio value={false} onChange={() => onChange(false)}>
            收回同意
          </Radio>
        </Radio.Group>
      )}
    </DeskField>
  )
}

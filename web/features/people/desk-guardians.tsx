import { Alert, Button, Radio, Select } from 'antd'
import { useState } from 'react'
import { SAID_WAYS, KINSHIPS, type Kinship } from '#contract/consent-ways.ts'
import { dateOf } from '#practice/kit/index.ts'
import { newKey, type Input as Sent, type Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { SaidDay, SaidLine } from './desk-said.tsx'

type Person = Output<'people.register'>['rows'][number]
type Kin = Output<'consents.guardians'>
type Body = Sent<'consents.recordGuardian'>['body']

/** Who consents for a child below fourteen (个人信息保护法 31), what they said, and the form that writes it down. */
export function GuardiansPart({ person, kin }: { person: Person; kin: Kin }) {
  // Asked for at once where nobody is known; once something is written down it is there to be read.
  const [asks, setAsks] = useState(kin.said.length + kin.waiting.length === 0)
  return (
    <section aria-labelledby="guardians" className="grid gap-3 border-b border-line pb-6">
      <h3 id="guardians" className="font-bold">
        监护人
      </h3>
      <p className="text-small text-ink-2">
        不满十四周岁，用他的信息要监护人同意（个人信息保护法第三十一条），他自己不能登录，由监护人在手机上替他办。
      </p>
      {kin.said.length === 0 ? (
        <p className="text-ink-3">还没有登记监护人。</p>
      ) : (
        <ul className="divide-y divide-line rounded-card border border-line">
          {kin.said.map((one) => (
            <SaidLine key={one.id} said={one}>
              {one.guardian}（{KINSHIPS[one.kinship]}）<b>{one.isGiven ? '同意' : '收回'}</b>，
            </SaidLine>
          ))}
        </ul>
      )}
      {kin.waiting.map(({ id, guardian, by, at }) => (
        <p key={id} role="status" className="rounded-card bg-wait-soft px-3 py-2">
          <b>待复核</b>：{guardian}登记为监护人，{by} <Moment at={at} /> 记。要另一位同事看过同意才生效。
        </p>
      ))}
      {asks ? (
        <GuardianForm child={person.id} onSaved={() => setAsks(false)} />
      ) : (
        <Button className="justify-self-start" onClick={() => setAsks(true)}>
          再记一次监护人的话
        </Button>
      )}
    </section>
  )
}

// The keys are those of KINSHIPS; Object.entries forgets it.
const KIN = Object.entries(KINSHIPS).map(([value, label]) => ({ value: value as Kinship, label }))
const WAYS = (['paper', 'present', 'phone'] as const).map((value) => ({ value, label: SAID_WAYS[value] }))

function GuardianForm({ child, onSaved }: { child: string; onSaved: () => void }) {
  const today = dateOf(new Date(useNow()))
  const [said, setSaid] = useState<Partial<Body>>({ isGiven: true, on: today })
  const [key] = useState(newKey)
  const record = useChange('consents.recordGuardian', [
    'consents.guardians',
    'consents.list',
    'secondWords.list',
  ])
  const faults = record.error?.fields ?? {}
  const change = (more: Partial<Body>) => setSaid({ ...said, ...more })
  const { guardian, kinship, isGiven = true, way, on } = said
  const body = guardian && kinship && way && on ? { guardian, kinship, isGiven, way, on } : undefined
  return (
    <div className="grid gap-4 pt-2">
      <Whom fault={faults['guardian'] ?? faults['child']} onPick={(id) => change({ guardian: id })} />
      <Standing {...{ kinship, way, change }} />
      <DeskField label="监护人的意思" required group>
        {({ id }) => (
          <Radio.Group id={id} aria-label="监护人的意思" value={isGiven}>
            <Radio value onChange={() => change({ isGiven: true })}>
              同意用孩子的信息
            </Radio>
            <Radio value={false} onChange={() => change({ isGiven: false })}>
              收回，或不再是监护人
            </Radio>
          </Radio.Group>
        )}
      </DeskField>
      <SaidDay
        label="说的日期"
        today={today}
        value={on}
        fault={faults['on']}
        onChange={(day) => change({ on: day })}
      />
      {record.error && Object.keys(faults).length === 0 && (
        <Alert type="error" showIcon title={record.error.message} />
      )}
      <Button
        type="primary"
        disabled={!body}
        loading={record.isPending}
        onClick={() =>
          body && record.mutate({ input: { params: { id: child }, body }, key }, { onSuccess: onSaved })
        }
      >
        记下监护人的话
      </Button>
    </div>
  )
}

type StandingProps = {
  kinship: Kinship | undefined
  way: Body['way'] | undefined
  change: (more: Partial<Body>) => void
}

/** What the guardian is to the child, and how they said it. */
function Standing({ kinship, way, change }: StandingProps) {
  return (
    <div className="grid grid-cols-2 gap-4">
      <DeskField label="是孩子的" required>
        {(bound) => (
          <Select<Kinship>
            {...bound}
            aria-label="是孩子的"
            placeholder="选一种"
            value={kinship ?? null}
            options={KIN}
            onChange={(value) => change({ kinship: value })}
          />
        )}
      </DeskField>
      <DeskField label="监护人怎么说的" required>
        {(bound) => (
          <Select<Body['way']>
            {...bound}
            aria-label="监护人怎么说的"
            placeholder="选一种"
            value={way ?? null}
            options={WAYS}
            onChange={(value) => change({ way: value })}
          />
        )}
      </DeskField>
    </div>
  )
}

/** A guardian is somebody of the register, found by name. */
function Whom({ fault, onPick }: { fault: string | undefined; onPick: (id: string) => void }) {
  const [name, setName] = useState('')
  const [picked, setPicked] = useState<{ value: string; label: string }>()
  const { data: people = [] } = useCall('places.people', name ? { query: { name } } : undefined)
  const options = people.map(({ id, name: of, household, phone }) => ({
    value: id,
    label: [of, household, phone].filter(Boolean).join('，'),
  }))
  return (
    <DeskField label="监护人是谁" required fault={fault}>
      {(bound) => (
        <Select
          {...bound}
          aria-label="监护人是谁"
          showSearch={{ filterOption: false, onSearch: (text) => setName(text.trim()) }}
          placeholder="打名字找"
          notFoundContent={name ? '名册里没有这个名字' : '打监护人的名字'}
          value={picked?.value ?? null}
          options={
            picked && !options.some(({ value }) => value === picked.value) ? [picked, ...options] : options
          }
          onChange={(id: string) => {
            setPicked(options.find(({ value }) => value === id))
            onPick(id)
          }}
        />
      )}
    </DeskField>
  )
}

import { Input, Radio } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { Output } from '#web/client/call.ts'
import { usePages } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'

export type Person = Output<'people.register'>['rows'][number]

/** So many are looked through by eye; more are narrowed by another letter of the name. */
const SHOWN = 12

interface WhoseProps {
  /** The name that was written: the register is searched for it first. */
  asked: string
  picked: Person | undefined
  onPick: (person: Person) => void
}

/** The register of the village beside a request, to pick out who asks. */
export function WhosePhone({ asked, picked, onPick }: WhoseProps) {
  const [typed, setTyped] = useState(asked)
  const q = useDeferredValue(typed.trim())
  return (
    <section aria-label="名册里的人" className="grid gap-3">
      <DeskField
        label="他是名册里的谁"
        required
        hint="先按他写的名字找；写错了的，改成名册上的名字或户号再找"
      >
        {(bound) => (
          <Input
            {...bound}
            allowClear
            maxLength={40}
            placeholder="姓名或户号"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </DeskField>
      <Found {...{ q, picked, onPick }} />
    </section>
  )
}

function Found({ q, picked, onPick }: Omit<WhoseProps, 'asked'> & { q: string }) {
  const { rows, error, isPending, hasNextPage, refetch } = usePages('people.register', q ? { q } : {})
  if (error && rows.length === 0) return <Trouble error={error} onRetry={() => void refetch()} />
  if (isPending) return <Waiting lines={3} />
  if (rows.length === 0)
    return (
      <p role="status" className="text-ink-2">
        {q ? `村里的名册上没有“${q}”。换个写法再找；真` : '名册还是空的。'}
        没有这个人的，先在名册里导入他家，或者退回并写明带什么来登记。
      </p>
    )
  return (
    <>
      <ul aria-label="找到的人" className="divide-y divide-line rounded-card border border-line">
        {rows.slice(0, SHOWN).map((person) => (
          <li key={person.id} className={`px-3 py-2 ${person.id === picked?.id ? 'bg-brand-soft' : ''}`}>
            <Radio checked={person.id === picked?.id} onChange={() => onPick(person)}>
              <PersonLines person={person} />
            </Radio>
          </li>
        ))}
      </ul>
      {(rows.length > SHOWN || hasNextPage) && (
        <p className="text-small text-ink-2">只列前 {SHOWN} 个，把名字写全就好找了</p>
      )}
    </>
  )
}

function PersonLines({ person }: { person: Person }) {
  const { name, sex, bornOn, relation, householdName, householdNumber, address, phone } = person
  const home = [householdName, householdNumber && `户号 ${householdNumber}`, relation, address]
  return (
    <span className="grid">
      <span>
        <b>{name}</b> <span className="text-ink-2">{[sex, bornOn].filter(Boolean).join('，')}</span>
      </span>
      <span className="text-small text-ink-2">{home.filter(Boolean).join('，')}</span>
      <span className="text-small text-ink-2">{phone === '' ? '没有登记手机号' : `登记着 ${phone}`}</span>
    </span>
  )
}

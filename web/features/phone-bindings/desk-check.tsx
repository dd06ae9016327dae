import { Alert, App, Button, Checkbox, Drawer, Input } from 'antd'
import { useState } from 'react'
import type { Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { WhosePhone, type Person } from './desk-whose.tsx'

type Binding = Output<'phoneBindings.show'>
const REFRESHES = ['phoneBindings.list', 'secondWords.list'] as const
/** contract/values.ts, ReasonText. */
const REASON_MIN = 4

/** One request beside the register: who is it, and is it them. */
export function CheckDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  return (
    <Drawer open={id !== undefined} onClose={onClose} title="核对手机号" size={620} destroyOnHidden>
      {id !== undefined && <Check id={id} onDone={onClose} />}
    </Drawer>
  )
}

function Check({ id, onDone }: { id: string; onDone: () => void }) {
  const read = useCall('phoneBindings.show', { params: { id } })
  const [person, setPerson] = useState<Person>()
  const [isRefusing, setRefusing] = useState(false)
  if (read.error && !read.data) return <Trouble error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <Waiting lines={4} />
  return (
    <div className="grid gap-6">
      <Asked binding={read.data} />
      <WhosePhone asked={read.data.name} picked={person} onPick={setPerson} />
      {isRefusing ? (
        <Refuse id={id} onDone={onDone} onBack={() => setRefusing(false)} />
      ) : (
        <Confirm key={person?.id} {...{ id, person, onDone }} onRefuse={() => setRefusing(true)} />
      )}
    </div>
  )
}

function Asked({ binding: { name, household, phone, askedAt } }: { binding: Binding }) {
  const facts = [
    ['姓名', <b key="name">{name}</b>],
    ['门牌、户主', household],
    [
      '手机号',
      <span key="phone">
        <b className="tabular-nums">{phone}</b>
        <span className="ml-2 text-small text-ink-2">没打过电话核对的，先打一个</span>
      </span>,
    ],
    ['什么时候报的', <Moment key="at" at={askedAt} />],
  ] as const
  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-y-2 rounded-card bg-well px-4 py-3">
      {facts.map(([term, says]) => (
        <div key={term} className="contents">
          <dt className="text-ink-2">{term}</dt>
          <dd className="break-words">{says}</dd>
        </div>
      ))}
    </dl>
  )
}

interface ConfirmProps {
  id: string
  person: Person | undefined
  onDone: () => void
  onRefuse: () => void
}

function Confirm({ id, person, onDone, onRefuse }: ConfirmProps) {
  const { message } = App.useApp()
  const [replaces, setReplaces] = useState(false)
  const [reason, setReason] = useState('')
  const confirm = useChange('phoneBindings.confirm', REFRESHES)
  const faults = confirm.error?.fields ?? {}
  const other = person && person.phone !== '' ? person : undefined
  const missing = !person
    ? '先在名册里选出他是谁'
    : other && !replaces
      ? '他有另一个号码，换不换请先想好'
      : other && reason.trim().length < REASON_MIN
        ? `写明为什么换，至少 ${REASON_MIN} 个字`
        : undefined
  const submit = () => {
    if (!person) return
    const body = { person: person.id, ...(other ? { replacing: reason.trim() } : {}) }
    confirm.mutate(
      { input: { params: { id }, body } },
      {
        onSuccess: () => {
          void message.success(`记下了：这是${person.name}的。另一位同事复核同意后生效，到时短信告诉他`)
          onDone()
        },
      },
    )
  }
  return (
    <section aria-label="答复" className="grid gap-4 border-t border-line pt-5">
      {other && (
        <Replacing
          {...{ replaces, setReplaces, reason, setReason }}
          person={other}
          fault={faults['replacing']}
        />
      )}
      {confirm.error && !faults['replacing'] && (
        <Alert type="error" showIcon title={faults['person'] ?? confirm.error.message} />
      )}
      <div className="flex items-center gap-2">
        <span className="flex-1 text-small text-ink-2">{missing}</span>
        <Button disabled={confirm.isPending} onClick={onRefuse}>
          退回
        </Button>
        <Button type="primary" disabled={missing !== undefined} loading={confirm.isPending} onClick={submit}>
          {person ? `确认是${person.name}的` : '确认'}
        </Button>
      </div>
    </section>
  )
}

interface ReplacingProps {
  person: Person
  replaces: boolean
  setReplaces: (replaces: boolean) => void
  reason: string
  setReason: (reason: string) => void
  fault: string | undefined
}

/** Whoever has a number already may be somebody else than who asks: it is replaced knowingly, or not. */
function Replacing({ person, replaces, setReplaces, reason, setReason, fault }: ReplacingProps) {
  return (
    <div className="grid gap-3 rounded-card border border-line bg-wait-soft p-4">
      <p>
        {person.name}登记着另一个号码 <b className="tabular-nums">{person.phone}</b>
        。换成新的以后，那个号码不能再登录，正登录着的会退出，并有短信告诉它。
      </p>
      <Checkbox checked={replaces} onChange={({ target }) => setReplaces(target.checked)}>
        问过本人，换成这个新号码
      </Checkbox>
      {replaces && (
        <DeskField label="为什么换" required hint="审计管理员看得到，请不要写号码" fault={fault}>
          {(bound) => (
            <Input.TextArea
              {...bound}
              rows={2}
              maxLength={200}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </DeskField>
      )}
    </div>
  )
}

function Refuse({ id, onDone, onBack }: { id: string; onDone: () => void; onBack: () => void }) {
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const refuse = useChange('phoneBindings.refuse', REFRESHES)
  const faults = refuse.error?.fields ?? {}
  const submit = () =>
    refuse.mutate(
      { input: { params: { id }, body: { reason: reason.trim() } } },
      {
        onSuccess: () => {
          void message.success('退回了，理由已经发短信告诉他')
          onDone()
        },
      },
    )
  return (
    <section aria-label="退回" className="grid gap-4 border-t border-line pt-5">
      <DeskField
        label="为什么退回"
        required
        hint="会原样发短信给他：缺什么、找谁、带什么来，不写电话和网址"
        fault={faults['reason']}
      >
        {(bound) => (
          <Input
            {...bound}
            maxLength={60}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </DeskField>
      {refuse.error && !faults['reason'] && <Alert type="error" showIcon title={refuse.error.message} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>先不退</Button>
        <Button
          danger
          disabled={reason.trim().length < REASON_MIN}
          loading={refuse.isPending}
          onClick={submit}
        >
          退回给他
        </Button>
      </div>
    </section>
  )
}

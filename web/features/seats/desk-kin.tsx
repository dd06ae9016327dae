import { Alert, Button, Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import type { Input as Sent } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { PersonSelect } from '#web/matters/desk-person.tsx'
import { SendBar } from '#web/matters/desk-send.tsx'

type Relation = Sent<'seats.relate'>['body']['relation']
const RELATIONS: readonly Relation[] = [
  '配偶',
  '父母',
  '子女',
  '兄弟姐妹',
  '祖父母',
  '外祖父母',
  '孙子女',
  '外孙子女',
]

/** Two near relatives, recorded because they agreed to it; what that means for seats already held is told at once. */
export function KinDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Drawer open={open} onClose={onClose} title="登记近亲属" size={440} destroyOnHidden>
      <KinForm onDone={onClose} />
    </Drawer>
  )
}

function KinForm({ onDone }: { onDone: () => void }) {
  const [a, setA] = useState<string>()
  const [b, setB] = useState<string>()
  const [relation, setRelation] = useState<Relation>()
  const [consent, setConsent] = useState('')
  const relate = useChange('seats.relate', ['seats.list'])
  const faults = relate.error?.fields ?? {}
  const ready = a && b && relation && consent.trim().length >= 2
  const says = relate.data?.says ?? []
  if (says.length > 0) return <Excluded says={says} onDone={onDone} />
  const send = () => {
    if (!ready) return
    relate.mutate(
      { input: { body: { a, b, relation, consent: consent.trim() } } },
      { onSuccess: (answer) => answer.says.length === 0 && onDone() },
    )
  }
  return (
    <div className="grid gap-5">
      <p className="text-ink-2">只用来核对任职回避，只有登记成员的人看得到。两个人都要同意。</p>
      <DeskField label="第一个人" required fault={faults['a']}>
        {(bound) => <PersonSelect bound={bound} label="第一个人" value={a} onChange={setA} />}
      </DeskField>
      <DeskField label="第二个人" required fault={faults['b']}>
        {(bound) => <PersonSelect bound={bound} label="第二个人" value={b} onChange={setB} />}
      </DeskField>
      <RelationField value={relation} onChange={setRelation} />
      <DeskField label="怎样同意登记的" required fault={faults['consent']}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={200}
            placeholder="比如：两人在任职承诺书上签字"
            value={consent}
            onChange={({ target }) => setConsent(target.value)}
          />
        )}
      </DeskField>
      <SendBar
        verb="登记"
        missing={ready ? undefined : '两个人、关系和同意的方式都要填'}
        error={relate.error}
        busy={relate.isPending}
        onSend={send}
      />
    </div>
  )
}

function RelationField({
  value,
  onChange,
}: {
  value: Relation | undefined
  onChange: (relation: Relation | undefined) => void
}) {
  return (
    <DeskField label="第二个人是第一个人的" required>
      {(bound) => (
        <Select
          {...bound}
          aria-label="第二个人是第一个人的"
          placeholder="选一种关系"
          value={value ?? null}
          options={RELATIONS.map((each) => ({ value: each, label: each }))}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )}
    </DeskField>
  )
}

/** Recorded, and what it means for seats already held. */
function Excluded({ says, onDone }: { says: readonly string[]; onDone: () => void }) {
  return (
    <div className="grid gap-4">
      <Alert
        type="warning"
        showIcon
        title="已经登记。下面的任职按规定要回避，请办理其中一人卸任："
        description={
          <ul className="grid gap-1">
            {says.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        }
      />
      <Button onClick={onDone}>知道了</Button>
    </div>
  )
}

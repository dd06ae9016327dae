import { Alert, Button, Modal } from 'antd'
import { useState } from 'react'
import { MASKED_FIELDS, type MaskedField } from '#contract/purposes.ts'
import { newKey, type Output } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { PurposeFields, whyMissing, type Why } from '#web/matters/desk-purpose.tsx'

type Person = Output<'people.register'>['rows'][number]
export type Wanted = { person: Person; field: MaskedField }

/** A masked value, with the way to see it whole for whoever may. */
export function MaskedCell({
  person,
  field,
  onWant,
}: Wanted & { onWant: ((wanted: Wanted) => void) | undefined }) {
  const masked = person[field]
  if (masked === '' || !onWant) return masked
  return (
    <span className="flex items-center justify-between gap-2">
      {masked}
      <Button
        type="link"
        size="small"
        className="px-0!"
        aria-label={`查看${person.name}的完整${MASKED_FIELDS[field]}`}
        onClick={() => onWant({ person, field })}
      >
        查看
      </Button>
    </span>
  )
}

/** Asks why, then shows one value once; closed it is gone from the screen. */
export function UnmaskDialog({ wanted, onClose }: { wanted: Wanted | undefined; onClose: () => void }) {
  return (
    <Modal
      open={wanted !== undefined}
      title={wanted && `查看${wanted.person.name}的完整${MASKED_FIELDS[wanted.field]}`}
      width={480}
      footer={null}
      destroyOnHidden
      onCancel={onClose}
    >
      {wanted && <UnmaskForm wanted={wanted} onClose={onClose} />}
    </Modal>
  )
}

function UnmaskForm({ wanted: { person, field }, onClose }: { wanted: Wanted; onClose: () => void }) {
  const [why, setWhy] = useState<Why>({ reason: '' })
  const [key] = useState(newKey)
  const unmask = useChange('people.unmask')
  if (unmask.data) return <Value field={field} seen={unmask.data} onClose={onClose} />
  const missing = whyMissing(why)
  const submit = () => {
    const { purpose, reason } = why
    if (purpose === undefined || missing !== undefined) return
    const body = { field, purpose, reason: reason.trim() }
    unmask.mutate({ input: { params: { id: person.id }, body }, key })
  }
  const faults = unmask.error?.fields ?? {}
  return (
    <div className="grid gap-4">
      <p className="text-ink-2">
        只为办事需要才看。谁、什么时候、看了谁的哪一项、为什么，都记进审计日志，号码本身不记；他本人在手机上也看得到哪个岗位、为什么看的。
      </p>
      <PurposeFields why={why} faults={faults} onChange={setWhy} />
      {unmask.error && Object.keys(faults).length === 0 && (
        <Alert type="error" showIcon title={unmask.error.message} />
      )}
      <div className="flex items-center justify-end gap-2">
        {missing !== undefined && <span className="flex-1 text-small text-ink-2">{missing}</span>}
        <Button onClick={onClose}>不看了</Button>
        <Button type="primary" disabled={missing !== undefined} loading={unmask.isPending} onClick={submit}>
          查看
        </Button>
      </div>
    </div>
  )
}

function Value({
  field,
  seen: { value, left },
  onClose,
}: {
  field: MaskedField
  seen: Output<'people.unmask'>
  onClose: () => void
}) {
  return (
    <div className="grid gap-4">
      <p
        role="status"
        aria-label={`完整${MASKED_FIELDS[field]}`}
        className="rounded-card bg-well px-4 py-5 text-center text-title font-bold tracking-wide tabular-nums"
      >
        {value}
      </p>
      <div className="flex items-center justify-between gap-4">
        <span className="text-small text-ink-2">关上后不再显示。今天还能看 {left} 个</span>
        <Button type="primary" onClick={onClose}>
          好了
        </Button>
      </div>
    </div>
  )
}

import { Input } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Pictures } from '#web/matters/desk-photos-control.tsx'
import { SendBar } from '#web/matters/desk-send.tsx'
import { formatYuan, parseYuan } from '#web/ui/money-field.tsx'
import type { Task } from './words.ts'

export type StepKind = 'progress' | 'pay' | 'finish'
type Draft = { words: string; files: readonly string[]; amount: string; voucher: string }

const NAMES: Readonly<Record<StepKind, string>> = { progress: '报进展', pay: '记付款', finish: '办结' }
const HINTS: Readonly<Record<StepKind, string>> = {
  progress: '办到哪了，遇到什么难处',
  pay: '付给谁、付的什么钱',
  finish: '办成什么样',
}

const PICTURES: Readonly<Record<StepKind, string>> = {
  progress: '照片、凭证',
  pay: '凭证照片',
  finish: '照片、凭证',
}

/** One step of a task: how it goes, what was paid, that it is done. */
export function StepForm({
  id,
  task,
  kind,
  onDone,
}: {
  id: string
  task: Task
  kind: StepKind
  onDone: () => void
}) {
  const { values, change, clear } = useDraft<Draft>(`resolutions.step ${task.id} ${kind}`, {
    words: '',
    files: [],
    amount: '',
    voucher: '',
  })
  const [key, setKey] = useState(newKey)
  const step = useChange('resolutions.step', ['resolutions.show', 'resolutions.list'])
  const set: typeof change = (name, value) => {
    change(name, value)
    setKey(newKey())
  }
  const missing = missingIn(kind, values)
  const send = () =>
    step.mutate(
      {
        input: {
          params: { id },
          body: bodyOf(kind, task.id, values),
        },
        key,
      },
      {
        onSuccess: () => {
          clear()
          onDone()
        },
      },
    )
  const faults = step.error?.fields ?? {}
  return (
    <div role="group" aria-label={NAMES[kind]} className="grid gap-4 border-t border-line pt-3">
      <StepFields kind={kind} task={task} values={values} faults={faults} onChange={set} />
      <SendBar
        verb={`确定${NAMES[kind]}`}
        missing={missing}
        error={step.error}
        busy={step.isPending}
        onSend={send}
        cancel={{ verb: '先不办', onPress: onDone }}
      />
    </div>
  )
}

function StepFields({
  kind,
  task,
  values,
  faults,
  onChange: set,
}: {
  kind: StepKind
  task: Task
  values: Draft
  faults: Readonly<Record<string, string>>
  onChange: <Name extends keyof Draft>(name: Name, value: Draft[Name]) => void
}) {
  return (
    <>
      {kind === 'pay' && (
        <Money {...{ amount: values.amount, voucher: values.voucher, faults, task }} onChange={set} />
      )}
      <DeskField label="情况" required fault={faults['words']}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={2000}
            placeholder={HINTS[kind]}
            value={values.words}
            onChange={({ target }) => set('words', target.value)}
          />
        )}
      </DeskField>
      <DeskField label={PICTURES[kind]} group required={kind === 'finish'} fault={faults['files']}>
        {() => (
          <Pictures
            label={PICTURES[kind]}
            max={9}
            kept={values.files}
            onChange={(next) => set('files', next)}
          />
        )}
      </DeskField>
    </>
  )
}

function Money({
  amount,
  voucher,
  faults,
  task,
  onChange,
}: Pick<Draft, 'amount' | 'voucher'> & {
  faults: Readonly<Record<string, string>>
  task: Task
  onChange: (name: 'amount' | 'voucher', value: string) => void
}) {
  return (
    <div className="grid grid-cols-2 gap-4">
      <DeskField
        label="金额"
        required
        hint={`预算还剩 ${formatYuan(task.budgetFen - task.paidFen)} 元`}
        fault={faults['amountFen']}
      >
        {(bound) => (
          <Input
            {...bound}
            inputMode="decimal"
            suffix="元"
            value={amount}
            onChange={({ target }) => onChange('amount', target.value)}
          />
        )}
      </DeskField>
      <DeskField label="付款凭证号" required fault={faults['voucher']}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={60}
            placeholder="比如：记-12"
            value={voucher}
            onChange={({ target }) => onChange('voucher', target.value)}
          />
        )}
      </DeskField>
    </div>
  )
}

function missingIn(kind: StepKind, { words, files, amount, voucher }: Draft): string | undefined {
  if (words.trim().length < 2) return '请写一句情况'
  if (kind === 'pay' && (!parseYuan(amount) || !voucher.trim())) return '请填金额和凭证号'
  return kind === 'finish' && files.length === 0 ? '办结要附上现场照片或凭证' : undefined
}

const bodyOf = (kind: StepKind, task: string, { words, files, amount, voucher }: Draft) => ({
  action: kind,
  task,
  words: words.trim(),
  files: [...files],
  ...(kind === 'pay' ? { amountFen: parseYuan(amount), voucher: voucher.trim() } : {}),
})

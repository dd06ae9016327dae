import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { dateOf } from '#practice/kit/index.ts'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import type { Meeting } from './words.ts'

type Step = Meeting['can'][number]
type Action = 'notify' | 'open' | 'close' | 'cancel' | 'sign' | 'archive'

/** What moves the meeting on comes first and is the one green button; what ends it otherwise stands quietly below. */
const ORDER: readonly Action[] = ['notify', 'open', 'close', 'sign', 'archive', 'cancel']
const isAction = (action: string): action is Action => (ORDER as readonly string[]).includes(action)

/** The steps of a meeting’s life that may be taken now, each with its reason while it may not. */
export function NextSteps({ meeting }: { meeting: Meeting }) {
  const steps = ORDER.flatMap((action) => meeting.can.find((step) => step.action === action) ?? [])
  const first = steps.find(({ refused, action }) => !refused && action !== 'cancel')
  if (steps.length === 0) return null
  return (
    <section aria-labelledby="steps" className="grid gap-2 border-b border-line pb-5">
      <h2 id="steps" className="font-bold">
        下一步
      </h2>
      {steps.map((step) => (
        <StepOf
          key={`${step.action} ${meeting.rev}`}
          step={step}
          meeting={meeting}
          isFirst={step === first}
        />
      ))}
    </section>
  )
}

function StepOf({ step, meeting, isFirst }: { step: Step; meeting: Meeting; isFirst: boolean }) {
  const { action, name, refused } = step
  const [key, setKey] = useState(newKey)
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [on, setOn] = useState(dateOf(new Date(meeting.meetsAt)))
  const take = useChange('meetings.step', ['meetings.show', 'meetings.list', 'meetings.roll'])
  if (!isAction(action)) return null
  const asks = asksOf(action, meeting)
  const submit = () => {
    const body = {
      action,
      rev: meeting.rev,
      ...(asks.reason && reason.trim() ? { reason: reason.trim() } : {}),
      ...(asks.on ? { on } : {}),
    }
    take.mutate({ input: { params: { id: meeting.id }, body }, key }, { onSettled: () => setKey(newKey()) })
  }
  const isAsking = asking || Boolean(take.error?.fields['reason'])
  const press = () => ((asks.reason || asks.on) && !isAsking ? setAsking(true) : submit())
  return (
    <div className="grid gap-2">
      {isAsking && asks.on && (
        <DeskField label="当时哪天发的通知" required fault={take.error?.fields['on']}>
          {(bound) => (
            <Input {...bound} type="date" value={on} onChange={({ target }) => setOn(target.value)} />
          )}
        </DeskField>
      )}
      {isAsking && asks.reason && (
        <DeskField label={asks.reason} required={action === 'cancel'} fault={take.error?.fields['reason']}>
          {(bound) => (
            <Input.TextArea
              {...bound}
              rows={2}
              maxLength={300}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </DeskField>
      )}
      <Button
        block
        type={isFirst ? 'primary' : 'default'}
        danger={action === 'cancel'}
        disabled={refused !== undefined}
        loading={take.isPending}
        onClick={press}
      >
        {isAsking && action === 'cancel' ? '确定取消会议' : name}
      </Button>
      {refused && <p className="text-small text-ink-2">{refused}</p>}
      {take.error && !take.error.fields['reason'] && !take.error.fields['on'] && (
        <Alert type="error" showIcon title={take.error.message} />
      )}
    </div>
  )
}

/** What has to be written for a step before it is taken. */
function asksOf(action: Action, { paper, earliestOn, meetsAt }: Meeting): { reason?: string; on?: true } {
  if (action === 'cancel') return { reason: '为什么取消' }
  if (action !== 'notify') return {}
  const isShort = !paper && dateOf(new Date(meetsAt)) < earliestOn
  return {
    ...(isShort || paper ? { reason: '提前的日子不够的，写明理由' } : {}),
    ...(paper ? { on: true as const } : {}),
  }
}

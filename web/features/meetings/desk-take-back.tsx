import { Button, Input } from 'antd'
import { useState } from 'react'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import type { Meeting, RollRow } from './words.ts'

/** As the contract asks of a reason. */
const REASON_MIN = 4

type TakeBackProps = { row: RollRow; meeting: Meeting; onDone: () => void }

/** The desk noted somebody as present by mistake: why, and they are absent again. */
export function TakeBack({ row: { member, name }, meeting, onDone }: TakeBackProps) {
  const [reason, setReason] = useState('')
  const takeBack = useChange('meetings.takeBack', ['meetings.roll', 'meetings.show'])
  const { error } = takeBack
  const submit = () => {
    const body = { member, reason: reason.trim() }
    takeBack.mutate({ input: { params: { id: meeting.id }, body } }, { onSuccess: onDone })
  }
  return (
    <div className="flex items-start gap-2 pb-2 pl-9">
      <div className="flex-1">
        <DeskField
          label={`为什么撤回${name}的签到`}
          required
          hint="会告诉本人，记进日志"
          fault={error ? (error.fields['reason'] ?? error.message) : undefined}
        >
          {(bound) => (
            <Input
              {...bound}
              autoFocus
              maxLength={200}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
              onPressEnter={submit}
            />
          )}
        </DeskField>
      </div>
      <Button
        className="mt-7"
        danger
        disabled={reason.trim().length < REASON_MIN}
        loading={takeBack.isPending}
        onClick={submit}
      >
        撤回签到
      </Button>
    </div>
  )
}

import { Alert, Button, Drawer, Input, Radio } from 'antd'
import { useState } from 'react'
import { dateOf } from '#practice/kit/index.ts'
import { MARKS, type Mark } from '#practice/meetings/appraisal.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { SendBar } from '#web/matters/desk-send.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { OnDay } from '#web/ui/on-day.tsx'
import type { SeatRow } from './desk.tsx'

type Props = { row: SeatRow | undefined; onClose: () => void }

/** A seat ends on a day; it does not vanish. */
export function EndDrawer({ row, onClose }: Props) {
  return (
    <Drawer open={row !== undefined} onClose={onClose} title="卸任" size={400} destroyOnHidden>
      {row && <EndForm row={row} onDone={onClose} />}
    </Drawer>
  )
}

function EndForm({ row, onDone }: { row: SeatRow; onDone: () => void }) {
  const today = dateOf(new Date(useNow()))
  const [endsOn, setEndsOn] = useState(today)
  const [decidedBy, setDecidedBy] = useState('')
  const end = useChange('seats.end', ['seats.list'])
  const faults = end.error?.fields ?? {}
  const ready = endsOn && decidedBy.trim().length >= 2
  const send = () =>
    end.mutate(
      { input: { params: { id: row.id }, body: { endsOn, decidedBy: decidedBy.trim() } } },
      { onSuccess: onDone },
    )
  return (
    <div className="grid gap-5">
      <p>
        {row.name}，{row.seatName}，<OnDay day={row.startsOn} />
        起。
      </p>
      <DeskField label="到哪天为止" required hint="登记会留着，只是不再算在任" fault={faults['endsOn']}>
        {(bound) => (
          <Input {...bound} type="date" value={endsOn} onChange={({ target }) => setEndsOn(target.value)} />
        )}
      </DeskField>
      <DeskField label="依据" required hint="本人和监委会会收到通知" fault={faults['decidedBy']}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={200}
            placeholder="比如：本人书面辞职、2026年换届"
            value={decidedBy}
            onChange={({ target }) => setDecidedBy(target.value)}
          />
        )}
      </DeskField>
      <SendBar
        verb="登记卸任"
        missing={ready ? undefined : '日期和依据都要填'}
        error={end.error}
        busy={end.isPending}
        onSend={send}
      />
    </div>
  )
}

/** 民主评议 of somebody of the committee (VCL 38). */
export function AppraiseDrawer({ row, onClose }: Props) {
  return (
    <Drawer open={row !== undefined} onClose={onClose} title="民主评议" size={400} destroyOnHidden>
      {row && <AppraiseForm row={row} onDone={onClose} />}
    </Drawer>
  )
}

function AppraiseForm({ row, onDone }: { row: SeatRow; onDone: () => void }) {
  const today = dateOf(new Date(useNow()))
  const [on, setOn] = useState(today)
  const [mark, setMark] = useState<Mark>()
  const [decidedBy, setDecidedBy] = useState('')
  const appraise = useChange('seats.appraise', ['seats.list'])
  const faults = appraise.error?.fields ?? {}
  const ready = on && mark && decidedBy.trim().length >= 2
  const send = () => {
    if (!ready) return
    const body = { on, mark, decidedBy: decidedBy.trim() }
    appraise.mutate(
      { input: { params: { id: row.id }, body } },
      { onSuccess: ({ says }) => !says && onDone() },
    )
  }
  if (appraise.data?.says) return <Ends says={appraise.data.says} onDone={onDone} />
  return (
    <div className="grid gap-5">
      <p>
        {row.name}，{row.seatName}
        。每年至少评议一次，由村务监督委员会主持；连续两次不称职的，职务终止（《村民委员会组织法》第三十八条）。
      </p>
      <DeskField label="哪天评议的" required fault={faults['on']}>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            max={today}
            value={on}
            onChange={({ target }) => setOn(target.value)}
          />
        )}
      </DeskField>
      <DeskField label="评议结果" required group>
        {() => (
          <Radio.Group
            value={mark}
            options={MARKS.map((value) => ({ value, label: value }))}
            onChange={({ target }) => setMark(target.value as Mark)}
          />
        )}
      </DeskField>
      <WhereField value={decidedBy} fault={faults['decidedBy']} onChange={setDecidedBy} />
      <SendBar
        verb="登记评议"
        missing={ready ? undefined : '日期、结果和会议都要填'}
        error={appraise.error}
        busy={appraise.isPending}
        onSend={send}
      />
    </div>
  )
}

function WhereField({
  value,
  fault,
  onChange,
}: {
  value: string
  fault: string | undefined
  onChange: (value: string) => void
}) {
  return (
    <DeskField label="在哪次会议上" required fault={fault}>
      {(bound) => (
        <Input
          {...bound}
          maxLength={200}
          placeholder="比如：2026年11月村民代表会议"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </DeskField>
  )
}

/** The office ends, by which article. */
function Ends({ says, onDone }: { says: string; onDone: () => void }) {
  return (
    <div className="grid gap-4">
      <Alert type="warning" showIcon title={says} />
      <Button onClick={onDone}>知道了</Button>
    </div>
  )
}

import { Alert, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { LIST_KINDS, PURPOSES } from '#contract/purposes.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { daysText, wholeText, type ListExport } from './words.ts'

/** The second person's word on what somebody else wants to take along. */
export function DecideDialog({ row, onClose }: { row: ListExport | undefined; onClose: () => void }) {
  return (
    <Modal
      open={row !== undefined}
      title="审批导出申请"
      width={520}
      footer={null}
      destroyOnHidden
      onCancel={onClose}
    >
      {row && <DecideForm row={row} onDone={onClose} />}
    </Modal>
  )
}

function DecideForm({ row, onDone }: { row: ListExport; onDone: () => void }) {
  const [said, setSaid] = useState('')
  const decide = useChange('listExports.decide', ['listExports.list'])
  const faults = decide.error?.fields ?? {}
  const send = (verdict: 'approved' | 'refused') => {
    const words = said.trim()
    const body = { verdict, ...(words === '' ? {} : { said: words }) }
    decide.mutate({ input: { params: { id: row.id }, body } }, { onSuccess: onDone })
  }
  return (
    <div className="grid gap-4">
      <Asked row={row} />
      <DeskField label="说明" hint="不同意时要写，申请人看得到" fault={faults['said']}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={2}
            maxLength={200}
            value={said}
            onChange={({ target }) => setSaid(target.value)}
          />
        )}
      </DeskField>
      {decide.error && Object.keys(faults).length === 0 && (
        <Alert type="error" showIcon title={decide.error.message} />
      )}
      <div className="flex items-center justify-end gap-2">
        <span className="flex-1 text-small text-ink-2">同意后只有他本人能下载，文件上印着他和您的名字</span>
        <Button danger disabled={decide.isPending} onClick={() => send('refused')}>
          不同意
        </Button>
        <Button type="primary" loading={decide.isPending} onClick={() => send('approved')}>
          同意
        </Button>
      </div>
    </div>
  )
}

function Asked({ row }: { row: ListExport }) {
  const facts: [name: string, says: string][] = [
    ['申请人', `${row.by}（${row.byTitle}）`],
    ['导出什么', `${row.divisionName} ${LIST_KINDS[row.kind]}，${row.rows} 行 ${daysText(row)}`],
    ['号码', wholeText(row.whole)],
    ['目的', PURPOSES[row.purpose]],
    ['理由', row.reason],
  ]
  return (
    <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-y-2 rounded-card bg-well px-4 py-3">
      {facts.map(([name, says]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd className="break-words">{says}</dd>
        </div>
      ))}
    </dl>
  )
}

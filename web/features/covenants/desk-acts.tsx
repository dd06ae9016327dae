import { Alert, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { covenantRefusal } from '#practice/meetings/covenant.ts'
import { dateOf } from '#practice/kit/index.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dateText } from '#web/ui/when.ts'
import type { Covenant } from './parts.tsx'

type Body = { resolution?: string; number?: string; on?: string; reason?: string }

/** What may be done with a version now: the village adopts and withdraws, the town files and orders. */
export function Acts({ covenant }: { covenant: Covenant }) {
  const { id, rev, state, keeps, files } = covenant
  const step = useChange('covenants.step', ['covenants.show', 'covenants.list', 'covenants.read'])
  const act = (action: 'adopt' | 'file' | 'order' | 'withdraw', body: Body) =>
    step.mutate({ input: { params: { id }, body: { action, rev, ...body } } })
  const busy = step.isPending
  return (
    <div className="grid gap-5">
      {keeps && state === 'drafted' && (
        <Adopt covenant={covenant} busy={busy} onAdopt={(resolution) => act('adopt', { resolution })} />
      )}
      {files && state === 'adopted' && (
        <File covenant={covenant} busy={busy} onFile={(body) => act('file', body)} />
      )}
      {files && (state === 'adopted' || state === 'filed') && !covenant.ordered && (
        <Reason
          label="责令改正的理由"
          verb="责令改正"
          busy={busy}
          onSend={(reason) => act('order', { reason })}
        />
      )}
      {keeps && (state === 'drafted' || state === 'adopted') && (
        <Reason
          label="撤回的原因"
          verb="撤回这一版"
          busy={busy}
          onSend={(reason) => act('withdraw', { reason })}
        />
      )}
      {!files && state === 'adopted' && (
        <p className="text-ink-2">已经通过，等镇（街道）备案。备案由镇街民政专干在这里办。</p>
      )}
      {step.error && <Alert type="error" showIcon title={step.error.message} />}
    </div>
  )
}

function Adopt({
  covenant: { candidates, findings },
  busy,
  onAdopt,
}: {
  covenant: Covenant
  busy: boolean
  onAdopt: (resolution: string) => void
}) {
  const [chosen, setChosen] = useState<string>()
  const resolution = chosen ?? (candidates.length === 1 ? candidates[0]?.resolution : undefined)
  return (
    <div className="grid gap-3">
      <h2 className="font-bold">村民会议通过</h2>
      {findings.length > 0 && (
        <p className="text-wait">上会以前请先改正标出来的条款；就算会上通过了，也不能备案。</p>
      )}
      {candidates.length === 0 ? (
        <p className="text-ink-2">
          还没有通过它的决议。请召集村民会议，议题选“制定、修改村规民约”，宣布通过以后再来这里关联。
        </p>
      ) : (
        <>
          <DeskField label="哪次决议通过的" required>
            {(bound) => (
              <Select
                {...bound}
                aria-label="哪次决议通过的"
                placeholder="选一次"
                value={resolution ?? null}
                options={candidates.map(({ resolution: value, title, decidedOn, bodyName }) => ({
                  value,
                  label: `${dateText(decidedOn)} ${bodyName}：${title}`,
                }))}
                onChange={(value) => setChosen(value ?? undefined)}
              />
            )}
          </DeskField>
          <Button
            type="primary"
            className="justify-self-start"
            disabled={!resolution}
            loading={busy}
            onClick={() => resolution && onAdopt(resolution)}
          >
            记为通过
          </Button>
        </>
      )}
    </div>
  )
}

function File({
  covenant,
  busy,
  onFile,
}: {
  covenant: Covenant
  busy: boolean
  onFile: (body: { number: string; on: string }) => void
}) {
  const today = dateOf(new Date(useNow()))
  const [number, setNumber] = useState('')
  const [on, setOn] = useState(today)
  const refused = covenantRefusal('file', covenant)
  return (
    <div className="grid gap-3">
      <h2 className="font-bold">备案</h2>
      <DeskField label="备案号" required>
        {(bound) => (
          <Input
            {...bound}
            maxLength={60}
            placeholder="比如：武备〔2026〕3 号"
            value={number}
            onChange={({ target }) => setNumber(target.value)}
          />
        )}
      </DeskField>
      <DeskField label="备案日期" required>
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
      <div className="grid gap-1">
        <Button
          type="primary"
          className="justify-self-start"
          disabled={refused !== undefined || number.trim().length < 2 || !on}
          loading={busy}
          onClick={() => onFile({ number: number.trim(), on })}
        >
          备案
        </Button>
        {refused && <p className="text-late">{refused}</p>}
      </div>
    </div>
  )
}

function Reason({
  label,
  verb,
  busy,
  onSend,
}: {
  label: string
  verb: string
  busy: boolean
  onSend: (reason: string) => void
}) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  if (!open)
    return (
      <Button danger className="justify-self-start" onClick={() => setOpen(true)}>
        {verb}
      </Button>
    )
  return (
    <div className="grid gap-2">
      <DeskField label={label} required>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 2, maxRows: 5 }}
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </DeskField>
      <span className="flex gap-2">
        <Button danger disabled={reason.trim() === ''} loading={busy} onClick={() => onSend(reason.trim())}>
          确定{verb}
        </Button>
        <Button type="text" onClick={() => setOpen(false)}>
          先不办
        </Button>
      </span>
    </div>
  )
}

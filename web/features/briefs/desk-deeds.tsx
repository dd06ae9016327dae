import { Alert, Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { download } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import type { Brief } from './words.ts'

const READS = ['briefs.show', 'briefs.list'] as const

/** Signing, which may find something missing on the paper itself. */
export const useSigning = () => useChange('briefs.sign', READS)
type Signing = ReturnType<typeof useSigning>

/** What this post may do with the brief as it stands. */
export function BriefDeeds({ brief, sign }: { brief: Brief; sign: Signing }) {
  const { id, rev, may } = brief
  const [, navigate] = useLocation()
  const redraft = useChange('briefs.redraft', READS)
  const send = useChange('briefs.send', READS)
  const correct = useChange('briefs.correct', READS)
  const error = redraft.error ?? sign.error ?? send.error ?? correct.error
  const atRev = { input: { params: { id }, body: { rev } } }
  const byId = { input: { params: { id } } }
  const open = { onSuccess: (next: { id: string }) => navigate(paths.brief(next.id)) }
  return (
    <section aria-label="办理" className="grid gap-2">
      {may.write && (
        <Button block loading={redraft.isPending} onClick={() => redraft.mutate(atRev)}>
          {isBehind(brief) ? '数据有变化，更新' : '更新数据'}
        </Button>
      )}
      {may.sign && (
        <Popconfirm
          title="签发以后内容不能再改"
          description="要改只能写更正版，两版都留着。"
          okText="确定签发"
          cancelText="再看看"
          onConfirm={() => sign.mutate(atRev)}
        >
          <Button block type="primary" loading={sign.isPending}>
            签发
          </Button>
        </Popconfirm>
      )}
      {may.write && !may.sign && <p className="text-small text-ink-2">写好以后，由本级负责人签发。</p>}
      {may.send && (
        <Button block type="primary" loading={send.isPending} onClick={() => send.mutate(byId)}>
          上报
        </Button>
      )}
      {may.correct && (
        <Button block loading={correct.isPending} onClick={() => correct.mutate(byId, open)}>
          写更正版
        </Button>
      )}
      {may.return && <Return id={id} />}
      <div className="grid grid-cols-2 gap-2">
        <Button href={paths.printBrief(id)} target="_blank">
          打印
        </Button>
        <Download brief={brief} />
      </div>
      {error && <Alert type="error" showIcon title={error.message} />}
    </section>
  )
}

/** Whether some number would be another one now. */
const isBehind = ({ sections }: Brief) =>
  sections.some(({ sentences }) =>
    sentences.some(({ figures }) => figures.some(({ now }) => now !== undefined)),
  )

function Download({ brief: { id, title } }: { brief: Brief }) {
  const [fault, setFault] = useState<string>()
  const fetchFile = () => {
    setFault(undefined)
    download('briefs.document', { params: { id } }, `${title}.docx`).catch((error: Error) =>
      setFault(error.message),
    )
  }
  return (
    <>
      <Button onClick={fetchFile}>导出 DOCX</Button>
      {fault && <p className="col-span-2 text-small text-late">{fault}</p>}
    </>
  )
}

/** Gives it back with the reason. */
function Return({ id }: { id: string }) {
  const [isOpen, setOpen] = useState(false)
  const { values, change, clear } = useDraft(`briefs.return ${id}`, { reason: '' })
  const { reason } = values
  const give = useChange('briefs.return', READS)
  if (!isOpen) {
    return (
      <Button block danger onClick={() => setOpen(true)}>
        退回
      </Button>
    )
  }
  return (
    <div className="grid gap-2 rounded-card border border-edge p-3">
      <DeskField label="为什么退回" required fault={give.error?.fields['reason'] ?? give.error?.message}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoFocus
            autoSize={{ minRows: 2 }}
            maxLength={200}
            value={reason}
            onChange={(event) => change('reason', event.target.value)}
          />
        )}
      </DeskField>
      <div className="flex gap-2">
        <Button
          type="primary"
          danger
          size="small"
          loading={give.isPending}
          disabled={reason.trim().length < 2}
          onClick={() => give.mutate({ input: { params: { id }, body: { reason } } }, { onSuccess: clear })}
        >
          确定退回
        </Button>
        <Button size="small" onClick={() => setOpen(false)}>
          不退了
        </Button>
      </div>
    </div>
  )
}

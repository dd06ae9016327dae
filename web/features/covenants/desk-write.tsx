import { Alert, Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { covenantFindings } from '#practice/meetings/covenant-lint.ts'
import { newKey } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Findings } from '#web/matters/findings.tsx'
import type { Covenant } from './parts.tsx'

type Text = { title: string; words: string; why: string }

/** A new version, beginning from the one in force. */
export function DraftDrawer({
  open,
  village,
  onClose,
}: {
  open: boolean
  village: string
  onClose: () => void
}) {
  const read = useCall('covenants.read', open ? { params: { division: village } } : undefined)
  const [current] = read.data?.versions ?? []
  return (
    <Drawer open={open} onClose={onClose} title="起草新一版" size={680} destroyOnHidden>
      {read.isPending ? null : (
        <DraftForm
          village={village}
          start={{
            title: current?.title ?? `${read.data?.divisionName ?? ''}村规民约`,
            words: current?.words ?? '',
            why: '',
          }}
          onDone={onClose}
        />
      )}
    </Drawer>
  )
}

function DraftForm({ village, start, onDone }: { village: string; start: Text; onDone: () => void }) {
  const [, navigate] = useLocation()
  const { values, change, clear } = useDraft<Text>(`covenants.draft ${village}`, start)
  const [key, setKey] = useState(newKey)
  const draft = useChange('covenants.draft', ['covenants.list'])
  const send = () =>
    draft.mutate(
      { input: { body: { division: village, ...trimmed(values) } }, key },
      {
        onSuccess: ({ id }) => {
          clear()
          onDone()
          navigate(paths.covenant(id))
        },
      },
    )
  return (
    <div className="grid gap-5">
      <TextFields
        values={values}
        faults={draft.error?.fields ?? {}}
        onChange={(name, value) => {
          change(name, value)
          setKey(newKey())
        }}
      />
      {draft.error && Object.keys(draft.error.fields).length === 0 && (
        <Alert type="error" showIcon title={draft.error.message} />
      )}
      <Send ready={isWhole(values)} busy={draft.isPending} onSend={send}>
        存为草稿
      </Send>
    </div>
  )
}

/** Writing a draft anew on its own page. */
export function RewriteForm({ covenant, onDone }: { covenant: Covenant; onDone: () => void }) {
  const { id, rev, title, words, why } = covenant
  const { values, change, clear } = useDraft<Text>(`covenants.write ${id}`, { title, words, why })
  const write = useChange('covenants.write', ['covenants.show', 'covenants.list'])
  const send = () =>
    write.mutate(
      { input: { params: { id }, body: { rev, ...trimmed(values) } } },
      {
        onSuccess: () => {
          clear()
          onDone()
        },
      },
    )
  return (
    <div className="grid gap-5">
      <TextFields values={values} faults={write.error?.fields ?? {}} onChange={change} />
      {write.error && Object.keys(write.error.fields).length === 0 && (
        <Alert type="error" showIcon title={write.error.message} />
      )}
      <Send ready={isWhole(values)} busy={write.isPending} onSend={send} onCancel={onDone}>
        存下这样写的
      </Send>
    </div>
  )
}

const WORDS_MIN = 10
const isWhole = ({ title, words, why }: Text) =>
  title.trim().length >= 2 && words.trim().length >= WORDS_MIN && why.trim().length >= 2
const trimmed = ({ title, words, why }: Text) => ({
  title: title.trim(),
  words: words.trim(),
  why: why.trim(),
})

function Send({
  ready,
  busy,
  onSend,
  onCancel,
  children,
}: {
  ready: boolean
  busy: boolean
  onSend: () => void
  onCancel?: () => void
  children: string
}) {
  return (
    <div className="flex items-center gap-2">
      <Button type="primary" disabled={!ready} loading={busy} onClick={onSend}>
        {children}
      </Button>
      {onCancel && (
        <Button type="text" onClick={onCancel}>
          不改了
        </Button>
      )}
      {!ready && <span className="text-small text-ink-2">名称、正文和为什么这样定都要写</span>}
    </div>
  )
}

function TextFields({
  values: { title, words, why },
  faults,
  onChange,
}: {
  values: Text
  faults: Readonly<Record<string, string>>
  onChange: (name: keyof Text, value: string) => void
}) {
  return (
    <>
      <DeskField label="名称" required fault={faults['title']}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={80}
            value={title}
            onChange={({ target }) => onChange('title', target.value)}
          />
        )}
      </DeskField>
      <DeskField label="正文" required hint="一条一行；写的时候就查有没有违法的条款" fault={faults['words']}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 12, maxRows: 24 }}
            maxLength={30_000}
            value={words}
            onChange={({ target }) => onChange('words', target.value)}
          />
        )}
      </DeskField>
      {words.trim().length >= WORDS_MIN && (
        <Findings findings={covenantFindings(words)} note="现在可以存成草稿，改正以前镇街不能备案。" />
      )}
      <DeskField label="为什么这样定、改了什么" required hint="会和正文一起公开" fault={faults['why']}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 2, maxRows: 5 }}
            maxLength={1000}
            value={why}
            onChange={({ target }) => onChange('why', target.value)}
          />
        )}
      </DeskField>
    </>
  )
}

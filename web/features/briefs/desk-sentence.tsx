import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Input as Sent } from '#web/client/call.ts'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { Icon } from '#web/ui/icon.tsx'
import { textOf, type Section, type Sentence } from './words.ts'

export type Change = Sent<'briefs.change'>['body']['change']
/** Sends a change; `done` runs when it was taken. */
export type OnChange = (change: Change, done?: () => void) => void
/** How a draft is changed from the page. */
export type Hands = { busy: boolean; onChange: OnChange }

const MAX = 500

/** A sentence of a draft with what can be done to it. */
export function EditableSentence({
  sentence,
  children,
  busy,
  onChange,
}: {
  sentence: Sentence
  children: ReactNode
  busy: boolean
  onChange: OnChange
}) {
  const [editing, setEditing] = useState(false)
  const now = useNow()
  const { id } = sentence
  if (editing)
    return <Wording sentence={sentence} busy={busy} onChange={onChange} onClose={() => setEditing(false)} />
  const short = textOf(sentence).slice(0, 12)
  const tool = (says: string, change: () => void) => (
    <Button size="small" type="text" disabled={busy} aria-label={`${says}：${short}`} onClick={change}>
      {says}
    </Button>
  )
  return (
    <div className="group relative -mx-3 rounded-small px-3 focus-within:bg-ground hover:bg-ground">
      {children}
      <div className="absolute right-1 bottom-full z-10 flex rounded-small border border-line bg-paper opacity-0 shadow-float group-focus-within:opacity-100 group-hover:opacity-100">
        {tool('改写', () => setEditing(true))}
        {tool('上移', () => onChange({ kind: 'move', sentence: id, by: -1 }))}
        {tool('下移', () => onChange({ kind: 'move', sentence: id, by: 1 }))}
        {tool('删去', () => onChange({ kind: 'remove', sentence: id }))}
      </div>
      {sentence.by && sentence.at && (
        <p className="pl-[2em] text-note text-ink-3">
          {sentence.by} · {momentText(sentence.at, now)}
        </p>
      )}
    </div>
  )
}

function Wording({
  sentence,
  busy,
  onChange,
  onClose,
}: {
  sentence: Sentence
  busy: boolean
  onChange: OnChange
  onClose: () => void
}) {
  const { id, own, machine } = sentence
  const [text, setText] = useState(() => textOf(sentence))
  const put = (words: string | null) => onChange({ kind: 'word', sentence: id, text: words }, onClose)
  return (
    <div className="my-2 grid gap-2 rounded-card border border-edge p-3">
      <Input.TextArea
        autoFocus
        aria-label="改写这句话"
        autoSize={{ minRows: 2 }}
        maxLength={MAX}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <div className="flex items-center gap-2">
        <Button
          type="primary"
          size="small"
          loading={busy}
          disabled={text.trim() === ''}
          onClick={() => put(text)}
        >
          保存这句
        </Button>
        <Button size="small" onClick={onClose}>
          不改了
        </Button>
        {own !== undefined && machine !== undefined && (
          <Button size="small" type="text" onClick={() => put(null)}>
            恢复系统的话
          </Button>
        )}
        <span className="flex-1" />
        {machine !== undefined && <span className="text-note text-ink-2">系统的数据会附在您的话下面</span>}
      </div>
    </div>
  )
}

/** A line at the end of a section for one's own words. */
export function AddSentence({
  section,
  busy,
  onChange,
}: {
  section: Section
  busy: boolean
  onChange: OnChange
}) {
  const [text, setText] = useState<string>()
  const { id, name, own } = section
  if (text === undefined) {
    return (
      <Button
        size="small"
        type={own ? 'default' : 'text'}
        className={own ? 'mt-1' : 'text-ink-2'}
        icon={<Icon name="plus" className="size-3.5" />}
        aria-label={`${name}：写一句`}
        onClick={() => setText('')}
      >
        写一句
      </Button>
    )
  }
  const close = () => setText(undefined)
  return (
    <div className="my-2 grid gap-2 rounded-card border border-edge p-3">
      <Input.TextArea
        autoFocus
        aria-label={`写进${name}`}
        placeholder={own ? '写明情况、原因和要做的事' : '补充一句事实'}
        autoSize={{ minRows: 2 }}
        maxLength={MAX}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && text === '' && close()}
      />
      <div className="flex gap-2">
        <Button
          type="primary"
          size="small"
          loading={busy}
          disabled={text.trim() === ''}
          onClick={() => onChange({ kind: 'add', section: id, text }, close)}
        >
          写进简报
        </Button>
        <Button size="small" onClick={close}>
          不写了
        </Button>
      </div>
    </div>
  )
}

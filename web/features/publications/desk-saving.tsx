import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#web/client/queries.ts'
import { useNow } from '#web/ui/use-now.ts'
import { hourText, momentText } from '#web/ui/when.ts'
import { Changes } from './desk-changes.tsx'
import type { Editing, EditingState, Kept, Work } from './desk-editing.ts'
import { workOf } from './desk-use-editing.ts'

/** Whether what is typed has arrived, in the words of somebody who wants to go home. */
export function SaveState({ state: { status, savedAt } }: { state: EditingState }) {
  const says = {
    saved: savedAt === undefined ? '填的内容会自动保存' : `已保存 ${hourText(savedAt)}`,
    typing: '正在填…',
    saving: '正在保存…',
    waiting: '没有网，先存在这台电脑上，连上了自动保存',
    refused: '没有存到服务器，先存在这台电脑上',
    conflict: '有人改过，等您决定',
  }[status]
  const isBad = status === 'waiting' || status === 'refused' || status === 'conflict'
  return (
    <p role="status" className={`text-small whitespace-nowrap ${isBad ? 'text-late' : 'text-ink-2'}`}>
      {says}
    </p>
  )
}

/** What an earlier page had typed and could not save any more: taken back, or let go. */
export function Found({ kept, onTake, onDrop }: { kept: Kept; onTake: () => void; onDrop: () => void }) {
  const now = useNow()
  return (
    <Alert
      type="info"
      showIcon
      title={`这台电脑上还有 ${momentText(kept.keptAt, now)} 没来得及保存的内容（${kept.content.rows.length} 行）`}
      action={
        <span className="flex gap-2">
          <Button size="small" type="primary" onClick={onTake}>
            接着填
          </Button>
          <Button size="small" onClick={onDrop}>
            不要了
          </Button>
        </span>
      }
    />
  )
}

/** Somebody was faster: who, what is different, and the choice between the two. Nothing typed is gone either way. */
export function Conflict({ id, editing, state }: { id: string; editing: Editing; state: EditingState }) {
  // Asked anew: what this page has read is the older one by definition.
  const { data: theirs } = useCall(
    'publications.draft',
    { params: { id } },
    { staleMs: 0, everyMs: () => 5_000 },
  )
  const [open, setOpen] = useState(true)
  const { changed, work } = state
  const by = changed?.by ?? '别人'
  const takeTheirs = (their: Work, rev: number) => editing.taken(their, rev)
  return (
    <div className="grid gap-2">
      <Alert
        type="warning"
        showIcon
        title={`${by}刚才${changed?.action || '改过'}，您填的都还在。看看哪里不一样，再定用哪一份`}
        action={
          theirs && (
            <span className="flex gap-2">
              <Button size="small" type="primary" onClick={() => editing.insist(theirs.rev)}>
                用我填的
              </Button>
              <Button size="small" onClick={() => takeTheirs(workOf(theirs), theirs.rev)}>
                用{by}的
              </Button>
              <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
                {open ? '收起' : '看不同'}
              </Button>
            </span>
          )
        }
      />
      {open && theirs && (
        <div className="max-h-56 overflow-y-auto">
          <Changes before={theirs.content} after={work.content} names={[`${by}的`, '我填的']} />
        </div>
      )}
    </div>
  )
}

import { Alert, Input } from 'antd'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { draftFaults, stops, type Fault } from '#practice/disclosure/checks.ts'
import type { Content } from '#practice/disclosure/content.ts'
import { dateOf } from '#practice/kit/index.ts'
import { useNow } from '#web/ui/use-now.ts'
import { AffairPart } from './desk-affair.tsx'
import { gridColumns } from './desk-cells.ts'
import type { Editing, Work } from './desk-editing.ts'
import { Faults, lineOf } from './desk-faults.tsx'
import { Figures } from './desk-figures.tsx'
import { Frame } from './desk-frame.tsx'
import type { Place } from './desk-grid-keys.ts'
import { Life } from './desk-life.tsx'
import { EditedLines } from './desk-lines.tsx'
import { Conflict, Found, SaveState } from './desk-saving.tsx'
import { useSettled } from './desk-settled.ts'
import { Owes } from './parts-owes.tsx'
import { Summary } from './desk-summary.tsx'
import { useEditing } from './desk-use-editing.ts'
import { count, type Draft } from './desk-words.ts'

type EditorProps = {
  draft: Draft
  person: string
  more: ReactNode
  /** Stands under the table and follows what is typed. */
  below: (content: Content) => ReactNode
}

/** A draft as its writer has it: the table in the middle, what is wrong and what it will say beside it. */
export function Editor({ draft, person, more, below }: EditorProps) {
  const { editing, state, found, takeBack, letGo } = useEditing(draft, person)
  const { work } = state
  const { content } = work
  const [place, setPlace] = useState<Place>()
  const settled = useSettled(work)
  const faults = useFaults(settled, draft)
  const change = (next: Content, where?: string) => editing.change({ ...work, content: next }, where)
  const jump = (fault: Fault) => {
    const line = lineOf(fault)
    if (line === undefined) return
    const columns = gridColumns(content.columns, content.rows)
    const column = columns.findIndex(({ id }) => id === fault.column)
    setPlace({ row: line - 1, column: Math.max(0, column) })
  }
  return (
    <Frame
      draft={draft}
      title={
        <TitleBox title={work.title} onChange={(title) => editing.change({ ...work, title }, 'title')} />
      }
      state={<SaveState state={state} />}
      aside={
        <Beside
          draft={draft}
          editing={editing}
          work={work}
          told={settled.content}
          faults={faults}
          onJump={jump}
        >
          {more}
        </Beside>
      }
    >
      <Owes says={draft.owes} />
      {found && <Found kept={found} onTake={takeBack} onDrop={letGo} />}
      {state.status === 'conflict' && <Conflict id={draft.id} editing={editing} state={state} />}
      {state.status === 'refused' && <Alert type="error" showIcon title={state.says} />}
      <EditedLines
        draft={draft}
        editing={editing}
        state={state}
        faults={faults}
        place={place}
        onPlace={setPlace}
      />
      <Figures content={content} onChange={change} />
      {below(content)}
    </Frame>
  )
}

/** What can be done, what stops it, what villagers will read, and the affair it is part of. */
function Beside({
  draft,
  editing,
  work,
  told,
  faults,
  onJump,
  children,
}: {
  draft: Draft
  editing: Editing
  work: Work
  /** What the summary tells. */
  told: Content
  faults: readonly Fault[]
  onJump: (fault: Fault) => void
  children: ReactNode
}) {
  const { content } = work
  const wrong = stops(faults).length
  return (
    <>
      <Life
        draft={draft}
        ready={async () => ((await editing.flush()) ? editing.read().rev : undefined)}
        blocked={wrong > 0 ? `还有 ${count(wrong)} 处要改，改好再提交` : undefined}
      />
      <Faults faults={faults} onJump={onJump} />
      <Summary draft={draft} content={told} />
      <AffairPart
        draft={draft}
        choice={{
          node: content.node,
          onNode: (node) => {
            const { node: _, ...rest } = content
            editing.change({ ...work, content: node ? { ...rest, node } : rest })
          },
          continues: work.continues,
          onContinues: (continues) => editing.change({ ...work, continues }),
        }}
      />
      {children}
    </>
  )
}

/** As the server will find them; behind the typing when a table is long. */
function useFaults(work: Work, { mask, period, beside }: Draft): Fault[] {
  const { content, title } = useDeferredValue(work)
  const today = dateOf(new Date(useNow()))
  return useMemo(
    () => draftFaults(content, { today, title, period, mask, beside }),
    [content, title, today, period, mask, beside],
  )
}

function TitleBox({ title, onChange }: { title: string; onChange: (title: string) => void }) {
  return (
    <Input
      aria-label="标题"
      variant="underlined"
      maxLength={80}
      status={title.trim().length < 2 ? 'error' : ''}
      className="text-title font-bold"
      value={title}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

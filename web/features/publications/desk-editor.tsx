import { Alert, Button, Input } from 'antd'
import { useDeferredValue, useMemo, useRef, useState, type DragEvent, type ReactNode } from 'react'
import { call, uploadTo } from '#web/client/call.ts'
import { draftFaults, MAX_ROWS, stops, type Fault } from '#practice/disclosure/checks.ts'
import type { Content, Row } from '#practice/disclosure/content.ts'
import { dateOf } from '#practice/kit/index.ts'
import { Blank } from '#web/matters/desk-state.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { AffairPart } from './desk-affair.tsx'
import { gridColumns } from './desk-cells.ts'
import type { Work } from './desk-editing.ts'
import { Faults, lineOf } from './desk-faults.tsx'
import { Figures } from './desk-figures.tsx'
import type { Place } from './desk-grid-keys.ts'
import { Frame } from './desk-frame.tsx'
import { Life } from './desk-life.tsx'
import { BLANK } from './desk-rows.ts'
import { Conflict, Found, SaveState } from './desk-saving.tsx'
import { SheetPreview, Template, useSheet } from './desk-sheet.tsx'
import { Summary } from './desk-summary.tsx'
import { LineTable } from './desk-table.tsx'
import { useEditing, workOf } from './desk-use-editing.ts'
import { count, saysOf, type Draft } from './desk-words.ts'

/** A draft as its writer has it: the table in the middle, what is wrong and what it will say beside it. */
export function Editor({
  draft,
  person,
  more,
  below,
}: {
  draft: Draft
  person: string
  more: ReactNode
  /** Stands under the table and follows what is typed. */
  below: (content: Content) => ReactNode
}) {
  const { editing, state, found, takeBack, letGo } = useEditing(draft, person)
  const { work } = state
  const { content } = work
  const [place, setPlace] = useState<Place>()
  const faults = useFaults(work, draft)
  const sheet = useSheet(draft.id)
  const change = (next: Content, where?: string) => editing.change({ ...work, content: next }, where)
  const undo = () => {
    setPlace(undefined)
    editing.undo()
  }
  const jump = (fault: Fault) => {
    const line = lineOf(fault)
    if (line === undefined) return
    const columns = gridColumns(content.columns, content.rows)
    const column = columns.findIndex(({ id }) => id === fault.column)
    setPlace({ row: line - 1, column: Math.max(0, column) })
  }
  const take = useTake(draft, editing, () => setPlace(undefined))
  const wrong = stops(faults).length
  return (
    <Frame
      draft={draft}
      title={
        <TitleBox title={work.title} onChange={(title) => editing.change({ ...work, title }, 'title')} />
      }
      state={<SaveState state={state} />}
      aside={
        <>
          <Life
            draft={draft}
            ready={async () => ((await editing.flush()) ? editing.read().rev : undefined)}
            blocked={wrong > 0 ? `还有 ${count(wrong)} 处要改，改好再提交` : undefined}
          />
          <Faults faults={faults} onJump={jump} />
          <Summary draft={draft} content={content} />
          <AffairPart
            draft={draft}
            choice={{
              node: content.node,
              onNode: (node) => {
                const { node: _, ...rest } = content
                change(node ? { ...rest, node } : rest)
              },
              continues: work.continues,
              onContinues: (continues) => editing.change({ ...work, continues }),
            }}
          />
          {more}
        </>
      }
    >
      {found && <Found kept={found} onTake={takeBack} onDrop={letGo} />}
      {state.status === 'conflict' && <Conflict id={draft.id} editing={editing} state={state} />}
      {state.status === 'refused' && <Alert type="error" showIcon title={state.says} />}
      <Tools
        draft={draft}
        rows={content.rows}
        sheet={sheet}
        onUndo={state.canUndo ? undo : undefined}
        onAdd={() => {
          change({ ...content, rows: [...content.rows, BLANK] })
          setPlace({ row: content.rows.length, column: 0 })
        }}
      />
      <DropZone onFile={(file) => void sheet.look(file)}>
        <LineTable
          publication={draft.id}
          label={`${draft.itemName}，逐行填写`}
          content={content}
          faults={faults}
          place={place}
          onPlace={setPlace}
          onRows={(rows, where) => change({ ...content, rows }, where)}
          empty={<EmptyTable />}
        />
      </DropZone>
      <Figures content={content} onChange={change} />
      {below(content)}
      {sheet.sheet && (
        <SheetPreview
          draft={draft}
          sheet={sheet.sheet}
          lines={content.rows.length}
          onClose={sheet.close}
          onTake={async () => {
            const says = sheet.sheet && (await take(sheet.sheet.file))
            if (says === undefined) sheet.close()
            return says
          }}
        />
      )}
    </Frame>
  )
}

/** As the server will find them; behind the typing when a table is long. */
function useFaults(work: Work, { mask, period }: Draft): Fault[] {
  const { content, title } = useDeferredValue(work)
  const today = dateOf(new Date(useNow()))
  return useMemo(
    () => draftFaults(content, { today, title, period, mask }),
    [content, title, today, period, mask],
  )
}

/** Takes the lines of a file that was looked at; says why when they could not be taken. */
function useTake(draft: Draft, editing: ReturnType<typeof useEditing>['editing'], onTaken: () => void) {
  return async (file: File): Promise<string | undefined> => {
    try {
      if (!(await editing.flush())) return '先处理好没有保存的内容，再导入'
      const { rev } = editing.read()
      await uploadTo('publications.sheet', file, { params: { id: draft.id }, query: { rev } })
      const taken = await call('publications.draft', { params: { id: draft.id } })
      const before: Work = editing.read().work
      editing.taken({ ...before, ...workOf(taken) }, taken.rev)
      onTaken()
      return undefined
    } catch (error) {
      return saysOf(error)
    }
  }
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

function Tools({
  draft,
  rows,
  sheet,
  onUndo,
  onAdd,
}: {
  draft: Draft
  rows: readonly Row[]
  sheet: ReturnType<typeof useSheet>
  onUndo: (() => void) | undefined
  onAdd: () => void
}) {
  const box = useRef<HTMLInputElement>(null)
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button disabled={rows.length >= MAX_ROWS} onClick={onAdd}>
        加一行
      </Button>
      <Button loading={sheet.busy} onClick={() => box.current?.click()}>
        导入 Excel 或 CSV
      </Button>
      <input
        ref={box}
        type="file"
        aria-label="选 Excel 或 CSV 文件"
        accept=".xlsx,.csv"
        className="sr-only"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          void sheet.look(currentTarget.files?.[0])
          // The same file, corrected, may be picked again.
          currentTarget.value = ''
        }}
      />
      <Template draft={draft} />
      <Button disabled={!onUndo} icon={<Icon name="return" className="size-[1.1em]" />} onClick={onUndo}>
        撤销
      </Button>
      <span className="flex-1" />
      <span className="text-small text-ink-3">
        共 {count(rows.length)} 行 · 回车到下一行，可以从 Excel 里整块粘贴
      </span>
      {sheet.trouble !== undefined && (
        <Alert
          type="error"
          showIcon
          closable={{ onClose: sheet.calm }}
          className="w-full"
          title={sheet.trouble}
        />
      )}
    </div>
  )
}

function EmptyTable() {
  return (
    <div className="grid min-h-0 flex-1 place-items-center rounded-card border border-dashed border-edge bg-paper">
      <Blank icon="document" title="还没有一行">
        把 Excel 或 CSV
        拖到这里，或者点“加一行”一笔一笔地填。本期没有发生的，在下面的说明里写明“本期没有发生”。
      </Blank>
    </div>
  )
}

/** A file let go anywhere over the table is looked at. */
function DropZone({ onFile, children }: { onFile: (file: File) => void; children: ReactNode }) {
  const drop = (event: DragEvent) => {
    event.preventDefault()
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  return (
    <div
      className="flex min-h-[24rem] flex-1 flex-col gap-2"
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      {children}
    </div>
  )
}

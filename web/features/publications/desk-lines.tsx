import { Alert, Button } from 'antd'
import { useRef, type DragEvent, type ReactNode } from 'react'
import { call, uploadTo } from '#web/client/call.ts'
import { MAX_ROWS, type Fault } from '#practice/disclosure/checks.ts'
import type { Row } from '#practice/disclosure/content.ts'
import { Blank } from '#web/matters/desk-state.tsx'
import { Icon } from '#web/ui/icon.tsx'
import type { Editing, EditingState, Work } from './desk-editing.ts'
import type { Place } from './desk-grid-keys.ts'
import { BLANK } from './desk-rows.ts'
import { SheetPreview, Template, useSheet } from './desk-sheet.tsx'
import { LineTable } from './desk-table.tsx'
import { workOf } from './desk-use-editing.ts'
import { count, saysOf, type Draft } from './desk-words.ts'

type EditedProps = {
  draft: Draft
  editing: Editing
  state: EditingState
  faults: readonly Fault[]
  place: Place | undefined
  onPlace: (place: Place | undefined) => void
}

/** The table with its tools, and the file that is on its way into it. */
export function EditedLines({ draft, editing, state, faults, place, onPlace }: EditedProps) {
  const { work, canUndo } = state
  const { content } = work
  const sheet = useSheet(draft.id)
  const take = useTake(draft, editing, () => onPlace(undefined))
  const change = (rows: readonly Row[], where?: string) =>
    editing.change({ ...work, content: { ...content, rows } }, where)
  const undo = () => {
    onPlace(undefined)
    editing.undo()
  }
  const add = () => {
    change([...content.rows, BLANK])
    onPlace({ row: content.rows.length, column: 0 })
  }
  const takeSheet = async (file: File) => {
    const says = await take(file)
    if (says === undefined) sheet.close()
    return says
  }
  return (
    <>
      <Tools
        draft={draft}
        rows={content.rows}
        sheet={sheet}
        onUndo={canUndo ? undo : undefined}
        onAdd={add}
      />
      <DropZone onFile={(file) => void sheet.look(file)}>
        <LineTable
          publication={draft.id}
          label={`${draft.itemName}，逐行填写`}
          content={content}
          faults={faults}
          place={place}
          onPlace={onPlace}
          onRows={change}
          empty={<EmptyTable />}
        />
      </DropZone>
      {sheet.sheet && (
        <SheetPreview
          draft={draft}
          sheet={sheet.sheet}
          lines={content.rows.length}
          onClose={sheet.close}
          onTake={takeSheet}
        />
      )}
    </>
  )
}

/** Takes the lines of a file that was looked at; says why when they could not be taken. */
function useTake(draft: Draft, editing: Editing, onTaken: () => void) {
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

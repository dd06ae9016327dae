import { Alert, App, Button, Modal, Tag } from 'antd'
import { useState } from 'react'
import { CallError, download, uploadTo, type Output } from '#web/client/call.ts'
import { stops } from '#practice/disclosure/checks.ts'
import { cellText, isNumeric, readColumns } from './desk-cells.ts'
import { byCell } from './desk-faults.tsx'
import { placeKey } from './desk-grid.tsx'
import type { Draft } from './desk-words.ts'
import { count, saysOf } from './desk-words.ts'

type Looked = Output<'publications.sheet'>
export type Sheet = { file: File; looked: Looked }

/** Reads a file on the server without taking anything from it. */
export function useSheet(id: string) {
  const [sheet, setSheet] = useState<Sheet>()
  const [trouble, setTrouble] = useState<string>()
  const [busy, setBusy] = useState(false)
  const look = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setTrouble(undefined)
    try {
      setSheet({ file, looked: await uploadTo('publications.sheet', file, { params: { id } }) })
    } catch (error) {
      setTrouble(saysOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { sheet, trouble, busy, look, close: () => setSheet(undefined), calm: () => setTrouble(undefined) }
}

/** The empty sheet with this table’s columns. */
export function Template({ draft }: { draft: Draft }) {
  const { message } = App.useApp()
  const fetchFile = () =>
    download('publications.template', { params: { id: draft.id } }, `${draft.title}.xlsx`).catch(
      (error: unknown) =>
        message.error(error instanceof CallError ? error.message : '模板没有下载下来，请再试一次'),
    )
  return (
    <Button type="link" className="px-1" onClick={() => void fetchFile()}>
      下载空白表
    </Button>
  )
}

/** What a file would bring: its headings, its first lines, what is wrong; taken only when somebody says so. */
export function SheetPreview({
  draft,
  sheet: { file, looked },
  lines,
  onTake,
  onClose,
}: {
  draft: Draft
  sheet: Sheet
  /** How many lines there are now. */
  lines: number
  /** Says why when it could not be taken. */
  onTake: (file: File) => Promise<string | undefined>
  onClose: () => void
}) {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const take = async () => {
    setBusy(true)
    setTrouble(await onTake(file))
    setBusy(false)
  }
  return (
    <Modal
      open
      width={1080}
      title={`核对“${file.name}”`}
      okText={
        lines > 0
          ? `用这 ${count(looked.total)} 行换下现在的 ${count(lines)} 行`
          : `填入这 ${count(looked.total)} 行`
      }
      cancelText="不导了"
      confirmLoading={busy}
      onOk={() => void take()}
      onCancel={onClose}
    >
      <div className="grid gap-4">
        {trouble !== undefined && <Alert type="error" showIcon title={trouble} />}
        <p className="text-ink-2">共 {count(looked.total)} 行。现在还没有填进去；填进去以后也可以撤销。</p>
        <Headings headings={looked.headings} columns={draft.content.columns} />
        <Troubles looked={looked} />
        <FirstLines draft={draft} looked={looked} />
      </div>
    </Modal>
  )
}

function Headings({
  headings,
  columns,
}: {
  headings: Looked['headings']
  columns: Draft['content']['columns']
}) {
  const missing = columns.filter(
    ({ id, required }) => required && !headings.some(({ column }) => column === id),
  )
  return (
    <div className="grid gap-1">
      <h3 className="font-bold">认出的列</h3>
      <p className="flex flex-wrap gap-1">
        {headings.map(({ name, column }, index) => (
          <Tag key={index} color={column === undefined && name !== '科目' ? 'default' : 'green'}>
            {name || `第 ${index + 1} 列`}
            {column === undefined && name !== '科目' && '：表里没有这一列，不导入'}
          </Tag>
        ))}
      </p>
      {missing.length > 0 && (
        <p className="text-late">文件里没有必填的列：{missing.map(({ name }) => name).join('、')}</p>
      )}
    </div>
  )
}

function Troubles({ looked: { faults } }: { looked: Looked }) {
  const wrong = stops(faults)
  const warned = faults.filter(({ warning }) => warning)
  if (wrong.length === 0 && warned.length === 0) return <p className="text-done">逐行看过，没有要改的。</p>
  return (
    <div className="grid gap-1">
      <h3 className={`font-bold ${wrong.length > 0 ? 'text-late' : 'text-wait'}`}>
        {wrong.length > 0
          ? `${count(wrong.length)} 处要改，可以填进来再改`
          : '没有要改的，有几处公布时会打码'}
      </h3>
      <ul className="max-h-36 overflow-y-auto text-small" tabIndex={0} aria-label="文件里要改的地方">
        {[...wrong, ...warned].map(({ sentence, warning }, index) => (
          <li key={index} className={warning ? 'text-wait' : 'text-late'}>
            {sentence}
          </li>
        ))}
      </ul>
    </div>
  )
}

function FirstLines({ draft, looked: { rows, faults, total } }: { draft: Draft; looked: Looked }) {
  const columns = readColumns(draft.content.columns, rows)
  const wrong = byCell(faults, 'fault')
  return (
    <div className="grid gap-1">
      <h3 className="font-bold">{total > rows.length ? `前 ${rows.length} 行` : '全部的行'}</h3>
      <div
        className="max-h-72 overflow-auto rounded-card border border-line"
        tabIndex={0}
        role="region"
        aria-label="文件的前几行"
      >
        <table className="w-full border-collapse text-small whitespace-nowrap">
          <thead className="sticky top-0 bg-ground text-left text-ink-2">
            <tr>
              <th scope="col" className="px-2 py-1 text-right">
                行
              </th>
              {columns.map((column) => (
                <th
                  key={column.id}
                  scope="col"
                  className={`px-2 py-1 ${isNumeric(column) ? 'text-right' : ''}`}
                >
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at} className="border-t border-line">
                <td className="px-2 py-1 text-right text-ink-3 tabular-nums">{at + 1}</td>
                {columns.map((column) => (
                  <td
                    key={column.id}
                    className={`max-w-64 truncate px-2 py-1 ${isNumeric(column) ? 'text-right tabular-nums' : ''} ${wrong.has(placeKey(at, column.id)) ? 'bg-late-soft' : ''}`}
                  >
                    {cellText(column, row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

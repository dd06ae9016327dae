import { Alert, App, Button, Progress, Table, type TableProps } from 'antd'
import { useState } from 'react'
import { CallError, download, type Output } from '#web/client/call.ts'
import { usePages } from '#web/client/queries.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { count, isMoving, type Import } from './words.ts'

/** How far an import is, and when it has ended, what came of it row by row. */
export function Report({ row }: { row: Import }) {
  const { file, areaName, by, openedAt, state, fault, refused, partly, phonesWaiting } = row
  const moving = isMoving(state)
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] content-start gap-5 p-6">
      <header>
        <h2 className="text-lead font-bold">{file}</h2>
        <p className="text-ink-2">
          {areaName}，{by ?? '系统'}，<Moment at={openedAt} />
        </p>
      </header>
      {fault && (
        <Alert type="error" showIcon title={fault} description="已经导入的行都在，重新上传不会重复。" />
      )}
      {moving && <Running row={row} />}
      <Counts row={row} />
      {!moving && phonesWaiting > 0 && (
        <Alert
          type="info"
          showIcon
          title={`${count(phonesWaiting)} 个手机号待复核`}
          description="要村里另一位同事在“待复核”里看过同意，号码才生效。别的内容都已经导入。"
        />
      )}
      {!moving && (refused > 0 || partly > 0) && <Refusals row={row} />}
      {state === 'done' && refused + partly === 0 && (
        <Alert type="success" showIcon title="每一行都导入了，没有退回的。" />
      )}
    </section>
  )
}

function Running({ row: { total, read, state } }: { row: Import }) {
  const percent = total ? Math.floor((100 * read) / total) : 0
  return (
    <div>
      <Progress percent={percent} strokeColor="var(--brand)" aria-label="导入进度" />
      <p role="status" className="text-ink-2">
        {state === 'waiting'
          ? '排队中，前面的名单导完就轮到。'
          : `已经处理 ${count(read)} 行，共 ${count(total ?? 0)} 行。`}
        可以离开这一页，导入不会停。
      </p>
    </div>
  )
}

/** Every row is in exactly one of the four. */
function Counts({ row: { added, changed, unchanged, refused, read, partly } }: { row: Import }) {
  const figures = [
    { says: '新增', n: added, className: 'text-done' },
    { says: '更新', n: changed, className: '' },
    { says: '没有变化', n: unchanged, className: '' },
    { says: '退回', n: refused, className: refused > 0 ? 'text-late' : '' },
  ]
  return (
    <div className="grid gap-2">
      <dl className="grid grid-cols-4 divide-x divide-line rounded-card border border-line bg-paper">
        {figures.map(({ says, n, className }) => (
          <div key={says} className="grid px-5 py-3">
            <dt className="text-ink-2">{says}</dt>
            <dd className={`text-title font-bold tabular-nums ${className}`}>{count(n)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-small text-ink-3">
        四项合计 {count(read)} 行。
        {partly > 0 && `导入的人里有 ${count(partly)} 位的手机号没有写入，原因在下面。`}
      </p>
    </div>
  )
}

type Refusal = Output<'people.refusals'>['rows'][number]

const COLUMNS: NonNullable<TableProps<Refusal>['columns']> = [
  { title: '行', dataIndex: 'row', width: 84, className: 'tabular-nums' },
  { title: '哪一列', dataIndex: 'fieldName', width: 116 },
  {
    title: '填的内容',
    dataIndex: 'value',
    width: 196,
    render: (value: string) => value || <span className="text-ink-3">空着</span>,
  },
  { title: '原因', dataIndex: 'reason' },
  {
    title: '结果',
    dataIndex: 'scope',
    width: 168,
    render: (scope: Refusal['scope']) =>
      scope === 'row' ? <span className="text-late">整行没有导入</span> : '人已导入，这一格没有',
  },
]

function Refusals({ row: { id, file } }: { row: Import }) {
  const pages = usePages('people.refusals', {}, { id })
  const { rows, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = pages
  if (error && rows.length === 0) return <Trouble error={error} onRetry={() => void pages.refetch()} />
  if (isPending) return <Waiting lines={4} />
  return (
    <div className="grid gap-2">
      <div className="flex items-center justify-between gap-4">
        <div>
          <h3 className="font-bold">没有导入的</h3>
          <p className="text-ink-2">按行号在您的名单里改好，整份再传一次就行：已经导入的不会重复。</p>
        </div>
        <SaveRefusals id={id} file={file} />
      </div>
      <Table<Refusal>
        size="small"
        bordered
        rowKey={({ row, fieldName }) => `${row} ${fieldName}`}
        columns={COLUMNS}
        dataSource={rows}
        pagination={false}
      />
      {hasNextPage && (
        <Button type="text" block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          再看一些
        </Button>
      )}
    </div>
  )
}

function SaveRefusals({ id, file }: { id: string; file: string }) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const name = `${file.replace(/\.\w+$/, '')} 没有导入的.xlsx`
      await download('people.refusalsFile', { params: { id } }, name)
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有下载下来，请再试一次')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button loading={busy} onClick={() => void save()}>
      下载 Excel
    </Button>
  )
}

import { useMemo, type ReactNode } from 'react'
import { changesBetween, type CellChange, type RowChange } from '#practice/disclosure/changes.ts'
import type { Content } from '#practice/disclosure/content.ts'
import { cellText, nameColumn } from '#practice/disclosure/lines.ts'
import type { Output } from '#web/client/call.ts'
import { Icon } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'

type Version = Output<'publications.show'>['versions'][number]

/** A page of changes helps; a table filled in anew is looked at in full. */
const CHANGES_SHOWN = 30

/** What each correction changed and why, newest first. Nothing stands where there was none. */
export function Corrections({ versions }: { versions: readonly Version[] }) {
  const pairs = versions.flatMap((after, index) => {
    const before = versions[index + 1]
    return before ? [{ before, after }] : []
  })
  return (
    <div className="grid gap-5">
      {pairs.map(({ before, after }) => (
        <Correction key={after.version} {...{ before, after }} />
      ))}
    </div>
  )
}

function Correction({ before, after }: { before: Version; after: Version }) {
  const now = useNow()
  const changes = useMemo(() => changesBetween(before.content, after.content), [before, after])
  const shown = changes.rows.slice(0, CHANGES_SHOWN)
  return (
    <section className="grid gap-2">
      <h3 className="font-bold">
        第 {after.version} 版更正第 {before.version} 版
        <span className="ml-2 text-small font-normal text-ink-3">{momentText(after.at, now)}</span>
      </h3>
      {after.reason && <p>{after.reason}</p>}
      <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-paper">
        {shown.map((change) => (
          <li key={keyOf(change)} className="grid gap-1 px-4 py-3">
            <Change {...{ change }} before={before.content} after={after.content} />
          </li>
        ))}
        {changes.rest.length > 0 && <li className="px-4 py-3">另外改了：{changes.rest.join('、')}</li>}
        {changes.rows.length === 0 && changes.rest.length === 0 && (
          <li className="px-4 py-3 text-ink-2">内容没有变，只重新公布了一次</li>
        )}
      </ul>
      {changes.rows.length > shown.length && (
        <p className="text-small text-ink-2">
          共改了 {changes.rows.length} 行，这里是前 {shown.length} 行；其余请对照两版原文
        </p>
      )}
      <p className="text-small text-ink-2">
        第 {before.version} 版由{before.publisher}公布，原文一直保留在下面“各版原文”里。
      </p>
    </section>
  )
}

const keyOf = (change: RowChange) =>
  `${change.kind} ${change.kind === 'removed' ? change.before : change.after}`

function Change({ change, before, after }: { change: RowChange; before: Content; after: Content }) {
  if (change.kind === 'changed') {
    return (
      <>
        <p>
          第 {change.after} 行 <b>{nameOf(after, change.after)}</b>
        </p>
        {change.cells.map((cell) => (
          <Cell key={cell.column.id} {...cell} />
        ))}
      </>
    )
  }
  const isNew = change.kind === 'added'
  const [content, n] = isNew ? [after, change.after] : [before, change.before]
  return (
    <p className="flex items-start gap-2">
      <Icon name={isNew ? 'plus' : 'close'} className="mt-[0.25em] size-[1.1em] text-ink-2" />
      <span>
        {isNew ? '新添' : '去掉'}第 {n} 行 <b>{nameOf(content, n)}</b>
        <span className="block text-small text-ink-2">{lineText(content, n)}</span>
      </span>
    </p>
  )
}

/** Both figures, the old one first and struck through; said in words too for those who listen. */
function Cell({ column, before, after }: CellChange) {
  const unit = column.kind === 'money' ? ' 元' : ''
  const said = (value: CellChange['before']): ReactNode =>
    cellText(column, value) === '' ? '空着' : `${cellText(column, value)}${unit}`
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 tabular-nums">
      <span className="text-ink-2">{column.name}</span>
      <del className="text-ink-2">
        <span className="sr-only">原来是 </span>
        {said(before)}
      </del>
      <Icon name="move" className="size-[1em] self-center text-ink-3" />
      <ins className="font-bold no-underline">
        <span className="sr-only">改为 </span>
        {said(after)}
      </ins>
    </p>
  )
}

function nameOf(content: Content, n: number): string {
  const row = content.rows[n - 1]
  const column = row && nameColumn(content.columns, row)
  return row && column ? cellText(column, row.cells[column.id]) : ''
}

function lineText({ columns, rows }: Content, n: number): string {
  return columns
    .map((column) => [column.name, cellText(column, rows[n - 1]?.cells[column.id])] as const)
    .filter(([, said]) => said !== '')
    .map(([name, said]) => `${name} ${said}`)
    .join('，')
}

import { useMemo } from 'react'
import type { Content, Row } from '#practice/disclosure/content.ts'
import { cellText, readColumns, isNumeric, type GridColumn } from './desk-cells.ts'
import { changesOf, type Change } from './desk-diff.ts'
import { count } from './desk-words.ts'

/** More changed lines than this are another table, and are told by their number. */
const SHOWN = 200

/** Two versions side by side: only the lines that differ, what differs in them marked. */
export function Changes({
  before,
  after,
  names,
}: {
  before: Content
  after: Content
  /** What the two are called on screen. */
  names: readonly [before: string, after: string]
}) {
  const changes = useMemo(() => changesOf(before, after), [before, after])
  const columns = useMemo(() => readColumns(after.columns, [...before.rows, ...after.rows]), [before, after])
  const whole = wholeChanges(before, after)
  if (changes.length === 0 && whole.length === 0) return <p className="text-ink-2">两边一样，没有改动。</p>
  const n = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length
  return (
    <div className="grid gap-2">
      <p className="text-small text-ink-2">
        改了 {count(n('changed'))} 行，加了 {count(n('added'))} 行，去掉 {count(n('removed'))} 行
        {changes.length > SHOWN && `；下面是前 ${SHOWN} 处`}
      </p>
      {whole.map((says) => (
        <p key={says} className="text-small">
          {says}
        </p>
      ))}
      {changes.length > 0 && <Lines changes={changes} columns={columns} names={names} />}
    </div>
  )
}

function Lines({
  changes,
  columns,
  names,
}: {
  changes: readonly Change[]
  columns: readonly GridColumn[]
  names: readonly [before: string, after: string]
}) {
  return (
    <div
      className="overflow-x-auto rounded-card border border-line"
      tabIndex={0}
      role="region"
      aria-label="改动的行"
    >
      <table className="w-full border-collapse text-small">
        <thead className="bg-ground text-left text-ink-2">
          <tr>
            <th scope="col" className="px-2 py-1">
              版本
            </th>
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
        {changes.slice(0, SHOWN).map((change, index) => (
          <tbody key={index} className="border-t border-edge">
            {change.kind !== 'added' && (
              <Side name={names[0]} n={change.was} row={change.before} columns={columns} change={change} />
            )}
            {change.kind !== 'removed' && (
              <Side name={names[1]} n={change.n} row={change.after} columns={columns} change={change} isNew />
            )}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Side({
  name,
  n,
  row,
  columns,
  change,
  isNew = false,
}: {
  name: string
  n: number
  row: Row
  columns: readonly GridColumn[]
  change: Change
  isNew?: boolean
}) {
  const soft = isNew ? 'bg-brand-soft' : 'bg-late-soft'
  const differs = (id: string) => change.kind !== 'changed' || change.columns.includes(id)
  const Text = isNew ? 'ins' : 'del'
  return (
    <tr>
      <th scope="row" className="px-2 py-1 text-left font-normal whitespace-nowrap text-ink-2">
        {name}
      </th>
      <td className="px-2 py-1 text-right text-ink-2 tabular-nums">{n}</td>
      {columns.map((column) => {
        const text = cellText(column, row)
        const isMarked = differs(column.id) && text !== ''
        return (
          <td
            key={column.id}
            className={`px-2 py-1 ${isNumeric(column) ? 'text-right tabular-nums' : ''} ${isMarked ? soft : ''}`}
          >
            {isMarked ? <Text className={isNew ? 'no-underline' : ''}>{text}</Text> : text}
          </td>
        )
      })}
    </tr>
  )
}

/** What belongs to no line. */
function wholeChanges(before: Content, after: Content): string[] {
  const money = (fen: number | undefined) =>
    fen === undefined ? '没有填' : cellText({ id: 'fen', name: '', kind: 'money' }, { cells: { fen } })
  return [
    ...(before.opening === after.opening
      ? []
      : [`期初结余：${money(before.opening)} → ${money(after.opening)}`]),
    ...(before.closing === after.closing
      ? []
      : [`期末结余：${money(before.closing)} → ${money(after.closing)}`]),
    ...((before.remark ?? '') === (after.remark ?? '')
      ? []
      : [`说明：${before.remark || '没有'} → ${after.remark || '没有'}`]),
  ]
}

import { useEffect, useRef } from 'react'
import { faultOf, usePages } from '#web/client/queries.ts'
import type { Input, Output } from '#web/client/call.ts'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { Calm } from './parts.tsx'

type Row = Output<'matters.list'>['rows'][number]
const PAGE = 50

/**
 * The records behind a number, beside it on the wall. A room looks on: kind, place and stage, never the words somebody
 * wrote, and of what is confidential its number and stage alone.
 */
export function Records({ list, name, onClose }: { list: string; name: string; onClose: () => void }) {
  // The same words the desk's address has; the server refuses what is none of its filters.
  const query = {
    ...Object.fromEntries(new URLSearchParams(list)),
    limit: PAGE,
  } as Input<'matters.list'>['query']
  const pages = usePages('matters.list', query)
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  const { rows, hasNextPage } = pages
  const fault = faultOf(pages)
  return (
    <aside className="wall-records" role="dialog" aria-label={`${name}：清单`}>
      <header>
        <h2>{name}</h2>
        <span role="status" className="wall-note">
          {fault
            ? ''
            : pages.isPending
              ? '正在读取'
              : hasNextPage
                ? `先列 ${rows.length} 件`
                : `共 ${rows.length} 件`}
        </span>
        <a href={`/desk/matters?${list}`} target="gongzhi-desk" className="wall-chip">
          在工作台打开
        </a>
        <button ref={close} type="button" className="wall-chip" onClick={onClose}>
          关闭
        </button>
      </header>
      {fault ? (
        <Calm more={fault.message}>没有读到清单，接通后再点一次</Calm>
      ) : rows.length === 0 && !pages.isPending ? (
        <Calm>没有这样的事项</Calm>
      ) : (
        <div className="wall-record-rows" tabIndex={0} role="region" aria-label="事项">
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <RecordRow row={row} />
              </li>
            ))}
          </ul>
          {hasNextPage && (
            <button
              type="button"
              className="wall-chip wall-more"
              disabled={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              {pages.isFetchingNextPage ? '正在读取' : `再列 ${PAGE} 件`}
            </button>
          )}
        </div>
      )}
    </aside>
  )
}

export function RecordRow({ row }: { row: Row }) {
  const now = useNow()
  const hidden = row.confidential === true
  const when = row.endedAt ?? row.dueAt
  return (
    <a href={`/desk/matters/${row.id}`} target="gongzhi-desk" data-record className="wall-link wall-record">
      <span className="wall-record-number">{row.number}</span>
      <span className="wall-record-name">{hidden ? '保密事项' : (row.itemName ?? '未归类')}</span>
      <span className={`wall-mood wall-mood-${row.mood}`}>{row.stageName}</span>
      <span className="wall-note">{hidden ? '' : row.divisionName}</span>
      {when !== undefined && (
        <time dateTime={when} className={row.overdue ? 'wall-late' : 'wall-note'}>
          {momentText(when, now)}
          {row.endedAt ? ' 办结' : row.overdue ? ' 已超期' : ' 前'}
        </time>
      )}
    </a>
  )
}

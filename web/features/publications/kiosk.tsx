import type { UseQueryResult } from '@tanstack/react-query'
import type { Posted } from '#web/client/board.ts'
import type { CallError } from '#web/client/call.ts'
import type { KioskPlace } from '#web/surfaces/kiosk/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Pager } from '#web/ui/pager.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dayText } from '#web/ui/when.ts'
import { kindName, KINDS } from './board-words.ts'

/** As many as fit below the tabs without scrolling. */
const PAGE = 8
type Board = UseQueryResult<Posted[], CallError>
type Place = Extract<KioskPlace, { at: 'board' }>

interface Props {
  board: Board
  place: Place
  /** Another page or kind of the same screen. */
  onTurn: (place: Place) => void
  onGo: (place: KioskPlace) => void
}

/** What hangs on the village’s board, by kind, newest first. */
export function BoardKiosk({ board, place, onTurn, onGo }: Props) {
  const { kind, page = 0 } = place
  const rows = (board.data ?? []).filter((row) => kind === undefined || row.kind === kind)
  return (
    <div className="grid gap-6">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-display">村务公开</h1>
        <span className="flex gap-3">
          <Button kind="soft" icon="search" onClick={() => onGo({ at: 'search' })}>
            按拼音找
          </Button>
          <Button kind="soft" icon="clock" onClick={() => onGo({ at: 'calendar' })}>
            公开日历
          </Button>
        </span>
      </div>
      <div role="group" aria-label="哪一类" className="grid grid-cols-5 gap-2">
        {KINDS.map(([value, name]) => (
          <button
            key={name}
            type="button"
            aria-pressed={value === kind}
            onClick={() => onTurn({ at: 'board', kind: value })}
            className={`min-h-target rounded-card font-bold ${
              value === kind ? 'bg-brand text-on-brand' : 'border border-edge bg-paper active:bg-brand-soft'
            }`}
          >
            {name}
          </button>
        ))}
      </div>
      {board.data === undefined ? (
        board.error ? (
          <Notice kind="error" title="现在读不到公开内容">
            {board.error.message}。也可以看村委会门口的公开栏。
          </Notice>
        ) : (
          <Skeleton />
        )
      ) : rows.length === 0 ? (
        <Notice kind="empty" title={kind ? `公开栏上现在没有${kindName(kind)}` : '公开栏上现在还没有内容'}>
          村里公布以后，这里马上就有。逾期没公布的，可以在公开日历里看到。
        </Notice>
      ) : (
        <Rows
          rows={rows}
          page={Math.min(page, Math.ceil(rows.length / PAGE) - 1)}
          onPage={(next) => onTurn({ at: 'board', kind, page: next })}
          onOpen={(id) => onGo({ at: 'publication', id })}
        />
      )}
    </div>
  )
}

interface RowsProps {
  rows: readonly Posted[]
  page: number
  onPage: (page: number) => void
  onOpen: (id: string) => void
}

function Rows({ rows, page, onPage, onOpen }: RowsProps) {
  const pages = Math.ceil(rows.length / PAGE)
  return (
    <>
      <ul className="grid gap-3">
        {rows.slice(page * PAGE, (page + 1) * PAGE).map((row) => (
          <li key={row.id}>
            <PostedRow row={row} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {pages > 1 && <Pager page={page} pages={pages} onPage={onPage} />}
    </>
  )
}

/** One thing on the board, pressed as a whole. */
export function PostedRow({ row, onOpen }: { row: Posted; onOpen: (id: string) => void }) {
  const now = useNow()
  const { id, title, kind, class: heading, postedFrom, late, readable, version } = row
  return (
    <button
      type="button"
      onClick={() => onOpen(id)}
      className="flex min-h-[5rem] w-full items-center gap-5 rounded-card border border-line bg-paper px-6 py-3 text-left active:bg-brand-soft"
    >
      <span className="min-w-0 flex-1">
        <b className="line-clamp-2 text-lead">{title}</b>
        <span className="text-small text-ink-2">
          {kindName(kind)} · {heading} · {dayText(postedFrom, now)}公布
          {version > 1 && ' · 更正过'}
          {late > 0 && <span className="text-late"> · 晚了 {late} 天</span>}
        </span>
      </span>
      {!readable && <Icon name="lock" label="只对本村公开" className="size-7 text-ink-3" />}
      <Icon name="forward" className="size-7 text-ink-3" />
    </button>
  )
}

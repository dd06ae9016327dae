import type { UseQueryResult } from '@tanstack/react-query'
import type { Posted } from '#web/client/board.ts'
import type { CallError } from '#web/client/call.ts'
import type { TvPlace } from '#web/surfaces/tv/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { usePresses } from '#web/ui/use-presses.ts'
import { dayText } from '#web/ui/when.ts'
import { kindName, KINDS } from './board-words.ts'

/** Four rows at most: read from the sofa, counted at a glance. */
const ROWS = 4
type Place = Extract<TvPlace, { at: 'board' }>

interface Props {
  board: UseQueryResult<Posted[], CallError>
  /** `应公开 n · 已公开 m · 逾期 k`. */
  counts: string | undefined
  place: Place
  onTurn: (place: Place) => void
  onOpen: (id: string) => void
}

/** What hangs on the board: kinds by number keys or along the top, pages by left and right. */
export function BoardTv({ board, counts, place, onTurn, onOpen }: Props) {
  const { kind } = place
  const rows = (board.data ?? []).filter((row) => kind === undefined || row.kind === kind)
  const pages = Math.max(1, Math.ceil(rows.length / ROWS))
  const page = Math.min(place.page ?? 0, pages - 1)
  usePresses((key) => {
    const chosen = KINDS[Number(key) - 1]
    if (chosen) {
      onTurn({ at: 'board', kind: chosen[0] })
      return true
    }
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
    // Along the top left and right choose a kind.
    if (step === undefined || !document.activeElement?.hasAttribute('data-row')) return false
    const next = page + step
    if (next >= 0 && next < pages) onTurn({ at: 'board', kind, page: next })
    return true
  })
  return (
    <div className="grid h-full grid-rows-[auto_auto_minmax(0,1fr)_auto] gap-4">
      <div className="flex items-baseline justify-between">
        <h1 className="text-title font-bold">村务公开</h1>
        <p className="text-small text-ink-2">{counts}</p>
      </div>
      <ul className="grid grid-cols-5 gap-4">
        {KINDS.map(([value, name], index) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={value === kind}
              onClick={() => onTurn({ at: 'board', kind: value })}
              className={`min-h-[2.2rem] w-full rounded-card border-2 font-bold ${
                value === kind ? 'border-brand text-brand' : 'border-line'
              }`}
            >
              {index + 1} {name}
            </button>
          </li>
        ))}
      </ul>
      {rows.length === 0 ? (
        <Nothing board={board} />
      ) : (
        <ul className="grid grid-rows-4 gap-4">
          {rows.slice(page * ROWS, (page + 1) * ROWS).map((row, index) => (
            // By its place, so that the focus stays where it is when the page turns.
            <li key={index} className="min-h-0">
              <Row row={row} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
      <p className="flex justify-between text-small text-ink-3">
        <span>上下选，左右翻页，按确定打开；按 1–5 换一类</span>
        <span>
          第 {page + 1} 页，共 {pages} 页
        </span>
      </p>
    </div>
  )
}

function Row({ row, onOpen }: { row: Posted; onOpen: (id: string) => void }) {
  const now = useNow()
  const { id, title, kind, class: heading, postedFrom, version, late, readable } = row
  return (
    <button
      type="button"
      data-row=""
      onClick={() => onOpen(id)}
      className="grid h-full w-full grid-cols-[minmax(0,1fr)_auto] items-center rounded-card border border-line bg-paper px-6 text-left [--grow:1.015]"
    >
      <span className="min-w-0">
        <b className="block truncate text-lead">{title}</b>
        <span className="block truncate text-small text-ink-2">
          {kindName(kind)} · {heading} · {dayText(postedFrom, now)}公布
          {version > 1 && ' · 更正过'}
          {late > 0 && ` · 晚了 ${late} 天`}
        </span>
      </span>
      {!readable && <Icon name="lock" label="只对本村公开" className="size-8" />}
    </button>
  )
}

function Nothing({ board: { data, error } }: Pick<Props, 'board'>) {
  const says =
    data === undefined
      ? error
        ? `现在读不到公开内容：${error.message}`
        : '正在读取'
      : '这一类现在没有挂出来的内容。村里公布以后，这里马上就有。'
  return <p className="self-center text-center text-lead text-ink-2">{says}</p>
}

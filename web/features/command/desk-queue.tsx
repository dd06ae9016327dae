import { Button, Checkbox } from 'antd'
import type { usePages } from '#web/client/queries.ts'
import type { Filter } from '#web/client/search-params.ts'
import { More } from '#web/matters/desk-more.tsx'
import { Where } from '#web/matters/desk-place.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import type { Row } from '#web/matters/desk-words.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { Reasons } from './desk-reasons.tsx'

export type Queue = {
  pages: ReturnType<typeof usePages<'matters.list'>>
  /** Rows in the order the reader knows. */
  shown: readonly Row[]
  /** Came in meanwhile; shown when asked for, so that nothing jumps under the hand. */
  arrived: readonly Row[]
  onTake: () => void
  filter: Filter
  cursor: string | undefined
  picked: readonly string[]
  onPick: (ids: readonly string[]) => void
  onAll: () => void
}

/** The one queue, worst first. */
export function Queue(props: Queue) {
  const { pages, shown, filter, onAll } = props
  const now = useNow()
  const { error, isPending, dataUpdatedAt } = pages
  if (error && shown.length === 0) return <Trouble error={error} onRetry={() => void pages.refetch()} />
  if (isPending) return <Waiting />
  if (shown.length === 0) {
    const isNarrowed = Object.keys(filter).length > 0
    return isNarrowed ? (
      <Blank icon="search" title="这里没有要紧的事" action={<Button onClick={onAll}>看全部要紧的事</Button>}>
        别的街道、别的原因里也许还有。
      </Blank>
    ) : (
      <Blank icon="check" title="没有超期、争议、紧急的事">
        {momentText(dataUpdatedAt, now)} 看过。有了会自动出现在这里，不用刷新。
      </Blank>
    )
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <Arrived {...props} />
      <ol>
        {shown.map((row) => (
          <Item key={row.id} row={row} {...props} />
        ))}
      </ol>
      <More pages={pages} />
    </div>
  )
}

function Arrived({ arrived, onTake }: Queue) {
  if (arrived.length === 0) return null
  const urgent = arrived.filter(({ reasons }) => reasons?.some(({ reason }) => reason === 'urgent')).length
  return (
    <button
      type="button"
      onClick={onTake}
      className={`sticky top-0 z-10 flex w-full items-center justify-center gap-2 px-3 py-2 font-bold ${urgent > 0 ? 'bg-late text-on-late' : 'bg-brand text-on-brand'}`}
    >
      <Icon name="bell" />
      新来 {arrived.length} 件{urgent > 0 ? `，其中突发 ${urgent} 件` : ''}，按一下排进来
    </button>
  )
}

function Item({ row, filter, cursor, picked, onPick }: Queue & { row: Row }) {
  const isHere = row.id === cursor
  const isUrgent = row.reasons?.some(({ reason }) => reason === 'urgent')
  return (
    <li
      data-row={row.id}
      className={`flex gap-2.5 border-b border-line px-3 py-2.5 ${isHere ? 'desk-cursor bg-brand-soft' : isUrgent ? 'bg-late-soft' : 'hover:bg-ground'}`}
    >
      <Checkbox
        aria-label={`选中 ${row.number}`}
        className="self-start pt-0.5"
        checked={picked.includes(row.id)}
        onChange={({ target }) =>
          onPick(target.checked ? [...picked, row.id] : picked.filter((id) => id !== row.id))
        }
      />
      <Link
        href={paths.commandMatter(row.id, filter)}
        aria-current={isHere ? 'true' : undefined}
        className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-0.5"
      >
        <span className="flex items-baseline justify-between gap-2">
          <b className="truncate">{row.title}</b>
          <span className="shrink-0 text-small text-ink-2">{row.stageName}</span>
        </span>
        <span className="flex items-baseline justify-between gap-2 text-small text-ink-2">
          <span className="truncate">
            <Where name={row.divisionName} /> · {row.unitName ?? row.itemName ?? '未派'}
          </span>
          <span className="shrink-0 tabular-nums">{row.number}</span>
        </span>
        <Reasons reasons={row.reasons ?? []} />
      </Link>
    </li>
  )
}

import { Button, type InputRef } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { may } from '#contract/roles.ts'
import { useFlows } from '#web/client/flows.ts'
import { usePages } from '#web/client/queries.ts'
import type { Filter } from '#web/client/search-params.ts'
import { DeskBulk } from '#web/matters/desk-bulk.tsx'
import { DeskDetail } from '#web/matters/desk-detail.tsx'
import { useFilter } from '#web/matters/desk-filter.ts'
import { useKeys } from '#web/matters/desk-keys.ts'
import { DeskList } from '#web/matters/desk-list.tsx'
import { More } from '#web/matters/desk-more.tsx'
import { useActor } from '#web/matters/desk-reference.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { DeskTable } from '#web/matters/desk-table.tsx'
import { QUEUES } from '#web/matters/desk-words.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { DeskFilters } from './desk-filters.tsx'
import { DeskQueues } from './desk-queues.tsx'

/** The desk's first page: queues, list, detail, like a good mail client. */
export function MattersDesk({
  id,
  views,
  onKeys,
}: {
  id: string | undefined
  /** Saved views, another feature's, put here by the shell. */
  views: ReactNode
  onKeys: () => void
}) {
  const filter = useFilter()
  const actor = useActor()
  const [, navigate] = useLocation()
  const [picked, setPicked] = useState<readonly string[]>([])
  const searchBox = useRef<InputRef>(null)
  const pages = usePages('matters.list', { sort: 'due', ...filter, limit: 50 })
  const { rows } = pages
  const keys = useCursor(rows, id, filter)
  useKeys({
    ...keys.bindings,
    '/': () => searchBox.current?.focus({ cursor: 'all' }),
    '?': onKeys,
    x: () => keys.cursor && setPicked(toggled(picked, keys.cursor)),
    Escape: () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      if (picked.length > 0) setPicked([])
      else if (id) navigate(paths.matters(filter))
    },
  })
  const change = (next: Filter) => {
    setPicked([])
    navigate(id ? paths.matter(id, next) : paths.matters(next), { replace: true })
  }
  const post = actor?.post
  if (!actor || !post) return null
  return (
    <div
      className={`grid h-full min-h-0 ${id ? 'grid-cols-[12rem_23rem_minmax(0,1fr)]' : 'grid-cols-[12rem_minmax(0,1fr)]'}`}
    >
      <h1 className="sr-only">{filter.queue ? QUEUES[filter.queue] : '事项'}</h1>
      <DeskQueues post={post} filter={filter}>
        {views}
      </DeskQueues>
      <section aria-label="事项清单" className="flex min-h-0 flex-col border-x border-line bg-paper">
        <DeskFilters filter={filter} onChange={change} searchBox={searchBox} isNarrow={id !== undefined}>
          {may(post, 'matters.export') && (
            <DeskSheet
              of="matters.list"
              input={{ query: { sort: 'due', ...filter } }}
              isEmpty={rows.length === 0}
            />
          )}
        </DeskFilters>
        <Rows pages={pages} filter={filter} id={id} cursor={keys.cursor} picked={picked} onPick={setPicked} />
        <Picked rows={rows} picked={picked} actor={actor} onDone={() => setPicked([])} />
      </section>
      {id && <DeskDetail id={id} onClose={() => navigate(paths.matters(filter))} />}
    </div>
  )
}

const toggled = (ids: readonly string[], id: string) =>
  ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]

type Pages = ReturnType<typeof usePages<'matters.list'>>

function Rows({
  pages,
  filter,
  id,
  cursor,
  picked,
  onPick,
}: {
  pages: Pages
  filter: Filter
  id: string | undefined
  cursor: string | undefined
  picked: readonly string[]
  onPick: (ids: readonly string[]) => void
}) {
  const flows = useFlows()
  const [, navigate] = useLocation()
  const { rows, error, isPending } = pages
  if (error && rows.length === 0) return <Trouble error={error} onRetry={() => void pages.refetch()} />
  if (isPending) return <Waiting />
  if (rows.length === 0) return <Empty filter={filter} />
  const List = id === undefined ? DeskTable : DeskList
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <List
        rows={rows}
        flows={flows}
        filter={filter}
        cursor={cursor}
        picked={picked}
        onPick={onPick}
        onOpen={(opened) => navigate(paths.matter(opened, filter))}
      />
      <More pages={pages} />
    </div>
  )
}

function Empty({ filter }: { filter: Filter }) {
  const { queue, ...others } = filter
  const narrowed = Object.keys(others).some((key) => key !== 'sort')
  const [, navigate] = useLocation()
  if (narrowed) {
    const { stage, ...everywhere } = others
    const isSearch = (filter.q?.length ?? 0) > 1 && (queue ?? stage) !== undefined
    const wider: Filter = queue ? { queue } : {}
    return (
      <Blank
        icon="search"
        title="没有符合条件的事项"
        action={
          <span className="flex gap-2">
            {isSearch && (
              <Button type="primary" onClick={() => navigate(paths.matters(everywhere))}>
                在全部事项里找
              </Button>
            )}
            <Button onClick={() => navigate(paths.matters(wider))}>去掉这些条件</Button>
          </span>
        }
      >
        {filter.q?.length === 1 ? '至少写两个字再查。' : '换几个字查查，或者去掉一个条件。'}
      </Blank>
    )
  }
  return (
    <Blank icon="check" title={queue ? `“${QUEUES[queue]}”里没有事项` : '还没有事项'}>
      {queue === 'mine'
        ? '轮到您办的事会出现在这里。现在都办完了。'
        : '有新的事项会自动出现在这里，不用刷新。'}
    </Blank>
  )
}

function Picked({
  rows,
  picked,
  actor,
  onDone,
}: {
  rows: Pages['rows']
  picked: readonly string[]
  actor: NonNullable<ReturnType<typeof useActor>>
  onDone: () => void
}) {
  const flows = useFlows()
  return (
    <DeskBulk
      rows={rows.filter(({ id }) => picked.includes(id))}
      flows={flows}
      actor={actor}
      onDone={onDone}
    />
  )
}

/** Where the keyboard stands in the list: on what is open, else on a row of its own. */
function useCursor(rows: Pages['rows'], id: string | undefined, filter: Filter) {
  const [, navigate] = useLocation()
  const [own, setOwn] = useState<string>()
  const cursor = id ?? own
  const go = (by: number) => {
    const index = rows.findIndex((row) => row.id === cursor)
    const next = rows[index < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, index + by))]
    if (!next) return
    setOwn(next.id)
    if (id) navigate(paths.matter(next.id, filter))
    document.querySelector(`[data-row="${next.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  return {
    cursor,
    bindings: {
      j: () => go(1),
      k: () => go(-1),
      Enter: () => own && !id && navigate(paths.matter(own, filter)),
    },
  }
}

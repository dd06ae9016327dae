import { Input, Select, type InputRef } from 'antd'
import { lazy, Suspense, useRef, useState, type RefObject } from 'react'
import { useLocation } from 'wouter'
import { may } from '#contract/roles.ts'
import { useFlows } from '#web/client/flows.ts'
import { useCall, usePages } from '#web/client/queries.ts'
import type { Filter } from '#web/client/search-params.ts'
import { DeskBulk } from '#web/matters/desk-bulk.tsx'
import { DeskDetail } from '#web/matters/desk-detail.tsx'
import { useFilter } from '#web/matters/desk-filter.ts'
import { useKeys } from '#web/matters/desk-keys.ts'
import { useActor, useArea } from '#web/matters/desk-reference.ts'
import { Blank, Waiting } from '#web/matters/desk-state.tsx'
import type { Row } from '#web/matters/desk-words.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Head } from './desk-head.tsx'
import { Queue } from './desk-queue.tsx'
import { useSteady } from './steady.ts'

// The map's library is loaded by those who look at the map.
const Places = lazy(() => import('./desk-map.tsx').then(({ Places: part }) => ({ default: part })))

/** The duty officer's page: one queue of what cannot wait, and beside it the matter in hand. */
export function CommandDesk({ id, onKeys }: { id: string | undefined; onKeys: () => void }) {
  const actor = useActor()
  if (!actor?.post) return null
  if (!may(actor.post, 'matters.press')) {
    return (
      <Blank icon="lock" title={<h1>这个岗位没有指挥席</h1>}>
        指挥席给区指挥中心、街道值班的同事和区领导用。您的事在“事项”里。
      </Blank>
    )
  }
  return <Inside id={id} onKeys={onKeys} actor={actor} own={actor.post.division} />
}

type InsideProps = {
  id: string | undefined
  onKeys: () => void
  actor: NonNullable<ReturnType<typeof useActor>>
  own: string
}

function Inside({ id, onKeys, actor, own }: InsideProps) {
  const filter = narrowing(useFilter())
  const flows = useFlows()
  const [, navigate] = useLocation()
  const [picked, setPicked] = useState<readonly string[]>([])
  const searchBox = useRef<InputRef>(null)
  const pages = usePages('matters.list', { ...filter, queue: 'attention', limit: 50 })
  const counts = useCounts(filter)
  const { shown, arrived, take } = useSteady(pages.rows, JSON.stringify(filter))
  const keys = useCursor(shown, id, filter)
  const change = (next: Filter) => {
    setPicked([])
    navigate(id ? paths.commandMatter(id, next) : paths.command(next), { replace: true })
  }
  const open = (opened: string) => navigate(paths.commandMatter(opened, filter))
  useKeys({
    ...keys.bindings,
    '/': () => searchBox.current?.focus({ cursor: 'all' }),
    '?': onKeys,
    x: () => keys.cursor && setPicked(toggled(picked, keys.cursor)),
    Escape: () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      if (picked.length > 0) setPicked([])
      else if (id) navigate(paths.command(filter))
    },
  })
  return (
    <div className="grid h-full min-h-0 grid-rows-[auto_minmax(0,1fr)]">
      <Head counts={counts.data} filter={filter} isStale={counts.error !== null} />
      <div className="grid min-h-0 grid-cols-[minmax(24rem,28%)_minmax(0,1fr)]">
        <section aria-label="要紧的事" className="flex min-h-0 flex-col border-r border-line bg-paper">
          <Narrow filter={filter} own={own} searchBox={searchBox} onChange={change} />
          <Queue
            pages={pages}
            shown={shown}
            arrived={arrived}
            onTake={take}
            filter={filter}
            cursor={keys.cursor}
            picked={picked}
            onPick={setPicked}
            onAll={() => change({})}
          />
          <DeskBulk
            rows={shown.filter((row) => picked.includes(row.id))}
            flows={flows}
            actor={actor}
            onDone={() => setPicked([])}
          />
        </section>
        <Suspense fallback={<Waiting lines={10} />}>
          {id ? (
            <DeskDetail id={id} onClose={() => navigate(paths.command(filter))} />
          ) : (
            <Places filter={{ ...filter, queue: 'attention' }} own={own} onOpen={open} />
          )}
        </Suspense>
      </div>
    </div>
  )
}

/** All reasons are counted, whichever one the queue is narrowed to. */
function useCounts({ reason: _, ...counted }: Filter) {
  return useCall('matters.attention', { query: counted }, { keepsLast: true })
}

const toggled = (picked: readonly string[], one: string) =>
  picked.includes(one) ? picked.filter((other) => other !== one) : [...picked, one]

/** What this queue can be narrowed by; whatever else an address carries belongs to the whole list. */
function narrowing({ reason, division, q }: Filter): Filter {
  return { ...(reason ? { reason } : {}), ...(division ? { division } : {}), ...(q ? { q } : {}) }
}

function Narrow({
  filter,
  own,
  searchBox,
  onChange,
}: {
  filter: Filter
  own: string
  searchBox: RefObject<InputRef | null>
  onChange: (filter: Filter) => void
}) {
  const { division, q, ...rest } = filter
  const below = own.length < 9 ? 'town' : 'village'
  const places = useArea().filter(({ level }) => level === below)
  const noun = below === 'town' ? '街道' : '村'
  return (
    <div className="grid shrink-0 grid-cols-2 gap-2 border-b border-line px-3 py-2">
      <Select
        aria-label={`按${noun}看`}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        placeholder={`全部${noun}`}
        value={division ?? null}
        options={places.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(code: string | null | undefined) =>
          onChange({ ...rest, ...(q ? { q } : {}), ...(code ? { division: code } : {}) })
        }
      />
      <Input
        key={q ?? ''}
        ref={searchBox}
        aria-label="在要紧的事里查"
        maxLength={60}
        allowClear
        prefix={<Icon name="search" className="size-[1.1em] text-ink-3" />}
        placeholder="查找（/），按回车"
        defaultValue={q}
        onClear={() => onChange({ ...rest, ...(division ? { division } : {}) })}
        onPressEnter={({ currentTarget }) => {
          const words = currentTarget.value.trim()
          onChange({ ...rest, ...(division ? { division } : {}), ...(words ? { q: words } : {}) })
        }}
      />
    </div>
  )
}

/** Where the keyboard stands. When the matter in hand has left the queue, the next one is where it stood. */
function useCursor(rows: readonly Row[], id: string | undefined, filter: Filter) {
  const [, navigate] = useLocation()
  const [own, setOwn] = useState<string>()
  const place = useRef(0)
  const cursor = id ?? own
  const go = (by: number) => {
    const index = rows.findIndex((row) => row.id === cursor)
    const to = cursor === undefined ? 0 : index >= 0 ? index + by : by > 0 ? place.current : place.current - 1
    const at = Math.min(rows.length - 1, Math.max(0, to))
    const next = rows[at]
    if (!next) return
    place.current = at
    setOwn(next.id)
    if (id) navigate(paths.commandMatter(next.id, filter))
    document.querySelector(`[data-row="${next.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  return {
    cursor,
    bindings: {
      j: () => go(1),
      k: () => go(-1),
      Enter: () => own && !id && navigate(paths.commandMatter(own, filter)),
    },
  }
}

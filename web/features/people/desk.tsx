import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useCall, usePages } from '#web/client/queries.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Day } from '#web/matters/desk-time.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { Drop } from './desk-drop.tsx'
import { Preview } from './desk-preview.tsx'
import { Report } from './desk-report.tsx'
import { count, isMoving, STATES, type Import } from './words.ts'

const LOOK_AGAIN_MS = 1000

/** Lists of people on their way in: one is dropped on the left, looked at and followed on the right. */
export function ImportsDesk({ id }: { id: string | undefined }) {
  const pages = usePages('people.imports', {})
  if (pages.error && pages.rows.length === 0)
    return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  return (
    <div className="grid h-full min-h-0 grid-cols-[20rem_minmax(0,1fr)]">
      <div className="flex min-h-0 flex-col gap-3 border-r border-line p-4">
        <div className="flex items-baseline justify-between">
          <h1 className="text-lead font-bold">导入名单</h1>
          <Link href={paths.people()} className="text-brand hover:underline">
            回到名册
          </Link>
        </div>
        <Drop />
        {pages.isPending ? <Waiting lines={4} /> : <Earlier pages={pages} here={id} />}
      </div>
      <div className="min-h-0 overflow-y-auto">
        {id === undefined ? <Nothing /> : <One key={id} id={id} />}
      </div>
    </div>
  )
}

function Nothing() {
  return (
    <Blank icon="document" title="把名单放到左边">
      <p>第一行写列名，要有“姓名”和“户号”。先给您看会怎么导，点了“开始导入”才写进名册。</p>
      <p>同一份名单传两次，不会多出一个人。</p>
    </Blank>
  )
}

/** What was imported before; the open one is kept true by its own reading. */
function Earlier({
  pages: { rows, hasNextPage, fetchNextPage, isFetchingNextPage },
  here,
}: {
  pages: ReturnType<typeof usePages<'people.imports'>>
  here: string | undefined
}) {
  if (rows.length === 0) return <p className="text-small text-ink-3">本辖区还没有导入过名单。</p>
  return (
    <nav aria-label="导入过的名单" className="-mx-2 min-h-0 overflow-y-auto">
      <div className="flex items-center justify-between px-3 pb-2">
        <h2 className="text-small text-ink-2">导入过的</h2>
        <DeskSheet of="people.imports" />
      </div>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Link
              href={paths.imports(row.id)}
              aria-current={row.id === here ? 'page' : undefined}
              className={`grid gap-0.5 rounded-card px-3 py-2 ${row.id === here ? 'bg-brand-soft' : 'hover:bg-well'}`}
            >
              <span className="truncate font-bold" title={row.file}>
                {row.file}
              </span>
              <span className="flex justify-between gap-2 text-small text-ink-2">
                <span className="truncate">
                  {row.by ?? '系统'} <Day at={row.openedAt} />
                </span>
                <State row={row} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button type="text" block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          看更早的
        </Button>
      )}
    </nav>
  )
}

function State({ row: { state, refused } }: { row: Import }) {
  const { says, className } = STATES[state]
  return (
    <span className={`whitespace-nowrap ${className}`}>
      {says}
      {refused > 0 && `，退回 ${count(refused)} 行`}
    </span>
  )
}

function One({ id }: { id: string }) {
  const { data, error, refetch } = useCall(
    'people.import',
    { params: { id } },
    { everyMs: (row) => (isMoving(row?.state) ? LOOK_AGAIN_MS : false) },
  )
  const cache = useQueryClient()
  const state = data?.state
  // The list on the left says the same as this page.
  useEffect(() => {
    if (state) void cache.invalidateQueries({ queryKey: ['people.imports'] })
  }, [cache, state])
  if (error && !data) return <Trouble error={error} onRetry={() => void refetch()} />
  if (!data) return <Waiting />
  return data.state === 'staged' ? <Preview row={data} /> : <Report row={data} />
}

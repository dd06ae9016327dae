import type { ReactNode } from 'react'
import { takesPart, type Holder } from '#contract/roles.ts'
import type { AnyFlow } from '#practice/kit/index.ts'
import type { Output } from '#web/client/call.ts'
import { useFlows } from '#web/client/flows.ts'
import { useCall } from '#web/client/queries.ts'
import type { Filter } from '#web/client/search-params.ts'
import { countText, QUEUES, type Queue } from '#web/matters/desk-words.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'

type Counts = Output<'matters.queues'>

const STAGE_QUEUES = ['accept', 'dispatch', 'disputed'] as const satisfies readonly Queue[]

/** The queues whose next step is this post's in some flow; the others can be looked into all the same. */
export function queuesOf(flows: readonly AnyFlow[], post: Holder): Queue[] {
  if (!takesPart(post)) return []
  return STAGE_QUEUES.filter((queue) =>
    flows.some((flow) =>
      Object.values(flow.stages).some((stage) => {
        if ('end' in stage || stage.queue !== queue) return false
        const part = flow.roles[stage.owner]
        return part !== undefined && 'posts' in part && part.posts.includes(post.role)
      }),
    ),
  )
}

/** Queues with their counts, the flows to narrow them by, and saved views below. */
export function DeskQueues({
  post,
  filter,
  children,
}: {
  post: Holder
  filter: Filter
  children?: ReactNode
}) {
  const flows = useFlows()
  const { flow, division } = filter
  const { data } = useCall('matters.queues', {
    query: { ...(flow ? { flow } : {}), ...(division ? { division } : {}) },
  })
  const own = queuesOf(Object.values(flows), post)
  const others = STAGE_QUEUES.filter((queue) => !own.includes(queue))
  return (
    <nav aria-label="队列" className="grid content-start gap-4 overflow-y-auto px-2 py-3">
      <Group title="等我办" queues={['mine', ...own]} filter={filter} counts={data} />
      <Group title="看时限" queues={['warned', 'overdue']} filter={filter} counts={data} />
      <Group
        title="看全部"
        queues={[...others, 'confirming', 'open', 'ended']}
        filter={filter}
        counts={data}
      />
      <div>
        <Title>流程</Title>
        <ul>
          {[undefined, ...Object.values(flows)].map((one) => {
            const { flow: _, stage: __, item: ___, ...rest } = filter
            const here = filter.flow === one?.id
            return (
              <li key={one?.id ?? 'all'}>
                <Entry href={paths.matters(one ? { ...rest, flow: one.id } : rest)} here={here}>
                  {one?.name ?? '全部流程'}
                </Entry>
              </li>
            )
          })}
        </ul>
      </div>
      {children}
    </nav>
  )
}

const icons: Partial<Record<Queue, { icon: IconName; tone: string }>> = {
  warned: { icon: 'clock', tone: 'text-wait' },
  overdue: { icon: 'warning', tone: 'text-late' },
}

function Group({
  title,
  queues,
  filter,
  counts,
}: {
  title: string
  queues: readonly Queue[]
  filter: Filter
  counts: Counts | undefined
}) {
  const { flow, division } = filter
  const kept: Filter = { ...(flow ? { flow } : {}), ...(division ? { division } : {}) }
  return (
    <div>
      <Title>{title}</Title>
      <ul>
        {queues.map((queue) => {
          const n = counts?.[queue]
          const look = icons[queue]
          return (
            <li key={queue}>
              <Entry href={paths.matters({ ...kept, queue })} here={filter.queue === queue}>
                <span className="flex min-w-0 flex-1 items-center gap-1.5">
                  {QUEUES[queue]}
                  {look && !!n && <Icon name={look.icon} className={`size-[1.05em] ${look.tone}`} />}
                </span>
                {n !== undefined && (
                  <span className={`tabular-nums ${n === 0 ? 'text-ink-3' : 'font-bold'}`}>
                    {countText(n)}
                  </span>
                )}
              </Entry>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

export function Title({ children }: { children: ReactNode }) {
  return <h2 className="px-3 pb-1 text-note text-ink-3">{children}</h2>
}

function Entry({ href, here, children }: { href: string; here: boolean; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className={`flex min-h-8 items-center gap-2 rounded-card px-3 ${
        here ? 'bg-brand-soft font-bold text-brand-deep' : 'hover:bg-well'
      }`}
    >
      {children}
    </Link>
  )
}

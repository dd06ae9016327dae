import type { ReactNode } from 'react'
import { may } from '#contract/roles.ts'
import type { Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Day } from '#web/matters/desk-time.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { CallMonthly } from './desk-call.tsx'
import { RaiseTopic, TopicRow } from './desk-topics.tsx'

/** What the next monthly meeting of one’s village has before it; gathered by the supervisors, called by who keeps it. */
export function AgendaDesk() {
  const post = actingPost(useMe())
  const division = post?.division?.length === 12 ? post.division : undefined
  const { data, error, refetch } = useCall('agenda.village', division ? { params: { division } } : undefined)
  if (!division)
    return (
      <Blank icon="people" title="月例会是村里开的">
        村监委会征集议题，村里召集。镇街和区里在“会议”里看各村开得怎么样。
      </Blank>
    )
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  const { topics, orders, late, raises, collects } = data
  const ready = topics.filter(({ state }) => state === 'collected').length
  return (
    <div className="h-full overflow-y-auto px-6 py-5">
      <div className="mx-auto grid max-w-[76rem] grid-cols-[minmax(0,1fr)_27rem] items-start gap-6">
        <div className="grid gap-5">
          <header className="flex items-start gap-4">
            <div className="grid flex-1 gap-1">
              <h1 className="text-title font-bold">下一次月例会</h1>
              <p className="text-ink-2">
                议题 {ready} 个，没办完的点单 {orders.length} 件，逾期的决议任务 {late.length}{' '}
                件。开会那天都会自己上议程。
              </p>
            </div>
            <DeskSheet of="agenda.village" input={{ params: { division } }} isEmpty={topics.length === 0} />
          </header>
          <Part title="征集的议题" note="村民提，村监委会筛，没有列入的写明原因">
            {topics.length === 0 && <Empty>还没有人提。村民在手机“我要议事”里提，会出现在这里。</Empty>}
            <ul className="grid divide-y divide-line">
              {topics.map((topic) => (
                <TopicRow key={topic.id} topic={topic} collects={collects} />
              ))}
            </ul>
            {raises && <RaiseTopic />}
          </Part>
        </div>
        <aside className="grid gap-5">
          {may(post, 'meetings.keep') && <CallMonthly division={division} />}
          <Open orders={orders} late={late} />
        </aside>
      </div>
    </div>
  )
}

type Agenda = Output<'agenda.village'>

/** What comes on the agenda by itself. */
function Open({ orders, late }: Pick<Agenda, 'orders' | 'late'>) {
  return (
    <>
      <Part title="没办完的点单" note="会前点的、上月没办完的，自己上议程">
        {orders.length === 0 && <Empty>没有。</Empty>}
        <ul className="grid divide-y divide-line">
          {orders.map(({ id, title, stageName, openedAt }) => (
            <li key={id} className="flex items-baseline gap-3 py-2">
              <Link href={paths.matter(id)} className="flex-1 text-brand underline-offset-4 hover:underline">
                {title}
              </Link>
              <span className="text-small whitespace-nowrap text-ink-2">
                {stageName} · <Day at={openedAt} />
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="逾期的决议任务" note="办完以前，每次会都会带上">
        {late.length === 0 && <Empty>没有。</Empty>}
        <ul className="grid divide-y divide-line">
          {late.map(({ title, words, executor, dueOn }) => (
            <li key={`${title} ${words} ${executor}`} className="grid gap-1 py-2">
              <span>{title}</span>
              <span className="text-small text-ink-2">
                {words} · {executor} · 该在
                <OnDay day={dueOn} />
                办完
              </span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  )
}

const Empty = ({ children }: { children: ReactNode }) => <p className="py-2 text-ink-2">{children}</p>

function Part({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-2 rounded-card border border-line bg-paper p-5">
      <div className="flex items-baseline gap-3">
        <h2 className="font-bold">{title}</h2>
        <span className="text-small text-ink-2">{note}</span>
      </div>
      {children}
    </section>
  )
}

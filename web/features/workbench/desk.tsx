import type { ReactNode } from 'react'
import {
  bindsPhones,
  may,
  PERMISSIONS,
  permissionsOf,
  worksOnDisclosure,
  worksOnMatters,
  ROLES,
} from '#contract/roles.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe, type Me } from '#web/client/session.ts'
import { countText } from '#web/matters/desk-words.ts'
import { Link } from '#web/ui/link.tsx'
import { contentsOf, leftOut, type CountId, type Entry } from './contents.ts'

type Post = Me['posts'][number]

/** The workbench of the post one acts from: what waits, what may be looked up, the numbers, what there is to do. */
export function WorkbenchDesk() {
  const post = actingPost(useMe())
  return post ? <Workbench post={post} /> : null
}

function Workbench({ post }: { post: Post }) {
  const { queues, registers, indicators, duties } = contentsOf(post)
  const counts = useCounts(post)
  return (
    <div className="h-full overflow-y-auto bg-ground">
      <div className="mx-auto grid max-w-[76rem] gap-6 p-6">
        <header className="grid gap-1">
          <h1 className="text-display font-bold">{post.title}</h1>
          <p className="text-ink-2">
            {post.unitName ? `${post.unitName}，` : ''}
            {post.divisionName}。角色：{ROLES[post.role].name}
          </p>
        </header>
        <Section title="队列" none="这个岗位没有要排队处理的事">
          {queues.map((entry) => (
            <Queue key={entry.name} entry={entry} count={entry.count && counts[entry.count]} />
          ))}
        </Section>
        <Section title="职责" none="这个岗位只查看，没有要办的">
          {duties.map((entry) => (
            <Card key={entry.name} entry={entry} />
          ))}
        </Section>
        <Section title="台账" none="这个岗位没有可以查的台账">
          {registers.map((entry) => (
            <Card key={entry.name} entry={entry} />
          ))}
        </Section>
        <Section title="指标" none="这个岗位不看指标">
          {indicators.map((entry) => (
            <Card key={entry.name} entry={entry} />
          ))}
        </Section>
        <Granted post={post} />
      </div>
    </div>
  )
}

function Section({ title, none, children }: { title: string; none: string; children: ReactNode[] }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h2 className="font-bold">{title}</h2>
      {children.length === 0 ? (
        <p className="text-ink-2">{none}</p>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-2">{children}</ul>
      )}
    </section>
  )
}

const card = 'flex h-full items-center justify-between gap-3 rounded-card border border-line bg-paper px-4'

function Card({ entry: { name, href } }: { entry: Entry }) {
  // The wall is a surface of its own.
  const Go = href.startsWith('/desk') ? Link : 'a'
  return (
    <li>
      <Go href={href} className={`${card} py-3 hover:border-brand hover:text-brand`}>
        {name}
      </Go>
    </li>
  )
}

function Queue({ entry: { name, href }, count }: { entry: Entry; count: Count | undefined }) {
  return (
    <li>
      <Link href={href} className={`${card} py-4 hover:border-brand hover:text-brand`}>
        <span>{name}</span>
        <b className={`text-lead tabular-nums ${count === 0 ? 'text-ink-3' : ''}`}>
          {count === undefined ? '…' : count === 'unknown' ? '没有读出来' : countText(count)}
        </b>
      </Link>
    </li>
  )
}

function Granted({ post }: { post: Post }) {
  const own = permissionsOf(post)
  const out = leftOut(post)
  return (
    <details className="border-t border-line pt-4">
      <summary className="cursor-pointer text-ink-2">
        这个岗位的权限：{own.length} 项{out.length > 0 && `，比${ROLES[post.role].name}少 ${out.length} 项`}
      </summary>
      <div className="grid grid-cols-2 gap-6 pt-3 text-small">
        <List title="有" names={own.map((one) => PERMISSIONS[one])} />
        {out.length > 0 && <List title="没有" names={out.map((one) => PERMISSIONS[one])} />}
      </div>
    </details>
  )
}

function List({ title, names }: { title: string; names: readonly string[] }) {
  return (
    <div>
      <h3 className="text-ink-2">{title}</h3>
      <ul className="list-disc pl-5">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </div>
  )
}

type Count = number | 'unknown'

/** What waits, asked only for what the post may ask; undefined while it is being read. */
function useCounts(post: Post): Partial<Record<CountId, Count | undefined>> {
  const looks = worksOnMatters(post) || may(post, 'disclosure.answer')
  const queues = useCall('matters.queues', looks ? { query: {} } : undefined)
  const attention = useCall('matters.attention', may(post, 'matters.press') ? { query: {} } : undefined)
  const work = useCall('disclosure.work', worksOnDisclosure(post) ? { query: {} } : undefined)
  const bindings = useCall('phoneBindings.list', bindsPhones(post) ? {} : undefined)
  const seconds = useCall('secondWords.list', may(post, 'people.second') ? {} : undefined)
  const exports = useCall('listExports.list', may(post, 'exports.approve') ? {} : undefined)
  const of = <T,>(call: { data?: T | undefined; error: unknown }, count: (data: T) => number | undefined) =>
    call.data === undefined ? (call.error ? 'unknown' : undefined) : (count(call.data) ?? 'unknown')
  return {
    mine: of(queues, ({ mine }) => mine),
    warned: of(queues, ({ warned }) => warned),
    overdue: of(queues, ({ overdue }) => overdue),
    attention: of(attention, ({ all }) => all),
    bindings: of(bindings, ({ waiting }) => waiting),
    seconds: of(seconds, (rows) => rows.filter(({ mayAnswer }) => mayAnswer).length),
    publications: of(work, (rows) => rows.filter(({ mine }) => mine).length),
    exports: of(exports, (rows) => rows.filter(({ state, isOwn }) => state === 'waiting' && !isOwn).length),
  }
}

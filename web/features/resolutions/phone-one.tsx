import type { ReactNode } from 'react'
import { dateOf } from '#practice/kit/index.ts'
import { addressOf } from '#web/client/call.ts'
import { faultOf, useCall, useKeptSince } from '#web/client/queries.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { KeptLine } from '#web/ui/kept-line.tsx'
import { Link } from '#web/ui/link.tsx'
import { formatYuan } from '#web/ui/money-field.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { Page } from '#web/ui/page.tsx'
import { Photos } from '#web/ui/photos.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { DoTask } from './phone-do.tsx'
import { moneyText, PAPER_MARK, standingOf, type Publication, type Resolution, type Task } from './words.ts'

/** One thing the village decided, from who brought it up to what it cost, in plain words. */
export function ResolutionScreen({ id }: { id: string }) {
  const read = useCall('resolutions.show', { params: { id } }, { keepsLast: true })
  const keptAt = useKeptSince(read)
  const fault = faultOf(read)
  const { data } = read
  return (
    <Page title="定了的事" back={data ? paths.decisions(data.division) : paths.discuss()}>
      {data ? (
        <div className="grid gap-6">
          <KeptLine at={keptAt} />
          <Head resolution={data} />
          <Tasks resolution={data} />
          <Route resolution={data} />
        </div>
      ) : fault ? (
        <Fault
          error={fault}
          onRetry={() => void read.refetch()}
          signInHref={paths.signIn(paths.resolution(id))}
        />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

function Head({ resolution }: { resolution: Resolution }) {
  const { title, words, bodyName, decidedOn, paper, paidFen, budgetFen } = resolution
  const { state, says } = standingOf(resolution)
  return (
    <section className="grid gap-2 rounded-card border border-line bg-paper p-4">
      <div className="flex items-start justify-between gap-3">
        <h2 className="text-title font-bold">{title}</h2>
        <StateBadge state={state}>{says}</StateBadge>
      </div>
      <p className="whitespace-pre-line">{words}</p>
      <p className="text-small text-ink-2">
        <OnDay day={decidedOn} /> {bodyName}通过。{moneyText(paidFen, budgetFen)}
      </p>
      {paper && <p className="text-small font-bold text-harvest">{PAPER_MARK}</p>}
    </section>
  )
}

function Tasks({ resolution }: { resolution: Resolution }) {
  const { taskList } = resolution
  return (
    <section aria-labelledby="tasks" className="grid gap-3">
      <h2 id="tasks" className="text-lead">
        谁在办
      </h2>
      {taskList.length === 0 && <p className="text-ink-2">村里还没有交给人办。</p>}
      {taskList.map((task) => (
        <TaskCard key={task.id} task={task} resolution={resolution} />
      ))}
    </section>
  )
}

function TaskCard({ task, resolution }: { task: Task; resolution: Resolution }) {
  const { id, words, executor, dueOn, doneOn, budgetFen, paidFen, late, state, mine } = task
  const steps = resolution.steps.filter((step) => step.task === id && step.action !== 'assign')
  return (
    <article className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <div className="flex items-start justify-between gap-3">
        <h3 className="font-bold">{words}</h3>
        <StateBadge state={late ? 'late' : state === 'done' ? 'done' : 'move'}>
          {late ? '超期了' : state === 'done' ? '办好了' : '正在办'}
        </StateBadge>
      </div>
      <p className="text-ink-2">
        {mine ? '您' : executor}
        {doneOn ? '办的，' : '在办，'}
        <OnDay day={doneOn ?? dueOn} />
        {doneOn ? '办好' : '前办完'}。{moneyText(paidFen, budgetFen)}
      </p>
      {late && <p className="text-late">没有按时办完，下次开会要说明原因。</p>}
      {steps.length > 0 && (
        <ol className="grid gap-3 border-t border-line pt-3">
          {steps.map(({ name, words: says, at, files, amountFen, voucher }) => (
            <li key={`${at} ${name}`} className="grid gap-1">
              <p>
                <b>{name}</b> {says}
              </p>
              {amountFen !== undefined && (
                <p className="tabular-nums">
                  {formatYuan(amountFen)} 元，凭证 {voucher}
                </p>
              )}
              {files.length > 0 && (
                <Photos
                  photos={files.map((file, index) => ({
                    url: addressOf('resolutions.file', { params: { id: resolution.id, file }, query: {} }),
                    thumb: addressOf('resolutions.file', {
                      params: { id: resolution.id, file },
                      query: { size: 'small' },
                    }),
                    alt: `${name}的第 ${index + 1} 张照片`,
                  }))}
                />
              )}
              <p className="text-small text-ink-3">
                <OnDay day={dateOf(new Date(at))} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {mine && state === 'open' && <DoTask id={resolution.id} task={task} />}
    </article>
  )
}

/** How it came about and where it stands, step by step. */
function Route({ resolution }: { resolution: Resolution }) {
  const { proposal, proposer, studied, talks, opinions, meeting, counts, verdict, publication, result } =
    resolution
  return (
    <section aria-labelledby="route" className="grid gap-3">
      <h2 id="route" className="text-lead">
        怎么定的，走到哪了
      </h2>
      <ol className="rounded-card border border-line bg-paper p-4">
        <Ring name="有人提出来" done>
          {proposal ? (
            <>
              <Link href={paths.proposal(proposal.id)} className="text-brand underline underline-offset-4">
                {proposal.title}
              </Link>
              {proposal.supporters > 0 && `，${proposal.supporters} 人支持`}
            </>
          ) : (
            `${proposer}提的`
          )}
        </Ring>
        {studied && (
          <Ring name="村党组织研究过" done>
            <OnDay day={studied.on} />，{studied.says}
          </Ring>
        )}
        <Talks talks={talks} />
        {opinions.map(({ by, stanceName, words, enteredBy }) => (
          <Ring key={`${by} ${words}`} name="请懂法、懂行的人看过" done>
            {by}：{stanceName}。{words}
            {enteredBy && <span className="block text-small text-ink-2">纸质意见，{enteredBy}代录</span>}
          </Ring>
        ))}
        <Ring name="大家表决通过" done last={!publication}>
          <Link href={paths.meeting(meeting.id)} className="text-brand underline underline-offset-4">
            <OnDay day={meeting.on} /> {meeting.title}
          </Link>
          {counts && (
            <span className="block">
              应到 {counts.due}，来了 {counts.present}；同意 {counts.inFavour}，反对 {counts.against}，弃权{' '}
              {counts.abstained}
            </span>
          )}
          <span className="block text-small text-ink-2">{verdict}</span>
        </Ring>
        {publication && <Posted name="结果贴出来" posting={publication} />}
        {publication && (
          <Ring name="办完以后公布花了多少钱" done={result?.publishedOn !== undefined} last>
            {result ? <Shown posting={result} /> : '事都办完以后公布'}
          </Ring>
        )}
      </ol>
    </section>
  )
}

/** The two steps before the vote, in plain words. */
const TALKS = { consult: '村干部一起商量过', review: '党员大会审过' } as const

function Talks({ talks }: Pick<Resolution, 'talks'>) {
  return talks.map(({ step, on, counts: came, meeting: held }) => (
    <Ring key={step} name={TALKS[step]} done>
      {held ? (
        <Link href={paths.meeting(held)} className="text-brand underline underline-offset-4">
          <OnDay day={on} />
        </Link>
      ) : (
        <OnDay day={on} />
      )}
      {came && `，应到 ${came.due}，来了 ${came.present}，同意 ${came.inFavour}`}
    </Ring>
  ))
}

const Posted = ({ name, posting }: { name: string; posting: Publication }) => (
  <Ring name={name} done={posting.publishedOn !== undefined}>
    <Shown posting={posting} />
  </Ring>
)

function Shown({ posting: { publishedOn, until, dueOn, id } }: { posting: Publication }) {
  return publishedOn && id ? (
    <Link href={paths.publication(id)} className="text-brand underline underline-offset-4">
      <OnDay day={publishedOn} />
      贴出来{until && '，至少贴到'}
      {until && <OnDay day={until} />}
    </Link>
  ) : (
    <>
      <OnDay day={dueOn} />
      前贴出来
    </>
  )
}

function Ring({
  name,
  done,
  last = false,
  children,
}: {
  name: string
  done: boolean
  last?: boolean
  children: ReactNode
}) {
  return (
    <li className="relative pb-4 pl-9 last:pb-0">
      {!last && <span aria-hidden="true" className="absolute top-7 bottom-0 left-[0.7rem] w-px bg-line" />}
      <span
        className={`absolute top-0.5 left-0 grid size-6 place-items-center rounded-full ${done ? 'bg-brand text-on-brand' : 'border border-edge text-ink-3'}`}
      >
        <Icon name={done ? 'check' : 'wait'} className="size-4" />
      </span>
      <b>{name}</b>
      <div className="text-ink-2">{children}</div>
    </li>
  )
}

import { FOUR_TWO } from '#practice/meetings/four-two.ts'
import { faultOf, useCall } from '#web/client/queries.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Card } from '#web/ui/card.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { DissentPart } from './phone-dissent.tsx'
import { SupportPart } from './phone-support.tsx'
import { STEPS, type Proposal } from './words.ts'

/** 正在商量的事: what was put forward in the village and which step is next. */
export function ProposalsScreen({ division }: { division: string }) {
  const read = useCall('proposals.list', { query: { division } })
  const fault = faultOf(read)
  return (
    <Page title="正在商量的事" back={paths.discuss()}>
      {read.data ? (
        <div className="grid gap-4">
          <p className="text-ink-2">村里的大事要走六步，一步没走完，下一步不能开始。</p>
          {read.data.length === 0 && (
            <Notice kind="empty" title="现在没有正在商量的大事">
              有人提出来以后，您能在这里看它走到哪一步
            </Notice>
          )}
          {read.data.map(({ id, title, closed, next, supporters, proposer }) => (
            <Card
              key={id}
              title={title}
              href={paths.proposal(id)}
              state={
                <StateBadge state={next ? 'move' : 'done'}>{next ? `${closed} / 6` : '走完了'}</StateBadge>
              }
              next={next ? `下一步：${STEPS[next.id].plain}` : '六步都走完了'}
            >
              {proposer && `${proposer}提的`}
              {supporters > 0 && `，${supporters} 人支持`}
            </Card>
          ))}
        </div>
      ) : fault ? (
        <Fault
          error={fault}
          onRetry={() => void read.refetch()}
          signInHref={paths.signIn(paths.proposals(division))}
        />
      ) : (
        <Skeleton shape="cards" />
      )}
    </Page>
  )
}

/** One proposal in plain words: what it is, what advisers said, and its six steps. */
export function ProposalScreen({ id }: { id: string }) {
  const read = useCall('proposals.show', { params: { id } })
  const fault = faultOf(read)
  const { data } = read
  return (
    <Page title="正在商量的事" back={data ? paths.proposals(data.division) : paths.discuss()}>
      {data ? (
        <div className="grid gap-6">
          <section className="grid gap-2 rounded-card border border-line bg-paper p-4">
            <h2 className="text-title font-bold">{data.title}</h2>
            <p className="whitespace-pre-line">{data.words}</p>
            <p className="text-small text-ink-2">
              {data.proposer ? `${data.proposer}提的，` : ''}
              <OnDay day={data.openedOn} />
            </p>
          </section>
          <SupportPart proposal={data} />
          <DissentPart proposal={data} />
          <Steps proposal={data} />
          <Advice proposal={data} />
        </div>
      ) : fault ? (
        <Fault
          error={fault}
          onRetry={() => void read.refetch()}
          signInHref={paths.signIn(paths.proposal(id))}
        />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

function Steps({ proposal }: { proposal: Proposal }) {
  const { steps, next, resolution, motions } = proposal
  return (
    <section aria-labelledby="steps" className="grid gap-3">
      <h2 id="steps" className="text-lead">
        走到哪一步了
      </h2>
      <ol className="grid gap-0 rounded-card border border-line bg-paper p-4">
        {FOUR_TWO.map(({ id, name }, index) => {
          const record = steps.find(({ n }) => n === index + 1)
          const isNext = next?.id === id
          return (
            <li key={id} aria-current={isNext ? 'step' : undefined} className="relative pb-4 pl-9 last:pb-0">
              {index < FOUR_TWO.length - 1 && (
                <span aria-hidden="true" className="absolute top-7 bottom-0 left-[0.7rem] w-px bg-line" />
              )}
              <span
                className={`absolute top-0.5 left-0 grid size-6 place-items-center rounded-full text-small ${record ? 'bg-brand text-on-brand' : isNext ? 'border-2 border-brand font-bold text-brand' : 'border border-edge text-ink-3'}`}
              >
                {record ? <Icon name="check" className="size-4" /> : index + 1}
              </span>
              <b>{STEPS[id].plain}</b>
              <span className="block text-small text-ink-3">{name}</span>
              {record ? (
                <p className="text-ink-2">
                  <OnDay day={record.on} />
                  {record.says !== proposal.words && `：${record.says}`}
                  {record.due !== undefined && record.present !== undefined && (
                    <span className="block text-small tabular-nums">
                      应到 {record.due}，来了 {record.present}
                      {record.inFavour !== undefined && `，同意 ${record.inFavour}`}
                      {record.typed && '（照纸上的会议记录填的）'}
                    </span>
                  )}
                </p>
              ) : (
                isNext && <p className="text-brand">现在该走这一步</p>
              )}
              <Votes motions={motions.filter(({ step }) => step === id)} told={record?.meeting} />
            </li>
          )
        })}
      </ol>
      {resolution && (
        <Link
          href={paths.resolution(resolution)}
          className="flex min-h-target items-center gap-2 text-brand underline underline-offset-4"
        >
          定下来了，看谁在办、花了多少钱
          <Icon name="forward" className="size-[1em]" />
        </Link>
      )}
    </section>
  )
}

/** Where it was talked over or put to the vote, also where it failed. `told`: what came of that one stands above. */
function Votes({ motions, told }: Pick<Proposal, 'motions'> & { told: string | undefined }) {
  return motions.map(({ id, meeting, meetingTitle, on, says }) => (
    <p key={id} className="text-small">
      <Link href={paths.meeting(meeting)} className="text-brand underline underline-offset-4">
        <OnDay day={on} /> {meetingTitle}
      </Link>
      {says && meeting !== told && <span className="block text-ink-2">{says}</span>}
    </p>
  ))
}

function Advice({ proposal: { opinions, missing } }: { proposal: Proposal }) {
  const given = opinions.filter((opinion) => opinion.given)
  if (given.length === 0 && missing.length === 0) return null
  return (
    <section aria-labelledby="advice" className="grid gap-3">
      <h2 id="advice" className="text-lead">
        懂法、懂行的人怎么说
      </h2>
      {missing.length > 0 && <p className="text-ink-2">还在等专家、法律顾问的意见，没有意见不能表决。</p>}
      {given.map(({ id, adviser, given: said }) => (
        <article key={id} className="grid gap-1 rounded-card border border-line bg-paper p-4">
          <p>
            <b>{adviser}</b>：{said?.stanceName}
          </p>
          <p className="whitespace-pre-line text-ink-2">{said?.words}</p>
        </article>
      ))}
    </section>
  )
}

import type { ReactNode } from 'react'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { moneyText, PAPER_MARK, publicationText, type Publication, type Resolution } from './words.ts'

/** 提议 → 研究 → 意见 → 会议 → 表决 → 公布 → 任务 → 付款 → 结果: one chain, each link with where it comes from. */
export function Chain({ resolution }: { resolution: Resolution }) {
  return (
    <section aria-labelledby="chain" className="rounded-card border border-line bg-paper p-5">
      <h2 id="chain" className="mb-3 font-bold">
        从提议到结果
      </h2>
      <ol>
        <Decided resolution={resolution} />
        <CarriedOut resolution={resolution} />
      </ol>
    </section>
  )
}

/** Up to the vote. */
function Decided({ resolution }: { resolution: Resolution }) {
  const { studied, talks, opinions, meeting, law } = resolution
  return (
    <>
      <Proposed resolution={resolution} />
      <Ring name="党组织研究" done={studied !== undefined} needless={!studied}>
        {studied ? (
          <>
            {studied.says}
            <Small>
              <OnDay day={studied.on} />
            </Small>
          </>
        ) : (
          '这类事不要求先研究'
        )}
      </Ring>
      <Talks talks={talks} />
      {opinions.map(({ kindName, by, stanceName, words, on, enteredBy }) => (
        <Ring key={`${by} ${on}`} name={kindName} done>
          {stanceName}：{words}
          <Small>
            {by}，<OnDay day={on} />
            {enteredBy && `，纸质意见，${enteredBy}代录`}
          </Small>
        </Ring>
      ))}
      <Ring name="会议" done>
        <Link href={paths.meeting(meeting.id)} className="text-brand underline underline-offset-4">
          {meeting.title}
        </Link>
        <Small>
          {meeting.noticedOn && (
            <>
              <OnDay day={meeting.noticedOn} />
              通知，
            </>
          )}
          <OnDay day={meeting.on} />
          开会{meeting.paper && `，${PAPER_MARK}`}
        </Small>
      </Ring>
      <Ring name="表决" done>
        <Votes resolution={resolution} />
        <Small>{law}</Small>
      </Ring>
    </>
  )
}

/** Who put it forward, and how far that has come. */
function Proposed({ resolution: { proposer, proposal } }: { resolution: Resolution }) {
  return (
    <Ring name="提议" done>
      {proposal ? (
        <>
          <Link href={paths.proposal(proposal.id)} className="text-brand underline underline-offset-4">
            {proposal.title}
          </Link>
          <Small>
            <OnDay day={proposal.openedOn} />
            提出，六步办结 {proposal.closed} 步{proposal.supporters > 0 && `，${proposal.supporters} 人支持`}
          </Small>
        </>
      ) : (
        <>{proposer}提出</>
      )}
    </Ring>
  )
}

/** The second and the third of the six steps; figures typed from paper say so. */
function Talks({ talks }: Pick<Resolution, 'talks'>) {
  return talks.map(({ name, on, says, counts, meeting: held, typed }) => (
    <Ring key={name} name={name} done>
      {says}
      <Small>
        <OnDay day={on} />
        {counts && `，应到 ${counts.due}，实到 ${counts.present}，同意 ${counts.inFavour}`}
        {typed && '，按纸面会议记录录入'}
        {held && (
          <>
            {'，'}
            <Link href={paths.meeting(held)} className="text-brand underline underline-offset-4">
              看会议
            </Link>
          </>
        )}
      </Small>
    </Ring>
  ))
}

/** After it: made public, done, paid, and made public again. */
function CarriedOut({ resolution }: { resolution: Resolution }) {
  const { division, publication, result, tasks, done, late, paidFen, budgetFen, returned, carriedOut } =
    resolution
  return (
    <>
      <Posted name="决议公开" posting={publication} division={division} owed={publication !== undefined} />
      <Ring name="任务" done={carriedOut} late={late > 0}>
        {tasks === 0 ? '还没有交办' : `办结 ${done} / ${tasks}${late > 0 ? `，${late} 项超期` : ''}`}
        {returned.map(({ meeting: to, title, on }) => (
          <Small key={`${to} ${on}`}>
            超期上会：
            <Link href={paths.meeting(to)} className="text-brand underline underline-offset-4">
              <OnDay day={on} /> {title}
            </Link>
          </Small>
        ))}
      </Ring>
      <Ring name="付款" done={paidFen > 0}>
        {moneyText(paidFen, budgetFen)}
      </Ring>
      <Posted name="结果公开" posting={result} division={division} owed={publication !== undefined} last />
    </>
  )
}

function Votes({ resolution: { counts, lines, verdict } }: { resolution: Resolution }) {
  return (
    <>
      {counts && (
        <span className="tabular-nums">
          应到 {counts.due}，实到 {counts.present}；同意 {counts.inFavour}，反对 {counts.against}，弃权{' '}
          {counts.abstained}
        </span>
      )}
      <ul className="grid gap-0.5">
        {lines.map(({ limit, says, law, holds }) => (
          <li key={limit} className="flex items-start gap-1 text-small text-ink-2">
            <Icon
              name={holds ? 'check' : 'close'}
              className={`mt-0.5 size-4 ${holds ? 'text-done' : 'text-late'}`}
            />
            <span>
              {says}（{law}）
            </span>
          </li>
        ))}
      </ul>
      {lines.length === 0 && verdict}
    </>
  )
}

function Posted({
  name,
  posting,
  division,
  owed,
  last = false,
}: {
  name: string
  posting: Publication | undefined
  division: string
  /** It has to be made public some day. */
  owed: boolean
  last?: boolean
}) {
  return (
    <Ring name={name} done={posting?.publishedOn !== undefined} needless={!posting && !owed} last={last}>
      {posting ? (
        <Link
          href={
            posting.id
              ? paths.publication(posting.id)
              : paths.duty({ division, dueOn: posting.dueOn, ...posting.address })
          }
          className="text-brand underline underline-offset-4"
        >
          {publicationText(posting)}
        </Link>
      ) : (
        <span className="text-ink-2">{owed ? '任务都办结以后公布结果' : '日常事务，不用公布'}</span>
      )}
    </Ring>
  )
}

const Small = ({ children }: { children: ReactNode }) => (
  <span className="block text-small text-ink-3">{children}</span>
)

/** One link of the chain. */
function Ring({
  name,
  done,
  late = false,
  needless = false,
  last = false,
  children,
}: {
  name: string
  done: boolean
  late?: boolean
  /** The law does not ask for it here. */
  needless?: boolean
  last?: boolean
  children: ReactNode
}) {
  const icon: IconName = late ? 'warning' : done ? 'check' : 'wait'
  const tone = late ? 'bg-late-soft text-late' : done ? 'bg-brand-soft text-brand' : 'bg-well text-ink-3'
  return (
    <li className="relative grid grid-cols-[1.75rem_5.5rem_minmax(0,1fr)] gap-2 pb-4 last:pb-0">
      {!last && <span aria-hidden="true" className="absolute top-7 bottom-0 left-[0.85rem] w-px bg-line" />}
      <span className={`grid size-7 place-items-center rounded-full ${tone}`}>
        {needless ? '—' : <Icon name={icon} className="size-4" />}
      </span>
      <span className="pt-0.5 text-ink-2">{name}</span>
      <div className="pt-0.5">{children}</div>
    </li>
  )
}

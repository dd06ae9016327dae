import type { ReactNode } from 'react'
import { useCall } from '#web/client/queries.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { Dissents } from './desk-dissents.tsx'
import { Opinions } from './desk-opinions.tsx'
import { Supporters } from './desk-support.tsx'
import { Steps } from './desk-steps.tsx'
import type { Proposal } from './words.ts'

/** One proposal: its six steps at the left, and beside them who signed for it, what advisers said, where it was voted on. */
export function ProposalDesk({ id }: { id: string }) {
  const { data, error, refetch } = useCall('proposals.show', { params: { id } })
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_24rem]">
      <div className="overflow-y-auto px-6 py-5">
        <div className="mx-auto grid max-w-[52rem] gap-5 pb-10">
          <Head proposal={data} />
          <Steps proposal={data} />
        </div>
      </div>
      <aside
        aria-label="提议的旁证"
        // Longer than the screen, it scrolls, also by keys.
        tabIndex={0}
        className="grid content-start gap-6 overflow-y-auto border-l border-line bg-ground px-5 py-5"
      >
        <Opinions proposal={data} />
        <Dissents proposal={data} />
        <Votes proposal={data} />
        <Supporters proposal={data} />
      </aside>
    </div>
  )
}

function Head({ proposal }: { proposal: Proposal }) {
  const { division, title, divisionName, origin, proposer, decisionName, deciders, words, openedOn } =
    proposal
  return (
    <header className="grid gap-3">
      <div className="flex items-center gap-2">
        <Link
          href={paths.proposals(division)}
          aria-label="回提议列表"
          className="grid size-8 place-items-center"
        >
          <Icon name="back" />
        </Link>
        <h1 className="flex-1 text-title font-bold">{title}</h1>
        <Link
          href={paths.proposalForm(proposal.id, 'all')}
          className="text-brand underline underline-offset-4"
        >
          打印六张登记表
        </Link>
      </div>
      <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-1">
        <Pair term="村">{divisionName}</Pair>
        <Pair term="谁提的">
          {proposer ? `${proposer}（${origin}）` : origin}，<OnDay day={openedOn} />
          提出
        </Pair>
        {decisionName && (
          <Pair term="哪类事">
            {decisionName}
            {deciders && <span className="text-ink-2">，{deciders}</span>}
          </Pair>
        )}
      </dl>
      <section aria-label="书面方案" className="rounded-card border border-line bg-paper p-4">
        <h2 className="mb-1 text-small font-normal text-ink-2">书面方案</h2>
        <p className="max-w-[44em] whitespace-pre-line">{words}</p>
      </section>
    </header>
  )
}

function Pair({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{term}</dt>
      <dd>{children}</dd>
    </>
  )
}

const VOTE_WORDS = {
  listed: '还没表决',
  voting: '正在表决',
  declared: '已宣布',
  withdrawn: '已撤回',
} as const

/** Where it was put to the vote, also where it failed. */
function Votes({ proposal: { motions } }: { proposal: Proposal }) {
  return (
    <section aria-labelledby="votes" className="grid gap-3">
      <h2 id="votes" className="font-bold">
        上过哪些会
      </h2>
      {motions.length === 0 && <p className="text-ink-2">还没有提交过会议</p>}
      <ol className="grid gap-3">
        {motions.map(({ id, meeting, meetingTitle, on, state, says, passed }) => (
          <li key={id} className="grid gap-1 rounded-card border border-line bg-paper p-3">
            <Link
              href={paths.meeting(meeting)}
              className="font-bold text-brand underline-offset-4 hover:underline"
            >
              {meetingTitle}
            </Link>
            <span className="text-small text-ink-3 tabular-nums">
              <OnDay day={on} />
            </span>
            <span
              className={`flex items-start gap-1 ${passed ? 'text-done' : says ? 'text-late' : 'text-ink-2'}`}
            >
              <Icon
                name={passed ? 'check' : says ? 'close' : 'wait'}
                className="mt-1 size-[1.1em] shrink-0"
              />
              {/* What the server answers is one of these. */}
              {says ?? VOTE_WORDS[state as keyof typeof VOTE_WORDS]}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { BoxDesk } from './desk-box.tsx'
import { HandsDesk } from './desk-hands.tsx'
import { ListedMotion } from './desk-listed.tsx'
import { NamedDesk } from './desk-named.tsx'
import { VerdictPart } from './parts-verdict.tsx'
import { hasBox, standingOf, type Meeting, type Motion } from './words.ts'

export interface MotionProps {
  meeting: Meeting
  motion: Motion
  /** Whether this desk keeps the meeting; others read. */
  keeps: boolean
}

/** One motion: what is to be decided, by whose right, and the vote as far as it has come. */
export function MotionDesk(props: MotionProps) {
  const { motion } = props
  const { n, id, title, state, meansName } = motion
  const { tone, says } = standingOf(motion)
  return (
    <section aria-labelledby={id} className="grid gap-4 rounded-card border border-line bg-paper p-5">
      <header className="flex items-start gap-3">
        <h2 id={id} className="flex-1 text-lead font-bold">
          议题 {n}：{title}
        </h2>
        <span className="pt-0.5 text-ink-2">{meansName}</span>
        <StateBadge state={tone}>{says}</StateBadge>
      </header>
      <Asked motion={motion} />
      {state === 'listed' && <ListedMotion {...props} />}
      {state === 'voting' && <Voting {...props} />}
      {state === 'declared' && (
        <>
          <VerdictPart motion={motion} />
          {hasBox(props.meeting, motion) && <BoxDesk {...props} />}
          {motion.votes.length > 0 && <NamedDesk {...props} />}
        </>
      )}
    </section>
  )
}

function Voting(props: MotionProps) {
  const { meeting, motion } = props
  if (hasBox(meeting, motion)) return <BoxDesk {...props} />
  if (motion.means === 'hands' || motion.means === 'secret') return <HandsDesk {...props} />
  return <NamedDesk {...props} />
}

/** The words, who asked, and what lies on the table before the vote. */
function Asked({ motion }: { motion: Motion }) {
  const { words, proposer, supporters, decisionName, law, studied, authority, recused, proposal, withdrawn } =
    motion
  const facts = [
    ['类别', `${decisionName}，${law}`],
    ['提出', supporters > 0 ? `${proposer}，${supporters} 人附议` : proposer],
    [
      '党组织研究',
      studied && (
        <>
          <OnDay day={studied.on} />：{studied.says}
        </>
      ),
    ],
    [
      '授权',
      authority && (
        <>
          {authority.source}，<OnDay day={authority.from} />至<OnDay day={authority.until} />
        </>
      ),
    ],
    ['撤回', withdrawn],
    ['回避', recused.length > 0 && recused.map(({ name, reason }) => `${name}（${reason}）`).join('；')],
  ] as const
  return (
    <div className="grid gap-3">
      <p className="max-w-[46em] leading-relaxed break-words whitespace-pre-line">{words}</p>
      {proposal && (
        <Link href={paths.proposal(proposal)} className="text-brand underline underline-offset-4">
          看书面方案、签名和专家律师意见
        </Link>
      )}
      <dl className="grid grid-cols-[5.5em_minmax(0,1fr)] gap-y-1">
        {facts.map(([term, says]) =>
          says ? (
            <div key={term} className="contents">
              <dt className="text-ink-3">{term}</dt>
              <dd className="text-ink-2">{says}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </div>
  )
}

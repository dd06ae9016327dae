import { CONSULTED } from '#practice/meetings/life.ts'
import { useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { Button } from '#web/ui/button.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { VerdictPart } from './parts-verdict.tsx'
import { EnteredToConfirm } from './phone-entered.tsx'
import { NamedVote } from './phone-named.tsx'
import { PaperTally } from './phone-paper-tally.tsx'
import { SecretVote } from './phone-secret.tsx'
import { TallyPart } from './phone-tally.tsx'
import { useBox } from './use-meeting.ts'
import { hasBox, selfIn, standingOf, type Meeting, type Motion, type Voice } from './words.ts'

/** One thing that is decided, in large plain words, and my part in it. */
export function MotionPart({ meeting, motion }: { meeting: Meeting; motion: Motion }) {
  const { n, id, title, words, state, proposer, supporters, studied, grants, meansName, recused } = motion
  const { tone, says } = standingOf(motion)
  return (
    <section aria-labelledby={id} className="grid gap-4 rounded-card border border-line bg-paper p-4">
      <header className="grid gap-2">
        <div className="flex items-center justify-between gap-2">
          <span className="text-ink-2">
            第 {n} 项，{meansName}
          </span>
          <StateBadge state={tone}>{says}</StateBadge>
        </div>
        <h2 id={id} className="text-title">
          {title}
        </h2>
      </header>
      <p className="text-lead leading-relaxed break-words whitespace-pre-line">{words}</p>
      <p className="text-ink-2">
        {proposer}提出{supporters > 0 && `，${supporters} 人附议`}
        {studied && (
          <>
            ；党组织 <OnDay day={studied.on} /> 研究：{studied.says}
          </>
        )}
        {grants && (
          <>
            ；授权代表会议决定：{grants.decisions.join('、')}，到 <OnDay day={grants.until} />
          </>
        )}
        {recused.length > 0 && `；${recused.map(({ name }) => name).join('、')}回避`}
      </p>
      {(state === 'listed' || state === 'voting') && <Aside meeting={meeting} motion={motion} />}
      {motion.means === 'consultation' && state !== 'declared' && (
        <p className="rounded-card bg-move-soft p-3 text-move">{CONSULTED}</p>
      )}
      {state === 'voting' && <EnteredToConfirm motion={motion} />}
      {state === 'voting' && <Vote meeting={meeting} motion={motion} />}
      {state === 'declared' && (
        <>
          <VerdictPart motion={motion} />
          {hasBox(meeting, motion) && <Secret meeting={meeting} motion={motion} />}
        </>
      )}
      {state === 'withdrawn' && (
        <p className="rounded-card bg-well p-3">
          这项撤回了，没有表决{motion.withdrawn && `：${motion.withdrawn}`}
        </p>
      )}
    </section>
  )
}

/** Somebody noted that I stand aside: I am told here, and say so when it is not true, until the result. */
function Aside({ meeting, motion }: { meeting: Meeting; motion: Motion }) {
  const stay = useChange('motions.stay', ['meetings.show'])
  const own = meeting.voices.find((voice) => voice.own)
  const aside = motion.recused.find(({ member }) => member === own?.member)
  if (!aside) return null
  const { member, reason } = aside
  return (
    <section aria-label="登记了回避" className="grid gap-3 rounded-card border border-wait bg-wait-soft p-4">
      <p className="text-lead">这一项登记了您回避：{reason}。回避的不参加表决。</p>
      {stay.error && <p className="text-late">{stay.error.message}</p>}
      <Button
        full
        kind="soft"
        busy={stay.isPending}
        onClick={() => stay.mutate({ input: { params: { id: motion.id }, body: { member } } })}
      >
        没有这回事，我要参加表决
      </Button>
    </section>
  )
}

/** The vote of this reader, for each voice they have. */
function Vote({ meeting, motion }: { meeting: Meeting; motion: Motion }) {
  const me = useMe()
  const isTeller = motion.tellers.some(({ id }) => id === me?.person)
  const voices = voicesIn(meeting, motion)
  if (isTeller && (motion.means === 'hands' || meeting.paper))
    return <TallyPart motion={motion} paper={meeting.paper} />
  if (meeting.paper) return <OnPaper motion={motion} voices={voices} self={selfIn(meeting)} />
  if (motion.means === 'hands')
    return (
      <p className="rounded-card bg-well p-3 text-lead">
        请看会场，同意的举手。{motion.tellers.map(({ name }) => name).join('、')}在数。
      </p>
    )
  const notMine = voices.length === 0 && <p className="rounded-card bg-well p-3">{whyNot(meeting, motion)}</p>
  if (motion.means === 'secret')
    return (
      <>
        {notMine}
        <Secret meeting={meeting} motion={motion} />
      </>
    )
  if (notMine) return notMine
  return (
    <>
      {voices.map((voice) => (
        <NamedVote key={voice.member} {...{ motion, voice }} self={selfIn(meeting)} />
      ))}
    </>
  )
}

/** It was voted on paper and is entered now: whoever finds a vote in their name that is none of theirs takes it back. */
function OnPaper({ motion, voices, self }: { motion: Motion; voices: readonly Voice[]; self: string }) {
  const mine = voices.filter(({ member }) => motion.voted.includes(member))
  return (
    <>
      <p className="rounded-card bg-well p-3">这次会已经在纸上表决过，村里正在补录。</p>
      {mine.map((voice) => (
        <NamedVote key={voice.member} {...{ motion, voice, self }} />
      ))}
    </>
  )
}

function Secret({ meeting, motion }: { meeting: Meeting; motion: Motion }) {
  const me = useMe()
  const { data: box } = useBox(motion.id)
  const isTeller = motion.tellers.some(({ id }) => id === me?.person)
  return (
    <>
      {isTeller && box?.state === 'closing' && box.paper.given > 0 && (
        <PaperTally motion={motion} given={box.paper.given} />
      )}
      {voicesIn(meeting, motion).map((voice) => (
        <SecretVote key={voice.member} meeting={meeting.id} motion={motion} voice={voice} />
      ))}
    </>
  )
}

/** As whom the reader votes on it: whoever came and is not concerned by it; of a consultation nobody need come. */
function voicesIn({ voices }: Meeting, { recused, means }: Motion): Voice[] {
  const out = new Set(recused.map(({ member }) => member))
  return voices.filter(({ member, came }) => (came || means === 'consultation') && !out.has(member))
}

function whyNot({ voices, attended }: Meeting, { recused }: Motion): string {
  const own = voices.find((voice) => voice.own)
  if (!own && voices.length === 0) return '正在表决。您不在名册上，不参加表决'
  if (recused.some(({ member }) => member === own?.member)) return '这一项和您有关，您回避，不参加表决'
  return attended
    ? '正在表决。您家是另一位家人到会的，由到会的人投票'
    : '正在表决。您还没有签到，签到以后才能投票'
}

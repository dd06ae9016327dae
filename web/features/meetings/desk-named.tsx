import { Button } from 'antd'
import { unconfirmedFault } from '#practice/meetings/entered.ts'
import { CHOICES, CONSULTED, type Choice } from '#practice/meetings/life.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { Declare } from './desk-declare.tsx'
import { readsRollOf } from './desk-who.ts'
import { ConfirmAll, EnteredDeeds, EnteredNote } from './desk-entered.tsx'
import type { MotionProps } from './desk-motion.tsx'

const ALL = Object.keys(CHOICES) as Choice[]

/** Named votes as they come in by phone; the desk enters those said or written in the hall, and somebody else confirms them. */
export function NamedDesk({ meeting, motion, keeps }: MotionProps) {
  const isVoting = motion.state === 'voting'
  const isConsultation = motion.means === 'consultation'
  return (
    <div className="grid gap-4 border-t border-line pt-4">
      {isVoting && (
        <p role="status">
          已收到 <b className="tabular-nums">{motion.cast}</b> {isConsultation ? '份意见' : '票'}
          {!isConsultation && (
            <span className="text-ink-2">
              {' '}
              / 到会 {meeting.quorum.present} {meeting.quorum.unit}
              {motion.recused.length > 0 && `，${motion.recused.length} 人回避`}
            </span>
          )}
        </p>
      )}
      {isConsultation && <p className="rounded-card bg-move-soft px-4 py-2 text-move">{CONSULTED}</p>}
      {isConsultation ? <ConfirmAll motion={motion} /> : <Voters {...{ meeting, motion, keeps }} />}
      {keeps && isVoting && (
        <Declare
          motion={motion}
          reason={
            isConsultation && meeting.state === 'noticed'
              ? '开会以后才能结束，大家还可以说'
              : unconfirmedFault(motion.entered.unconfirmed)
          }
          missing={missingOf(meeting, motion)}
          unit={meeting.quorum.unit}
        />
      )}
    </div>
  )
}

/** Who came and has not voted counts among those present all the same. */
const missingOf = ({ quorum }: MotionProps['meeting'], { means, cast, recused }: MotionProps['motion']) =>
  means === 'named' ? Math.max(0, quorum.present - recused.length - cast) : 0

function Voters({ meeting, motion, keeps }: MotionProps) {
  // The street watches the vote and reads no names.
  const reads = readsRollOf(useMe(), meeting)
  const { data } = useCall('meetings.roll', reads ? { params: { id: meeting.id } } : undefined)
  const vote = useChange('motions.vote', ['meetings.show'])
  const recused = new Set(motion.recused.map(({ member }) => member))
  const present = (data?.rows ?? []).filter(({ means }) => means !== undefined)
  const votes = new Map(motion.votes.map(({ member, choice }) => [member, choice]))
  const entered = new Map(motion.entered.rows.map((row) => [row.member, row]))
  const enter = (member: string, choice: Choice) =>
    vote.mutate({ input: { params: { id: motion.id }, body: { choice, member } } })
  if (present.length === 0) return null
  return (
    <>
      {vote.error && <p className="text-late">{vote.error.message}</p>}
      <ConfirmAll motion={motion} />
      <ul aria-label="记名投票" className="grid grid-cols-2 gap-x-6">
        {present.map(({ member, name }) => {
          const choice = votes.get(member)
          const byOther = entered.get(member)
          return (
            <li key={member} className="flex min-h-10 items-center gap-2 border-b border-line">
              <span className="min-w-0 flex-1">
                {name}
                {byOther && <EnteredNote row={byOther} />}
              </span>
              {recused.has(member) ? (
                <span className="text-ink-3">回避</span>
              ) : choice ? (
                <>
                  <b>{CHOICES[choice]}</b>
                  {byOther && <EnteredDeeds motion={motion} row={byOther} />}
                </>
              ) : keeps && motion.state === 'voting' ? (
                ALL.map((each) => (
                  <Button
                    key={each}
                    size="small"
                    aria-label={`${name}${CHOICES[each]}`}
                    loading={
                      vote.isPending &&
                      vote.variables.input.body.member === member &&
                      vote.variables.input.body.choice === each
                    }
                    onClick={() => enter(member, each)}
                  >
                    {CHOICES[each]}
                  </Button>
                ))
              ) : (
                <span className="text-ink-3">没有投</span>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

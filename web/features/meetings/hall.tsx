import './hall.css'
import { useEffect, useState, type ReactNode } from 'react'
import { useMe } from '#web/client/session.ts'
import { Icon } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { HallDoor } from './hall-door.tsx'
import { HallItem } from './hall-item.tsx'
import { useAge } from './hall-age.ts'
import { isKeeperOf } from './desk-who.ts'
import { useMeeting } from './use-meeting.ts'
import { meetsAtText, PAPER_MARK, type Meeting, type Motion } from './words.ts'

/** The screen of the hall: what is being decided, who is missing, the door, the votes that came in, the result. */
export function HallScreen({ id, floor, agenda }: { id: string; floor: ReactNode; agenda: ReactNode }) {
  const read = useMeeting(id, { spread: false })
  const { data: meeting, error } = read
  const age = useAge(read)
  useEffect(() => {
    document.title = meeting ? `${meeting.title}投影` : '会场投影'
  }, [meeting])
  if (!meeting)
    return (
      <main className="hall hall-blank">
        <h1>{blankOf(error?.status)}</h1>
        {error?.status === 401 && <p>在工作台登录以后，从会议页点“打开会场投影”。</p>}
      </main>
    )
  return <Hall meeting={meeting} age={age} floor={floor} agenda={agenda} />
}

const blankOf = (status: number | undefined) =>
  status === 401
    ? '请先登录'
    : status === 404
      ? '没有这个会议，或者不是您村里的'
      : status === undefined
        ? '正在读取会议'
        : '没有连上服务器，正在重试'

function Hall({
  meeting,
  age,
  floor,
  agenda,
}: {
  meeting: Meeting
  age: ReturnType<typeof useAge>
  floor: ReactNode
  agenda: ReactNode
}) {
  const me = useMe()
  const now = useNow()
  const { motion, choose } = useItem(meeting)
  const { title, divisionName, bodyName, meetsAt, place, paper, stateName, state } = meeting
  return (
    <main className="hall">
      <header className="hall-head">
        <div>
          <p className="hall-where">
            {divisionName} · {bodyName}
            {paper && <b className="hall-paper">{PAPER_MARK}</b>}
          </p>
          <h1>{title}</h1>
        </div>
        <p className="hall-when">
          <b>{stateName}</b>
          <span>
            {meetsAtText(meetsAt, now)} · {place}
          </span>
          <span className={age.isOld ? 'hall-age hall-age-old' : 'hall-age'} role="status">
            <i aria-hidden="true" />
            {age.says}
          </span>
        </p>
      </header>
      <div className="hall-body">
        {motion ? (
          <div className="hall-main">
            <HallItem meeting={meeting} motion={motion} isCut={age.isOld} />
            {floor}
          </div>
        ) : (
          <div className="hall-open">
            {agenda}
            {floor}
          </div>
        )}
        <aside aria-label="到会" className="hall-side">
          <Quorum meeting={meeting} />
          {isKeeperOf(me, meeting) && !paper && (state === 'open' || state === 'noticed') && (
            <HallDoor meeting={meeting} />
          )}
        </aside>
      </div>
      <Agenda motions={meeting.motions} here={motion} onChoose={choose} />
    </main>
  )
}

function Quorum({ meeting: { quorum, state } }: { meeting: Meeting }) {
  const { due, present, needed, unit } = quorum
  if (state === 'drafted') return <p className="hall-note">通知发出以后，名册固定，才知道应到多少。</p>
  return (
    <section aria-label="到会人数" className="hall-quorum">
      <p className="hall-present">
        <b>{present}</b>
        <span>
          / 应到 {due} {unit}
        </span>
      </p>
      <div className="hall-bar" aria-hidden="true">
        <i style={{ width: `${due === 0 ? 0 : Math.min(100, (present / due) * 100)}%` }} />
      </div>
      <p className={needed > 0 ? 'hall-needed hall-needed-more' : 'hall-needed'} role="status">
        {needed > 0 ? `还差 ${needed} ${unit}` : '够法定人数了'}
      </p>
    </section>
  )
}

/** All items, with their results; a press or the arrow keys look at another one. */
function Agenda({
  motions,
  here,
  onChoose,
}: {
  motions: readonly Motion[]
  here: Motion | undefined
  onChoose: (id: string) => void
}) {
  return (
    <nav aria-label="议程" className="hall-agenda">
      {motions.map((motion) => (
        <button
          key={motion.id}
          type="button"
          aria-current={motion.id === here?.id ? 'true' : undefined}
          onClick={() => onChoose(motion.id)}
        >
          <Icon name={iconOf(motion)} className="size-7" />
          <span>
            {motion.n}. {motion.title}
          </span>
          {motion.verdict && <b className={motion.verdict.passed ? '' : 'hall-open'}>{resultOf(motion)}</b>}
        </button>
      ))}
    </nav>
  )
}

const ICONS = { listed: 'wait', voting: 'move', withdrawn: 'close' } as const
const iconOf = ({ state, verdict }: Motion) =>
  state === 'declared'
    ? verdict?.passed
      ? 'check'
      : verdict?.consultation
        ? 'speak'
        : 'close'
    : ICONS[state]
const resultOf = ({ verdict }: Motion) =>
  verdict?.consultation ? '征求意见' : verdict?.passed ? '通过' : '没有通过'

/** What the hall looks at: the vote that runs, else the last result, else what comes first; whatever changes calls it back. */
function useItem({ motions }: Meeting) {
  const course = motions.map(({ id, state }) => `${id} ${state}`).join()
  const [chosen, setChosen] = useState<{ id: string; course: string }>()
  const own = chosen?.course === course ? motions.find(({ id }) => id === chosen.id) : undefined
  const motion =
    own ??
    motions.find(({ state }) => state === 'voting') ??
    motions.findLast(({ state }) => state === 'declared') ??
    motions[0]
  const at = motion ? motions.indexOf(motion) : 0
  useEffect(() => {
    const turn = (event: KeyboardEvent) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      const next = step && motions[at + step]
      if (next) setChosen({ id: next.id, course })
    }
    window.addEventListener('keydown', turn)
    return () => window.removeEventListener('keydown', turn)
  }, [motions, at, course])
  return { motion, choose: (id: string) => setChosen({ id, course }) }
}

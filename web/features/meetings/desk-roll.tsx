import { Button, Input, Radio, type InputRef } from 'antd'
import { useDeferredValue, useRef, useState, type RefObject } from 'react'
import { newKey } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { useKeys } from '#web/matters/desk-keys.ts'
import { useNow } from '#web/ui/use-now.ts'
import { readsRollOf } from './desk-who.ts'
import { RollLine } from './desk-roll-line.tsx'
import { takesAttendance, type Meeting, type RollRow } from './words.ts'

type Means = 'hand' | 'paper'

/** The roll: search by name, Enter ticks the first one found; frozen once the notice went out. */
export function Roll({ meeting, keeps }: { meeting: Meeting; keeps: boolean }) {
  const me = useMe()
  const reads = readsRollOf(me, meeting)
  const { data, error } = useCall('meetings.roll', reads ? { params: { id: meeting.id } } : undefined)
  const voters = useCall('ballots.paperVoters', reads ? { params: { id: meeting.id } } : undefined)
  const onPaper = new Set(voters.data?.rows.map(({ member }) => member))
  if (!reads) return null
  return (
    <section aria-labelledby="roll" className="grid gap-2">
      <h2 id="roll" className="font-bold">
        名册
        {data && (
          <span className="font-normal text-ink-2">
            {' '}
            {data.rows.length} {meeting.quorum.unit}
            {data.frozen ? '，已固定' : '，发通知时固定'}
          </span>
        )}
      </h2>
      {data?.faults.map((fault) => (
        <p key={fault} className="rounded-card bg-late-soft px-3 py-2 text-late">
          {fault}
        </p>
      ))}
      {data && data.unknownAge > 0 && meeting.body.endsWith('assembly') && (
        <p className="text-small text-ink-2">
          村里有 {data.unknownAge} 人没有登记出生日期，不知道是否成年，不在名册上。
        </p>
      )}
      {error && <p className="text-late">{error.message}</p>}
      {data && data.rows.length > 0 && (
        <Rows rows={data.rows} meeting={meeting} keeps={keeps && data.frozen} onPaper={onPaper} />
      )}
    </section>
  )
}

function Rows({
  rows,
  meeting,
  keeps,
  onPaper,
}: {
  rows: readonly RollRow[]
  meeting: Meeting
  keeps: boolean
  onPaper: ReadonlySet<string>
}) {
  const box = useRef<InputRef>(null)
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const [means, setMeans] = useState<Means>(meeting.paper ? 'paper' : 'hand')
  const isRunning = takesAttendance(meeting, useNow())
  const attend = useChange('meetings.attend', ['meetings.roll', 'meetings.show'])
  useKeys(keeps && isRunning ? { '/': () => box.current?.focus() } : {})
  const found = rows.filter(({ name, adults = [] }) =>
    [name, ...adults.map((adult) => adult.name)].some((each) => each.includes(q)),
  )
  const absent = found.filter(({ means: came }) => came === undefined)
  const tick = (row: RollRow, person?: string) => {
    const body = { means, member: row.member, ...(person ? { person } : {}) }
    attend.mutate(
      { input: { params: { id: meeting.id }, body }, key: newKey() },
      { onSuccess: () => setTyped('') },
    )
  }
  const enter = () => {
    const [row] = absent
    // A household’s grown-up is chosen by hand; whoever is looked for stands first.
    if (row && absent.length > 0 && (meeting.basis === 'persons' || row.adults?.length === 1))
      tick(row, meeting.basis === 'households' ? row.adults?.[0]?.id : undefined)
  }
  return (
    <>
      {keeps && isRunning && (
        <SignInBox {...{ box, typed, means }} onType={setTyped} onMeans={setMeans} onEnter={enter} />
      )}
      {attend.error && <p className="text-late">{attend.error.message}</p>}
      <ul aria-label="名册上的人" className="divide-y divide-line rounded-card border border-line">
        {found.map((row) => (
          <RollLine
            key={row.member}
            {...{ row, meeting }}
            onPaper={onPaper.has(row.member)}
            held={heldIn(rows)}
            isNext={q !== '' && row === absent[0]}
            onTick={keeps && isRunning ? (person) => tick(row, person) : undefined}
          />
        ))}
        {found.length === 0 && <NotOnRoll name={q} onAll={() => setTyped('')} />}
      </ul>
    </>
  )
}

function NotOnRoll({ name, onAll }: { name: string; onAll: () => void }) {
  return (
    <li className="px-3 py-3 text-ink-2">
      名册上没有“{name}”。名册在发通知时已经固定，不能再加；可以列席旁听。
      <Button type="link" size="small" onClick={onAll}>
        看全部
      </Button>
    </li>
  )
}

/** For how many somebody stands in already: only within one household (RCE 27), whose grown-ups each line carries. */
const heldIn = (rows: readonly RollRow[]) => (holder: { id: string; name: string }) =>
  rows.filter(({ proxy, adults = [] }) => proxy === holder.name && adults.some(({ id }) => id === holder.id))
    .length

/** Whom to note next, and from what. */
function SignInBox({
  box,
  typed,
  means,
  onType,
  onMeans,
  onEnter,
}: {
  box: RefObject<InputRef | null>
  typed: string
  means: Means
  onType: (typed: string) => void
  onMeans: (means: Means) => void
  onEnter: () => void
}) {
  return (
    <div className="grid gap-2">
      <Input
        ref={box}
        allowClear
        aria-label="按姓名找人签到"
        placeholder="输姓名，回车签到（按 / 到这里）"
        value={typed}
        onChange={({ target }) => onType(target.value)}
        onPressEnter={onEnter}
      />
      <Radio.Group
        size="small"
        aria-label="怎么签到"
        value={means}
        onChange={({ target }) => onMeans(target.value as Means)}
        options={[
          { value: 'hand', label: '当面点名' },
          { value: 'paper', label: '照纸质签到表' },
        ]}
      />
    </div>
  )
}

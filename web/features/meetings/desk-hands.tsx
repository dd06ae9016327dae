import { Alert, Button } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { Icon } from '#web/ui/icon.tsx'
import { CountFields, wholeOf } from './desk-count-fields.tsx'
import { Declare } from './desk-declare.tsx'
import type { MotionProps } from './desk-motion.tsx'
import type { Motion } from './words.ts'

/** What two tellers counted, one beside the other; each enters their own, the desk one of a paper meeting. */
export function HandsDesk({ meeting, motion, keeps }: MotionProps) {
  const me = useMe()
  const { tellers, tallies } = motion
  const isAgreed = tallies.length === tellers.length && new Set(tallies.map(sumOf)).size === 1
  return (
    <div className="grid gap-4 border-t border-line pt-4">
      <div className="grid grid-cols-2 gap-4">
        {tellers.map(({ id, name }) => (
          <TellerCount
            key={id}
            name={name}
            motion={motion}
            teller={keeps && meeting.paper ? id : undefined}
            tally={tallies.find(({ teller }) => teller === name)}
            other={meeting.paper ? tallies.find(({ teller }) => teller !== name) : undefined}
            mayEnter={me?.person === id || (keeps && meeting.paper)}
          />
        ))}
      </div>
      {tallies.length === tellers.length && !isAgreed && (
        <Alert type="warning" showIcon title="两人清点的数不一样，请重新清点后都再填一次" />
      )}
      {keeps && (
        <Declare
          motion={motion}
          reason={
            isAgreed ? undefined : tallies.length < tellers.length ? '等两名监票人都填好' : '两人数得不一样'
          }
        />
      )}
    </div>
  )
}

type Tally = Motion['tallies'][number]
const sumOf = ({ inFavour, against, abstained }: Tally) => `${inFavour} ${against} ${abstained}`

const NAMES = { inFavour: '同意', against: '反对', abstained: '弃权' } as const

function TellerCount({
  name,
  motion,
  teller,
  tally,
  other,
  mayEnter,
}: {
  name: string
  motion: Motion
  teller: string | undefined
  tally: Tally | undefined
  /** Of a meeting entered afterwards: the count of the other teller. */
  other: Tally | undefined
  mayEnter: boolean
}) {
  const me = useMe()
  // Two counts of one hand prove nothing: whoever entered one leaves the other to somebody else.
  const isOneHand = other !== undefined && (other.by ?? other.teller) === me?.name
  return (
    <section aria-label={`监票人${name}`} className="grid content-start gap-2 rounded-card bg-well p-4">
      <h3 className="flex items-center gap-2 font-bold">
        <Icon name={tally ? 'check' : 'wait'} className={`size-4 ${tally ? 'text-brand' : 'text-ink-3'}`} />
        {name}
      </h3>
      {tally ? (
        <p className="tabular-nums">
          同意 {tally.inFavour}，反对 {tally.against}，弃权 {tally.abstained}
          {tally.by && <span className="block text-small text-ink-3">{tally.by}代录</span>}
        </p>
      ) : (
        <p className="text-ink-2">
          {isOneHand
            ? '另一份是您录的，这一份请他本人或另一位会议召集人对照计票单核对'
            : mayEnter
              ? '还没有填'
              : '等本人在手机或工作台上填'}
        </p>
      )}
      {mayEnter && !isOneHand && other && !tally && (
        <SameCount motion={motion} teller={teller} other={other} />
      )}
      {mayEnter && !isOneHand && <CountForm motion={motion} teller={teller} />}
    </section>
  )
}

/** One press: what the sheet says is what the other entered. */
function SameCount({
  motion,
  teller,
  other: { inFavour, against, abstained },
}: {
  motion: Motion
  teller: string | undefined
  other: Tally
}) {
  const [key] = useState(newKey)
  const tally = useChange('motions.tally', ['meetings.show'])
  const body = { inFavour, against, abstained, ...(teller ? { teller } : {}) }
  return (
    <div className="grid gap-1">
      <Button
        type="primary"
        loading={tally.isPending}
        onClick={() => tally.mutate({ input: { params: { id: motion.id }, body }, key })}
      >
        核对无误：同意 {inFavour}，反对 {against}，弃权 {abstained}
      </Button>
      {tally.error && <p className="text-late">{tally.error.message}</p>}
    </div>
  )
}

function CountForm({ motion, teller }: { motion: Motion; teller: string | undefined }) {
  const [counts, setCounts] = useState<Partial<Record<keyof typeof NAMES, number>>>({})
  const [key, setKey] = useState(newKey)
  const tally = useChange('motions.tally', ['meetings.show'])
  const whole = wholeOf(NAMES, counts)
  const submit = () => {
    if (!whole) return
    const body = { ...whole, ...(teller ? { teller } : {}) }
    tally.mutate({ input: { params: { id: motion.id }, body }, key }, { onSuccess: () => setKey(newKey()) })
  }
  return (
    <div className="grid gap-2">
      <CountFields
        names={NAMES}
        counts={counts}
        onChange={(next) => {
          setCounts(next)
          setKey(newKey())
        }}
      />
      {tally.error && <p className="text-late">{tally.error.message}</p>}
      <Button size="small" disabled={!whole} loading={tally.isPending} onClick={submit}>
        记下
      </Button>
    </div>
  )
}

import { Button, Input } from 'antd'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { useNow } from '#web/ui/use-now.ts'

/** Half past seven in the evening, when the fields are left (handbook: 月例会之夜 19:30–21:00). */
const EVENING = '19:30'
const DAY_MS = 86_400_000
/** A day in China, from milliseconds. */
const dayOf = (at: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(at)

/** What is asked before it is called; the agenda is there already. */
function useCallForm(division: string) {
  const [, navigate] = useLocation()
  const convene = useChange('meetings.convene', ['meetings.list'])
  const [key] = useState(newKey)
  const [on, setOn] = useState(() => dayOf(Date.now() + DAY_MS))
  const [time, setTime] = useState(EVENING)
  const [place, setPlace] = useState('村委会会议室')
  const call = () =>
    convene.mutate(
      {
        input: {
          body: {
            division,
            body: 'village-representatives',
            basis: 'persons',
            title: `${Number(on.slice(5, 7))}月月例会`,
            place,
            meetsAt: `${on}T${time}:00+08:00`,
            monthly: true,
            motions: [],
          },
        },
        key,
      },
      { onSuccess: ({ id }) => navigate(paths.meeting(id)) },
    )
  return { on, setOn, time, setTime, place, setPlace, call, convene }
}

/** Calls the monthly meeting. */
export function CallMonthly({ division }: { division: string }) {
  const today = dayOf(useNow())
  const { on, setOn, time, setTime, place, setPlace, call, convene } = useCallForm(division)
  return (
    <section aria-labelledby="call" className="grid gap-3 rounded-card border border-brand bg-paper p-5">
      <h2 id="call" className="font-bold">
        召集月例会
      </h2>
      <div className="grid grid-cols-2 gap-3">
        <DeskField label="哪一天" required>
          {(bound) => (
            <Input
              {...bound}
              type="date"
              min={today}
              value={on}
              onChange={({ target }) => setOn(target.value)}
            />
          )}
        </DeskField>
        <DeskField label="几点" required>
          {(bound) => (
            <Input {...bound} type="time" value={time} onChange={({ target }) => setTime(target.value)} />
          )}
        </DeskField>
      </div>
      <DeskField label="在哪里" required>
        {(bound) => (
          <Input {...bound} maxLength={80} value={place} onChange={({ target }) => setPlace(target.value)} />
        )}
      </DeskField>
      <p className="text-small text-ink-2">
        村民代表和村委会成员参加，村民都可以旁听、提问。要表决的事另外召集会议。
      </p>
      <Button type="primary" size="large" loading={convene.isPending} onClick={call}>
        召集
      </Button>
      {convene.error && (
        <p role="alert" className="text-late">
          {convene.error.message}
        </p>
      )}
    </section>
  )
}

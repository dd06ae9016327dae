import { Select } from 'antd'
import { dateOf } from '#practice/kit/index.ts'
import { SEATS, type Seat } from '#practice/meetings/posts.ts'
import { useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { BasisFields } from '#web/matters/desk-drawer.tsx'
import { DeskField } from '#web/matters/desk-field.tsx'
import { PersonSelect } from '#web/matters/desk-person.tsx'
import { SendBar } from '#web/matters/desk-send.tsx'
import { useNow } from '#web/ui/use-now.ts'

type Draft = { person: string | undefined; seat: Seat | undefined; startsOn: string; decidedBy: string }

/** Giving a seat. What excludes it is refused with the article, and what was filled in stays. */
export function GiveForm({ village, onDone }: { village: string; onDone: () => void }) {
  const today = dateOf(new Date(useNow()))
  const { values, change, clear } = useDraft<Draft>(`seats.give ${village}`, {
    person: undefined,
    seat: undefined,
    startsOn: today,
    decidedBy: '',
  })
  const give = useChange('seats.give', ['seats.list'])
  const { person, seat, startsOn, decidedBy } = values
  const ready = person && seat && startsOn && decidedBy.trim().length >= 2
  const faults = give.error?.fields ?? {}
  const send = () => {
    if (!ready) return
    give.mutate(
      { input: { body: { division: village, person, seat, startsOn, decidedBy: decidedBy.trim() } } },
      {
        onSuccess: () => {
          clear()
          onDone()
        },
      },
    )
  }
  return (
    <div className="grid gap-5">
      <SeatFields values={values} faults={faults} onChange={change} />
      <SendBar
        verb="登记"
        missing={ready ? undefined : '四项都要填'}
        error={give.error}
        busy={give.isPending}
        onSend={send}
      />
    </div>
  )
}

function SeatFields({
  values: { person, seat, startsOn, decidedBy },
  faults,
  onChange: change,
}: {
  values: Draft
  faults: Readonly<Record<string, string>>
  onChange: <Name extends keyof Draft>(name: Name, value: Draft[Name]) => void
}) {
  return (
    <>
      <DeskField label="谁" required fault={faults['person']}>
        {(bound) => (
          <PersonSelect bound={bound} label="谁" value={person} onChange={(next) => change('person', next)} />
        )}
      </DeskField>
      <DeskField label="任什么" required fault={faults['seat']}>
        {(bound) => (
          <Select
            {...bound}
            aria-label="任什么"
            placeholder="选一个"
            value={seat ?? null}
            options={Object.entries(SEATS).map(([value, label]) => ({ value, label }))}
            // Every option is one of SEATS.
            onChange={(next) => change('seat', (next ?? undefined) as Seat | undefined)}
          />
        )}
      </DeskField>
      <BasisFields
        startsOn={startsOn}
        basis={decidedBy}
        hint="选举、会议决定或者成员名册"
        placeholder="比如：2026年11月村民代表会议推选"
        faults={{ startsOn: faults['startsOn'], basis: faults['decidedBy'] }}
        onStartsOn={(day) => change('startsOn', day)}
        onBasis={(words) => change('decidedBy', words)}
      />
    </>
  )
}

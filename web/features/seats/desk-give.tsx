import { Drawer, Input, Select } from 'antd'
import { dateOf } from '#practice/kit/index.ts'
import { SEATS, type Seat } from '#practice/meetings/posts.ts'
import { useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { PersonSelect } from '#web/matters/desk-person.tsx'
import { SendBar } from '#web/matters/desk-send.tsx'
import { useNow } from '#web/ui/use-now.ts'

/** Giving a seat. What excludes it is refused with the article, and what was filled in stays. */
export function GiveDrawer({
  open,
  village,
  onClose,
}: {
  open: boolean
  village: string
  onClose: () => void
}) {
  return (
    <Drawer open={open} onClose={onClose} title="登记成员" size={440} destroyOnHidden>
      <GiveForm village={village} onDone={onClose} />
    </Drawer>
  )
}

type Draft = { person: string | undefined; seat: Seat | undefined; startsOn: string; decidedBy: string }

function GiveForm({ village, onDone }: { village: string; onDone: () => void }) {
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
      <DeskField label="从哪天起" required fault={faults['startsOn']}>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            value={startsOn}
            onChange={({ target }) => change('startsOn', target.value)}
          />
        )}
      </DeskField>
      <DeskField label="依据" required hint="选举、会议决定或者成员名册" fault={faults['decidedBy']}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={200}
            placeholder="比如：2026年11月村民代表会议推选"
            value={decidedBy}
            onChange={({ target }) => change('decidedBy', target.value)}
          />
        )}
      </DeskField>
    </>
  )
}

import { Input } from 'antd'
import { useState } from 'react'
import { dateOf } from '#practice/kit/index.ts'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { PersonSelect } from '#web/matters/desk-person.tsx'
import { SendBar } from '#web/matters/desk-send.tsx'
import { parseYuan } from '#web/ui/money-field.tsx'
import { useNow } from '#web/ui/use-now.ts'

type Draft = { words: string; executor: string | undefined; dueOn: string; budget: string }

/** Giving a task: what, to whom, by when, for how much. */
export function AssignForm({ id, onDone }: { id: string; onDone: () => void }) {
  const today = dateOf(new Date(useNow()))
  const { values, change, clear } = useDraft<Draft>(`resolutions.assign ${id}`, {
    words: '',
    executor: undefined,
    dueOn: '',
    budget: '0',
  })
  const [key, setKey] = useState(newKey)
  const assign = useChange('resolutions.assign', ['resolutions.show', 'resolutions.list'])
  const set: typeof change = (name, value) => {
    change(name, value)
    setKey(newKey())
  }
  const { words, executor, dueOn, budget } = values
  const budgetFen = parseYuan(budget)
  const ready = words.trim().length >= 2 && executor && dueOn && budgetFen !== undefined
  const send = () => {
    if (!ready) return
    assign.mutate(
      { input: { params: { id }, body: { words: words.trim(), executor, dueOn, budgetFen } }, key },
      {
        onSuccess: () => {
          clear()
          onDone()
        },
      },
    )
  }
  const faults = assign.error?.fields ?? {}
  return (
    <div
      role="group"
      aria-label="交办任务"
      className="grid gap-4 rounded-card border border-brand bg-paper p-4"
    >
      <DeskField label="办什么" required fault={faults['words']}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 2, maxRows: 5 }}
            maxLength={500}
            value={words}
            onChange={({ target }) => set('words', target.value)}
          />
        )}
      </DeskField>
      <WhoWhenFields values={values} today={today} faults={faults} onChange={set} />
      <SendBar
        verb="交办"
        missing={ready ? undefined : '办什么、谁办、哪天办完和预算都要填'}
        error={assign.error}
        busy={assign.isPending}
        onSend={send}
        cancel={{ verb: '先不交办', onPress: onDone }}
      />
    </div>
  )
}

function WhoWhenFields({
  values: { executor, dueOn, budget },
  today,
  faults,
  onChange: set,
}: {
  values: Draft
  today: string
  faults: Readonly<Record<string, string>>
  onChange: <Name extends keyof Draft>(name: Name, value: Draft[Name]) => void
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_11rem_10rem] items-start gap-4">
      <DeskField label="谁办" required fault={faults['executor']}>
        {(bound) => (
          <PersonSelect
            bound={bound}
            label="谁办"
            value={executor}
            onChange={(person) => set('executor', person)}
          />
        )}
      </DeskField>
      <DeskField label="哪天办完" required fault={faults['dueOn']}>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            min={today}
            value={dueOn}
            onChange={({ target }) => set('dueOn', target.value)}
          />
        )}
      </DeskField>
      <DeskField label="预算" required hint="不花钱写 0" fault={faults['budgetFen']}>
        {(bound) => (
          <Input
            {...bound}
            inputMode="decimal"
            suffix="元"
            value={budget}
            onChange={({ target }) => set('budget', target.value)}
          />
        )}
      </DeskField>
    </div>
  )
}

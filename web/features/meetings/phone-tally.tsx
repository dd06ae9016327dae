import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Motion } from './words.ts'

const NAMES = { inFavour: '同意', against: '反对', abstained: '弃权' } as const
type Typed = Record<keyof typeof NAMES, string>

/** A teller writes down what they counted; the other does the same, and only equal numbers count. */
export function TallyPart({ motion }: { motion: Motion }) {
  const [typed, setTyped] = useState<Typed>({ inFavour: '', against: '', abstained: '' })
  // The same key until other numbers are typed: a phone that heard no answer sends the same count again.
  const [key, setKey] = useState(newKey)
  const tally = useChange('motions.tally', ['meetings.show'])
  const isWhole = Object.values(typed).every((text) => /^\d{1,5}$/.test(text))
  const submit = () => {
    const { inFavour, against, abstained } = typed
    const body = { inFavour: Number(inFavour), against: Number(against), abstained: Number(abstained) }
    tally.mutate({ input: { params: { id: motion.id }, body }, key })
  }
  return (
    <div className="grid gap-3 rounded-card bg-brand-soft p-4">
      <p className="text-lead font-bold">您是监票计票人，请数举手的人</p>
      {(Object.keys(NAMES) as (keyof Typed)[]).map((name) => (
        <TextField
          key={name}
          label={NAMES[name]}
          inputMode="numeric"
          maxLength={5}
          value={typed[name]}
          onChange={(text) => {
            setTyped({ ...typed, [name]: text.trim() })
            setKey(newKey())
          }}
        />
      ))}
      {tally.error && <p className="text-late">{tally.error.message}</p>}
      {tally.data && (
        <p role="status" className="font-bold text-brand">
          {tally.data.says}
        </p>
      )}
      <Button
        full
        busy={tally.isPending}
        reason={isWhole ? undefined : '三样都要填，没有就填 0'}
        onClick={submit}
      >
        记下
      </Button>
    </div>
  )
}

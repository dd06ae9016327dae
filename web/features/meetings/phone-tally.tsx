import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { Button } from '#web/ui/button.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Motion } from './words.ts'

const NAMES = { inFavour: '同意', against: '反对', abstained: '弃权' } as const

/** A teller writes down the hands they counted; the other does the same, and only equal numbers count. */
export function TallyPart({ motion, paper }: { motion: Motion; paper: boolean }) {
  const tally = useChange('motions.tally', ['meetings.show'])
  const me = useMe()
  const [key, setKey] = useState(newKey)
  const [again, setAgain] = useState(false)
  const teller = motion.tellers.find(({ id }) => id === me?.person)
  const own = motion.tallies.find((each) => each.teller === teller?.name)
  // In the hall each counts for themselves; of what was counted on paper the second looks at the sheet.
  const other = paper ? motion.tallies.find((each) => each.teller !== teller?.name) : undefined
  if (other && !own)
    return (
      <Sheet
        other={other}
        busy={tally.isPending}
        error={tally.error?.message}
        onConfirm={({ inFavour, against, abstained }) =>
          tally.mutate(
            { input: { params: { id: motion.id }, body: { inFavour, against, abstained } }, key },
            { onSettled: () => setKey(newKey()) },
          )
        }
      />
    )
  if (paper && own && !again)
    return <Confirmed own={own} says={tally.data?.says} onAgain={() => setAgain(true)} />
  return (
    <CountForm
      lead={paper ? '您是监票计票人，请照您签过字的计票单填' : '您是监票计票人，请数举手的人'}
      names={NAMES}
      counted={own && `您填的：同意 ${own.inFavour}，反对 ${own.against}，弃权 ${own.abstained}`}
      says={tally.data?.says}
      error={tally.error?.message}
      busy={tally.isPending}
      onSubmit={(counts, once) =>
        tally.mutate(
          { input: { params: { id: motion.id }, body: counts }, key: once },
          { onSuccess: () => setAgain(false) },
        )
      }
    />
  )
}

type Tally = Motion['tallies'][number]

/** Of a meeting entered afterwards: what stands on the sheet, confirmed with one tap by the second teller. */
function Sheet({
  other,
  busy,
  error,
  onConfirm,
}: {
  other: Tally
  busy: boolean
  error: string | undefined
  onConfirm: (tally: Tally) => void
}) {
  return (
    <div className="grid gap-3 rounded-card bg-brand-soft p-4">
      <p className="text-lead font-bold">您是监票计票人，请对照您签过字的计票单</p>
      <p className="text-lead tabular-nums">
        同意 {other.inFavour}，反对 {other.against}，弃权 {other.abstained}
      </p>
      <p className="text-ink-2">
        {other.by ? `${other.by}代录的` : `${other.teller}填的`}。对不上就不要点，跟主持人说。
      </p>
      {error && <p className="text-late">{error}</p>}
      <Button full busy={busy} onClick={() => onConfirm(other)}>
        核对无误
      </Button>
    </div>
  )
}

/** Of a meeting entered afterwards nothing is counted again: what one’s sheet says is there. */
const Confirmed = ({ own, says, onAgain }: { own: Tally; says: string | undefined; onAgain: () => void }) => (
  <div className="grid gap-2 rounded-card bg-brand-soft p-4">
    <p className="text-lead font-bold">
      您的计票单：同意 {own.inFavour}，反对 {own.against}，弃权 {own.abstained}
    </p>
    {own.by && <p className="text-ink-2">{own.by}代录的，不对请马上跟监委会说。</p>}
    {says && <Told says={says} />}
    <Button full kind="plain" onClick={onAgain}>
      填错了，重新填
    </Button>
  </div>
)

type Counts<Name extends string> = Record<Name, number>

interface CountFormProps<Name extends string> {
  lead: string
  names: Readonly<Record<Name, string>>
  counted: string | undefined
  says: string | undefined
  error: string | undefined
  busy: boolean
  /** So many were given: where fewer are counted it is asked why. */
  given?: number
  onSubmit: (counts: Counts<Name>, key: string, missing: string | undefined) => void
}

/** The numbers of one teller, each in a field of its own; what was written before stays readable. */
export function CountForm<Name extends string>(props: CountFormProps<Name>) {
  const { lead, names, counted, says, error, busy, given, onSubmit } = props
  // The record is written out where it is used and has no further keys.
  const keys = Object.keys(names) as Name[]
  const [typed, setTyped] = useState<Partial<Record<Name, string>>>({})
  const [missing, setMissing] = useState('')
  // The same key until something else is typed: a phone that heard no answer sends the same count again.
  const [key, setKey] = useState(newKey)
  const isWhole = keys.every((name) => /^\d{1,5}$/.test(typed[name] ?? ''))
  // Every name has its digits: the line above.
  const counts = Object.fromEntries(keys.map((name) => [name, Number(typed[name])])) as Counts<Name>
  const sum = keys.reduce((so, name) => so + counts[name], 0)
  const fewer = isWhole && given !== undefined ? given - sum : 0
  const change = (name: Name, text: string) => {
    setTyped({ ...typed, [name]: text.trim() })
    setKey(newKey())
  }
  return (
    <div className="grid gap-3 rounded-card bg-brand-soft p-4">
      <p className="text-lead font-bold">{lead}</p>
      {counted && <p className="text-ink-2">{counted}</p>}
      <div className={`grid gap-3 ${keys.length === 3 ? 'grid-cols-3' : 'grid-cols-2'}`}>
        {keys.map((name) => (
          <TextField
            key={name}
            label={names[name]}
            inputMode="numeric"
            maxLength={5}
            value={typed[name] ?? ''}
            onChange={(text) => change(name, text)}
          />
        ))}
      </div>
      {fewer > 0 && (
        <Missing
          count={fewer}
          value={missing}
          onChange={(text) => {
            setMissing(text)
            setKey(newKey())
          }}
        />
      )}
      {error && <p className="text-late">{error}</p>}
      {says && <Told says={says} />}
      <Button
        full
        busy={busy}
        reason={reasonOf(keys.length, isWhole, fewer > 0 && !missing.trim())}
        onClick={() => onSubmit(counts, key, fewer > 0 ? missing.trim() : undefined)}
      >
        记下
      </Button>
    </div>
  )
}

/** Why it may not be sent yet. */
function reasonOf(fields: number, isWhole: boolean, isSilent: boolean): string | undefined {
  if (!isWhole) return `${fields === 3 ? '三' : '四'}样都要填，没有就填 0`
  return isSilent ? '少了的要写明去哪了' : undefined
}

const Told = ({ says }: { says: string }) => (
  <p role="status" className="font-bold text-brand">
    {says}
  </p>
)

function Missing({
  count,
  value,
  onChange,
}: {
  count: number
  value: string
  onChange: (text: string) => void
}) {
  return (
    <TextField
      label={`还有 ${count} 张去哪了`}
      maxLength={200}
      placeholder="比如：一位领了没有交"
      value={value}
      onChange={onChange}
    />
  )
}

import { CHOICES } from '#practice/meetings/life.ts'
import { useChange } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import type { EnteredVote, Motion } from './words.ts'

/** 代录 on the phone: what was entered in my name, and what I confirm as a teller. */

/** Somebody entered my vote: it stands, or I take it back and cast my own. */
export function EnteredOwn({
  motion,
  entered,
  whose,
}: {
  motion: Motion
  entered: EnteredVote
  whose: string
}) {
  const takeBack = useChange('motions.takeBack', ['meetings.show'])
  const { id, by, choice, confirmedBy, withdraws } = entered
  return (
    <section
      aria-label="替您登记的票"
      className="grid gap-3 rounded-card border border-wait bg-wait-soft p-4"
    >
      <p className="text-lead">
        {by}替{whose}登记了<b>“{CHOICES[choice]}”</b>
        {confirmedBy && `，${confirmedBy}核对过`}
      </p>
      {withdraws && (
        <>
          <p>不是{whose}的意思，请当场说，或者在这里撤回，撤回以后自己投。</p>
          {takeBack.error && <p className="text-late">{takeBack.error.message}</p>}
          <Button
            full
            kind="soft"
            busy={takeBack.isPending}
            onClick={() => takeBack.mutate({ input: { params: { id: motion.id }, body: { vote: id } } })}
          >
            不是{whose}的意思，撤回
          </Button>
        </>
      )}
    </section>
  )
}

/** A teller looks at what the desk entered for others and confirms it. */
export function EnteredToConfirm({ motion }: { motion: Motion }) {
  const confirm = useChange('motions.confirm', ['meetings.show'])
  const rows = motion.entered.rows.filter(({ confirms }) => confirms)
  if (rows.length === 0) return null
  return (
    <section aria-label="请您核对代录的票" className="grid gap-3 rounded-card bg-brand-soft p-4">
      <p className="text-lead font-bold">请您核对：工作台替 {rows.length} 人登记的票</p>
      <ul className="grid gap-1">
        {rows.map(({ id, name, choice, by }) => (
          <li key={id} className="flex items-baseline gap-2">
            <span className="flex-1">{name}</span>
            <b>{CHOICES[choice]}</b>
            <span className="text-small text-ink-2">{by}代录</span>
          </li>
        ))}
      </ul>
      <p className="text-ink-2">和本人说的、写的一样再点。不一样的请当场指出来，由登记的人撤掉。</p>
      {confirm.error && <p className="text-late">{confirm.error.message}</p>}
      <Button
        full
        busy={confirm.isPending}
        onClick={() =>
          confirm.mutate({
            input: { params: { id: motion.id }, body: { votes: rows.map(({ id }) => id) } },
          })
        }
      >
        核对无误
      </Button>
    </section>
  )
}

import { useCall, useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { CountForm } from './phone-tally.tsx'
import { PAPER_NAMES, paperCountText, type Motion } from './words.ts'

/** A teller opens the paper box with the other and writes down what they found, each on their own telephone. */
export function PaperTally({ motion, given }: { motion: Motion; given: number }) {
  const me = useMe()
  const counts = useCall('ballots.tallies', { params: { motion: motion.id } }).data
  const tally = useChange('ballots.tally', ['ballots.tallies', 'meetings.show'])
  const own = counts?.rows.find(({ teller }) => teller === me?.person)
  if (counts?.agreed)
    return (
      <p role="status" className="rounded-card bg-brand-soft p-4 text-lead font-bold text-brand">
        两人清点的纸票一致：{own && paperCountText(own)}
      </p>
    )
  return (
    <CountForm
      lead={`您是监票计票人，请开纸票箱清点，一共发了 ${given} 张`}
      names={PAPER_NAMES}
      counted={own && `您填的：${paperCountText(own)}`}
      says={tally.data?.says}
      error={tally.error?.message}
      busy={tally.isPending}
      given={given}
      onSubmit={(count, key, missing) => {
        const body = { ...count, ...(missing === undefined ? {} : { missing }) }
        tally.mutate({ input: { params: { motion: motion.id }, body }, key })
      }}
    />
  )
}

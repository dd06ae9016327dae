import { Button } from 'antd'
import { useChange } from '#web/client/queries.ts'
import { Moment } from '#web/matters/desk-time.tsx'
import { enteredText, type EnteredVote, type Motion } from './words.ts'

/** 代录 at the desk: who entered a vote for somebody else, who confirmed it, and the two things to do with it. */

/** Beside the name of whose vote it is. */
export function EnteredNote({ row: { by, at, confirmedBy } }: { row: EnteredVote }) {
  return (
    <span className="block text-small text-ink-3">
      {by}代录 <Moment at={at} />
      {confirmedBy ? `，${confirmedBy}核对` : <b className="font-normal text-wait">，还没有核对</b>}
    </span>
  )
}

export function EnteredDeeds({ motion, row }: { motion: Motion; row: EnteredVote }) {
  const takeBack = useChange('motions.takeBack', ['meetings.show'])
  if (!row.withdraws) return null
  return (
    <Button
      size="small"
      type="text"
      danger={takeBack.error !== null}
      title={takeBack.error?.message}
      aria-label={`撤掉${row.name}的代录`}
      loading={takeBack.isPending}
      onClick={() => takeBack.mutate({ input: { params: { id: motion.id }, body: { vote: row.id } } })}
    >
      撤掉
    </Button>
  )
}

/** One press for all that this reader may confirm; whoever entered them reads for whom they wait. */
export function ConfirmAll({ motion }: { motion: Motion }) {
  const confirm = useChange('motions.confirm', ['meetings.show'])
  const says = enteredText(motion.entered)
  const votes = motion.entered.rows.filter(({ confirms }) => confirms).map(({ id }) => id)
  if (!says) return null
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-card bg-well px-4 py-2">
      <span className="flex-1">{says}</span>
      {votes.length > 0 && (
        <Button
          type="primary"
          loading={confirm.isPending}
          onClick={() => confirm.mutate({ input: { params: { id: motion.id }, body: { votes } } })}
        >
          {votes.length} 票核对无误
        </Button>
      )}
      {confirm.error && <p className="w-full text-late">{confirm.error.message}</p>}
    </div>
  )
}

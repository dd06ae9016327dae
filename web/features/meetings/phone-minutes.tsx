import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { PAPER_MARK, type Meeting } from './words.ts'

/** The minutes once people have gone home, and the signature of whoever was there. */
export function MinutesPart({ meeting }: { meeting: Meeting }) {
  const { minutes, state, signatures, archive, paper, can } = meeting
  const sign = can.find(({ action }) => action === 'sign')
  if (minutes.length === 0 || (state !== 'closed' && state !== 'archived')) return null
  return (
    <section aria-labelledby="minutes" className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <h2 id="minutes" className="text-lead">
        会议记录{paper && `（${PAPER_MARK}）`}
      </h2>
      <div className="grid gap-2 leading-relaxed">
        {minutes.map((line, index) => (
          <p key={`${index} ${line.slice(0, 12)}`} className="break-words whitespace-pre-line">
            {line}
          </p>
        ))}
      </div>
      <p className="border-t border-line pt-3 text-ink-2">
        {signatures.length > 0 ? `签字：${signatures.map(({ name }) => name).join('、')}` : '还没有人签字'}
        {archive && `；已归档，本村第 ${archive.seq} 份`}
      </p>
      {sign && (sign.refused ? <p>{sign.refused}</p> : <Sign meeting={meeting} />)}
    </section>
  )
}

function Sign({ meeting: { id, rev } }: { meeting: Meeting }) {
  const [key] = useState(newKey)
  const sign = useChange('meetings.step', ['meetings.show'])
  return (
    <>
      <Button
        full
        kind="soft"
        busy={sign.isPending}
        onClick={() => sign.mutate({ input: { params: { id }, body: { action: 'sign', rev } }, key })}
      >
        我看过了，签字
      </Button>
      {sign.error && <p className="text-ink-2">{sign.error.message}</p>}
    </>
  )
}

import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'

type Challenge = Output<'challenges.list'>['rows'][number]

/** What villagers say against the roll; whoever keeps the meeting answers before it opens. */
export function ChallengesDesk({ meeting }: { meeting: string }) {
  const { data } = useCall('challenges.list', { params: { id: meeting } })
  if (!data || data.rows.length === 0) return null
  return (
    <section aria-labelledby="challenges" className="grid gap-3">
      <h2 id="challenges" className="font-bold">
        名册异议
      </h2>
      <ul className="grid gap-3">
        {data.rows.map((row) => (
          <li key={row.id} className="grid gap-2 rounded-card border border-line p-3">
            <Said row={row} />
            {row.upheld === undefined && data.answers && <Answer id={row.id} kind={row.kind} />}
          </li>
        ))}
      </ul>
      <p className="text-small text-ink-2">{data.law}</p>
    </section>
  )
}

function Said({ row: { kindName, about, words, by, at, upheld, answer, answeredBy } }: { row: Challenge }) {
  return (
    <>
      <p className="flex items-start gap-2">
        <b className="min-w-0 flex-1 break-words">
          {kindName}：{about}
        </b>
        <StateBadge state={upheld === undefined ? 'wait' : upheld ? 'done' : 'late'}>
          {upheld === undefined ? '没有答复' : upheld ? '成立' : '不成立'}
        </StateBadge>
      </p>
      <p className="break-words">{words}</p>
      <p className="text-small text-ink-3">
        {by && `${by} · `}
        <Moment at={at} />
      </p>
      {answer && (
        <p className="rounded-small bg-brand-soft px-3 py-2 break-words">
          {answeredBy}答复：{answer}
        </p>
      )}
    </>
  )
}

function Answer({ id, kind }: Pick<Challenge, 'id' | 'kind'>) {
  const [words, setWords] = useState('')
  const answer = useChange('challenges.answer', ['challenges.list', 'meetings.show'])
  const send = (upheld: boolean) =>
    answer.mutate({ input: { params: { id }, body: { upheld, words: words.trim() } } })
  const isShort = words.trim().length < 4
  return (
    <div className="grid gap-2 border-t border-line pt-2">
      <DeskField
        label="答复的理由"
        required
        hint={
          kind === 'wrong'
            ? '提的人看得到，写进会议记录'
            : '提的人看得到，写进会议记录；认为成立的，要取消会议、改好名册、重新通知'
        }
        fault={answer.error?.message}
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={300}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        )}
      </DeskField>
      <div className="flex gap-2">
        <Button disabled={isShort} loading={answer.isPending} onClick={() => send(false)}>
          不成立
        </Button>
        <Button disabled={isShort} loading={answer.isPending} onClick={() => send(true)}>
          成立
        </Button>
      </div>
    </div>
  )
}

import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { PAPER_MARK, type Meeting } from './words.ts'

/** The minutes as they are drafted from what happened, who signed them, and the archive. */
export function Minutes({ meeting }: { meeting: Meeting }) {
  const { minutes, state, archive, paper } = meeting
  return (
    <>
      {minutes.length > 0 && (
        <section
          aria-labelledby="minutes"
          className="grid gap-4 rounded-card border border-line bg-paper p-5"
        >
          <div className="flex items-center gap-3">
            <h2 id="minutes" className="flex-1 font-bold">
              会议记录{paper && `（${PAPER_MARK}）`}
            </h2>
            <span className="text-small text-ink-2">
              {archive ? '已归档，不能再改' : state === 'closed' ? '签字后不能再改' : '随会议自动写'}
            </span>
          </div>
          <div className="grid max-w-[46em] gap-2 leading-relaxed">
            {minutes.map((line, index) => (
              <p
                key={`${index} ${line.slice(0, 12)}`}
                className={
                  index === 0 ? 'text-center text-lead font-bold' : 'break-words whitespace-pre-line'
                }
              >
                {line}
              </p>
            ))}
          </div>
          {meeting.can.some(({ action }) => action === 'remark') && (
            <Remark key={meeting.remarks} meeting={meeting} />
          )}
          <Signed meeting={meeting} />
        </section>
      )}
      <Course meeting={meeting} />
    </>
  )
}

/** What was said beside the figures. */
function Remark({ meeting }: { meeting: Meeting }) {
  const draft = useDraft(`meetings.remark ${meeting.id}`, { text: meeting.remarks })
  const [key, setKey] = useState(newKey)
  const take = useChange('meetings.step', ['meetings.show'])
  const refused = meeting.can.find(({ action }) => action === 'remark')?.refused
  const { text } = draft.values
  const save = () => {
    const body = { action: 'remark' as const, rev: meeting.rev, text }
    take.mutate({ input: { params: { id: meeting.id }, body }, key }, { onSettled: () => setKey(newKey()) })
  }
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <DeskField label="讨论和其他情况" hint="谁说了什么、有什么不同意见，写进会议记录">
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 2, maxRows: 10 }}
            maxLength={20_000}
            disabled={refused !== undefined}
            value={text}
            onChange={({ target }) => draft.change('text', target.value)}
          />
        )}
      </DeskField>
      <div className="flex items-center gap-3">
        <Button
          disabled={refused !== undefined || text === meeting.remarks}
          loading={take.isPending}
          onClick={save}
        >
          写进记录
        </Button>
        <span className="text-small text-ink-2">{refused}</span>
      </div>
      {take.error && <Alert type="error" showIcon title={take.error.message} />}
    </div>
  )
}

function Signed({ meeting: { signatures, archive, state } }: { meeting: Meeting }) {
  if (state === 'open' || state === 'noticed') return null
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <h3 className="font-bold">签字</h3>
      {signatures.length === 0 ? (
        <p className="text-ink-2">
          还没有人签字。到会的人可以签：主持人、记录人、监票人和签到的人，两人以上签了才能归档。
        </p>
      ) : (
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          {signatures.map(({ name, at }) => (
            <li key={name} className="flex items-center gap-1.5">
              <Icon name="check" className="size-4 text-brand" />
              {name}
              <span className="text-small text-ink-3">
                <Moment at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {archive && (
        <p className="text-small text-ink-2">
          本村第 {archive.seq} 份议事档案，
          <Moment at={archive.at} /> 归档，指纹 <code className="break-all">{archive.hash.slice(0, 32)}</code>
          ，改动一个字就对不上
        </p>
      )}
    </div>
  )
}

/** Who did what, in order. */
function Course({ meeting: { steps } }: { meeting: Meeting }) {
  return (
    <section aria-labelledby="course" className="grid gap-2 pb-8">
      <h2 id="course" className="font-bold">
        经过
      </h2>
      <ol className="grid gap-1">
        {steps.map(({ action, name, by, at, reason }) => (
          <li key={`${at} ${action}`} className="flex gap-3">
            <span className="w-32 text-ink-3">
              <Moment at={at} />
            </span>
            <span>
              {by} {name}
              {reason && <span className="text-ink-2">：{reason}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { papersBack } from '#practice/meetings/ballot.ts'
import { newKey, type Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { CountFields, wholeOf } from './desk-count-fields.tsx'
import { PAPER_NAMES, paperCountText, type Motion } from './words.ts'

type Tally = Output<'ballots.tallies'>['rows'][number]

/** Whether both tellers found the same in the paper box; read only where there is one. */
export function usePaperCounts(motion: string, isAsked: boolean) {
  return useCall('ballots.tallies', isAsked ? { params: { motion } } : undefined).data
}

/** What two tellers found in the paper box; each enters their own, here or on the telephone. */
export function PaperCounts({ motion, given }: { motion: Motion; given: number }) {
  const me = useMe()
  const counts = usePaperCounts(motion.id, true)
  if (!counts) return null
  const isWhole = counts.rows.length === motion.tellers.length
  return (
    <section aria-label="纸票箱清点" className="grid gap-3">
      <h3 className="font-bold">
        纸票箱 <span className="font-normal text-ink-2">发出 {given} 张，两名监票人各数一遍</span>
      </h3>
      <div className="grid grid-cols-2 gap-4">
        {motion.tellers.map(({ id, name }) => {
          const tally = counts.rows.find(({ teller }) => teller === id)
          return (
            <div
              key={id}
              role="group"
              aria-label={`监票人${name}`}
              className="grid content-start gap-2 rounded-card bg-well p-4"
            >
              <h4 className="flex items-center gap-2 font-bold">
                <Icon
                  name={tally || counts.agreed ? 'check' : 'wait'}
                  className={`size-4 ${tally || counts.agreed ? 'text-brand' : 'text-ink-3'}`}
                />
                {name}
              </h4>
              {counts.agreed && !tally ? (
                <p className="text-ink-2">清点过了。收回的纸票太少，数不在这里显示</p>
              ) : (
                <Found tally={tally} given={given} isOwn={me?.person === id} />
              )}
              {me?.person === id && !counts.agreed && <CountForm motion={motion} given={given} />}
            </div>
          )
        })}
      </div>
      {isWhole && !counts.agreed && <Alert type="warning" showIcon title={counts.says} />}
    </section>
  )
}

function Found({ tally, given, isOwn }: { tally: Tally | undefined; given: number; isOwn: boolean }) {
  if (!tally) return <p className="text-ink-2">{isOwn ? '还没有填' : '等本人在手机或工作台上填'}</p>
  return (
    <>
      <p className="tabular-nums">{paperCountText(tally)}</p>
      {tally.missing && (
        <p className="text-small text-ink-2">
          少 {given - papersBack(tally)} 张：{tally.missing}
        </p>
      )}
    </>
  )
}

function CountForm({ motion, given }: { motion: Motion; given: number }) {
  const [counts, setCounts] = useState<Partial<Record<keyof typeof PAPER_NAMES, number>>>({})
  const [missing, setMissing] = useState('')
  const [key, setKey] = useState(newKey)
  const tally = useChange('ballots.tally', ['ballots.tallies', 'meetings.show'])
  const whole = wholeOf(PAPER_NAMES, counts)
  const isFewer = whole !== undefined && papersBack(whole) < given
  const submit = () => {
    if (!whole) return
    const body = { ...whole, ...(isFewer && missing.trim() ? { missing: missing.trim() } : {}) }
    tally.mutate({ input: { params: { motion: motion.id }, body }, key })
  }
  return (
    <div className="grid gap-2">
      <CountFields
        names={PAPER_NAMES}
        counts={counts}
        onChange={(next) => {
          setCounts(next)
          setKey(newKey())
        }}
      />
      {isFewer && (
        <DeskField
          label={`还有 ${given - papersBack(whole)} 张去哪了`}
          required
          fault={tally.error?.fields['missing']}
        >
          {(bound) => (
            <Input
              {...bound}
              maxLength={200}
              value={missing}
              placeholder="比如：一位领了没有交"
              onChange={({ target }) => {
                setMissing(target.value)
                setKey(newKey())
              }}
            />
          )}
        </DeskField>
      )}
      {tally.error && !tally.error.fields['missing'] && <p className="text-late">{tally.error.message}</p>}
      <Button size="small" disabled={!whole} loading={tally.isPending} onClick={submit}>
        记下
      </Button>
    </div>
  )
}

import { Alert, Button, Tag } from 'antd'
import { useCall, useChange } from '#web/client/queries.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { BelowSentences } from './desk-below.tsx'
import { BriefDeeds, useSigning } from './desk-deeds.tsx'
import type { OnChange } from './desk-sentence.tsx'
import { BriefSheet } from './sheet.tsx'
import { COLOURS, RECEIVED, STATES, textOf, type Brief } from './words.ts'

/** One brief: the paper in the middle, what can be done with it beside it. */
export function BriefDesk({ id }: { id: string }) {
  const { data: brief, error, refetch } = useCall('briefs.show', { params: { id } })
  if (!brief) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return <Opened key={brief.id} brief={brief} />
}

function Opened({ brief }: { brief: Brief }) {
  const change = useChange('briefs.change', ['briefs.show', 'briefs.list'])
  const sign = useSigning()
  const { id, rev, may } = brief
  const onChange: OnChange = (what, done) =>
    change.mutate({ input: { params: { id }, body: { rev, change: what } } }, { onSuccess: () => done?.() })
  const busy = change.isPending
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_24rem]">
      <div className="overflow-y-auto bg-well p-6">
        <BriefSheet
          brief={brief}
          hands={may.write ? { busy, onChange } : undefined}
          faults={sign.error?.fields}
        />
      </div>
      <aside className="grid content-start gap-5 overflow-y-auto border-l border-line bg-paper p-4">
        <Standing brief={brief} />
        {change.error && <Alert type="error" showIcon title={change.error.message} />}
        <BriefDeeds brief={brief} sign={sign} />
        {may.write && <BelowSentences brief={brief} busy={busy} onChange={onChange} />}
        {may.write && <Removed brief={brief} busy={busy} onChange={onChange} />}
        <Log brief={brief} />
      </aside>
    </div>
  )
}

/** Where it stands, in a line or two. */
function Standing({ brief }: { brief: Brief }) {
  const { state, version, areaName, weekOn, may, newest, id, returned } = brief
  const isOurs = !may.return && (state === 'drafted' || state === 'signed')
  const says = isOurs ? STATES[state] : may.return ? RECEIVED[state] : STATES[state]
  return (
    <section aria-label="状态" className="grid gap-2">
      <Link href={paths.briefs(weekOn)} className="text-brand underline underline-offset-4">
        回到各周
      </Link>
      <p className="flex items-center gap-2">
        <b className="text-lead">{areaName}</b>
        <Tag color={COLOURS[state]}>{says}</Tag>
        {version > 1 && <span className="text-ink-2">第 {version} 版</span>}
      </p>
      {returned && (
        <Alert type="warning" showIcon title={`${returned.by} 退回`} description={returned.reason} />
      )}
      {newest !== id && (
        <Alert
          type="info"
          showIcon
          title={
            <>
              已有更新的一版，
              <Link href={paths.brief(newest)} className="underline">
                打开
              </Link>
            </>
          }
        />
      )}
    </section>
  )
}

function Removed({ brief, busy, onChange }: { brief: Brief; busy: boolean; onChange: OnChange }) {
  if (brief.removed.length === 0) return null
  return (
    <section aria-label="删去的话" className="grid gap-1">
      <h2 className="font-bold">删去的话</h2>
      <ul>
        {brief.removed.map((sentence) => (
          <li key={sentence.id} className="flex items-start gap-2 py-1">
            <span className="flex-1 text-ink-2">{textOf(sentence)}</span>
            <Button
              size="small"
              disabled={busy}
              onClick={() => onChange({ kind: 'restore', sentence: sentence.id })}
            >
              取回
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Newest first: who did what, when. */
function Log({ brief }: { brief: Brief }) {
  const now = useNow()
  return (
    <section aria-label="经过">
      <h2 className="pb-1 font-bold">经过</h2>
      <ol className="grid gap-2">
        {brief.log.toReversed().map(({ seq, at, by, says }) => (
          <li key={seq}>
            <p className="line-clamp-2">{says}</p>
            <p className="text-note text-ink-3">
              {by} · {momentText(at, now)}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

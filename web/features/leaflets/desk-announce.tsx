import { Alert, App, Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { segmentsOf } from '#practice/disclosure/summary.ts'
import { newKey, type Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { Subscribers } from './desk-subscribers.tsx'

type Words = Output<'leaflets.words'>
type Channel = Words['announcements'][number]['channel']
const CHANNELS: Readonly<Record<Channel, string>> = { text: '短信', loudspeaker: '广播' }

/** The digest and the script of a month: drafted from what hangs, mended by hand, and kept as they were said. */
export function Announce({ division, month }: { division: string; month: string }) {
  const { data, error, refetch } = useCall('leaflets.words', { query: { division, month } })
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return (
    <div className="min-h-0 overflow-y-auto">
      <div className="grid max-w-[72rem] grid-cols-2 items-start gap-6 p-6">
        <TextDraft data={data} division={division} month={month} />
        <ScriptDraft data={data} division={division} month={month} />
        {data.mayAnnounce && <Subscribers data={data} />}
        <Said rows={data.announcements} />
      </div>
    </div>
  )
}

type Draft = { data: Words; division: string; month: string }

function useAnnounce({ division, month }: Pick<Draft, 'division' | 'month'>, channel: Channel) {
  // The same key until it has arrived, so that a second press sends nothing twice.
  const [key, setKey] = useState(newKey)
  const change = useChange('leaflets.announce', ['leaflets.words'])
  const say = (words: string, done: () => void) =>
    change.mutate(
      { input: { body: { division, month, channel, words } }, key },
      {
        onSuccess: () => {
          setKey(newKey())
          done()
        },
      },
    )
  return { say, busy: change.isPending, fault: change.error?.message }
}

function TextDraft({ data, ...at }: Draft) {
  const [words, setWords] = useState(data.text)
  const { message } = App.useApp()
  const { say, busy, fault } = useAnnounce(at, 'text')
  const { wanted, phones, people, mayAnnounce } = data
  const segments = segmentsOf(words.trim())
  const reason = !mayAnnounce
    ? '短信由本村发，您可以复制文字'
    : wanted === 0
      ? '还没有人登记要短信，请先在下面登记'
      : words.trim() === ''
        ? '请先写内容'
        : undefined
  return (
    <section aria-label="短信" className="grid content-start gap-3">
      <DeskField
        label="短信摘要"
        required
        hint={`${words.length} 字，算 ${segments} 条短信（70 字一条）`}
        fault={fault}
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={9}
            maxLength={2000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </DeskField>
      <p className="text-ink-2">
        本村名册 {people} 人，登记了手机的 {phones} 人；其中要收短信的 <b>{wanted}</b> 人。
      </p>
      <div className="flex items-center gap-2">
        <Copy text={words} />
        <Popconfirm
          title={`发给 ${wanted} 个手机？`}
          description={`每个手机 ${segments} 条，发出后收不回来。`}
          okText="确定发出"
          cancelText="再看看"
          onConfirm={() => say(words, () => void message.success('发出了，记录在下面'))}
        >
          <Button type="primary" disabled={reason !== undefined} loading={busy}>
            发短信
          </Button>
        </Popconfirm>
        {reason && <span className="text-small text-ink-2">{reason}</span>}
      </div>
    </section>
  )
}

function ScriptDraft({ data, ...at }: Draft) {
  const [words, setWords] = useState(data.script)
  const { message } = App.useApp()
  const { say, busy, fault } = useAnnounce(at, 'loudspeaker')
  return (
    <section aria-label="广播" className="grid content-start gap-3">
      <DeskField label="广播稿" required hint="短句，数字写成念的字" fault={fault}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={9}
            maxLength={2000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </DeskField>
      <p className="text-ink-2">大约念 {Math.max(1, Math.round(words.length / READ_A_MINUTE))} 分钟。</p>
      <div className="flex items-center gap-2">
        <Copy text={words} />
        <Button
          disabled={!data.mayAnnounce || words.trim() === ''}
          loading={busy}
          onClick={() => say(words, () => void message.success('记下了'))}
        >
          记下已播
        </Button>
        {!data.mayAnnounce && <span className="text-small text-ink-2">广播由本村播，您可以复制文字</span>}
      </div>
    </section>
  )
}

/** Characters a minute over a loudspeaker: slower than talk, for the echo between the houses. */
const READ_A_MINUTE = 160

function Copy({ text }: { text: string }) {
  const { message } = App.useApp()
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => message.success('复制好了'),
      () => message.error('没有复制上，请自己选中文字复制'),
    )
  return <Button onClick={() => void copy()}>复制</Button>
}

/** What was sent and read out, as it was. */
function Said({ rows }: { rows: Words['announcements'] }) {
  return (
    <section aria-labelledby="said" className="grid content-start gap-2">
      <h2 id="said" className="font-bold">
        发过、播过的
      </h2>
      {rows.length === 0 && <Alert type="info" title="这个月还没有发过短信，也没有记过广播。" />}
      <ol className="grid gap-2">
        {rows.map(({ id, channel, words, by, at, phones, taken }) => (
          <li key={id} className="rounded-card border border-line bg-paper p-3">
            <p className="flex justify-between gap-2 text-small text-ink-2">
              <span>
                <b className="font-bold text-ink">{CHANNELS[channel]}</b>　{by}
                {phones !== undefined && `　${phones} 个手机，送出 ${taken ?? 0} 个`}
              </span>
              <Moment at={at} />
            </p>
            <p className="line-clamp-3 whitespace-pre-wrap pt-1">{words}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

import { Alert, Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { newKey, type Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { LevelBadge } from './desk-words.tsx'

type Shown = Output<'broadcasts.show'>

/** One broadcast: its words, and of an emergency who has not yet said they know. */
export function BroadcastDetail({ id }: { id: string }) {
  const { data, error, refetch } = useCall('broadcasts.show', { params: { id } })
  if (!data) {
    if (error?.status === 404)
      return (
        <Blank icon="search" title="没有找到这条通知">
          地址可能写错了，也可能不是发给您辖区的。
        </Blank>
      )
    return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting lines={5} />
  }
  const { level, divisionName, text, by, sentAt, recipients, withdrawn } = data
  return (
    <article className="mx-auto grid max-w-[48rem] gap-5 p-6">
      <header className="grid gap-1">
        <h2 className="flex items-center gap-2 text-title font-bold">
          <LevelBadge level={level} />
          {divisionName}
        </h2>
        <p className="text-ink-2">
          {by}，<Moment at={sentAt} /> 发给 {recipients} 名网格员
        </p>
      </header>
      {withdrawn && (
        <p className="flex items-center gap-2 rounded-card bg-well px-4 py-3">
          <Icon name="return" className="text-ink-2" />
          <span>
            {withdrawn.by} <Moment at={withdrawn.at} /> 撤回：{withdrawn.reason}
          </span>
        </p>
      )}
      <p
        className={`rounded-card border border-line bg-paper p-5 text-lead break-words whitespace-pre-line ${withdrawn ? 'text-ink-3' : ''}`}
      >
        {text}
      </p>
      {data.unaware ? (
        <Awareness broadcast={data} unaware={data.unaware} />
      ) : (
        <p className="text-ink-2">普通通知只管送到，不统计谁看过，这里也没有名单。</p>
      )}
      {!withdrawn && <Withdraw broadcast={data} />}
    </article>
  )
}

/** How many know, of how many, and whom to call. */
function Awareness({ broadcast, unaware }: { broadcast: Shown; unaware: NonNullable<Shown['unaware']> }) {
  const { recipients, known = 0, withdrawn, reminders } = broadcast
  return (
    <section aria-labelledby="awareness" className="grid gap-3">
      <div className="flex items-end justify-between gap-4">
        <h3 id="awareness" className="text-lead font-bold tabular-nums">
          {recipients} 名网格员，{known} 人知道了，{unaware.length} 人还没有
        </h3>
        {!withdrawn && unaware.length > 0 && <Remind id={broadcast.id} count={unaware.length} />}
      </div>
      <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-late-soft">
        <div className="h-full bg-brand" style={{ width: `${(known / recipients) * 100}%` }} />
      </div>
      {unaware.length === 0 ? (
        <p className="flex items-center gap-1 text-done">
          <Icon name="check" />
          所有人都知道了
        </p>
      ) : (
        <Unaware unaware={unaware} />
      )}
      {reminders.length > 0 && (
        <ul className="text-small text-ink-2" aria-label="提醒记录">
          {reminders.map(({ at, by, recipients: count }) => (
            <li key={at}>
              {by} <Moment at={at} /> 再提醒了 {count} 人
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Unaware({ unaware }: { unaware: NonNullable<Shown['unaware']> }) {
  return (
    <ul aria-label="还没点知道了的人" className="rounded-card border border-line bg-paper">
      {unaware.map(({ name, divisionName, phone }, index) => (
        <li
          key={`${name} ${index}`}
          className="grid min-h-10 grid-cols-[8rem_minmax(0,1fr)_10rem] items-center gap-3 border-b border-line px-4 last:border-0"
        >
          <b className="truncate">{name}</b>
          <span className="truncate text-ink-2">{divisionName}</span>
          {phone ? (
            <a
              href={`tel:${phone}`}
              className="inline-flex items-center gap-1 text-brand tabular-nums hover:underline"
            >
              <Icon name="phone" className="size-[1.1em]" />
              {phone}
            </a>
          ) : (
            <span className="text-small text-ink-3">没有电话可打</span>
          )}
        </li>
      ))}
    </ul>
  )
}

function Remind({ id, count }: { id: string; count: number }) {
  const [key, setKey] = useState(newKey)
  const remind = useChange('broadcasts.remind', ['broadcasts.show'])
  const press = () => remind.mutate({ input: { params: { id } }, key }, { onSuccess: () => setKey(newKey()) })
  return (
    <div className="grid justify-items-end gap-1">
      <Button icon={<Icon name="bell" />} loading={remind.isPending} onClick={press}>
        再提醒这 {count} 人
      </Button>
      {remind.error && (
        <p role="alert" className="text-small text-late">
          {remind.error.message}
        </p>
      )}
      {remind.isSuccess && (
        <p role="status" className="text-small text-ink-2">
          已再提醒 {remind.data.recipients} 人
        </p>
      )}
    </div>
  )
}

function Withdraw({ broadcast: { id, mayWithdraw } }: { broadcast: Shown }) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const withdraw = useChange('broadcasts.withdraw', ['broadcasts.show', 'broadcasts.sent'])
  if (!open)
    return (
      <div className="flex items-center gap-3">
        <Button disabled={!mayWithdraw} onClick={() => setOpen(true)}>
          撤回
        </Button>
        {!mayWithdraw && <span className="text-small text-ink-2">上级发的通知，由发出的单位撤回</span>}
      </div>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    withdraw.mutate({ input: { params: { id }, body: { reason } } })
  }
  return (
    <form className="grid gap-3 rounded-card border border-line bg-paper p-4" noValidate onSubmit={submit}>
      <DeskField
        label="为什么撤回"
        required
        hint="网格员会看到这条通知已撤回和原因，通知本身仍留着"
        fault={withdraw.error?.fields['reason']}
      >
        {(bound) => (
          <Input
            {...bound}
            autoFocus
            maxLength={100}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </DeskField>
      {withdraw.error && <Alert type="error" showIcon title={withdraw.error.message} />}
      <div className="flex justify-end gap-2">
        <Button onClick={() => setOpen(false)}>不撤了</Button>
        <Button
          danger
          type="primary"
          htmlType="submit"
          loading={withdraw.isPending}
          disabled={!reason.trim()}
        >
          撤回通知
        </Button>
      </div>
    </form>
  )
}

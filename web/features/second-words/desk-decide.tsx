import { Alert, App, Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { PEOPLE_SHOWN_MAX } from '#contract/second-words.ts'
import type { Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'

type Word = Output<'secondWords.show'>
const REFRESHES = [
  'secondWords.list',
  'phoneBindings.list',
  'people.register',
  'people.import',
  'consents.guardians',
  'consents.list',
] as const
/** contract/values.ts, ReasonText. */
const REASON_MIN = 4

/** The second person’s look at what somebody else wrote down, and their word on it. */
export function DecideDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  return (
    <Drawer open={id !== undefined} onClose={onClose} title="复核" size={620} destroyOnHidden>
      {id !== undefined && <Decide id={id} onDone={onClose} />}
    </Drawer>
  )
}

function Decide({ id, onDone }: { id: string; onDone: () => void }) {
  const read = useCall('secondWords.show', { params: { id } })
  if (read.error && !read.data) return <Trouble error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <Waiting lines={4} />
  return (
    <div className="grid gap-6">
      <Shown word={read.data} />
      <Answer id={id} onDone={onDone} />
    </div>
  )
}

function Shown({ word: { says, by, byTitle, askedAt, people } }: { word: Word }) {
  return (
    <>
      <section className="grid gap-1 rounded-card bg-well px-4 py-3">
        <b className="break-words">{says}</b>
        <span className="text-small text-ink-2">
          {by}
          {byTitle && `（${byTitle}）`} <Moment at={askedAt} /> 登记
        </span>
      </section>
      <section aria-label="是谁" className="grid gap-2">
        <h3 className="font-bold">
          是谁
          {people.length >= PEOPLE_SHOWN_MAX
            ? `（先列 ${PEOPLE_SHOWN_MAX} 人，其余在名册里能查到）`
            : people.length > 2 && `（${people.length} 人）`}
        </h3>
        <ul className="max-h-[45vh] divide-y divide-line overflow-y-auto rounded-card border border-line">
          {people.map(({ name, home, phone }, index) => (
            <li key={index} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-3 py-2">
              <b>{name}</b>
              <span className="tabular-nums">{phone}</span>
              <span className="col-span-2 text-small break-words text-ink-2">{home}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Answer({ id, onDone }: { id: string; onDone: () => void }) {
  const { message } = App.useApp()
  const [said, setSaid] = useState('')
  const decide = useChange('secondWords.decide', REFRESHES)
  const faults = decide.error?.fields ?? {}
  const reason = said.trim()
  const send = (verdict: 'approved' | 'refused') => {
    const body = { verdict, ...(verdict === 'refused' ? { said: reason } : {}) }
    const onSuccess = () => {
      void message.success(verdict === 'approved' ? '同意了，已经生效' : '没有同意，理由已经告诉登记的人')
      onDone()
    }
    decide.mutate({ input: { params: { id }, body } }, { onSuccess })
  }
  return (
    <section aria-label="您的意见" className="grid gap-4 border-t border-line pt-5">
      <p className="text-ink-2">
        您认得他、事情属实，再同意。拿不准的，先打电话或者上门问本人；审计日志记着登记的人和您两个人的名字。
      </p>
      <DeskField
        label="不同意的理由"
        hint={`不同意时写，至少 ${REASON_MIN} 个字，登记的人看得到`}
        fault={faults['said']}
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={2}
            maxLength={200}
            value={said}
            onChange={({ target }) => setSaid(target.value)}
          />
        )}
      </DeskField>
      {decide.error && !faults['said'] && <Alert type="error" showIcon title={decide.error.message} />}
      <div className="flex justify-end gap-2">
        <Button
          danger
          disabled={decide.isPending || reason.length < REASON_MIN}
          onClick={() => send('refused')}
        >
          不同意
        </Button>
        <Button type="primary" loading={decide.isPending} onClick={() => send('approved')}>
          同意，马上生效
        </Button>
      </div>
    </section>
  )
}

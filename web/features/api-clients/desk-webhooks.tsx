import { Button, Table, type TableProps } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { eventName, type Dead, type Webhook } from './words.ts'

const LOOK_MS = 15_000

/** Where others are called, and what could not be delivered. */
export function Webhooks() {
  const watch = useCall('webhooks.watch', {}, { everyMs: () => LOOK_MS })
  if (!watch.data)
    return watch.error ? (
      <Trouble error={watch.error} onRetry={() => void watch.refetch()} />
    ) : (
      <Waiting lines={3} />
    )
  const { webhooks, dead } = watch.data
  return (
    <>
      <section aria-labelledby="webhooks">
        <h2 id="webhooks" className="pb-2 font-bold">
          推送地址
        </h2>
        {webhooks.length === 0 ? (
          <p className="text-ink-2">还没有系统登记推送地址；由对方用自己的密钥登记。</p>
        ) : (
          <Table<Webhook>
            size="middle"
            rowKey="id"
            pagination={false}
            dataSource={webhooks}
            columns={WEBHOOKS}
          />
        )}
      </section>
      <section aria-labelledby="dead">
        <div className="flex items-center justify-between pb-2">
          <h2 id="dead" className="font-bold">
            没有送到的
          </h2>
          {dead.length > 0 && <DeskSheet of="webhooks.watch" />}
        </div>
        {dead.length === 0 ? (
          <p className="text-ink-2">
            都送到了，或者还在路上。连不上的会隔一会儿再试，三天半还不行就停在这里。
          </p>
        ) : (
          <Table<Dead> size="middle" rowKey="id" pagination={false} dataSource={dead} columns={DEAD} />
        )}
      </section>
    </>
  )
}

const WEBHOOKS: NonNullable<TableProps<Webhook>['columns']> = [
  { title: '系统', width: 200, dataIndex: 'clientName' },
  { title: '地址', render: (_, { url }) => <span className="break-all">{url}</span> },
  { title: '推送什么', width: 280, render: (_, { events }) => events.map(eventName).join('、') },
  {
    title: '状态',
    width: 200,
    render: (_, { endedAt, waiting }) =>
      endedAt !== undefined ? (
        <span className="text-ink-3">
          <Moment at={endedAt} /> 停止
        </span>
      ) : waiting > 0 ? (
        <span className="text-wait">{waiting} 条在路上</span>
      ) : (
        <span className="text-done">正常</span>
      ),
  },
]

const DEAD: NonNullable<TableProps<Dead>['columns']> = [
  { title: '系统', width: 200, dataIndex: 'clientName' },
  { title: '什么事', width: 150, render: (_, { event }) => eventName(event) },
  { title: '地址', render: (_, { url }) => <span className="break-all">{url}</span> },
  { title: '发生', width: 130, render: (_, { madeAt }) => <Moment at={madeAt} /> },
  { title: '为什么', width: 220, render: (_, { outcome, tries }) => `${outcome}，试了 ${tries} 次` },
  { title: '可以做的', width: 110, render: (_, { id }) => <Again id={id} /> },
]

function Again({ id }: { id: string }) {
  const [key] = useState(newKey)
  const again = useChange('webhooks.again', ['webhooks.watch'])
  return (
    <span className="grid justify-items-start">
      <Button
        type="link"
        size="small"
        loading={again.isPending}
        onClick={() => again.mutate({ input: { params: { id } }, key })}
      >
        重新推送
      </Button>
      {again.error && <span className="text-small text-late">{again.error.message}</span>}
    </span>
  )
}

import { Alert, Button, Popconfirm, Table, Typography, type TableProps } from 'antd'
import { useState } from 'react'
import { newKey, type Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'

type Feed = Output<'calendars.mine'>[number]

/** Meetings and duties in the calendar of one's own telephone or computer. */
export function Calendars() {
  const feeds = useCall('calendars.mine', {})
  const post = actingPost(useMe())
  const [key, setKey] = useState(newKey)
  const open = useChange('calendars.open', ['calendars.mine'])
  const subscribe = () => open.mutate({ input: {}, key }, { onSuccess: () => setKey(newKey()) })
  const address = open.data && `${location.origin}${open.data.path}`
  return (
    <section aria-labelledby="calendars" className="grid gap-2">
      <div className="flex items-center gap-4">
        <h2 id="calendars" className="font-bold">
          日历订阅
        </h2>
        <span className="flex-1" />
        <Button loading={open.isPending} onClick={subscribe}>
          订阅{post ? `“${post.title}”` : '本村'}的日历
        </Button>
      </div>
      <p className="text-small text-ink-2">
        会议、公开到期和在办事项的期限，会出现在您手机或电脑自己的日历里，一小时左右更新一次；里面只有日期、编号和名称。
      </p>
      {open.error && <Alert type="error" showIcon title={open.error.message} />}
      {address && (
        <Alert
          type="warning"
          showIcon
          title="只显示这一次：把地址加到日历的“订阅”里"
          description={
            <span className="grid gap-1">
              <Typography.Text code copyable={{ tooltips: ['复制', '复制好了'] }} className="break-all">
                {address}
              </Typography.Text>
              知道地址的人不登录也能看，不要转发；泄露了就停用，重新订阅一个。
            </span>
          }
        />
      )}
      {!feeds.data ? (
        feeds.error ? (
          <Trouble error={feeds.error} onRetry={() => void feeds.refetch()} />
        ) : (
          <Waiting lines={2} />
        )
      ) : feeds.data.length === 0 ? (
        <p className="text-ink-2">还没有订阅过</p>
      ) : (
        <Table<Feed> size="middle" rowKey="id" pagination={false} dataSource={feeds.data} columns={COLUMNS} />
      )}
    </section>
  )
}

const COLUMNS: NonNullable<TableProps<Feed>['columns']> = [
  { title: '谁的日历', dataIndex: 'title' },
  { title: '订阅', width: 150, render: (_, { openedAt }) => <Moment at={openedAt} /> },
  {
    title: '最近读取',
    width: 150,
    render: (_, { readAt }) =>
      readAt ? <Moment at={readAt} /> : <span className="text-ink-3">没有读过</span>,
  },
  { title: '可以做的', width: 110, render: (_, { id }) => <End id={id} /> },
]

function End({ id }: { id: string }) {
  const end = useChange('calendars.end', ['calendars.mine'])
  return (
    <Popconfirm
      title="停用这个日历？"
      description={end.error?.message ?? '它的地址马上失效，日历里不再更新。'}
      okText="停用"
      cancelText="不停用"
      okButtonProps={{ danger: true, loading: end.isPending }}
      onConfirm={() => end.mutateAsync({ input: { params: { id } } }).catch(() => undefined)}
    >
      <Button type="link" size="small" danger>
        停用
      </Button>
    </Popconfirm>
  )
}

import { Button, Popconfirm, Table, type TableProps } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { OnDay } from '#web/ui/on-day.tsx'
import { HandedOver } from './desk-handed.tsx'
import { OpenDrawer, type Handed } from './desk-open.tsx'
import { Webhooks } from './desk-webhooks.tsx'
import { operationName, scopeNames, type ApiClient } from './words.ts'

const LOOK_MS = 15_000

/** The systems that connect: what each may do and how much it asks, and what is sent to them. */
export function ApiClientsDesk() {
  const list = useCall('apiClients.list', {}, { everyMs: () => LOOK_MS })
  const [opening, setOpening] = useState(false)
  const [handed, setHanded] = useState<Handed>()
  const open = (
    <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpening(true)}>
      登记接入系统
    </Button>
  )
  const inUse = (list.data ?? []).filter(({ endedAt }) => endedAt === undefined).length
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-4 px-6 py-4">
        <h1 className="text-lead font-bold whitespace-nowrap">接口</h1>
        {list.data && <p className="text-ink-2">在用 {inUse} 个系统</p>}
        <span className="flex-1" />
        {list.data && list.data.length > 0 && (
          <>
            <DeskSheet of="apiClients.list" />
            {open}
          </>
        )}
      </div>
      <p className="px-6 pb-3 text-small text-ink-2">
        热线、上级平台等系统凭密钥接入，只看得到自己报来的事和已经对所有人公开的内容；每次登记、停用都记入审计日志。
      </p>
      {list.error && !list.data ? (
        <Trouble error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Waiting />
      ) : list.data.length === 0 ? (
        <Blank icon="share" title="还没有接入的系统" action={open}>
          写明是哪个系统、可以做什么，系统给一个密钥，交给对方的技术人员。
        </Blank>
      ) : (
        <div className="grid min-h-0 flex-1 content-start gap-8 overflow-y-auto px-6 pb-6">
          <Table<ApiClient>
            size="middle"
            rowKey="id"
            pagination={false}
            dataSource={list.data}
            columns={COLUMNS}
            expandable={EXPANDED}
          />
          <Webhooks />
        </div>
      )}
      <OpenDrawer open={opening} onClose={() => setOpening(false)} onHanded={setHanded} />
      <HandedOver handed={handed} onClose={() => setHanded(undefined)} />
    </div>
  )
}

const COLUMNS: NonNullable<TableProps<ApiClient>['columns']> = [
  { title: '系统', width: 200, render: (_, { name }) => <b>{name}</b> },
  {
    title: '状态',
    width: 150,
    render: (_, { endedAt }) =>
      endedAt === undefined ? (
        <span className="flex items-center gap-1 text-done">
          <Icon name="check" className="size-[1.1em]" />
          在用
        </span>
      ) : (
        <span className="flex items-center gap-1 text-ink-3">
          <Icon name="lock" className="size-[1.1em]" />
          <Moment at={endedAt} /> 停用
        </span>
      ),
  },
  { title: '可以做什么', render: (_, { scopes }) => scopeNames(scopes).join('；') },
  {
    title: '这一分钟',
    width: 120,
    render: (_, { minute, minuteMax }) => <Used used={minute} most={minuteMax} />,
  },
  {
    title: '今天',
    width: 180,
    render: (_, { today, dayMax, peak }) => (
      <span className="grid">
        <Used used={today} most={dayMax} />
        {peak > 0 && <span className="text-small text-ink-3">最忙的一分钟 {peak} 次</span>}
      </span>
    ),
  },
  { title: '登记', width: 130, render: (_, { openedAt }) => <Moment at={openedAt} /> },
  {
    title: '可以做的',
    width: 100,
    render: (_, client) => client.endedAt === undefined && <End client={client} />,
  },
]

const EXPANDED = { expandedRowRender: (client: ApiClient) => <Days client={client} /> }

function Used({ used, most }: { used: number; most: number }) {
  return (
    <span className={`tabular-nums ${used >= most ? 'font-bold text-late' : ''}`}>
      {used} / {most} 次
    </span>
  )
}

function End({ client: { id, name } }: { client: ApiClient }) {
  const [key] = useState(newKey)
  const end = useChange('apiClients.end', ['apiClients.list', 'webhooks.watch'])
  return (
    <Popconfirm
      title={`停用“${name}”？`}
      description={
        <span className="block max-w-72">
          {end.error?.message ?? '它的密钥马上失效，也不再给它推送；不能恢复，要再接入请重新登记。'}
        </span>
      }
      okText="停用"
      cancelText="不停用"
      okButtonProps={{ danger: true, loading: end.isPending }}
      onConfirm={() => end.mutateAsync({ input: { params: { id } }, key }).catch(() => undefined)}
    >
      <Button type="link" size="small" danger>
        停用
      </Button>
    </Popconfirm>
  )
}

/** What it asked on each of the last days. */
function Days({ client: { days } }: { client: ApiClient }) {
  if (days.length === 0) return <p className="text-ink-2">最近七天没有来过</p>
  return (
    <table className="w-auto! text-small">
      <thead>
        <tr className="text-left text-ink-2">
          {['日期', '做了什么', '次数', '其中没办成'].map((heading) => (
            <th key={heading} scope="col" className="py-1 pr-8 font-normal">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="tabular-nums">
        {days.map(({ on, operation, calls, refused }) => (
          <tr key={`${on} ${operation}`}>
            <td className="py-1 pr-8">
              <OnDay day={on} />
            </td>
            <td className="py-1 pr-8">{operationName(operation)}</td>
            <td className="py-1 pr-8">{calls}</td>
            <td className={`py-1 pr-8 ${refused > 0 ? 'text-late' : ''}`}>{refused}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

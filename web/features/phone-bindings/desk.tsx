import { Button, Table, type TableProps } from 'antd'
import { useState } from 'react'
import type { Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dayNumber } from '#web/ui/when.ts'
import { CheckDrawer } from './desk-check.tsx'

type Binding = Output<'phoneBindings.list'>['rows'][number]

/** Telephones that ask to be somebody’s of the village: each is looked for in the register, confirmed or sent back. */
export function PhoneBindingsDesk() {
  const list = useCall('phoneBindings.list', {})
  const [checking, setChecking] = useState<Binding>()
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-4 px-6 py-4">
        <h1 className="text-lead font-bold whitespace-nowrap">登记手机号</h1>
        {list.data && <span className="text-ink-2">{list.data.waiting} 份等核对</span>}
        <span className="flex-1" />
        <Link href={paths.people()} className="text-brand hover:underline">
          回到名册
        </Link>
      </div>
      <p className="px-6 pb-3 text-small text-ink-2">
        村民用没登记过的手机号申请登录，验证码只证明手机在他手里，他是谁由您对着名册核对。拿不准的，打这个号码问一问再确认。您确认了，还要另一位同事复核同意；从那时起，拿这个手机的人就是他。
      </p>
      {list.error && !list.data ? (
        <Trouble error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Waiting />
      ) : list.data.rows.length === 0 ? (
        <Blank icon="phone" title="没有等核对的">
          村民在手机登录页点“手机号没登记？请村里登记”，申请就到这里。
        </Blank>
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
          <Requests rows={list.data.rows} onCheck={setChecking} />
          {list.data.waiting > list.data.rows.length && (
            <p className="pt-3 text-small text-ink-2">
              只列最近的 {list.data.rows.length} 份，共 {list.data.waiting} 份；答复几份，后面的就露出来。
            </p>
          )}
        </div>
      )}
      <CheckDrawer id={checking?.id} onClose={() => setChecking(undefined)} />
    </div>
  )
}

function Requests({ rows, onCheck }: { rows: Binding[]; onCheck: (row: Binding) => void }) {
  const columns: NonNullable<TableProps<Binding>['columns']> = [
    { title: '姓名', width: 140, render: (_, { name }) => <b>{name}</b> },
    { title: '他写的门牌、户主', dataIndex: 'household' },
    { title: '手机号', dataIndex: 'phone', width: 150, className: 'tabular-nums' },
    { title: '什么时候报的', width: 160, render: (_, { askedAt }) => <Moment at={askedAt} /> },
    { title: '等了多久', width: 110, render: (_, { askedAt }) => <Age at={askedAt} /> },
    {
      title: '操作',
      width: 240,
      render: (_, row) =>
        row.checked ? (
          <span className="text-wait">
            待复核：{row.checked.by}核对是{row.checked.person}的
          </span>
        ) : (
          <Button size="small" aria-label={`核对${row.name}的手机号`} onClick={() => onCheck(row)}>
            核对
          </Button>
        ),
    },
  ]
  return (
    <Table<Binding>
      size="small"
      bordered
      rowKey="id"
      tableLayout="fixed"
      className="desk-table"
      columns={columns}
      dataSource={rows}
      pagination={false}
    />
  )
}

/** Whoever waits longer than that has probably given up. */
const LONG_DAYS = 3

function Age({ at }: { at: string }) {
  const days = dayNumber(useNow()) - dayNumber(at)
  return <span className={days >= LONG_DAYS ? 'text-wait' : ''}>{days === 0 ? '今天' : `${days} 天`}</span>
}

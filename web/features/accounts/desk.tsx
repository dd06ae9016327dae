import { Button, Input, Table, type TableProps } from 'antd'
import { useState } from 'react'
import { isFoundBy } from '#contract/account-search.ts'
import { may, type Holder } from '#contract/roles.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { EndPost, Lock, Renew } from './desk-deeds.tsx'
import { GiveDrawer } from './desk-give.tsx'
import { HandedOver, type Handed } from './desk-handed.tsx'
import { ManyDrawer } from './desk-many.tsx'
import { OpenDrawer } from './desk-open.tsx'
import { standingOf, type Account } from './words.ts'

/** The logins of the county: who has one, how it stands, from which posts it acts; what may be done with it. */
export function AccountsDesk() {
  const post = actingPost(useMe())
  const list = useCall('accounts.list', {})
  const [q, setQ] = useState('')
  const [opening, setOpening] = useState(false)
  const [openingMany, setOpeningMany] = useState(false)
  const [giving, setGiving] = useState<Account>()
  const [handed, setHanded] = useState<Handed>()
  const rows = (list.data ?? []).filter((account) => isFoundBy(q, account))
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-4 px-6 py-4">
        <h1 className="text-lead font-bold whitespace-nowrap">账号</h1>
        {list.data && <Counts accounts={list.data} />}
        <span className="flex-1" />
        <Search q={q} onChange={setQ} />
        <DeskSheet
          of="accounts.list"
          input={{ query: q.trim() === '' ? {} : { q: q.trim() } }}
          isEmpty={rows.length === 0}
        />
        {may(post, 'accounts.open') && (
          <>
            <Button onClick={() => setOpeningMany(true)}>从表格开账号</Button>
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpening(true)}>
              开账号
            </Button>
          </>
        )}
      </div>
      <p className="px-6 pb-3 text-small text-ink-2">
        系统管理员开账号、发启用码，安全管理员授予和收回岗位，审计管理员只看日志；三个岗位不能由同一个人担任。谁也看不到别人的密码。
      </p>
      {list.error && !list.data ? (
        <Trouble error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Waiting />
      ) : list.data.length === 0 ? (
        <None canOpen={may(post, 'accounts.open')} onOpen={() => setOpening(true)} />
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
          <Table<Account>
            size="small"
            bordered
            rowKey="id"
            tableLayout="fixed"
            className="desk-table"
            columns={columnsOf(post, { onGive: setGiving, onHanded: setHanded })}
            dataSource={rows}
            locale={{ emptyText: `没有姓名、登录名或岗位里有“${q.trim()}”的账号` }}
            pagination={false}
          />
        </div>
      )}
      <OpenDrawer open={opening} onClose={() => setOpening(false)} onHanded={setHanded} />
      <ManyDrawer open={openingMany} onClose={() => setOpeningMany(false)} />
      <GiveDrawer account={giving} onClose={() => setGiving(undefined)} />
      <HandedOver handed={handed} onClose={() => setHanded(undefined)} />
    </div>
  )
}

function Search({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  return (
    <div className="w-56">
      <Input
        allowClear
        aria-label="按姓名、登录名或岗位找"
        placeholder="姓名、登录名或岗位"
        maxLength={40}
        value={q}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  )
}

function Counts({ accounts }: { accounts: readonly Account[] }) {
  const of = (state: Account['state']) => accounts.filter((account) => account.state === state).length
  return (
    <p className="text-ink-2">
      在用 {of('active')} 个，等本人启用 {of('opened')} 个，已停用 {of('locked')} 个
    </p>
  )
}

function None({ canOpen, onOpen }: { canOpen: boolean; onOpen: () => void }) {
  return (
    <Blank
      icon="people"
      title="还没有开过账号"
      action={
        canOpen && (
          <Button type="primary" onClick={onOpen}>
            开账号
          </Button>
        )
      }
    >
      {canOpen
        ? '填姓名、手机号和登录名，系统给一个一次性启用码，当面交给本人，由他自己设密码、绑定动态码。'
        : '账号由系统管理员来开，开好后您在这里授予岗位。'}
    </Blank>
  )
}

type Doing = { onGive: (account: Account) => void; onHanded: (handed: Handed) => void }

function columnsOf(
  post: Holder | undefined,
  { onGive, onHanded }: Doing,
): NonNullable<TableProps<Account>['columns']> {
  // While there is no security administrator the system administrator finds one; the server says when that is over.
  const canGive = may(post, 'posts.give') || post?.role === 'system-administrator'
  return [
    {
      title: '人',
      width: 190,
      render: (_, { name, phone, isSelf }) => (
        <span className="grid">
          <b>
            {name}
            {isSelf && <span className="ml-1 font-normal text-ink-3">（您自己）</span>}
          </b>
          <span className="text-small text-ink-3">{phone || '没有登记手机号'}</span>
        </span>
      ),
    },
    { title: '登录名', width: 150, dataIndex: 'signInName' },
    { title: '状态', width: 210, render: (_, account) => <Standing account={account} /> },
    {
      title: '岗位',
      render: (_, account) => <Posts account={account} canEnd={may(post, 'posts.give') && !account.isSelf} />,
    },
    {
      title: '最近使用',
      width: 130,
      render: (_, { seenAt }) =>
        seenAt ? <Moment at={seenAt} /> : <span className="text-ink-3">没有用过</span>,
    },
    {
      title: '可以做的',
      width: 250,
      render: (_, account) =>
        account.isSelf ? (
          <span className="text-ink-3">自己的账号由另一位管理员管</span>
        ) : (
          <span className="flex">
            {canGive && (
              <Button type="link" size="small" onClick={() => onGive(account)}>
                授岗
              </Button>
            )}
            {may(post, 'accounts.open') && <Renew account={account} onHanded={onHanded} />}
            {may(post, 'accounts.lock') && <Lock account={account} />}
          </span>
        ),
    },
  ]
}

function Standing({ account }: { account: Account }) {
  const { icon, className, says } = standingOf(account)
  return (
    <span className="grid">
      <span className={`flex items-center gap-1 ${className}`}>
        <Icon name={icon} className="size-[1.1em]" />
        {says}
      </span>
      {account.state === 'opened' && account.codeUntil && (
        <span className="text-small text-ink-3">
          启用码到 <Moment at={account.codeUntil} />
        </span>
      )}
    </span>
  )
}

function Posts({ account, canEnd }: { account: Account; canEnd: boolean }) {
  if (account.posts.length === 0) return <span className="text-ink-3">还没有岗位</span>
  return (
    <ul className="grid gap-1">
      {account.posts.map((post) => (
        <li key={post.id} className="flex items-center gap-2">
          <span className="min-w-0 truncate">
            {post.title}
            <span className="text-ink-2"> · {post.unitName ?? post.divisionName}</span>
          </span>
          {canEnd && <EndPost account={account} post={post} />}
        </li>
      ))}
    </ul>
  )
}

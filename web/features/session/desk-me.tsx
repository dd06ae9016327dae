import { Alert, Button, Drawer, Popconfirm, Table, type TableProps } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Output } from '#web/client/call.ts'
import { useCounty } from '#web/client/county.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { PasswordForm, TotpForm } from './desk-keys.tsx'
import { ProviderKey } from './desk-oidc.tsx'

type Account = NonNullable<Output<'accounts.mine'>>
type OwnSession = Output<'session.list'>[number]
type Open = 'password' | 'totp'

/** How one comes in oneself, and where one is signed in. */
export function OwnSignIn({ children }: { children?: ReactNode }) {
  const account = useCall('accounts.mine', {})
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-[64rem] gap-6 px-6 py-5">
        <h1 className="text-lead font-bold">我的登录和日历</h1>
        {account.error && account.data === undefined ? (
          <Trouble error={account.error} onRetry={() => void account.refetch()} />
        ) : account.data === undefined ? (
          <Waiting lines={3} />
        ) : account.data === null ? (
          <NoAccount />
        ) : (
          <Keys account={account.data} onOpen={setOpen} />
        )}
        <Sessions />
        {children}
      </div>
      <Drawer open={open === 'password'} onClose={close} title="换密码" size={460} destroyOnHidden>
        <PasswordForm onDone={close} />
      </Drawer>
      <Drawer open={open === 'totp'} onClose={close} title="换动态码" size={520} destroyOnHidden>
        <TotpForm onDone={close} />
      </Drawer>
    </div>
  )
}

function NoAccount() {
  return (
    <p className="rounded-card border border-line bg-paper px-4 py-3 text-ink-2">
      您还没有账号，现在是用手机验证码（演示村里是点名字）进来的。要用登录名、密码和动态码登录，请系统管理员开一个账号。
    </p>
  )
}

/** Few left are said before they are needed. */
const FEW_CODES = 3

function Keys({ account, onOpen }: { account: Account; onOpen: (open: Open) => void }) {
  const { signInName, passwordSetAt, totpSetAt, recoveryLeft } = account
  const provider = useCounty()?.provider
  return (
    <section aria-labelledby="keys" className="grid gap-2">
      <h2 id="keys" className="font-bold">
        登录方式
      </h2>
      <dl className="grid grid-cols-[8rem_minmax(0,1fr)_auto] items-center gap-y-3 rounded-card border border-line bg-paper px-4 py-3">
        <dt className="text-ink-2">登录名</dt>
        <dd className="col-span-2 font-bold">{signInName}</dd>
        <dt className="text-ink-2">密码</dt>
        <dd>
          设于 <Moment at={passwordSetAt} />
        </dd>
        <Button onClick={() => onOpen('password')}>换密码</Button>
        <dt className="text-ink-2">动态码</dt>
        <dd>
          绑定于 <Moment at={totpSetAt} />
        </dd>
        <Button onClick={() => onOpen('totp')}>换手机、换应用</Button>
        <dt className="text-ink-2">恢复码</dt>
        <dd className={`col-span-2 ${recoveryLeft < FEW_CODES ? 'text-late' : ''}`}>
          还剩 {recoveryLeft} 个{recoveryLeft < FEW_CODES && '，快用完了；重新绑定动态码会换一套新的'}
        </dd>
        {provider && <ProviderKey name={provider} />}
      </dl>
    </section>
  )
}

const WAYS: Readonly<Record<OwnSession['way'], string>> = {
  account: '账号密码',
  phone: '手机验证码',
  demo: '演示点名',
  oidc: '统一身份认证',
}

function Sessions() {
  const list = useCall('session.list', {})
  const others = useChange('session.endOthers', ['session.list'])
  const count = (list.data ?? []).filter(({ isThis }) => !isThis).length
  return (
    <section aria-labelledby="sessions" className="grid gap-2">
      <div className="flex items-end gap-4">
        <h2 id="sessions" className="font-bold">
          在哪里登录着
        </h2>
        <p className="flex-1 text-small text-ink-2">看到不认识的，先退出它，再换密码。</p>
        <Popconfirm
          title="其他地方都退出？"
          description="只留下您现在用的这一个。"
          okText="都退出"
          cancelText="不退出"
          onConfirm={() => others.mutateAsync({ input: {} }).catch(() => undefined)}
        >
          <Button disabled={count === 0} loading={others.isPending}>
            其他 {count} 处都退出
          </Button>
        </Popconfirm>
      </div>
      {others.error && <Alert type="error" showIcon title={others.error.message} />}
      {list.error && !list.data ? (
        <Trouble error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <Table<OwnSession>
          size="small"
          bordered
          rowKey="id"
          className="desk-table"
          columns={COLUMNS}
          dataSource={list.data ?? []}
          loading={list.isPending}
          pagination={false}
        />
      )}
    </section>
  )
}

const COLUMNS: NonNullable<TableProps<OwnSession>['columns']> = [
  {
    title: '设备',
    render: (_, { device, isThis }) => (
      <span>
        {device}
        {isThis && <b className="ml-2 text-brand">正在用的</b>}
      </span>
    ),
  },
  { title: '从哪里', dataIndex: 'address' },
  { title: '怎样登录', render: (_, { way, post }) => `${WAYS[way]}${post ? ` · ${post}` : ''}` },
  { title: '登录时间', render: (_, { openedAt }) => <Moment at={openedAt} /> },
  { title: '最近使用', render: (_, { seenAt }) => <Moment at={seenAt} /> },
  { title: '最晚到', render: (_, { expiresAt }) => <Moment at={expiresAt} /> },
  { title: '', width: 88, render: (_, session) => !session.isThis && <End session={session} /> },
]

function End({ session: { id, device } }: { session: OwnSession }) {
  const end = useChange('session.end', ['session.list'])
  return (
    <Popconfirm
      title={`让“${device}”退出？`}
      description={end.error?.message ?? '那边几秒钟内就要重新登录。'}
      okText="退出"
      cancelText="不退出"
      onConfirm={() => end.mutateAsync({ input: { params: { id } } }).catch(() => undefined)}
    >
      <Button type="link" size="small" danger loading={end.isPending}>
        退出
      </Button>
    </Popconfirm>
  )
}

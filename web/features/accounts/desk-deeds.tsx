import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import type { Handed } from './desk-handed.tsx'
import type { Account } from './words.ts'

/** Everything is lost: another one-time code. */
export function Renew({ account, onHanded }: { account: Account; onHanded: (handed: Handed) => void }) {
  const [key, setKey] = useState(newKey)
  const renew = useChange('accounts.renew', ['accounts.list'])
  const { id, name, signInName } = account
  const says =
    renew.error?.message ?? '原来的密码、动态码和恢复码都作废，他在各处的登录都退出，由本人用新码重新启用。'
  const send = () =>
    renew
      .mutateAsync(
        { input: { params: { id } }, key },
        {
          onSuccess: ({ code, until }) => {
            setKey(newKey())
            onHanded({ name, signInName, code, until })
          },
        },
      )
      .catch(() => undefined)
  return (
    <Popconfirm
      title={`给${name}重发启用码？`}
      description={<span className="block max-w-72">{says}</span>}
      okText="重发"
      cancelText="不重发"
      okButtonProps={{ loading: renew.isPending }}
      onConfirm={send}
    >
      <Button type="link" size="small">
        重发启用码
      </Button>
    </Popconfirm>
  )
}

/** Locked nothing can be done from any of that person’s posts; unlocked all is as before. */
export function Lock({ account: { id, name, state } }: { account: Account }) {
  const [key, setKey] = useState(newKey)
  const lock = useChange('accounts.lock', ['accounts.list'])
  const unlock = useChange('accounts.unlock', ['accounts.list'])
  const isLocked = state === 'locked'
  const deed = isLocked ? unlock : lock
  const verb = isLocked ? '恢复' : '停用'
  const says =
    deed.error?.message ??
    (isLocked
      ? '密码、动态码和岗位都还是原来的。'
      : '他马上退出所有登录，任何方式都进不了岗位；手机上还能以村民身份办自己的事。')
  const send = () =>
    deed
      .mutateAsync({ input: { params: { id } }, key }, { onSuccess: () => setKey(newKey()) })
      .catch(() => undefined)
  return (
    <Popconfirm
      title={`${verb}${name}的账号？`}
      description={<span className="block max-w-72">{says}</span>}
      okText={verb}
      cancelText={`不${verb}`}
      okButtonProps={{ danger: !isLocked, loading: deed.isPending }}
      onConfirm={send}
    >
      <Button type="link" size="small" danger={!isLocked}>
        {verb}
      </Button>
    </Popconfirm>
  )
}

/** A post is taken back; what was done from it stays. */
export function EndPost({
  account: { id, name },
  post,
}: {
  account: Account
  post: Account['posts'][number]
}) {
  const [key] = useState(newKey)
  const end = useChange('accounts.endPost', ['accounts.list'])
  return (
    <Popconfirm
      title={`收回${name}的“${post.title}”？`}
      description={
        <span className="block max-w-72">
          {end.error?.message ?? '从今天起不再担任；办过的事都还在他名下。'}
        </span>
      }
      okText="收回"
      cancelText="不收回"
      okButtonProps={{ danger: true, loading: end.isPending }}
      onConfirm={() =>
        end.mutateAsync({ input: { params: { id, post: post.id } }, key }).catch(() => undefined)
      }
    >
      <Button type="link" size="small" danger>
        收回
      </Button>
    </Popconfirm>
  )
}

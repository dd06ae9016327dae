import { Alert, App, Button, Popconfirm } from 'antd'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskEntry } from '#web/matters/desk-entry.tsx'
import { Blank, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'

/** The other door, for whoever has bound their account to it. */
export function ProviderDoor({ name }: { name: string }) {
  const begin = useChange('oidc.begin')
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      {begin.error && <Alert type="error" showIcon title={begin.error.message} />}
      <Button
        icon={<Icon name="move" className="size-[1.1em]" />}
        loading={begin.isPending}
        onClick={() => begin.mutate({ input: {} }, { onSuccess: goTo })}
      >
        用{name}登录
      </Button>
      <p className="text-small text-ink-2">
        第一次用之前，先用登录名、密码和动态码登录，在“我的登录和日历”里绑定
      </p>
    </div>
  )
}

const goTo = ({ url }: { url: string }) => location.assign(url)

/**
 * Hands on what stood behind the ? when the browser was sent back here, once: an answer of the provider counts once. It
 * leaves the address at once and stays in no history.
 */
function useReturned(hear: (query: string) => void): void {
  const first = useRef(hear)
  useEffect(() => {
    const query = location.search.slice(1)
    history.replaceState(null, '', location.pathname)
    first.current(query)
  }, [])
}

/** Back from the provider at the door: signed in, asked for the app's code, or told why not. */
export function ProviderReturn({ name }: { name: string }) {
  const cache = useQueryClient()
  const [, navigate] = useLocation()
  const { mutate, data, error } = useChange('oidc.enter')
  const leave = () => navigate(paths.door(), { replace: true })
  const entered = () => {
    leave()
    void cache.resetQueries()
  }
  useReturned((query) => {
    if (query === '') return leave()
    mutate({ input: { body: { query } } }, { onSuccess: ({ isEntered }) => void (isEntered && entered()) })
  })
  return (
    <section
      aria-label={name}
      className="grid content-start gap-4 self-start rounded-card border border-line bg-paper p-5"
    >
      {error ? (
        <Alert type="error" showIcon title={error.message} />
      ) : data?.isEntered === false ? (
        <CodeForm name={name} onEntered={entered} />
      ) : (
        <Waiting lines={2} />
      )}
      {(error || data?.isEntered === false) && <Button onClick={leave}>回到登录页</Button>}
    </section>
  )
}

/** Whoever comes by an old link, or one somebody made up: nothing of it is heard. */
export function NoProvider() {
  const [, navigate] = useLocation()
  useReturned(() => undefined)
  return (
    <section
      aria-label="统一身份认证"
      className="grid content-start gap-4 self-start rounded-card border border-line bg-paper p-5"
    >
      <Alert
        type="warning"
        showIcon
        title="这里没有开通统一身份认证，用这个网址登录不了，请回到登录页用别的办法"
      />
      <Button onClick={() => navigate(paths.door(), { replace: true })}>回到登录页</Button>
    </section>
  )
}

function CodeForm({ name, onEntered }: { name: string; onEntered: () => void }) {
  const [code, setCode] = useState('')
  const add = useChange('oidc.addCode')
  const fault = add.error?.fields['code']
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() === '') return
    add.mutate({ input: { body: { code } } }, { onSuccess: onEntered })
  }
  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      <p>{name}已经认出您了，还要填一个动态码。</p>
      <DeskEntry
        label="动态码"
        hint="手机动态码应用上的 6 位数字；手机不在身边，填一个恢复码"
        autoFocus
        autoComplete="one-time-code"
        maxLength={16}
        fault={fault}
        value={code}
        onChange={setCode}
      />
      {add.error && !fault && <Alert type="error" showIcon title={add.error.message} />}
      <Button type="primary" htmlType="submit" disabled={code.trim() === ''} loading={add.isPending}>
        登录
      </Button>
    </form>
  )
}

/** Back from the provider inside: the account is bound, or why it is not. */
export function BindingReturn() {
  const [, navigate] = useLocation()
  const { message } = App.useApp()
  const { mutate, error } = useChange('oidc.bind', ['oidc.binding'])
  const leave = () => navigate(paths.ownSignIn(), { replace: true })
  const bound = () => {
    void message.success('绑定好了，下次可以用它登录')
    leave()
  }
  useReturned((query) => {
    if (query === '') return leave()
    mutate({ input: { body: { query } } }, { onSuccess: bound })
  })
  if (!error) return <Waiting lines={3} />
  return (
    <Blank icon="warning" title="没有绑定" action={<Button onClick={leave}>回到我的登录</Button>}>
      {error.message}
    </Blank>
  )
}

/** A line of one's own ways of coming in. */
export function ProviderKey({ name }: { name: string }) {
  const binding = useCall('oidc.binding', {})
  const begin = useChange('oidc.beginBinding')
  const unbind = useChange('oidc.unbind', ['oidc.binding', 'session.list'])
  const fault = binding.error ?? begin.error ?? unbind.error
  const { data } = binding
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd>
        {data ? (
          <>
            绑定于 <Moment at={data.boundAt} />
          </>
        ) : (
          data === null && '没有绑定'
        )}
      </dd>
      {data ? (
        <Popconfirm
          title={`解除${name}的绑定？`}
          description="解除后不能再用它登录，您在其他地方的登录都会退出。"
          okText="解除"
          cancelText="不解除"
          onConfirm={() => unbind.mutateAsync({ input: {} }).catch(() => undefined)}
        >
          <Button loading={unbind.isPending}>解除绑定</Button>
        </Popconfirm>
      ) : (
        <Button
          disabled={data === undefined}
          loading={begin.isPending}
          onClick={() => begin.mutate({ input: {} }, { onSuccess: goTo })}
        >
          绑定{name}
        </Button>
      )}
      {fault && (
        <dd className="col-span-full">
          <Alert type="error" showIcon title={fault.message} />
        </dd>
      )}
    </>
  )
}

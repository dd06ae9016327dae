import { Alert, Button, Input, Segmented } from 'antd'
import { useState, type FormEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useRoute } from 'wouter'
import { hasDesk, isAdministrator, ROLES } from '#contract/roles.ts'
import type { Output } from '#web/client/call.ts'
import { useCounty } from '#web/client/county.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Waiting } from '#web/matters/desk-state.tsx'
import { patterns } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { AccountForm } from './desk-account.tsx'
import { ActivateForm } from './desk-activate.tsx'
import { NoProvider, ProviderDoor, ProviderReturn } from './desk-oidc.tsx'

/** The way in: by account or by phone, and in the demo village by picking a person. */
export function SignInDesk() {
  const county = useCounty()
  const [isBack] = useRoute(patterns.oidc)
  const provider = county?.provider
  return (
    <main className="grid min-h-full place-items-center p-8">
      <div
        className={`grid w-full gap-x-12 gap-y-6 ${county?.demo ? 'max-w-[72rem] grid-cols-[minmax(0,1fr)_24rem]' : 'max-w-[28rem]'}`}
      >
        <header className="col-span-full">
          <p className="text-ink-2">{county?.name}</p>
          <h1 className="text-display font-bold">共治工作台</h1>
        </header>
        {!county && <Waiting lines={4} />}
        {county?.demo && <DemoPeople />}
        {county && (isBack ? <Returned provider={provider} /> : <Doors provider={provider} />)}
      </div>
    </main>
  )
}

/** Back from an identity provider, where there is one. */
const Returned = ({ provider }: { provider: string | undefined }) =>
  provider ? <ProviderReturn name={provider} /> : <NoProvider />

type DemoPerson = Output<'demo.people'>[number]

/** Signing in makes everything known before untrue; it is asked anew. */
function useSignedIn(): () => void {
  const cache = useQueryClient()
  return () => void cache.resetQueries()
}

function DemoPeople() {
  const { data: people, error } = useCall('demo.people', {})
  const enter = useChange('demo.open')
  const signedIn = useSignedIn()
  const pick = ({ person, post }: DemoPerson) =>
    enter.mutate({ input: { body: { person, ...(post ? { post } : {}) } } }, { onSuccess: signedIn })
  if (!people) return error ? <Alert type="error" showIcon title={error.message} /> : <Waiting lines={5} />
  const found = [
    ...new Set(people.flatMap(({ role }) => (role && hasDesk({ role }) ? [role] : []))),
  ].reverse()
  // Who looks after the system itself comes behind those whose work it is for.
  const roles = [...found.filter((role) => !isAdministrator(role)), ...found.filter(isAdministrator)]
  return (
    <section aria-labelledby="demo-people" className="grid content-start gap-5">
      <h2 id="demo-people" className="text-ink-2">
        这是演示村，选一位同事进来看看
      </h2>
      {enter.error && <Alert type="error" showIcon title={enter.error.message} />}
      {roles.map((role) => {
        const these = people.filter((one) => one.role === role)
        return (
          <div key={role} className="grid gap-2">
            <h3 className="flex items-baseline gap-2 font-bold">
              {ROLES[role].name}
              <span className="text-small font-normal text-ink-2">{these[0]?.does}</span>
            </h3>
            <ul className="grid grid-cols-4 gap-2">
              {these.map((one) => (
                <li key={`${one.person} ${one.post}`}>
                  <button
                    type="button"
                    disabled={enter.isPending}
                    className="grid h-full w-full content-start rounded-card border border-line bg-paper px-3 py-2 text-left hover:border-brand"
                    onClick={() => pick(one)}
                  >
                    <b>{one.name}</b>
                    <span className="truncate text-small text-ink-2">{one.title}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}

const DOORS = [
  { value: 'account', label: '账号密码' },
  { value: 'phone', label: '手机验证码' },
  { value: 'first', label: '第一次登录' },
] as const
type DoorId = (typeof DOORS)[number]['value']

function Doors({ provider }: { provider: string | undefined }) {
  const [door, setDoor] = useState<DoorId>('account')
  const signedIn = useSignedIn()
  return (
    <section
      aria-label="登录"
      className="grid content-start gap-5 self-start rounded-card border border-line bg-paper p-5"
    >
      <Segmented<DoorId> block aria-label="怎样登录" value={door} options={[...DOORS]} onChange={setDoor} />
      {door === 'account' && <AccountForm onEntered={signedIn} />}
      {door === 'phone' && <PhoneForm onEntered={signedIn} />}
      {door === 'first' && <ActivateForm onEntered={signedIn} />}
      {provider && <ProviderDoor name={provider} />}
    </section>
  )
}

function PhoneForm({ onEntered }: { onEntered: () => void }) {
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const send = useChange('session.sendCode')
  const open = useChange('session.open')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (send.isSuccess) open.mutate({ input: { body: { phone, code } } }, { onSuccess: onEntered })
    else send.mutate({ input: { body: { phone } } })
  }
  const error = open.error ?? send.error
  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      <DeskField label="手机号" required fault={send.error?.fields['phone']}>
        {(bound) => (
          <Input
            {...bound}
            inputMode="tel"
            autoComplete="tel"
            maxLength={11}
            prefix={<Icon name="phone" className="size-[1.1em] text-ink-3" />}
            value={phone}
            onChange={(event) => {
              setPhone(event.target.value)
              send.reset()
            }}
          />
        )}
      </DeskField>
      {send.isSuccess && (
        <DeskField
          label="验证码"
          required
          hint="6 位数字，已发到这个手机号"
          fault={open.error?.fields['code']}
        >
          {(bound) => (
            <Input
              {...bound}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </DeskField>
      )}
      {error && <Alert type="error" showIcon title={error.message} />}
      <Button type="primary" htmlType="submit" loading={send.isPending || open.isPending}>
        {send.isSuccess ? '登录' : '发验证码'}
      </Button>
    </form>
  )
}

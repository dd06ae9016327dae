import { Alert, Button } from 'antd'
import { useState, type FormEvent } from 'react'
import type { Output } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskEntry } from '#web/matters/desk-entry.tsx'
import { SignInName } from './desk-account.tsx'
import { AppCode, TotpSquare, useRecoveryCodes } from './desk-totp.tsx'

type Begun = Output<'accounts.begin'>
type Shown = Begun & { setup: NonNullable<Begun['setup']> }
const isShown = (begun: Begun | undefined): begun is Shown => begun?.setup !== undefined

/** The first time: the one-time code from the administrator becomes a password and an app only their holder has. */
export function ActivateForm({ onEntered }: { onEntered: () => void }) {
  const [name, setName] = useState('')
  const [code, setCode] = useState('')
  const [phoneCode, setPhoneCode] = useState('')
  const begin = useChange('accounts.begin')
  const show = useChange('accounts.begin')
  const isMissing = name.trim() === '' || code.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isMissing) begin.mutate({ input: { body: { name, code } } })
  }
  const begun = show.data ?? begin.data
  if (isShown(begun)) return <SetUp {...{ name, code, phoneCode, begun, onEntered }} />
  if (begun)
    return (
      <TelephoneForm
        {...{ begun, phoneCode, fault: show.error?.message, isPending: show.isPending }}
        onPhoneCode={setPhoneCode}
        onSubmit={() => show.mutate({ input: { body: { name, code, phoneCode } } })}
        onBack={() => {
          begin.reset()
          show.reset()
        }}
      />
    )
  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      <SignInName value={name} onChange={setName} />
      <DeskEntry
        label="一次性启用码"
        hint="管理员交给您的 12 位码，大小写和短横都不要紧；72 小时内有效，用一次就作废"
        autoComplete="off"
        maxLength={20}
        value={code}
        onChange={setCode}
      />
      {begin.error && <Alert type="error" showIcon title={begin.error.message} />}
      <div className="grid gap-1">
        <Button type="primary" htmlType="submit" disabled={isMissing} loading={begin.isPending}>
          下一步
        </Button>
        {isMissing && <p className="text-small text-ink-2">两项都要填</p>}
      </div>
    </form>
  )
}

type Telephone = {
  begun: Begun
  phoneCode: string
  fault: string | undefined
  isPending: boolean
  onPhoneCode: (code: string) => void
  onSubmit: () => void
  onBack: () => void
}

/** Nothing of the app is shown before whose account it is proved to hold their telephone. */
function TelephoneForm(telephone: Telephone) {
  const { begun, phoneCode, fault, isPending, onPhoneCode, onSubmit, onBack } = telephone
  const isMissing = phoneCode.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isMissing) onSubmit()
  }
  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      <p>{begun.person}，您好。先确认是您本人在办。</p>
      <DeskEntry
        label="短信验证码"
        hint={`已经发到您登记的手机 ${begun.phone}，5 分钟内有效；没有收到的，回到上一步再来一次`}
        autoFocus
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        fault={fault}
        value={phoneCode}
        onChange={onPhoneCode}
      />
      <div className="grid gap-1">
        <Button type="primary" htmlType="submit" disabled={isMissing} loading={isPending}>
          下一步
        </Button>
        <Button onClick={onBack}>上一步</Button>
        {isMissing && <p className="text-small text-ink-2">请填短信里的 6 位数字</p>}
      </div>
    </form>
  )
}

type Setting = { name: string; code: string; phoneCode: string; begun: Shown; onEntered: () => void }

function SetUp({ name, code, phoneCode, begun, onEntered }: Setting) {
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [totp, setTotp] = useState('')
  const activate = useChange('accounts.activate')
  const showCodes = useRecoveryCodes()
  const faults = activate.error?.fields ?? {}
  const isMissing = password === '' || totp.trim() === ''
  const why = isMissing ? '密码和动态码都要填' : differing(password, again)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (why !== undefined) return
    activate.mutate(
      { input: { body: { name, code, password, totp, phoneCode } } },
      {
        onSuccess: ({ codes }) => {
          showCodes(codes)
          onEntered()
        },
      },
    )
  }
  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      <p>{begun.person}，您好。设一个只有您知道的密码，再绑定手机上的动态码，以后登录两样都要。</p>
      <NewPassword
        {...{ password, again, fault: faults['password'] }}
        onPassword={setPassword}
        onAgain={setAgain}
      />
      <TotpSquare {...begun.setup} />
      <AppCode label="应用里现在的 6 位动态码" fault={faults['totp']} value={totp} onChange={setTotp} />
      {activate.error && !faults['password'] && !faults['totp'] && (
        <Alert type="error" showIcon title={activate.error.message} />
      )}
      <div className="grid gap-1">
        <Button type="primary" htmlType="submit" disabled={why !== undefined} loading={activate.isPending}>
          启用账号
        </Button>
        {why && <p className="text-small text-ink-2">{why}</p>}
      </div>
    </form>
  )
}

/** Why two times the same password is not. */
export const differing = (password: string, again: string) =>
  password === again ? undefined : '两次填的密码不一样'

/** A new password, twice: nobody can read it back. */
export function NewPassword({
  password,
  again,
  fault,
  onPassword,
  onAgain,
}: {
  password: string
  again: string
  fault: string | undefined
  onPassword: (password: string) => void
  onAgain: (again: string) => void
}) {
  const entry = { secret: true, autoComplete: 'new-password', maxLength: 128 } as const
  return (
    <>
      <DeskEntry
        {...entry}
        label="新密码"
        hint="至少 12 位。用一句只有您自己想得到的话，比花样多的短密码更安全；不要求大小写和符号"
        fault={fault}
        value={password}
        onChange={onPassword}
      />
      <DeskEntry {...entry} label="再填一遍新密码" value={again} onChange={onAgain} />
    </>
  )
}

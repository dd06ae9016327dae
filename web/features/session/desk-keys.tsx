import { Alert, Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { useChange } from '#web/client/queries.ts'
import { DeskEntry } from '#web/matters/desk-entry.tsx'
import { differing, NewPassword } from './desk-activate.tsx'
import { AppCode, TotpSquare, useRecoveryCodes } from './desk-totp.tsx'

/** Another password, for whoever knows the present one. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const [old, setOld] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const change = useChange('accounts.changePassword', ['accounts.mine', 'session.list'])
  const faults = change.error?.fields ?? {}
  const why = old === '' || password === '' ? '三项都要填' : differing(password, again)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (why === undefined) change.mutate({ input: { body: { old, password } } }, { onSuccess: onDone })
  }
  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      <DeskEntry
        label="现在的密码"
        secret
        autoFocus
        autoComplete="current-password"
        maxLength={128}
        fault={faults['old']}
        value={old}
        onChange={setOld}
      />
      <NewPassword
        {...{ password, again, fault: faults['password'] }}
        onPassword={setPassword}
        onAgain={setAgain}
      />
      {change.error && Object.keys(faults).length === 0 && (
        <Alert type="error" showIcon title={change.error.message} />
      )}
      <div className="grid gap-1">
        <Button type="primary" htmlType="submit" disabled={why !== undefined} loading={change.isPending}>
          换密码
        </Button>
        <p className="text-small text-ink-2">{why ?? '换好后，您在其他地方的登录都会退出'}</p>
      </div>
    </form>
  )
}

/** Another telephone or app; the one before counts until the new one has shown a code. */
export function TotpForm({ onDone }: { onDone: () => void }) {
  const [totp, setTotp] = useState('')
  const begin = useChange('accounts.beginTotp')
  const set = useChange('accounts.setTotp', ['accounts.mine'])
  const showCodes = useRecoveryCodes()
  if (!begin.data)
    return (
      <div className="grid gap-4">
        <p>换手机、换动态码应用，或者恢复码快用完了，都在这里重新绑定。绑好新的之前，原来的一直能用。</p>
        {begin.error && <Alert type="error" showIcon title={begin.error.message} />}
        <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate({ input: {} })}>
          开始绑定
        </Button>
      </div>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (totp.trim() === '') return
    set.mutate(
      { input: { body: { totp } } },
      {
        onSuccess: ({ codes }) => {
          showCodes(codes)
          onDone()
        },
      },
    )
  }
  const fault = set.error?.fields['totp']
  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      <TotpSquare uri={begin.data.uri} secret={begin.data.secret} />
      <AppCode label="新应用里现在的 6 位动态码" fault={fault} value={totp} onChange={setTotp} />
      {set.error && !fault && <Alert type="error" showIcon title={set.error.message} />}
      <Button type="primary" htmlType="submit" disabled={totp.trim() === ''} loading={set.isPending}>
        用新的动态码
      </Button>
    </form>
  )
}

import { Alert, Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { useChange } from '#web/client/queries.ts'
import { DeskEntry } from '#web/matters/desk-entry.tsx'
import { Icon } from '#web/ui/icon.tsx'

/** Name, password and the code of the app: all three at once, so that no answer says which of them was right. */
export function AccountForm({ onEntered }: { onEntered: () => void }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const enter = useChange('accounts.signIn')
  const isMissing = name.trim() === '' || password === '' || code.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isMissing) return
    enter.mutate({ input: { body: { name, password, code } } }, { onSuccess: onEntered })
  }
  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      <SignInName value={name} onChange={setName} />
      <DeskEntry
        label="密码"
        secret
        autoComplete="current-password"
        maxLength={128}
        prefix={<Icon name="lock" className="size-[1.1em] text-ink-3" />}
        value={password}
        onChange={setPassword}
      />
      <DeskEntry
        label="动态码"
        hint="手机动态码应用上的 6 位数字；手机不在身边，填一个恢复码"
        autoComplete="one-time-code"
        maxLength={16}
        value={code}
        onChange={setCode}
      />
      {enter.error && <Alert type="error" showIcon title={enter.error.message} />}
      <div className="grid gap-1">
        <Button type="primary" htmlType="submit" disabled={isMissing} loading={enter.isPending}>
          登录
        </Button>
        {isMissing && <p className="text-small text-ink-2">三项都要填</p>}
      </div>
    </form>
  )
}

export function SignInName({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  return (
    <DeskEntry
      label="登录名"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={64}
      prefix={<Icon name="person" className="size-[1.1em] text-ink-3" />}
      value={value}
      onChange={onChange}
    />
  )
}

import { Alert, Button, Modal } from 'antd'
import { useEffect, useState, type FormEvent } from 'react'
import { askProofBy } from '#web/client/proof.ts'
import { useChange } from '#web/client/queries.ts'
import type { Me } from '#web/client/session.ts'
import { DeskEntry } from '#web/matters/desk-entry.tsx'

/**
 * Asks whoever is at the desk to prove it before exports, money and keys. What they were doing waits behind it with all
 * that was typed, and goes on by itself.
 */
export function ProofDialog({ me }: { me: Me }) {
  const [answer, setAnswer] = useState<(isProven: boolean) => void>()
  useEffect(() => {
    askProofBy(() => new Promise((resolve) => setAnswer(() => resolve)))
    return () => askProofBy(undefined)
  }, [])
  const close = (isProven: boolean) => {
    answer?.(isProven)
    setAnswer(undefined)
  }
  return (
    <Modal
      open={answer !== undefined}
      title="请确认是您本人"
      width={440}
      footer={null}
      destroyOnHidden
      onCancel={() => close(false)}
    >
      <ProofForm proves={me.proves} onDone={() => close(true)} onCancel={() => close(false)} />
    </Modal>
  )
}

const ASKS = {
  account: {
    label: '密码或动态码',
    hint: '填登录密码，或者手机应用里现在的 6 位动态码',
    says: '导出、公布资金、改登录方式之前要再确认一次，10 分钟内不再问。',
  },
  phone: {
    label: '短信验证码',
    hint: '6 位数字，发到您登记的手机号',
    says: '导出、公布资金之前要再确认一次，10 分钟内不再问。',
  },
  tap: {
    label: '',
    hint: '',
    says: '正式系统里，这里要填密码或动态码，10 分钟内不再问。演示村的人没有密码，点“是我”就行。',
  },
} as const

function ProofForm({
  proves,
  onDone,
  onCancel,
}: {
  proves: Me['proves']
  onDone: () => void
  onCancel: () => void
}) {
  const [secret, setSecret] = useState('')
  const prove = useChange('accounts.prove', ['session.list'])
  const { label, hint, says } = ASKS[proves]
  const isMissing = proves !== 'tap' && secret.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isMissing) prove.mutate({ input: { body: { secret } } }, { onSuccess: onDone })
  }
  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      <p>{says}</p>
      {proves !== 'tap' && (
        <DeskEntry
          label={label}
          secret
          autoFocus
          autoComplete={proves === 'phone' ? 'one-time-code' : 'current-password'}
          maxLength={128}
          hint={hint}
          fault={prove.error?.fields['secret']}
          aside={proves === 'phone' ? <SendCode /> : undefined}
          value={secret}
          onChange={setSecret}
        />
      )}
      {prove.error && !prove.error.fields['secret'] && (
        <Alert type="error" showIcon title={prove.error.message} />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>先不办</Button>
        <Button type="primary" htmlType="submit" disabled={isMissing} loading={prove.isPending}>
          {proves === 'tap' ? '是我' : '确认'}
        </Button>
      </div>
    </form>
  )
}

function SendCode() {
  const send = useChange('accounts.sendProof')
  return (
    <span className="flex items-center gap-2">
      {send.error && <span className="text-small text-late">{send.error.message}</span>}
      <Button size="small" loading={send.isPending} onClick={() => send.mutate({ input: {} })}>
        {send.isSuccess ? '已发出，再发一次' : '发验证码'}
      </Button>
    </span>
  )
}

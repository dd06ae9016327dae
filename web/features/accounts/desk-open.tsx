import { Alert, Button, Drawer } from 'antd'
import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { DeskEntry } from '#web/matters/desk-entry.tsx'
import type { Handed } from './desk-handed.tsx'

type Props = { open: boolean; onClose: () => void; onHanded: (handed: Handed) => void }

/** Opening an account: whose it is and how they will call themselves at the door. */
export function OpenDrawer({ open, onClose, onHanded }: Props) {
  return (
    <Drawer open={open} onClose={onClose} title="开账号" size={420} destroyOnHidden>
      <OpenForm
        onDone={(handed) => {
          onClose()
          onHanded(handed)
        }}
      />
    </Drawer>
  )
}

function OpenForm({ onDone }: { onDone: (handed: Handed) => void }) {
  const [person, setPerson] = useState('')
  const [phone, setPhone] = useState('')
  const [signInName, setSignInName] = useState('')
  const [key] = useState(newKey)
  const open = useChange('accounts.open', ['accounts.list'])
  const faults = open.error?.fields ?? {}
  const isMissing = [person, phone, signInName].some((text) => text.trim() === '')
  const submit = () => {
    if (isMissing) return
    const body = { person: person.trim(), phone: phone.trim(), signInName }
    open.mutate(
      { input: { body }, key },
      {
        onSuccess: ({ code, until }) =>
          onDone({ name: body.person, signInName: signInName.trim().toLowerCase(), code, until }),
      },
    )
  }
  return (
    <div className="grid gap-5">
      <DeskEntry label="姓名" maxLength={30} fault={faults['person']} value={person} onChange={setPerson} />
      <DeskEntry
        label="手机号"
        hint="名册里有这个号码的，账号就开给名册里的那个人"
        inputMode="tel"
        maxLength={11}
        fault={faults['phone']}
        value={phone}
        onChange={setPhone}
      />
      <DeskEntry
        label="登录名"
        hint="小写字母开头，3 到 32 位，例如 zhang.wei；定了不能改"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
        fault={faults['signInName']}
        value={signInName}
        onChange={setSignInName}
      />
      {open.error && Object.keys(faults).length === 0 && (
        <Alert type="error" showIcon title={open.error.message} />
      )}
      <div className="grid gap-1">
        <Button type="primary" disabled={isMissing} loading={open.isPending} onClick={submit}>
          开账号，给启用码
        </Button>
        <p className="text-small text-ink-2">
          {isMissing ? '三项都要填' : '开好后还没有岗位，由安全管理员授予'}
        </p>
      </div>
    </div>
  )
}

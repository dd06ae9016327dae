import { useState } from 'react'
import { call, CallError } from '#web/client/call.ts'
import { TextField } from '#web/ui/text-field.tsx'
import { toast } from '#web/ui/toast.tsx'

/** Until another code may be asked for. */
const RESEND_MS = 60_000

type Errors = Readonly<Record<string, string>>
type Given = { phone: string; code: string }

/** A telephone and the code that goes to it: asked for, then used; what is wrong is said at its field. */
export function usePhoneCode(
  sends: 'session.sendCode' | 'phoneBindings.sendCode',
  [phone, setPhone]: readonly [string, (phone: string) => void],
) {
  const [code, setCode] = useState('')
  const [sentAt, setSentAt] = useState<number>()
  const [errors, setErrors] = useState<Errors>({})
  const [busy, setBusy] = useState(false)
  const digits = phone.replaceAll(/\D/g, '')

  const run = async (field: 'phone' | 'code', work: () => Promise<void>) => {
    setErrors({})
    setBusy(true)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      setErrors(Object.keys(error.fields).length > 0 ? error.fields : { [field]: error.message })
    } finally {
      setBusy(false)
    }
  }
  const sendCode = () => {
    if (digits.length !== 11) return setErrors({ phone: phoneFault(digits.length) })
    if (sentAt !== undefined && Date.now() - sentAt < RESEND_MS) return toast('刚发过，一分钟后可以再要一次')
    return run('phone', async () => {
      await call(sends, { body: { phone: digits } })
      setSentAt(Date.now())
    })
  }
  const use = (work: (given: Given) => Promise<void>) => {
    if (!/^\d{6}$/.test(code.trim())) return setErrors({ code: '验证码是 6 位数字，请再看看' })
    return run('code', () => work({ phone: digits, code: code.trim() }))
  }
  const changePhone = (next: string) => {
    setPhone(next)
    // The code went to the number that stood there.
    setSentAt(undefined)
  }
  return { phone, changePhone, code, setCode, isSent: sentAt !== undefined, errors, busy, sendCode, use }
}

const phoneFault = (length: number) =>
  length < 11 ? `手机号少了 ${11 - length} 位，请再看看` : '手机号多了几位，请再看看'

/** The two fields; that of the code once there is one on its way. */
export function PhoneCodeFields({
  phone,
  changePhone,
  code,
  setCode,
  isSent,
  errors,
}: ReturnType<typeof usePhoneCode>) {
  return (
    <>
      <TextField
        label="手机号"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        value={phone}
        maxLength={16}
        error={errors['phone']}
        onChange={changePhone}
      />
      {isSent && (
        <TextField
          label="短信里的验证码"
          hint="验证码已发出，请看短信"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          maxLength={6}
          error={errors['code']}
          onChange={setCode}
        />
      )}
    </>
  )
}

/** For whom no message came. */
export function SendAgain({ sendCode }: Pick<ReturnType<typeof usePhoneCode>, 'sendCode'>) {
  return (
    <button type="button" className="min-h-target text-brand underline" onClick={() => void sendCode()}>
      没收到？再发一次
    </button>
  )
}

import { useContext, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from 'wouter'
import { call, CallError, type Output } from '#web/client/call.ts'
import { useCounty } from '#web/client/county.ts'
import { forgetAnswers } from '#web/client/kept.ts'
import { useCall } from '#web/client/queries.ts'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { NavigateContext } from '#web/ui/link.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { toast } from '#web/ui/toast.tsx'

type Me = Output<'session.me'>

/** Where sign-in leads: the page one came from, if it is one of ours. */
function useEntered() {
  const cache = useQueryClient()
  const navigate = useContext(NavigateContext)
  const next = new URLSearchParams(useSearch()).get('next') ?? ''
  return (me: Me) => {
    // Nothing read as the person before may stay in sight, nor come back when the telephone is next opened.
    void forgetAnswers()
    cache.clear()
    cache.setQueryData(['session.me', {}], me)
    navigate?.(/^\/(?!\/)/.test(next) ? next : paths.home())
  }
}

/** Phone and code; in the demo village, one tap on a person. */
export function SignInScreen() {
  const isDemo = useCounty()?.demo === true
  return (
    <Page title="登录" back={paths.home()}>
      <div className="grid gap-8">
        {isDemo && <DemoPeople />}
        <PhoneForm isDemo={isDemo} />
      </div>
    </Page>
  )
}

function DemoPeople() {
  const { data: people } = useCall('demo.people', {})
  const entered = useEntered()
  const [busy, setBusy] = useState(false)
  const enter = async ({ person, post }: DemoPerson) => {
    if (busy) return
    setBusy(true)
    try {
      entered(await call('demo.open', { body: post ? { person, post } : { person } }))
    } catch (error) {
      toast(error instanceof CallError ? error.message : '没有登录成功，请再试', 'trouble')
      setBusy(false)
    }
  }
  return (
    <section className="grid gap-3">
      <div>
        <h2 className="text-lead">演示：点一个人，用他的身份看看</h2>
        <p className="text-small text-ink-2">人和事都是编的，随便点，不会影响真的人</p>
      </div>
      {!people && <Skeleton />}
      {groupsOf(people ?? []).map(([does, list]) => (
        <Group key={does} does={does} people={list} onEnter={(one) => void enter(one)} />
      ))}
    </section>
  )
}

type DemoPerson = Output<'demo.people'>[number]

/** People of one kind, by what they do, in the order the server tells them. */
function groupsOf(people: readonly DemoPerson[]): [string, DemoPerson[]][] {
  const groups = new Map<string, DemoPerson[]>()
  for (const one of people) {
    const list = groups.get(one.does)
    if (list) list.push(one)
    else groups.set(one.does, [one])
  }
  return [...groups]
}

/** Enough to choose from; the rest of a kind waits behind one line. */
const FEW = 3

function Group({
  does,
  people,
  onEnter,
}: {
  does: string
  people: readonly DemoPerson[]
  onEnter: (one: DemoPerson) => void
}) {
  const [open, setOpen] = useState(people.length <= FEW + 1)
  const shown = open ? people : people.slice(0, FEW)
  return (
    <section className="grid gap-2">
      <h3 className="text-small text-ink-2">{does}</h3>
      <List label={does}>
        {shown.map((one) => (
          <Row
            key={`${one.person} ${one.post ?? ''}`}
            icon="person"
            title={one.name}
            note={one.title}
            onClick={() => onEnter(one)}
          />
        ))}
        {!open && <Row icon="down" title={`还有 ${people.length - FEW} 位`} onClick={() => setOpen(true)} />}
      </List>
    </section>
  )
}

/** Until another code may be asked for. */
const RESEND_MS = 60_000

type Errors = Readonly<Record<string, string>>

/** Asks for a code, then signs in with it; what is wrong is said at its field. */
function usePhoneSignIn() {
  const entered = useEntered()
  const [phone, setPhone] = useState('')
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
      const { phone: phoneFault } = error.fields
      setErrors(phoneFault ? { phone: phoneFault } : { [field]: error.fields['code'] ?? error.message })
    } finally {
      setBusy(false)
    }
  }
  const sendCode = () => {
    if (digits.length !== 11) return setErrors({ phone: phoneFault(digits.length) })
    if (sentAt !== undefined && Date.now() - sentAt < RESEND_MS) return toast('刚发过，一分钟后可以再要一次')
    return run('phone', async () => {
      await call('session.sendCode', { body: { phone: digits } })
      setSentAt(Date.now())
      toast('验证码已发出，请看短信')
    })
  }
  const signIn = () => {
    if (!/^\d{6}$/.test(code.trim())) return setErrors({ code: '验证码是 6 位数字，请再看看' })
    return run('code', async () =>
      entered(await call('session.open', { body: { phone: digits, code: code.trim() } })),
    )
  }
  return { phone, setPhone, code, setCode, isSent: sentAt !== undefined, errors, busy, sendCode, signIn }
}

const phoneFault = (length: number) =>
  length < 11 ? `手机号少了 ${11 - length} 位，请再看看` : '手机号多了几位，请再看看'

function PhoneForm({ isDemo }: { isDemo: boolean }) {
  const { phone, setPhone, code, setCode, isSent, errors, busy, sendCode, signIn } = usePhoneSignIn()
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void (isSent ? signIn() : sendCode())
      }}
    >
      <h2 className="text-lead">{isDemo ? '或者用手机号登录' : '用手机号登录'}</h2>
      <TextField
        label="手机号"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        value={phone}
        maxLength={16}
        error={errors['phone']}
        onChange={setPhone}
      />
      {isSent && (
        <TextField
          label="短信里的验证码"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          maxLength={6}
          error={errors['code']}
          onChange={setCode}
        />
      )}
      <Button full busy={busy} type="submit" kind={isDemo ? 'soft' : 'primary'}>
        {isSent ? '登录' : '获取验证码'}
      </Button>
      {isSent && (
        <button type="button" className="min-h-target text-brand underline" onClick={() => void sendCode()}>
          没收到？再发一次
        </button>
      )}
      <p className="text-small text-ink-2">
        手机号要先在村里登记过。没有手机的老人，可以请网格员代报代办，或者凭查询码看进度。
      </p>
    </form>
  )
}

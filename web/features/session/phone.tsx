import { useContext, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from 'wouter'
import { call, CallError, type Output } from '#web/client/call.ts'
import { useCounty } from '#web/client/county.ts'
import { forgetAnswers } from '#web/client/kept.ts'
import { useCall } from '#web/client/queries.ts'
import { outbox } from '#web/client/sending.ts'
import { PhoneCodeFields, SendAgain, usePhoneCode } from '#web/matters/phone-code.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { NavigateContext } from '#web/ui/link.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
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
    // Whose session had ended is nobody new to the shell, which sends when somebody comes.
    void outbox.flush(me.person)
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

function PhoneForm({ isDemo }: { isDemo: boolean }) {
  const entered = useEntered()
  const typed = usePhoneCode('session.sendCode', useState(''))
  const signIn = () => typed.use(async (body) => entered(await call('session.open', { body })))
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void (typed.isSent ? signIn() : typed.sendCode())
      }}
    >
      <h2 className="text-lead">{isDemo ? '或者用手机号登录' : '用手机号登录'}</h2>
      <PhoneCodeFields {...typed} />
      <Button full busy={typed.busy} type="submit" kind={isDemo ? 'soft' : 'primary'}>
        {typed.isSent ? '登录' : '获取验证码'}
      </Button>
      {typed.isSent && <SendAgain {...typed} />}
      <List label="还登录不了">
        <Row
          icon="phone"
          title="手机号没登记？请村里登记"
          note="没登记过的手机号收不到登录的验证码"
          href={paths.askBinding()}
        />
      </List>
      <p className="text-small text-ink-2">没有手机的老人，可以请网格员代报代办，或者凭查询码看进度。</p>
    </form>
  )
}

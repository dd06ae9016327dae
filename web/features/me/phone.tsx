import { useContext, useState, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { call, CallError } from '#web/client/call.ts'
import { useCounty } from '#web/client/county.ts'
import { setElder, useElder } from '#web/client/elder.ts'
import { forgetDevice } from '#web/client/forget.ts'
import { useWaiting } from '#web/client/sending.ts'
import { useMe, type Me } from '#web/client/session.ts'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { Choice } from '#web/ui/choice.tsx'
import { ElderToggle } from '#web/ui/elder-toggle.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { NavigateContext } from '#web/ui/link.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Page } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'

/** Who I am here, from which post I act, and how the screen reads. */
export function MeScreen({ tabs }: { tabs: ReactNode }) {
  const me = useMe()
  const elder = useElder()
  const isDemo = useCounty()?.demo === true
  return (
    <Page title="我的" tabs={tabs}>
      <div className="grid gap-6">
        {me ? <Who me={me} /> : <Guest />}
        {me && me.posts.length > 0 && <Posts me={me} />}
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 rounded-card border border-line bg-paper px-4 py-3">
          <span>字小看不清？</span>
          <span className="shrink-0">
            <ElderToggle on={elder} onChange={setElder} />
          </span>
        </div>
        <List label="更多">
          <Row icon="list" title="我报的事" href={paths.matters('asked')} />
          <Row
            icon="speak"
            title="提意见"
            note="对村里、对这个系统都行"
            href={paths.report({ item: '1203' })}
          />
          <Row icon="scan" title="用查询码看进度" href={paths.track()} />
          <Row icon="clock" title="放进手机日历" note="村里开会、该公开的日子" href={paths.calendar()} />
          <Row icon="lock" title="您的信息怎么用" href={paths.privacy()} />
          {isDemo && (
            <Row icon="people" title={me ? '换一个演示人物' : '选一个演示人物'} href={paths.signIn()} />
          )}
        </List>
        {me && <SignOut me={me} />}
      </div>
    </Page>
  )
}

function Who({ me }: { me: Me }) {
  return (
    <section className="flex items-center gap-4">
      <span className="grid size-16 shrink-0 place-items-center rounded-full bg-brand-soft text-brand">
        <Icon name="person" className="size-8" />
      </span>
      <div className="min-w-0">
        <h2 className="text-title">{me.name}</h2>
        <p className="text-ink-2">{[me.homeName, me.phone].filter(Boolean).join('，')}</p>
      </div>
    </section>
  )
}

function Guest() {
  return (
    <section className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <p>还没有登录。登录后能报事、办事，看自己的事办到哪了。</p>
      <Button full href={paths.signIn(paths.me())}>
        登录
      </Button>
    </section>
  )
}

const AS_VILLAGER = 'villager'

/** A person with posts says as whom they act: what they may do follows from it. */
function Posts({ me }: { me: Me }) {
  const cache = useQueryClient()
  const take = async (value: string) => {
    try {
      const next = await call('session.takePost', { body: { post: value === AS_VILLAGER ? null : value } })
      cache.clear()
      cache.setQueryData(['session.me', {}], next)
      toast('身份换好了')
    } catch (error) {
      toast(error instanceof CallError ? error.message : '没有换成，请再试一次', 'trouble')
    }
  }
  return (
    <Choice
      label="现在的身份"
      options={[
        ...me.posts.map(({ id, title, divisionName, unitName }) => ({
          value: id,
          label: title,
          hint: unitName ?? divisionName,
        })),
        { value: AS_VILLAGER, label: '村民', hint: '只看自己家的事' },
      ]}
      value={me.post ?? AS_VILLAGER}
      onChange={(value) => void take(value)}
    />
  )
}

function SignOut({ me }: { me: Me }) {
  const cache = useQueryClient()
  const navigate = useContext(NavigateContext)
  const [busy, setBusy] = useState(false)
  const waiting = useWaiting(me.person).length
  const leave = async () => {
    setBusy(true)
    try {
      await call('session.close', {})
      await forgetDevice()
      cache.clear()
      navigate?.(paths.home())
    } catch (error) {
      toast(error instanceof CallError ? error.message : '没有退出，请再试一次', 'trouble')
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="grid gap-2">
      {waiting > 0 && (
        <p className="text-small text-ink-2">
          还有 {waiting} 件等网络没发出去。退出后它们还在这个手机里，您再登录时接着发。
        </p>
      )}
      <Button full kind="plain" busy={busy} onClick={() => void leave()}>
        退出登录
      </Button>
    </div>
  )
}

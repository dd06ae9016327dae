import type { Output } from '#web/client/call.ts'
import { useUnits } from '#web/client/county.ts'
import { faultOf, useCall } from '#web/client/queries.ts'
import { Fault } from '#web/matters/fault.tsx'
import { CallLink } from '#web/matters/stands.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'

type State = Output<'phoneBindings.look'>

/** The village answers in hours or days; who looks on needs no second press. */
const LOOK_MS = 30_000

/** How a request stands: what happens next, and whom to ask. */
export function BindingScreen({ id }: { id: string }) {
  const read = useCall(
    'phoneBindings.look',
    { params: { id } },
    { everyMs: (seen) => (seen?.state === 'waiting' || seen?.state === 'checked' ? LOOK_MS : false) },
  )
  const fault = faultOf(read)
  return (
    <Page title="登记手机号" back={paths.signIn()}>
      {read.data ? (
        <Standing standing={read.data} />
      ) : fault?.status === 404 ? (
        <Notice
          kind="empty"
          title="没有这份申请了"
          action={<Button href={paths.askBinding()}>再申请一次</Button>}
        >
          三十天没有人答复的，和答复过很久的，都不再保存。已经确认过的，直接登录就行。
        </Notice>
      ) : fault ? (
        <Fault error={fault} onRetry={() => void read.refetch()} signInHref={paths.signIn()} />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

function Standing({ standing }: { standing: State }) {
  const { state, villageName, said } = standing
  const again = <Button href={paths.askBinding()}>改好再申请</Button>
  switch (state) {
    case 'waiting':
    case 'checked':
      return <WaitingFor standing={standing} />
    case 'confirmed':
      return (
        <Notice kind="done" title="登记好了" action={<Button href={paths.signIn()}>去登录</Button>}>
          {villageName}确认了您的手机号，现在用它和短信验证码就能登录。
        </Notice>
      )
    case 'refused':
      return (
        <div className="grid gap-5">
          <Notice kind="denied" title="村里退回了" action={again}>
            {said}
          </Notice>
          <WhomToAsk standing={standing} />
        </div>
      )
    case 'superseded':
      return (
        <Notice kind="empty" title="您后来又报了一次" action={again}>
          村里看的是最近的那一份，这一份不算了。
        </Notice>
      )
  }
}

function WaitingFor({ standing }: { standing: State }) {
  const now = useNow()
  const steps = [
    `${standing.villageName}拿您写的跟名册对一对，可能打这个手机号问问您`,
    '对上了，还要村里另一个人复核一遍，免得认错人',
    '都同意了，发短信告诉您，就能用这个手机号登录',
    '对不上，短信里写明为什么，您改好可以再报',
  ]
  return (
    <div className="grid gap-5">
      <section className="grid gap-1 rounded-card border border-line bg-paper p-4">
        <h2 className="text-lead">
          {standing.state === 'checked' ? '村里核对过了，等另一个人复核' : '报上去了，等村里核对'}
        </h2>
        <p className="text-ink-2">{momentText(standing.askedAt, now)} 报的</p>
      </section>
      <section className="grid gap-3 rounded-card border border-line bg-paper p-4">
        <h2 className="text-lead">接下来</h2>
        <ol className="grid list-decimal gap-2 pl-6">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="text-small text-ink-2">
          村里是人看的，不是马上就有结果。三十天没有答复，这份申请就不算了，可以再报一次。
        </p>
      </section>
      <WhomToAsk standing={standing} />
    </div>
  )
}

/** The office of the village, with its number where the county keeps one. */
function WhomToAsk({ standing: { village, villageName } }: { standing: State }) {
  const office = useUnits()?.find(({ level, division }) => level === 'village' && division === village)
  return (
    <section className="flex flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-paper p-4">
      <p className="min-w-0 flex-[1_1_8em]">
        <span className="block text-small text-ink-3">找谁问</span>
        <b>{office?.name ?? villageName}</b>
        <span className="block text-small text-ink-2">村支书和村委会主任能核对；带上户口本去村委会最快</span>
      </p>
      {office?.phone && <CallLink phone={office.phone} name={office.name} />}
    </section>
  )
}

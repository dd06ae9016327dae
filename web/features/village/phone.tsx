import type { ReactNode } from 'react'
import { useCall } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { MatterCard } from '#web/matters/list-row.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'

/** What the village shows to everyone in it. */
function ShownMatters({ title }: { title: string }) {
  const me = useMe()
  const { data } = useCall('matters.list', me ? { query: { view: 'village', limit: 5 } } : undefined)
  if (!me) {
    return (
      <List label={title}>
        <Row icon="person" title="登录后看本村的事" note="要先知道您是哪个村的" href={paths.signIn()} />
      </List>
    )
  }
  return (
    <section className="grid gap-3">
      <h2 className="text-lead">{title}</h2>
      {!data && <Skeleton shape="cards" />}
      {data?.rows.length === 0 && <p className="text-ink-2">现在没有</p>}
      {data?.rows.map((matter) => (
        <MatterCard
          key={matter.id}
          heading="h3"
          matter={matter}
          href={paths.matter(matter.id)}
          words="plain"
        />
      ))}
    </section>
  )
}

/** What is being built is said plainly: what will be here, and what already works. */
function Coming({
  icon,
  children,
  items,
}: {
  icon: IconName
  children: ReactNode
  items: readonly string[]
}) {
  return (
    <section className="grid gap-3 rounded-card border border-dashed border-edge bg-paper p-4">
      <h2 className="flex items-center gap-2 text-lead">
        <Icon name={icon} className="size-6 text-brand" />
        正在建
      </h2>
      <p className="text-ink-2">{children}</p>
      <ul className="grid gap-1">
        {items.map((item) => (
          <li key={item} className="flex items-start gap-2">
            <span aria-hidden="true" className="mt-[0.7em] size-1.5 shrink-0 rounded-full bg-edge" />
            {item}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** 我要知道. */
export function KnowScreen() {
  return (
    <Page title="我要知道" back={paths.home()}>
      <div className="grid gap-6">
        <ShownMatters title="村里公开的事" />
        <List label="现在就能看">
          <Row icon="document" title="办事要带什么、几天办好" href={paths.services()} />
          <Row icon="heart" title="村里的心愿" href={paths.wishes()} />
          <Row icon="lock" title="您的信息怎么用" href={paths.privacy()} />
        </List>
        <Coming
          icon="eye"
          items={[
            '村务、财务、党务公开，按月看日历',
            '村账一页纸：收了多少，花在哪',
            '谁是书记、网格员，一按就能打电话',
          ]}
        >
          这几样还没有做好，做好了就在这里：
        </Coming>
      </div>
    </Page>
  )
}

/** 我要议事. */
export function DiscussScreen() {
  return (
    <Page title="我要议事" back={paths.home()}>
      <div className="grid gap-6">
        <List label="现在就能做">
          <Row
            icon="speak"
            title="提个议题或建议"
            note="会有人接、有回音"
            href={paths.report({ item: '0904' })}
          />
        </List>
        <Coming
          icon="people"
          items={['议题公示，附议或提不同意见', '开会通知、签到、表决回执', '决定了的事，落实到哪一步']}
        >
          大家商量、表决的地方还没有做好，做好了就在这里：
        </Coming>
      </div>
    </Page>
  )
}

/** 我要监督. */
export function OverseeScreen() {
  return (
    <Page title="我要监督" back={paths.home()}>
      <div className="grid gap-6">
        <List label="现在就能做">
          <Row icon="list" title="看我的事办得怎么样" href={paths.matters('asked')} />
          <Row icon="scan" title="用查询码看一件事" note="不用登录" href={paths.track()} />
          <Row
            icon="search"
            title="对公开、账目有疑问"
            note="要给您答复"
            href={paths.report({ item: '0901' })}
          />
          <Row icon="lock" title="反映干部作风" note="保密办理" href={paths.report({ item: '0903' })} />
        </List>
        <ShownMatters title="村里公开的事" />
        <Coming
          icon="search"
          items={['应公开、没公开的，一项一项列出来', '谁家得了什么补贴', '监委会审了什么、怎么说']}
        >
          这几样还没有做好，做好了就在这里：
        </Coming>
      </div>
    </Page>
  )
}

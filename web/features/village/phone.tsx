import type { ReactNode } from 'react'
import { useCounty } from '#web/client/county.ts'
import { useCall } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { useVillage } from '#web/client/village.ts'
import { MatterCard } from '#web/matters/list-row.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Notice } from '#web/ui/notice.tsx'
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

/** Where this reader’s village stands; whoever has none chooses one. */
function useDisclosure(): string {
  const { code } = useVillage()
  return code === undefined ? paths.villages() : paths.disclosure(code)
}

/** 我要知道. */
export function KnowScreen() {
  const disclosure = useDisclosure()
  const { code: village } = useVillage()
  return (
    <Page title="我要知道" back={paths.home()}>
      <div className="grid gap-6">
        <List label="村务公开">
          <Row
            icon="eye"
            title="村里公开了什么"
            note="党务、村务、财务、政务，一笔一笔都能看"
            href={disclosure}
          />
          {village && (
            <Row
              icon="book"
              title="村规民约"
              note="现在施行的全文，和上一版比改了什么"
              href={paths.covenant(village)}
            />
          )}
          <Row icon="place" title="看别的村" note="先选镇街，再选村，不用登录" href={paths.villages()} />
          <Row
            icon="scan"
            title="核对公开栏上的纸"
            note="输入纸上的核验码，看是不是原样"
            href={paths.verify()}
          />
        </List>
        <List label="还可以看">
          <Row icon="document" title="办事要带什么、几天办好" href={paths.services()} />
          <Row icon="heart" title="村里的心愿" href={paths.wishes()} />
          <Row icon="lock" title="您的信息怎么用" href={paths.privacy()} />
        </List>
        <ShownMatters title="村里正在办的事" />
        <Coming icon="phone" items={['谁是书记、网格员，一按就能打电话']}>
          这一样还没有做好，做好了就在这里。现在请看公开栏里“村务”一类的联系方式：
        </Coming>
      </div>
    </Page>
  )
}

/** 我要议事. */
export function DiscussScreen() {
  const { code: village } = useVillage()
  return (
    <Page title="我要议事" back={paths.home()}>
      <div className="grid gap-6">
        <List label="现在就能做">
          <Row
            icon="people"
            title="村里的会"
            note="什么时候开、定什么、签到、投票、结果怎么算的"
            href={paths.meetings()}
          />
          {village && (
            <>
              <Row
                icon="list"
                title="正在商量的事"
                note="村里的大事走到哪一步了，支持、不同意都可以说"
                href={paths.proposals(village)}
              />
              <Row
                icon="check"
                title="定了的事"
                note="谁在办、花了多少钱、办成什么样"
                href={paths.decisions(village)}
              />
              <Row
                icon="book"
                title="开会议事的规矩"
                note="要来多少人、多少人同意，附法律原话"
                href={paths.law(village)}
              />
            </>
          )}
          <Row
            icon="speak"
            title="提个议题或建议"
            note="会有人接、有回音"
            href={paths.report({ item: '0904' })}
          />
          <Row
            icon="basket"
            title="月例会：给村里点单、提议题"
            note="会上商量定下来，村里派人办，办完您来评"
            href={paths.agenda()}
          />
        </List>
      </div>
    </Page>
  )
}

/** 我要监督. */
export function OverseeScreen() {
  const disclosure = useDisclosure()
  return (
    <Page title="我要监督" back={paths.home()}>
      <div className="grid gap-6">
        <List label="现在就能做">
          <Row icon="eye" title="该公开没公开的" note="一项一项列着，谁该公开、超了几天" href={disclosure} />
          <Row icon="scan" title="核对公开栏上的纸" note="不用登录" href={paths.verify()} />
          <Row icon="list" title="看我的事办得怎么样" href={paths.matters('asked')} />
          <Row icon="search" title="用查询码看一件事" note="不用登录" href={paths.track()} />
          <Row
            icon="speak"
            title="对公开、账目有疑问"
            note="看得到那一笔的，点“问这一笔”更快"
            href={paths.report({ item: '0901' })}
          />
          <Row icon="lock" title="反映干部作风" note="保密办理" href={paths.report({ item: '0903' })} />
        </List>
        <ShownMatters title="村里正在办的事" />
        <Coming icon="search" items={['谁家得了什么补贴，按人查', '监委会审了什么、怎么说']}>
          这几样还没有单独做好。补贴名单现在在公开栏里“政务”一类：
        </Coming>
      </div>
    </Page>
  )
}

const LATER: Readonly<
  Record<string, { icon: IconName; says: string; items: readonly string[]; now: ReactNode }>
> = {
  trade: {
    icon: 'basket',
    says: '买卖的地方还没有做好，做好了就在这里：',
    items: ['村里卖什么，一样一样看', '要什么货，约好来取或送到家', '买了不对，有人管'],
    now: (
      <>
        <Row
          icon="speak"
          title="东西不好卖，跟村里说"
          note="有人接、有回音"
          href={paths.report({ item: '0904' })}
        />
        <Row icon="heart" title="想要什么，许个心愿" href={paths.newWish()} />
      </>
    ),
  },
  learn: {
    icon: 'book',
    says: '学习的地方还没有做好，做好了就在这里：',
    items: ['新政策，用大白话讲', '农技课、法律课，什么时候在哪讲'],
    now: (
      <>
        <Row icon="document" title="办事指南" note="政策怎么享受，要带什么" href={paths.services()} />
        <Row icon="eye" title="公开栏里的政务一类" href={paths.know()} />
      </>
    ),
  },
}

/** A door a county has on its first page and the house does not have yet: says so, and what works instead. */
export function LaterScreen({ door }: { door: string }) {
  const name = useCounty()?.doors?.find(({ opens }) => opens === door)?.name
  const later = LATER[door]
  return (
    <Page title={name ?? '还没有做好'} back={paths.home()}>
      {later ? (
        <div className="grid gap-6">
          <Coming icon={later.icon} items={later.items}>
            {later.says}
          </Coming>
          <section className="grid gap-2">
            <h2 className="text-lead">现在可以这样</h2>
            <List label="现在可以这样">{later.now}</List>
          </section>
        </div>
      ) : (
        <Notice kind="empty" title="没有这个板块" action={<Button href={paths.home()}>回首页</Button>}>
          可能是地址抄错了一位
        </Notice>
      )}
    </Page>
  )
}

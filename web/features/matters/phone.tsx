import { useContext, useState, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from 'wouter'
import { openersOf } from '#practice/kit/index.ts'
import type { Input } from '#web/client/call.ts'
import { useFlows } from '#web/client/flows.ts'
import { useCall, usePages } from '#web/client/queries.ts'
import { outbox, useWaiting } from '#web/client/sending.ts'
import { draftsOf } from '#web/client/drafts.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { actOn } from '#web/matters/action-sheet.tsx'
import { Acting, MatterView } from '#web/matters/detail.tsx'
import { Fault } from '#web/matters/fault.tsx'
import { MatterCard } from '#web/matters/list-row.tsx'
import { OpenForm } from '#web/matters/open-form.tsx'
import { draftKeyOf } from '#web/matters/opening.ts'
import { ownPicture } from '#web/matters/pictures.ts'
import { TrackCard } from '#web/matters/sent.tsx'
import { openLinks, paths, type MatterTab } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { NavigateContext } from '#web/ui/link.tsx'
import { More } from '#web/ui/more.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { Tabs } from '#web/ui/tabs.tsx'
import { WaitingCard, WaitingView } from './parts.tsx'

const QUERIES: Readonly<Record<MatterTab, Input<'matters.list'>['query']>> = {
  asked: { view: 'asked', sort: 'newest' },
  todo: { queue: 'mine', sort: 'due' },
  village: { view: 'village', sort: 'newest' },
}

/** Mine to follow, mine to do, and what is open in the village. */
export function MattersScreen({ tabs }: { tabs: ReactNode }) {
  const me = useMe()
  const post = actingPost(me)
  const asked = new URLSearchParams(useSearch()).get('tab')
  const all: readonly { id: MatterTab; label: string }[] = [
    ...(post ? [{ id: 'todo' as const, label: '我要办的' }] : []),
    { id: 'asked', label: '我报的' },
    { id: 'village', label: '村里的' },
  ]
  const tab = all.find(({ id }) => id === asked)?.id ?? all[0]?.id ?? 'asked'
  return (
    <Page title="事项" tabs={tabs}>
      <div className="grid gap-4">
        <Tabs
          label="看哪些事"
          tabs={all.map(({ id, label }) => ({ label, href: paths.matters(id), current: id === tab }))}
        />
        {me === null ? (
          <Notice
            kind="denied"
            title="请先登录"
            action={<Button href={paths.signIn(paths.matters(tab))}>去登录</Button>}
          >
            登录后就能看到您自己的事，没发出去的也会自动发。有查询码的，不登录也能查
          </Notice>
        ) : (
          <MatterList key={tab} tab={tab} />
        )}
      </div>
    </Page>
  )
}

const EMPTY: Readonly<Record<MatterTab, { title: string; says: string; verb?: string; href?: string }>> = {
  asked: {
    title: '还没有报过事',
    says: '路坏了、灯不亮、水不通，拍张照、写一句话就行',
    verb: '去报事',
    href: paths.report(),
  },
  todo: { title: '现在没有等您办的事', says: '有新的交给您，会在这里，先到期的排在前面' },
  village: {
    title: '村里现在没有公开的事',
    says: '有人许了心愿、有事公开征求帮忙，会在这里',
    verb: '许个心愿',
    href: paths.newWish(),
  },
}

function MatterList({ tab }: { tab: MatterTab }) {
  const me = useMe()
  const waiting = useWaiting(me?.person)
  const pages = usePages('matters.list', QUERIES[tab])
  const kept = tab === 'asked' ? waiting : []
  const empty = EMPTY[tab]
  if (pages.error && !pages.data && kept.length === 0) {
    return (
      <Fault
        error={pages.error}
        onRetry={() => void pages.refetch()}
        signInHref={paths.signIn(paths.matters(tab))}
      />
    )
  }
  if (pages.isPending && kept.length === 0) return <Skeleton shape="cards" />
  if (pages.rows.length === 0 && kept.length === 0) {
    return (
      <Notice
        kind="empty"
        title={empty.title}
        action={empty.href ? <Button href={empty.href}>{empty.verb}</Button> : undefined}
      >
        {empty.says}
      </Notice>
    )
  }
  return (
    <div className="grid gap-3">
      {kept.map((parcel) => (
        <WaitingCard key={parcel.key} parcel={parcel} href={paths.waiting(parcel.key)} />
      ))}
      {pages.rows.map((matter) => (
        <MatterCard
          key={matter.id}
          matter={matter}
          href={paths.matter(matter.id)}
          words={tab === 'todo' ? 'exact' : 'plain'}
        />
      ))}
      <More pages={pages} />
    </div>
  )
}

/** One matter in full, with what one may do. */
export function MatterScreen({ id }: { id: string }) {
  const flows = useFlows()
  const cache = useQueryClient()
  const { data: matter, error, refetch } = useCall('matters.detail', { params: { id } })
  const flow = matter && flows[matter.flow]
  // A question says what it is about; nothing else has such an answer.
  const asked = matter?.answers['publication']
  const changed = () => {
    for (const read of ['matters.detail', 'matters.list', 'matters.queues', 'notices.list']) {
      void cache.invalidateQueries({ queryKey: [read] })
    }
  }
  return (
    <Page
      title={flow?.plain ?? '一件事'}
      back={paths.matters()}
      bar={
        matter && flow && matter.actions.length > 0 ? (
          <Acting {...{ flow, matter }} act={actOn(id, matter.rev)} withPhotos onChanged={changed} />
        ) : undefined
      }
    >
      {matter && flow ? (
        <div className="grid gap-4">
          <MatterView {...{ flow, matter }} picture={ownPicture} hrefOf={paths.matter} />
          {typeof asked === 'string' && (
            <List label="问的是哪一份公开">
              <Row icon="eye" title="看这份公开的原文" href={paths.publication(asked)} />
            </List>
          )}
          {matter.code && !matter.endedAt && <Code code={matter.code} />}
        </div>
      ) : error ? (
        <Fault error={error} onRetry={() => void refetch()} signInHref={paths.signIn(paths.matter(id))} />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

/** The tracking code, shown when asked for: the page is long enough without it. */
function Code({ code }: { code: string }) {
  const [open, setOpen] = useState(false)
  if (!open) {
    return (
      <Button kind="plain" icon="scan" onClick={() => setOpen(true)}>
        给家里人看进度的查询码
      </Button>
    )
  }
  return <TrackCard code={code} url={new URL(paths.track(code), location.origin).href} />
}

/** What waits on this telephone: it can be read, tried now, changed or thrown away. */
export function WaitingScreen({ parcel: key }: { parcel: string }) {
  const me = useMe()
  const flows = useFlows()
  const navigate = useContext(NavigateContext)
  const parcel = useWaiting(me?.person).find((one) => one.key === key)
  const flow = parcel && flows[parcel.flow]
  const edit = async () => {
    if (!parcel) return
    const { person, flow: id, action, answers, photos, behalf, division } = parcel
    const form = paths.form(id, action, answers['item'])
    await draftsOf(person).keep(draftKeyOf(form), {
      answers,
      photos,
      division,
      ...(behalf ? { behalf } : {}),
    })
    await outbox.drop(key)
    navigate?.(form)
  }
  return (
    <Page
      title="还在手机里"
      back={paths.matters('asked')}
      bar={
        parcel && (
          <div className="flex gap-2 [&>*]:flex-1">
            <Button full kind={parcel.refused ? 'primary' : 'plain'} onClick={() => void edit()}>
              改一改
            </Button>
            {!parcel.refused && (
              <Button full onClick={() => void outbox.flush(parcel.person)}>
                现在就发
              </Button>
            )}
          </div>
        )
      }
    >
      {parcel && flow ? (
        <WaitingView parcel={parcel} flow={flow} onDrop={() => void outbox.drop(key)} />
      ) : me === null ? (
        <Notice
          kind="denied"
          title="请先登录，登录后自动发出去"
          action={<Button href={paths.signIn(paths.matters('asked'))}>去登录</Button>}
        />
      ) : (
        <Notice
          kind="done"
          title="已经不在手机里了"
          action={<Button href={paths.matters('asked')}>看我报的事</Button>}
        >
          发出去了，或者您已经删掉了
        </Notice>
      )}
    </Page>
  )
}

/** Opens a matter of any flow that has no form of its own here. */
export function OpenScreen({ flow: id, action }: { flow: string; action: string }) {
  const flow = useFlows()[id]
  if (!flow || !openersOf(flow).includes(action)) {
    return (
      <Page title="没有这件事" back={paths.services()}>
        <Notice kind="empty" title="没有这件事">
          可能是地址抄错了一位
        </Notice>
      </Page>
    )
  }
  return (
    <OpenForm
      flow={flow}
      action={action}
      title={flow.plain}
      behalf="替别人提"
      links={openLinks(paths.services(), paths.open(id, action))}
    />
  )
}

import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { call, CallError, newKey } from '#web/client/call.ts'
import { useFlows } from '#web/client/flows.ts'
import { usePages } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { Fault } from '#web/matters/fault.tsx'
import { MatterCard, type MatterRow } from '#web/matters/list-row.tsx'
import { OpenForm } from '#web/matters/open-form.tsx'
import { openLinks, paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { More } from '#web/ui/more.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { toast } from '#web/ui/toast.tsx'

/** Wishes of my village that wait for somebody. */
export function WishesScreen() {
  const flow = useFlows()['wish']
  const me = useMe()
  const role = actingPost(me)?.role
  const claimers = flow?.roles['volunteer']
  const mayClaim = claimers?.sits === 'area' && role !== undefined && claimers.posts.includes(role)
  const pages = usePages('matters.list', { view: 'village', flow: 'wish', sort: 'newest' })
  return (
    <Page
      title="微心愿"
      back={paths.home()}
      bar={
        <Button full icon="heart" href={paths.newWish()}>
          许个心愿
        </Button>
      }
    >
      <div className="grid gap-4">
        <p className="text-ink-2">
          {mayClaim ? '看看邻居缺什么，点一下就算您接下了。' : '小小的难处说出来，村里的志愿者来帮忙。'}
        </p>
        {pages.error && !pages.data ? (
          <Fault
            error={pages.error}
            onRetry={() => void pages.refetch()}
            signInHref={paths.signIn(paths.wishes())}
          />
        ) : pages.isPending ? (
          <Skeleton shape="cards" />
        ) : pages.rows.length === 0 ? (
          <Notice kind="empty" title="现在没有等人圆的心愿">
            谁家有小难处，许个心愿，村里看过就会出现在这里
          </Notice>
        ) : (
          pages.rows.map((wish) => <Wish key={wish.id} wish={wish} mayClaim={mayClaim} />)
        )}
        <More pages={pages} />
      </div>
    </Page>
  )
}

/** A wish and the one press that takes it on. */
function Wish({ wish, mayClaim }: { wish: MatterRow; mayClaim: boolean }) {
  const cache = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [key] = useState(newKey)
  const claim = async () => {
    setBusy(true)
    try {
      await call('matters.act', { params: { id: wish.id }, body: { action: 'claim', answers: {} } }, { key })
      toast('您接下了，圆好了记得点“圆好了”')
    } catch (error) {
      toast(error instanceof CallError ? claimFault(error) : '没有成功，请再试', 'trouble')
    } finally {
      setBusy(false)
      for (const read of ['matters.list', 'matters.queues']) {
        void cache.invalidateQueries({ queryKey: [read] })
      }
    }
  }
  return (
    <MatterCard
      matter={wish}
      href={paths.matter(wish.id)}
      words="plain"
      action={
        mayClaim &&
        wish.stage === 'open' && (
          <Button full kind="soft" icon="hand" busy={busy} onClick={() => void claim()}>
            我来圆
          </Button>
        )
      }
    />
  )
}

/** Ten may press at once; nine learn who was faster. */
const claimFault = ({ changed, message }: CallError) =>
  changed ? `${changed.by}刚刚接下了这个心愿，看看别的吧` : message

/** A wish, for oneself or for a household one looks after. */
export function NewWishScreen() {
  const flow = useFlows()['wish']
  if (!flow) throw new Error('no flow wish')
  return (
    <OpenForm
      flow={flow}
      action="post"
      title="许个心愿"
      behalf="替别家许（老人、困难户）"
      links={openLinks(paths.wishes(), paths.newWish())}
    />
  )
}

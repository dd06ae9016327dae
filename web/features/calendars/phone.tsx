import { useState } from 'react'
import { newKey, type Output } from '#web/client/call.ts'
import { faultOf, useCall, useChange } from '#web/client/queries.ts'
import { useMe, type Me } from '#web/client/session.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'

/** When the village meets and when it has to publish, in the calendar of one’s own telephone. */
export function CalendarScreen() {
  const me = useMe()
  return (
    <Page title="放进手机日历" back={paths.me()}>
      <div className="grid gap-6">
        <p>村里哪天几点在哪开会、哪天该公开哪些账，会自己出现在您手机的日历里，改了时间也跟着改。</p>
        {me ? (
          <Own me={me} />
        ) : (
          <Button full href={paths.signIn(paths.calendar())}>
            登录，要一个日历地址
          </Button>
        )}
      </div>
    </Page>
  )
}

function Own({ me }: { me: Me }) {
  const [key, setKey] = useState(newKey)
  const open = useChange('calendars.open', ['calendars.mine'])
  const ask = () =>
    open.mutate(
      { input: {}, key },
      { onSuccess: () => setKey(newKey()), onError: (error) => toast(error.message, 'trouble') },
    )
  const post = me.posts.find(({ id }) => id === me.post)
  return (
    <>
      {open.data ? (
        <Address path={open.data.path} />
      ) : (
        <div className="grid gap-2">
          <Button full icon="plus" busy={open.isPending} onClick={ask}>
            要一个日历地址
          </Button>
          {post && (
            <p className="text-small text-ink-2">
              您现在是“{post.title}”，要的是这个岗位的日历。要村里人的日历，先到“我的”把身份换成村民。
            </p>
          )}
        </div>
      )}
      <Earlier onEnd={(id) => id === open.data?.id && open.reset()} />
    </>
  )
}

/** The address as a telephone takes it, and for those that do not, to be copied. It is shown this once. */
function Address({ path }: { path: string }) {
  const address = `${location.origin}${path}`
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address)
      toast('复制好了')
    } catch {
      toast('没有复制成，请按住地址自己复制', 'trouble')
    }
  }
  return (
    <section aria-labelledby="address" className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <h2 id="address" className="text-lead">
        您的日历地址
      </h2>
      <a
        href={address.replace(/^https?:/, 'webcal:')}
        className="inline-flex min-h-target w-full items-center justify-center rounded-card bg-brand px-5 py-2 font-bold text-on-brand active:bg-brand-deep"
      >
        加到手机日历
      </a>
      <p className="text-ink-2">点了没有反应的手机，把下面的地址复制下来，在日历的“订阅日历”里粘上。</p>
      <p className="rounded-small bg-well p-3 text-small break-all select-all">{address}</p>
      <Button full kind="soft" onClick={() => void copy()}>
        复制地址
      </Button>
      <p className="text-small text-ink-2">
        地址只显示这一次。知道地址的人不登录也能看，别转给别人；转错了就在下面停用，再要一个。
      </p>
    </section>
  )
}

function Earlier({ onEnd }: { onEnd: (id: string) => void }) {
  const now = useNow()
  const read = useCall('calendars.mine', {})
  const fault = faultOf(read)
  if (fault)
    return (
      <Fault error={fault} onRetry={() => void read.refetch()} signInHref={paths.signIn(paths.calendar())} />
    )
  if (!read.data) return <Skeleton />
  if (read.data.length === 0) return null
  return (
    <section aria-labelledby="earlier" className="grid gap-3">
      <h2 id="earlier" className="text-lead">
        您要过的地址
      </h2>
      <List label="您要过的日历地址">
        {read.data.map((feed) => (
          <Row
            key={feed.id}
            title={feed.title}
            note={`${momentText(feed.openedAt, now)} 要的，${feed.readAt ? `${momentText(feed.readAt, now)} 手机来读过` : '还没有手机来读过'}`}
            end={<End feed={feed} onEnd={onEnd} />}
          />
        ))}
      </List>
    </section>
  )
}

function End({
  feed: { id, title },
  onEnd,
}: {
  feed: Output<'calendars.mine'>[number]
  onEnd: (id: string) => void
}) {
  const end = useChange('calendars.end', ['calendars.mine'])
  const send = () =>
    end.mutate(
      { input: { params: { id } } },
      {
        onSuccess: () => {
          toast('停用了，这个地址不再更新')
          onEnd(id)
        },
        onError: (error) => toast(error.message, 'trouble'),
      },
    )
  return (
    <Button kind="plain" busy={end.isPending} onClick={send}>
      停用<span className="sr-only">{title}</span>
    </Button>
  )
}

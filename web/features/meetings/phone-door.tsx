import { useEffect, useState } from 'react'
import { useSearch } from 'wouter'
import { tidyCode } from '#contract/tracking-code.ts'
import { newKey } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { CodePage } from '#web/ui/code-page.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'

const CODE_LENGTH = 6

/** The door of a meeting: the square at the door opens it with the code, and whoever has no camera types it. */
export function DoorScreen({ id }: { id: string }) {
  const code = tidyCode(new URLSearchParams(useSearch()).get('code') ?? '')
  const me = useMe()
  if (code === '')
    return (
      <CodePage
        title="签到"
        back={paths.meeting(id)}
        label="签到码"
        length={CODE_LENGTH}
        hint="大写小写都行"
        press="签到"
        addressOf={(typed) => paths.door(id, typed)}
        says="签到码在会场门口的屏幕上，每分钟换一次。用手机相机扫旁边的二维码，不用输就能签到。"
      />
    )
  if (me === undefined)
    return (
      <Page title="签到" back={paths.meeting(id)}>
        <Skeleton shape="detail" />
      </Page>
    )
  if (me === null)
    return (
      <Page title="签到" back={paths.home()}>
        <Notice
          kind="denied"
          title="先登录，再签到"
          action={<Button href={paths.signIn(paths.door(id, code))}>去登录</Button>}
        >
          要知道是谁来了。登录以后自动签到；签到码一分钟换一次，过期了再扫一下就行
        </Notice>
      </Page>
    )
  return <SigningIn key={code} id={id} code={code} />
}

/** Whoever scanned the square has come: nothing more is asked. */
function SigningIn({ id, code }: { id: string; code: string }) {
  const [key] = useState(newKey)
  const { mutate, data, error } = useChange('meetings.attend', ['meetings.show', 'meetings.list'])
  // Read once it is done: what was read meanwhile would not count this one.
  const meeting = useCall('meetings.show', data ? { params: { id } } : undefined).data
  const again = () => mutate({ input: { params: { id }, body: { means: 'qr', code } }, key })
  useEffect(again, [mutate, id, code, key])
  const lead = (
    <Button full href={paths.meeting(id)}>
      看今天定什么
    </Button>
  )
  return (
    <Page title={meeting?.title ?? '签到'} back={paths.meeting(id)} bar={data ? lead : undefined}>
      {data ? (
        <section role="status" className="grid justify-items-center gap-4 py-10 text-center">
          <span className="grid size-24 place-items-center rounded-full bg-brand text-on-brand">
            <Icon name="check" className="size-14" />
          </span>
          <h2 className="text-display">{data.name}，签到了</h2>
          {data.also.length > 0 && <p className="text-lead">受委托一起签到：{data.also.join('、')}</p>}
          {data.again && <p className="text-ink-2">以前已经签过，一个人只算一次</p>}
          {meeting && <p className="text-ink-2">{meeting.quorum.says}</p>}
        </section>
      ) : error ? (
        <Notice
          kind={error.status === 403 ? 'denied' : 'error'}
          title="没有签到"
          action={
            error.isPassing ? (
              <Button onClick={again}>再试一次</Button>
            ) : (
              <Button kind="soft" href={paths.door(id)}>
                输签到码
              </Button>
            )
          }
        >
          {error.message}
        </Notice>
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

import type { ReactNode } from 'react'
import { CONSENT_WAYS, SAID_WAYS } from '#contract/consent-ways.ts'
import { MASKED_FIELDS, PURPOSES } from '#contract/purposes.ts'
import { newKey, type Output } from '#web/client/call.ts'
import { useCounty } from '#web/client/county.ts'
import { faultOf, useCall, useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { OnDay } from '#web/ui/on-day.tsx'
import { Facts, Part, PrivacyFault } from './phone-facts.tsx'
import { Wards } from './phone-wards.tsx'

/**
 * What happens to what a villager tells, in plain words (个人信息保护法 17), and for who is signed in what is kept about
 * them, who saw it, who acts for them, and how to have it changed (44–50).
 */
export function PrivacyScreen() {
  const me = useMe()
  return (
    <Page title="您的信息怎么用" back={paths.me()}>
      <div className="grid gap-6">
        {me && (
          <>
            <OwnRecord />
            <OwnConsents />
            <Wards />
            <OwnSessions />
          </>
        )}
        <Pledges />
        {!me && (
          <Button full href={paths.signIn(paths.privacy())}>
            登录，看村里记着您什么
          </Button>
        )}
      </div>
    </Page>
  )
}

function OwnRecord() {
  const read = useCall('people.mine', {})
  const fault = faultOf(read)
  return (
    <Part id="record" title="村里记着您什么">
      {fault ? (
        <PrivacyFault error={fault} onRetry={() => void read.refetch()} />
      ) : !read.data ? (
        <Skeleton />
      ) : (
        <>
          <Facts person={read.data.person} />
          <Button full kind="soft" href={paths.open('personal-data', 'ask')}>
            写错了要改、不用了要删
          </Button>
          <Seen seen={read.data.seen} />
        </>
      )}
    </Part>
  )
}

/** Which post looked at a number whole, and why. */
function Seen({ seen }: { seen: Output<'people.mine'>['seen'] }) {
  const now = useNow()
  if (seen.length === 0)
    return <p className="text-ink-2">号码平时只显示头尾。还没有人在名册里看过您的完整号码。</p>
  return (
    <div className="grid gap-2">
      <p className="text-ink-2">在名册里看过您完整号码的：</p>
      <List label="谁看过您的完整号码">
        {seen.map(({ at, title, field, purpose }) => (
          <Row
            key={at}
            title={`${title}，${MASKED_FIELDS[field]}`}
            note={`${momentText(at, now)}，${PURPOSES[purpose]}`}
          />
        ))}
      </List>
    </div>
  )
}

function OwnConsents() {
  const now = useNow()
  const read = useCall('consents.mine', {})
  const say = useChange('consents.say', ['consents.mine'])
  const fault = faultOf(read)
  if (!read.data)
    return (
      <Part id="consents" title="谁替您办事">
        {fault ? <PrivacyFault error={fault} onRetry={() => void read.refetch()} /> : <Skeleton />}
      </Part>
    )
  const { isWithdrawn, said, acted } = read.data
  const send = () =>
    say.mutate(
      { input: { body: { isGiven: isWithdrawn } }, key: newKey() },
      {
        onSuccess: () => toast(isWithdrawn ? '记下了，可以替您办' : '收回了，从现在起不能替您报事、办事'),
        onError: (error) => toast(error.message, 'trouble'),
      },
    )
  return (
    <Part id="consents" title="谁替您办事">
      <p className="text-ink-2">
        {isWithdrawn
          ? '您收回了同意：网格员、代办员现在不能替您报事、办事。'
          : '网格员、代办员可以替您报事、办事，每次都记下您是怎么同意的。不想再这样，随时可以收回；已经在办的照常办完，您也可以自己撤回。'}
      </p>
      <LastRecorded said={said[0]} />
      {acted.length > 0 && (
        <List label="替您办过的">
          {acted.map(({ number, by, way, at }) => (
            <Row
              key={number}
              title={`${by}，${number}`}
              note={`${momentText(at, now)}，${CONSENT_WAYS[way]}`}
            />
          ))}
        </List>
      )}
      <Button full kind="plain" busy={say.isPending} onClick={send}>
        {isWithdrawn ? '重新同意别人替我办' : '不要再替我办'}
      </Button>
    </Part>
  )
}

/** What somebody wrote down as one's word: whoever did not say so finds it here and takes it back. */
function LastRecorded({ said }: { said: Output<'consents.mine'>['said'][number] | undefined }) {
  if (said?.way === undefined) return null
  return (
    <p className="rounded-card bg-brand-soft p-4">
      {said.by}记下：您
      <OnDay day={said.on} />
      {said.isGiven ? '同意别人替您办' : '说不要别人替您办'}（{SAID_WAYS[said.way]}
      ）。不是您说的，请点下面改过来。
    </p>
  )
}

/** A telephone that is lost is still signed in; from another one it is not any more. */
function OwnSessions() {
  const now = useNow()
  const read = useCall('session.list', {})
  const end = useChange('session.endOthers', ['session.list'])
  const others = (read.data ?? []).filter(({ isThis }) => !isThis)
  if (others.length === 0) return null
  const send = () =>
    end.mutate(
      { input: {} },
      {
        onSuccess: () => toast('别处都退出了'),
        onError: (error) => toast(error.message, 'trouble'),
      },
    )
  return (
    <Part id="sessions" title="还在别处登录着">
      <p className="text-ink-2">手机丢了、在别人手机上登过，就让那里退出。</p>
      <List label="别处的登录">
        {others.map(({ id, device, seenAt }) => (
          <Row key={id} icon="phone" title={device} note={`${momentText(seenAt, now)} 用过`} />
        ))}
      </List>
      <Button full kind="plain" busy={end.isPending} onClick={send}>
        让别处都退出
      </Button>
    </Part>
  )
}

function Pledges() {
  const county = useCounty()
  return (
    <Part id="pledges" title="我们怎么用">
      <Pledge title="谁在管">
        {county?.name ?? '本县'}
        统一管这个系统，村里、镇街、部门按各自的岗位用。想问、想改、想删，在这里提，或者直接找村里。
      </Pledge>
      <Pledge title="只用来办您的事">
        您的姓名、电话、写的话、拍的照片，只给办这件事的人看。选了“可以公开”的，村里人才看得到，电话从不公开。
      </Pledge>
      <Pledge title="位置由您说了算">
        只有您点了“用我的位置”，或者照片里带着位置，才会记下一次。不跟踪您去了哪里，网格员也一样，没有打卡和轨迹。
      </Pledge>
      <Pledge title="照片会先清理">照片里藏着的手机型号、拍摄位置，存进系统前都会去掉。</Pledge>
      <Pledge title="电话藏着存">
        电话加密存放，平时只显示头尾。正在办您这件事的人看得到全部，好跟您联系；别人要看得写明理由，看了就留记录。
      </Pledge>
      <Pledge title="孩子的信息由家长说了算">
        不满十四周岁的孩子不能自己登录。先由家长同意，村里记下来；孩子的事由家长替他报、替他办，随时可以收回。
      </Pledge>
      <Pledge title="带走名单要两个人">
        名单要带走，得一个人申请、另一个人同意，文件上印着谁、什么时候带走的。
      </Pledge>
      <Pledge title="存多久">
        您报的事和答复作为档案留着。验证码过一小时就删，登录的记录退出半年后删，会议的录像一般六十天后删，没用上的名单一天就删。
      </Pledge>
      <Pledge title="手机里存了什么">
        没写完的话、等网络的事，存在您这个手机里，退出登录时没写完的会清掉。
      </Pledge>
      <Button kind="soft" full href={paths.report({ item: '1203' })}>
        提意见
      </Button>
    </Part>
  )
}

function Pledge({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-1 rounded-card border border-line bg-paper p-4">
      <h3 className="font-bold">{title}</h3>
      <p className="text-ink-2">{children}</p>
    </section>
  )
}

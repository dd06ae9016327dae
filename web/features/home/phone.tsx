import type { ReactNode } from 'react'
import { may } from '#contract/roles.ts'
import { useCounty } from '#web/client/county.ts'
import { setElder, useElder } from '#web/client/elder.ts'
import { useCall } from '#web/client/queries.ts'
import { useWaiting } from '#web/client/sending.ts'
import { actingPost, useMe, type Me } from '#web/client/session.ts'
import { MatterCard } from '#web/matters/list-row.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { ElderToggle } from '#web/ui/elder-toggle.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { Page } from '#web/ui/page.tsx'
import { Doors, Landscape, VERBS } from './parts.tsx'

interface HomeProps {
  tabs: ReactNode
  urgent: ReactNode
  /** Meetings one is counted at. */
  meetings: ReactNode
  /** What is new on the village’s board. */
  board: ReactNode
}

/** The first page: what is urgent, whose village, the doors, and how my matters and my village’s board stand. */
export function HomeScreen({ tabs, urgent, meetings, board }: HomeProps) {
  const me = useMe()
  const county = useCounty()
  const { name, above } = placeNames(me, county?.name)
  return (
    <Page title={name} banner={<Banner {...{ name, above, me }} />} tabs={tabs}>
      <div className="grid gap-6">
        {me && me.posts.length > 0 && urgent}
        {me && meetings}
        {me && <Today me={me} />}
        <Doors doors={county?.doors ?? VERBS} />
        {me === null && <Guest isDemo={county?.demo === true} />}
        {me && <Mine me={me} />}
        {board}
        <List label="还可以">
          <Row icon="heart" title="微心愿" note="许一个，或帮人圆一个" href={paths.wishes()} />
          <Row icon="scan" title="用查询码看进度" note="不用登录" href={paths.track()} />
          <Row icon="check" title="核对公开栏上的纸" note="输入核验码，不用登录" href={paths.verify()} />
        </List>
      </div>
    </Page>
  )
}

/** The village large; the street it belongs to and the grid stand small, with the county’s name. */
function placeNames(me: Me | null | undefined, county = '共治') {
  const post = actingPost(me)
  // A village has no unit apart from itself; a department or a street office is named by its own name.
  const office = post && post.division.length < 12 ? (post.unitName ?? post.divisionName) : undefined
  if (office) return { name: office, above: office === county ? undefined : county }
  const village = me?.homeName ?? post?.divisionName
  if (!village) return { name: county, above: undefined }
  const [, street = '', name = '', grid = ''] =
    /^(.{2,}?(?:街道|镇|乡))?(.+?(?:村|社区)(?!.*(?:村|社区)))?(.*)$/.exec(village) ?? []
  return {
    name: name || village,
    above: [`${county}${street}`, name && grid].filter(Boolean).join(' '),
  }
}

interface BannerProps {
  name: string
  above: string | undefined
  me: Me | null | undefined
}

function Banner({ name, above, me }: BannerProps) {
  const elder = useElder()
  const isDemo = useCounty()?.demo === true
  return (
    <header className="relative overflow-hidden bg-brand-soft pt-[env(safe-area-inset-top)]">
      <Landscape />
      <div className="relative mx-auto grid max-w-[40rem] gap-1 px-page pt-3 pb-22">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <h1 className="text-display text-brand">{name}</h1>
            <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
              {above}
              {isDemo && (
                <span className="rounded-small bg-paper px-2 text-small font-bold text-wait">演示</span>
              )}
              {me && <span>{me.name}，您好</span>}
            </p>
          </div>
          <div className="shrink-0">
            <ElderToggle on={elder} onChange={setElder} />
          </div>
        </div>
      </div>
    </header>
  )
}

function Guest({ isDemo }: { isDemo: boolean }) {
  return (
    <section className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <p>登录后，您报的事、办的事都在这里，办到哪一步随时看得见。</p>
      <Button full kind="soft" icon="person" href={paths.signIn()}>
        {isDemo ? '登录（可选演示人物）' : '登录'}
      </Button>
    </section>
  )
}

/** What waits for the post one acts from. */
function Today({ me }: { me: Me }) {
  const post = actingPost(me)
  const { data } = useCall('matters.queues', post ? { query: {} } : undefined)
  if (!post) return null
  const n = data?.['mine'] ?? 0
  return (
    <section aria-label="今天" className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <Link href={paths.matters('todo')} className="flex min-h-target items-center gap-3">
        <Icon name="clock" className="size-7 text-brand" />
        <span className="min-w-0 flex-1">
          <b className="block text-lead">{data && n === 0 ? '今天没有等您办的事' : `有 ${n} 件等您办`}</b>
          <span className="block text-small text-ink-2">{post.title}，先到期的在前</span>
        </span>
        <Icon name="forward" className="size-[1.1em] text-ink-3" />
      </Link>
      {post.role === 'grid-worker' && (
        <div className="grid grid-cols-[repeat(auto-fit,minmax(8em,1fr))] gap-2">
          <Button kind="soft" icon="check" href={paths.record()}>
            随手办
          </Button>
          {may(post, 'people.area') && (
            <Button kind="soft" icon="people" href={paths.report({ behalf: true })}>
              替人报
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

/** My open matters, and what still waits on this telephone. */
function Mine({ me }: { me: Me }) {
  const { data } = useCall('matters.list', { query: { view: 'asked', queue: 'open', limit: 3 } })
  const waiting = useWaiting(me.person)
  const rows = data?.rows ?? []
  if (rows.length === 0 && waiting.length === 0) return null
  return (
    <section aria-labelledby="mine" className="grid gap-3">
      <div className="flex items-center justify-between gap-3">
        <h2 id="mine" className="text-lead">
          我的事
        </h2>
        <Link href={paths.matters('asked')} className="grid min-h-target place-items-center px-2 text-brand">
          全部
        </Link>
      </div>
      {waiting.length > 0 && (
        <List label="还在手机里">
          <Row
            icon="wait"
            title={`${waiting.length} 件等网络，已保存在手机里`}
            href={paths.matters('asked')}
          />
        </List>
      )}
      {rows.map((matter) => (
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

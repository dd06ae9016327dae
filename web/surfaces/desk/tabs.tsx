import { Dropdown } from 'antd'
import { useContext } from 'react'
import { useLocation } from 'wouter'
import { may, seesMeetings, worksOnDisclosure, worksOnMatters, type Holder } from '#contract/roles.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link, NavigateContext } from '#web/ui/link.tsx'
import { paths } from './paths.ts'

type Tab = { href: string; under: readonly string[]; says: string }

const tab = (says: string, href: string, under: readonly string[] = [href]): Tab => ({ says, href, under })

/** The day's work, by what the post may do; who has only 公开 finds it first. */
function workOf(post: Holder | undefined): Tab[] {
  const matters = tab('事项', paths.matters({ queue: 'mine' }), [paths.matters()])
  const open = tab('公开', paths.disclosure(), [paths.disclosure(), paths.publications()])
  const isArea = worksOnMatters(post)
  return [
    ...(isArea ? [matters] : []),
    ...(may(post, 'matters.press') ? [tab('指挥席', paths.command())] : []),
    ...(worksOnDisclosure(post) ? [open] : []),
    ...(seesMeetings(post) ? [tab('会议', paths.meetings())] : []),
    // Of a post without an area only the questions about what was published.
    ...(!isArea && may(post, 'disclosure.answer') ? [{ ...matters, says: '质询' }] : []),
    ...(isArea ? [tab('地图', paths.map())] : []),
    ...(isArea && may(post, 'matters.open') ? [tab('登记', paths.open())] : []),
    ...(may(post, 'people.read')
      ? [tab('名册', paths.people())]
      : may(post, 'exports.approve')
        ? [tab('导出审批', paths.listExports())]
        : []),
    ...(may(post, 'brief.read') ? [tab('周研判', paths.briefs())] : []),
    ...(may(post, 'broadcast.send') ? [tab('群发', paths.broadcasts())] : []),
  ]
}

/** What keeps the house running; the daily work of administrators, and of nobody else. */
function upkeepOf(post: Holder | undefined): Tab[] {
  return [
    ...(may(post, 'audit.read') ? [tab('审计日志', paths.audit())] : []),
    ...(may(post, 'devices.manage') ? [tab('设备', paths.devices())] : []),
    ...(may(post, 'accounts.read') ? [tab('账号', paths.accounts())] : []),
    ...(may(post, 'clients.manage') ? [tab('接口', paths.clients())] : []),
    ...(may(post, 'self-check.read') ? [tab('自查', paths.selfCheck())] : []),
  ]
}

const lookOf = (isHere: boolean) =>
  `flex items-center border-b-2 px-4 whitespace-nowrap max-[1400px]:px-3 ${isHere ? 'border-brand font-bold text-brand' : 'border-transparent hover:text-brand'}`

/** The pages of a post: its work stands side by side, and what is seldom wanted beside it lies under one word. */
export function Tabs({ post }: { post: Holder | undefined }) {
  const [location] = useLocation()
  const work = workOf(post)
  const upkeep = upkeepOf(post)
  const isFolded = work.length > 0 && upkeep.length > 1
  const isHere = ({ under }: Tab) => under.some((path) => location.startsWith(path))
  return (
    <nav aria-label="页面" className="flex h-full">
      {[...work, ...(isFolded ? [] : upkeep)].map((each) => (
        <Link
          key={each.says}
          href={each.href}
          aria-current={isHere(each) ? 'page' : undefined}
          className={lookOf(isHere(each))}
        >
          {each.says}
        </Link>
      ))}
      {isFolded && <Upkeep tabs={upkeep} here={upkeep.find(isHere)} />}
    </nav>
  )
}

function Upkeep({ tabs, here }: { tabs: readonly Tab[]; here: Tab | undefined }) {
  const navigate = useContext(NavigateContext)
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: tabs.map(({ href, says }) => ({ key: href, label: says })),
        selectable: true,
        selectedKeys: here ? [here.href] : [],
        onClick: ({ key }) => navigate?.(key),
      }}
    >
      <button type="button" className={`gap-1 ${lookOf(here !== undefined)}`}>
        管理
        <Icon name="down" className="size-[1em]" />
      </button>
    </Dropdown>
  )
}

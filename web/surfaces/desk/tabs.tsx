import { Dropdown } from 'antd'
import { useContext } from 'react'
import { useLocation } from 'wouter'
import { may, seesMeetings, worksOnDisclosure, worksOnMatters, type RoleId } from '#contract/roles.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link, NavigateContext } from '#web/ui/link.tsx'
import { paths } from './paths.ts'

type Tab = { href: string; under: readonly string[]; says: string }

const tab = (says: string, href: string, under: readonly string[] = [href]): Tab => ({ says, href, under })

/** The day's work, by what the post may do; who has only 公开 finds it first. */
function workOf(role: RoleId | undefined): Tab[] {
  const matters = tab('事项', paths.matters({ queue: 'mine' }), [paths.matters()])
  const open = tab('公开', paths.disclosure(), [paths.disclosure(), paths.publications()])
  const isArea = worksOnMatters(role)
  return [
    ...(isArea ? [matters] : []),
    ...(may(role, 'matters.press') ? [tab('指挥席', paths.command())] : []),
    ...(worksOnDisclosure(role) ? [open] : []),
    ...(seesMeetings(role) ? [tab('会议', paths.meetings())] : []),
    // Of a post without an area only the questions about what was published.
    ...(!isArea && may(role, 'disclosure.answer') ? [{ ...matters, says: '质询' }] : []),
    ...(isArea ? [tab('地图', paths.map())] : []),
    ...(isArea && may(role, 'matters.open') ? [tab('登记', paths.open())] : []),
    ...(may(role, 'people.read')
      ? [tab('名册', paths.people())]
      : may(role, 'exports.approve')
        ? [tab('导出审批', paths.listExports())]
        : []),
    ...(may(role, 'brief.read') ? [tab('周研判', paths.briefs())] : []),
    ...(may(role, 'broadcast.send') ? [tab('群发', paths.broadcasts())] : []),
  ]
}

/** What keeps the house running; the daily work of administrators, and of nobody else. */
function upkeepOf(role: RoleId | undefined): Tab[] {
  return [
    ...(may(role, 'audit.read') ? [tab('审计日志', paths.audit())] : []),
    ...(may(role, 'devices.manage') ? [tab('设备', paths.devices())] : []),
    ...(may(role, 'accounts.read') ? [tab('账号', paths.accounts())] : []),
    ...(may(role, 'clients.manage') ? [tab('接口', paths.clients())] : []),
    ...(may(role, 'self-check.read') ? [tab('自查', paths.selfCheck())] : []),
  ]
}

const lookOf = (isHere: boolean) =>
  `flex items-center border-b-2 px-4 whitespace-nowrap max-[1400px]:px-3 ${isHere ? 'border-brand font-bold text-brand' : 'border-transparent hover:text-brand'}`

/** The pages of a post: its work stands side by side, and what is seldom wanted beside it lies under one word. */
export function Tabs({ role }: { role: RoleId | undefined }) {
  const [location] = useLocation()
  const work = workOf(role)
  const upkeep = upkeepOf(role)
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

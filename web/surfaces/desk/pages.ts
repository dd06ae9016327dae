import { may, seesMeetings, worksOnDisclosure, worksOnMatters, type Holder } from '#contract/roles.ts'
import { paths } from './paths.ts'

export type Tab = { href: string; under: readonly string[]; says: string }

const tab = (says: string, href: string, under: readonly string[] = [href]): Tab => ({ says, href, under })

/** The day's work, by what the post may do; who has only 公开 finds it first. */
export function workOf(post: Holder | undefined): Tab[] {
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
      : [
          ...(may(post, 'people.second') ? [tab('复核', paths.secondWords())] : []),
          ...(may(post, 'exports.approve') ? [tab('导出审批', paths.listExports())] : []),
        ]),
    ...(may(post, 'brief.read') ? [tab('周研判', paths.briefs())] : []),
    ...(may(post, 'broadcast.send') ? [tab('群发', paths.broadcasts())] : []),
  ]
}

/** What keeps the house running; the daily work of administrators, and of nobody else. */
export function upkeepOf(post: Holder | undefined): Tab[] {
  return [
    ...(may(post, 'audit.read') ? [tab('审计日志', paths.audit())] : []),
    ...(may(post, 'devices.manage') ? [tab('设备', paths.devices())] : []),
    ...(may(post, 'accounts.read') ? [tab('账号', paths.accounts())] : []),
    ...(may(post, 'posts.give') ? [tab('权限模拟', paths.simulator())] : []),
    ...(may(post, 'clients.manage') ? [tab('接口', paths.clients())] : []),
    ...(may(post, 'self-check.read') ? [tab('自查', paths.selfCheck())] : []),
  ]
}

/** All pages of a post, as its header names them. */
export const pagesOf = (post: Holder | undefined): Tab[] => [...workOf(post), ...upkeepOf(post)]

import type { z } from 'zod'
import type { SelfCheckLine } from '#contract/self-check.ts'
import { fieldsOf, type AnyFlow } from '#practice/kit/index.ts'

/**
 * The promise of this module: what is said holds of the program as it is, because it is looked up in what the program
 * runs by, and where a program cannot tell it says so. Rules: 整治形式主义为基层减负若干规定 (2024); 国办函〔2026〕12号; 村民委员会组织法.
 */

type Line = z.input<typeof SelfCheckLine>
type Verdict = Pick<Line, 'result' | 'found'>

/** What the program is made of, by name and in words. */
export type Facts = {
  county: { code: string; name: string }
  /** `title` is for people, `says` everything that is said of it. */
  routes: readonly { name: string; title: string; says: string }[]
  flows: readonly AnyFlow[]
  indicators: readonly { name: string; formula: string }[]
  columns: readonly string[]
  items: readonly { code: string; name: string; evidence?: string | undefined }[]
  calls: readonly { level: string; calls: number }[]
  longestBrief: number
}

type Check = { id: string; ban: string; source: string; how: string; look: (facts: Facts) => Verdict }

/** Looks like it and is something else; each reason is shown with the result. */
const EXCUSED: Readonly<Record<string, string>> = {
  'meetings.attend': '村民到会登记，法定人数要数（村民委员会组织法 22），不是对工作人员的考勤',
  'meetings.takeBack': '误记的村民到会撤回来，不是对工作人员的考勤',
  'meetings.door': '会场门口给村民用的到会码，不是对工作人员的考勤',
  'matters.points': '地图上的点',
}

/** Every mention of it in interfaces, flows, indicators and columns, without those that are something else. */
function mentions(facts: Facts, pattern: RegExp): Verdict {
  const all = [
    ...facts.routes.map(({ name, title, says }) => ({
      name,
      words: `${name} ${says}`,
      label: `接口“${title}”（${name}）`,
    })),
    ...facts.flows.flatMap((flow) =>
      wordsOf(flow).map((words) => ({ name: words, words, label: `流程“${flow.name}”的“${words}”` })),
    ),
    ...facts.indicators.map(({ name, formula }) => ({
      name,
      words: `${name} ${formula}`,
      label: `指标“${name}”`,
    })),
    ...facts.columns.map((name) => ({ name, words: name, label: `数据列 ${name}` })),
  ].filter(({ words }) => pattern.test(words))
  const wrong = all.filter(({ name }) => EXCUSED[name] === undefined)
  const titles = new Map(facts.routes.map(({ name, title }) => [name, title]))
  const excused = all.flatMap(({ name }) =>
    EXCUSED[name] === undefined ? [] : [`“${titles.get(name)}”：${EXCUSED[name]}`],
  )
  const looked = `看了 ${facts.routes.length} 个接口、${facts.flows.length} 个流程、${facts.indicators.length} 个指标、${facts.columns.length} 个数据列`
  return wrong.length > 0
    ? { result: 'broken', found: wrong.map(({ label }) => label) }
    : { result: 'holds', found: [`${looked}，没有发现`, ...excused] }
}

const wordsOf = (flow: AnyFlow) => [
  ...Object.values(fieldsOf(flow)).map(({ label }) => label),
  ...Object.values(flow.actions).map(({ name }) => name),
  ...Object.values(flow.stages).map(({ name }) => name),
]

const holds = (...found: string[]): Verdict => ({ result: 'holds', found })
const person = (...found: string[]): Verdict => ({ result: 'person', found })

/** Steps of whoever does the work that cannot be taken without a picture; what an asker brings is their own paper. */
function photosDemanded({ flows }: Facts): string[] {
  return flows.flatMap((flow) => {
    const fields = fieldsOf(flow)
    return Object.values(flow.actions).flatMap(({ name, by, asks = [] }) =>
      by !== 'anyone' &&
      [by].flat().some((part) => flow.roles[part]?.sits !== 'asker') &&
      asks.some((field) => fields[field]?.kind === 'photos')
        ? [`流程“${flow.name}”的“${name}”`]
        : [],
    )
  })
}

const PLACES =
  /(^|[._])(lng|lat|longitude|latitude|gps|geo|geohash|coordinates?|track|trajector(y|ies)|location|whereabouts)([._s]|$)/
/** What has a place, column by column: what people report, where they say it is, and where a government sits. */
const PLACED = /^(matters\.(lng|lat)|divisions\.seat_(lng|lat))$/

const RELIEF = '整治形式主义为基层减负若干规定'
const ROWS = 5000
const DAYS = 92

export const CHECKS: readonly Check[] = [
  {
    id: '10.1',
    ban: '县级以下单位不自建政务应用程序',
    source: '国办函〔2026〕12号 二',
    how: '看系统由哪一级运行',
    look: ({ county }) =>
      /^\d{6}$/.test(county.code)
        ? holds(`由${county.name}（${county.code}，县级）统一运行，镇村只是用户，没有自己的应用`)
        : { result: 'broken', found: [`运行单位 ${county.code} 不是县级`] },
  },
  {
    id: '10.3',
    ban: '不对工作人员打卡签到、积分排名、统计在线时长',
    source: RELIEF,
    how: '在接口、流程、指标、数据列里找',
    look: (facts) =>
      mentions(
        facts,
        /打卡|签到|积分|在线时长|排名|排行|check.?in|clock.?in|streak|online.?(time|minutes|hours)|ranking|leaderboard|\bpoints\b|scores?\b/i,
      ),
  },
  {
    id: '10.4',
    ban: '不强制下载，不按单位或个人统计安装率、使用率，不要求定期登录',
    source: RELIEF,
    how: '在接口、流程、指标、数据列里找',
    look: (facts) => {
      const seen = mentions(
        facts,
        /安装量|安装率|下载量|使用率|活跃度|登录次数|登录率|installs?\b|downloads?_?count|usage|active_?users|log_?in_?(count|days|rate)/i,
      )
      return seen.result === 'broken'
        ? seen
        : holds(
            ...seen.found,
            '账号表有“最近使用”，只给系统、安全管理员清理多余账号（GB/T 22239 8.1.4.2 c），不统计、不比较',
          )
    },
  },
  {
    id: '10.5',
    ban: '不拿点赞、网络投票、转发、学习时长作考核；不默认要工作照片、视频和轨迹',
    source: RELIEF,
    how: '找这些指标；数哪些步骤不传照片就办不下去',
    look: (facts) => {
      const counted = mentions(
        { ...facts, routes: [], flows: [] },
        /点赞|转发|学习时长|网络投票|\blikes\b|shares?_count|study/i,
      )
      const demanded = photosDemanded(facts)
      if (counted.result === 'broken' || demanded.length > 0)
        return {
          result: 'broken',
          found: [
            ...(counted.result === 'broken' ? counted.found : []),
            ...demanded.map((step) => `${step}必须传照片`),
          ],
        }
      const scene = facts.items.filter(({ evidence }) => evidence === 'scene').map(({ name }) => name)
      return person(
        '没有这类指标；没有一个步骤默认要照片',
        scene.length === 0
          ? '也没有哪类事项要照片'
          : `清单里有 ${scene.length} 类事项办结要现场照片（${scene.join('、')}），请核对是否都是安全类必需`,
      )
    },
  },
  {
    id: '10.6',
    ban: '不随意、重复填表；已经有的信息不再要人填',
    source: RELIEF,
    how: '看每件要打字填几项有没有公开的数；是否重复只能由用的人说',
    look: ({ indicators }) =>
      person(
        indicators.some(({ name }) => name === '每件打字几项')
          ? '系统自己数“每件打字几项”，指标页公开；请抽几件问经办人有没有填过两遍的'
          : '系统没有数每件要填几项，请抽几件看',
      ),
  },
  {
    id: '10.7',
    ban: '不做商业活动',
    source: RELIEF,
    how: '在接口、流程、指标、数据列里找',
    look: (facts) => mentions(facts, /广告|商城|优惠券|推销|带货|advert|coupon|\bshop|\bcart\b|sponsor/i),
  },
  {
    id: '10.8',
    ban: '要有提意见的入口，写明主办单位和备案编号',
    source: '国办函〔2026〕12号',
    how: '看清单里有没有意见建议；编号只能人工核对',
    look: ({ items, county }) =>
      items.some(({ code }) => code === '1203')
        ? person(
            `清单 1203“意见建议”在用，手机“我的”里可以提；主办单位为${county.name}；备案编号请对照批文核对`,
          )
        : { result: 'broken', found: ['清单里没有意见建议这一类，村民没有地方提意见'] },
  },
  {
    id: '10.9',
    ban: '部门不直接向村里要表格，每个部门面向基层的应用不超过一个',
    source: RELIEF,
    how: '系统之外的应用，系统看不到',
    look: () => person('本系统之内各部门共用一个工作台；部门有没有别的应用，请向部门核对'),
  },
  {
    id: '10.10',
    ban: '不记录网格员的轨迹',
    source: '个人信息保护法 28',
    how: '找存位置的数据列',
    look: ({ columns }) => {
      const wrong = columns.filter((column) => PLACES.test(column) && !PLACED.test(column))
      return wrong.length > 0
        ? { result: 'broken', found: wrong.map((column) => `数据列 ${column} 可能存人的位置`) }
        : holds(
            '只有事项和区划有位置，是报的人自己说的或地图上的；照片里的位置传的时候就去掉，没有一列存人的位置',
          )
    },
  },
  {
    id: '10.11',
    ban: '只比办理结果，不比活动次数',
    source: RELIEF,
    how: '看全部指标数的是什么',
    look: (facts) => {
      const active = facts.indicators.filter(({ name, formula }) =>
        /登录|巡查次数|走访次数|上报量排|信息报送/.test(`${name}${formula}`),
      )
      return active.length > 0
        ? { result: 'broken', found: active.map(({ name }) => `指标 ${name}`) }
        : holds(`${facts.indicators.length} 个指标：${facts.indicators.map(({ name }) => name).join('、')}`)
    },
  },
  {
    id: '10.12',
    ban: '不新增村级牌子、台账和证明',
    source: '关于规范村级组织工作事务、机制牌子和证明事项的意见（2022）',
    how: '墙上挂什么、抽屉里放什么只能去看',
    look: () =>
      person(
        '系统印的都是法律要求公开或存档的（公开栏、明白纸、会议文书）；请到村里看有没有为系统另设的台账',
      ),
  },
  {
    id: '10.13',
    ban: '部门交村里办的事要有依据和经费',
    source: '村民委员会组织法 43',
    how: '列出全部流程；依据和经费只能由人核对',
    look: ({ flows }) =>
      person(
        `现有 ${flows.length} 个流程：${flows.map(({ name }) => name).join('、')}；请核对这里面和线下有没有部门派给村、说不出依据和经费的任务`,
      ),
  },
  {
    id: '10.14',
    ban: `一般文稿不超过 ${ROWS} 字`,
    source: RELIEF,
    how: '量最长的一份周研判',
    look: ({ longestBrief }) =>
      longestBrief > ROWS
        ? { result: 'broken', found: [`最长的周研判有 ${longestBrief} 字（连编号在内）`] }
        : holds(longestBrief === 0 ? '还没有写过周研判' : `最长的周研判 ${longestBrief} 字（连编号在内）`),
  },
  {
    id: '10.16',
    ban: '群里不要求及时回复、接龙，不公布谁没看',
    source: '地方减负办法',
    how: `数最近 ${DAYS} 天的群发通知`,
    look: ({ calls }) =>
      person(
        calls.length === 0
          ? `最近 ${DAYS} 天没有群发过通知`
          : `最近 ${DAYS} 天群发 ${calls.map(({ level, calls: n }) => `${level === 'emergency' ? '紧急' : '一般'} ${n} 次`).join('，')}`,
        '没有回应的名单只有发通知的人看得到，用来打电话叫应；请核对是否只在汛情等紧急时用',
      ),
  },
]

/** Since when calls are counted. */
export const sinceFor = (now: Date): Date => new Date(now.getTime() - DAYS * 86_400_000)

/** All of them, as they stand. */
export const linesOf = (facts: Facts): Line[] =>
  CHECKS.map(({ look, ...check }) => ({ ...check, ...look(facts) }))

import { atLeast, isAsStrict, MAJORITY, shareName, THREE_QUARTERS, TWO_THIRDS, type Share } from './share.ts'

/**
 * Law is data with a version: every legal limit of deliberation by name, with its article. A county or a village may
 * tighten one, never weaken it (rules 0.8). Names are those of `rules.md` §12; `docs/law.md` lists them for people.
 */

export const LAWS = {
  vcl: { name: '村民委员会组织法', version: '2025-10-28', inForceOn: '2026-01-01' },
  rce: { name: '农村集体经济组织法', version: '2024-06-28', inForceOn: '2025-05-01' },
  residents: { name: '城市居民委员会组织法', version: '2025-10-28', inForceOn: '2026-01-01' },
  party: {
    name: '中国共产党农村基层组织工作条例及“四议两公开”通行做法',
    version: '2019-01-10',
    inForceOn: '2019-01-10',
  },
  civil: { name: '民法典', version: '2020-05-28', inForceOn: '2021-01-01' },
  live: { name: '互联网直播服务管理规定', version: '2016-11-04', inForceOn: '2016-12-01' },
} as const
export type LawId = keyof typeof LAWS

/** `article` as people cite it. `reading`: our testable form goes a step beyond the words; `practice`: no law, but custom. */
type Source = { law: LawId; article: string; rule: string; reading?: true; practice?: true }

export type Limit = Source & { name: string } & (
    | { kind: 'share'; value: Share }
    /** A stricter rule asks for more. */
    | { kind: 'least'; value: number; unit: string }
    /** A stricter rule allows fewer. */
    | { kind: 'most'; value: number; unit: string }
  )

const vcl = (article: string, rule: string): Source => ({ law: 'vcl', article: `第${article}条`, rule })
const rce = (article: string, rule: string): Source => ({ law: 'rce', article: `第${article}条`, rule })
const residents = (article: string, rule: string): Source => ({
  law: 'residents',
  article: `第${article}条`,
  rule,
})
const civil = (article: string, rule: string): Source => ({ law: 'civil', article: `第${article}条`, rule })
const party = (rule: string): Source => ({ law: 'party', article: '第十九条', rule, practice: true })
const live = (article: string, rule: string): Source => ({ law: 'live', article: `第${article}条`, rule })
const read = (source: Source): Source => ({ ...source, reading: true })

const share = (name: string, value: Share, source: Source) =>
  ({ kind: 'share', name, value, ...source }) as const
const least = (name: string, value: number, unit: string, source: Source) =>
  ({ kind: 'least', name, value, unit, ...source }) as const
const most = (name: string, value: number, unit: string, source: Source) =>
  ({ kind: 'most', name, value, unit, ...source }) as const

export const LIMITS = {
  'vc.assembly.notice_days': least('村民会议提前通知', 10, '日', vcl('二十五', '1.2.4')),
  'vc.assembly.min_per_year': least('村民会议每年召开', 1, '次', vcl('二十五', '1.2.2')),
  'vc.assembly.quorum_persons': share('村民会议到会村民', MAJORITY, vcl('二十六', '1.2.5')),
  'vc.assembly.quorum_households': share('村民会议到会户代表', TWO_THIRDS, vcl('二十六', '1.2.5')),
  'vc.assembly.pass': share('村民会议通过', MAJORITY, vcl('二十六', '1.2.6')),
  'vc.call.assembly_villagers': share('村民提议召集村民会议', atLeast(1, 10), vcl('二十五', '1.2.3')),
  'vc.call.assembly_reps': share('村民代表提议召集村民会议', atLeast(1, 3), vcl('二十五', '1.2.3')),
  'vc.reps.quorum': share('村民代表会议到会', TWO_THIRDS, vcl('三十', '1.4.5')),
  'vc.reps.pass': share('村民代表会议通过', MAJORITY, vcl('三十', '1.4.5')),
  'vc.reps.share_reps': share('村民代表占组成人员', atLeast(4, 5), vcl('二十九', '1.4.1')),
  'vc.reps.share_women': share('妇女代表占组成人员', atLeast(1, 3), vcl('二十九', '1.4.1')),
  'vc.reps.households_per_rep_least': least('每名村民代表联系', 5, '户', vcl('二十九', '1.4.2')),
  'vc.reps.households_per_rep_most': most('每名村民代表联系', 15, '户', vcl('二十九', '1.4.2')),
  'vc.reps.per_quarter': least('村民代表会议每季度召开', 1, '次', vcl('三十', '1.4.3')),
  'vc.reps.notice_days': least('村民代表会议提前告知', 0, '日', read(vcl('三十', '1.4.6'))),
  'vc.call.reps': share('村民代表提议召集村民代表会议', atLeast(1, 5), vcl('三十', '1.4.4')),
  'vc.group.quorum': share('村民小组会议到会', TWO_THIRDS, vcl('三十二', '1.4.8')),
  'vc.group.pass': share('村民小组会议通过', MAJORITY, vcl('三十二', '1.4.8')),
  'vc.committee.quorum': share('村民委员会会议到会', MAJORITY, read(vcl('三十四', '1.4.10'))),
  'vc.committee.pass': share('村民委员会会议通过', MAJORITY, read(vcl('三十四', '1.4.10'))),
  'vc.committee.size_least': least('村民委员会组成', 3, '人', vcl('八', '1.1.16')),
  'vc.committee.size_most': most('村民委员会组成', 7, '人', vcl('八', '1.1.16')),
  'vc.committee.women': least('村民委员会妇女成员', 1, '人', vcl('八', '1.1.16')),
  'vc.committee.term_years': most('村民委员会任期', 5, '年', vcl('十四', '1.1.15')),
  'vc.supervisors.quorum': share('村务监督委员会会议到会', MAJORITY, read(vcl('三十四', '1.5.1'))),
  'vc.supervisors.pass': share('村务监督委员会会议通过', MAJORITY, read(vcl('三十四', '1.5.1'))),
  'vc.recall.motion_voters': share('选民联名要求罢免', atLeast(1, 5), vcl('十九', '1.1.13')),
  'vc.recall.motion_reps': share('村民代表联名要求罢免', atLeast(1, 3), vcl('十九', '1.1.13')),
  'vc.election.turnout': share('选举有效', MAJORITY, vcl('十八', '1.1.8')),
  'vc.election.elect': share('当选', MAJORITY, vcl('十八', '1.1.8')),
  'vc.election.runoff': share('另行选举当选', atLeast(1, 3), vcl('十八', '1.1.9')),
  'vc.election.roll_days': least('选民名单公布', 20, '日', vcl('十七', '1.1.4')),
  'vc.election.object_days': least('选民名单申诉', 5, '日', vcl('十七', '1.1.5')),
  'vc.election.decide_days': most('选民名单申诉处理', 3, '日', vcl('十七', '1.1.5')),
  'vc.proxy.max': most('每名选民接受委托', 3, '人', vcl('十八', '1.1.11')),
  'vc.appraisal.per_year': least('民主评议每年', 1, '次', vcl('三十八', '1.5.5')),
  'vc.appraisal.bad_in_a_row': most('连续评议不称职', 2, '次', vcl('三十八', '1.5.5')),
  'rce.assembly.notice_days': least('成员大会提前通知', 10, '日', rce('二十七', '3.1.8')),
  'rce.assembly.quorum': share('成员大会参加', TWO_THIRDS, rce('二十七', '3.1.9')),
  'rce.assembly.pass': share('成员大会通过', TWO_THIRDS, rce('二十七', '3.1.10')),
  // The law names no number for the collective; the three of elections (VCL 18) are taken here as well.
  'rce.proxy.max': most('成员大会每人接受委托', 3, '人', read(rce('二十七', '3.1.9'))),
  'rce.reps.min': least('成员代表', 21, '人', rce('二十八', '3.1.11')),
  'rce.reps.households_per_rep_least': least('每名成员代表', 5, '户', rce('二十八', '3.1.11')),
  'rce.reps.households_per_rep_most': most('每名成员代表', 15, '户', rce('二十八', '3.1.11')),
  // The law leaves attendance to the charter; fewer than must agree could never decide anything.
  'rce.reps.quorum': share('成员代表大会到会', TWO_THIRDS, read(rce('二十八', '3.1.11'))),
  'rce.reps.pass': share('成员代表大会通过', TWO_THIRDS, rce('二十八', '3.1.11')),
  'rce.nonmember.pass': share('非成员享有成员权益', THREE_QUARTERS, rce('十五', '3.1.7')),
  'rce.report_days_before': least('报告提前供成员查阅', 10, '日', rce('四十六', '3.2.2')),
  'rce.board.size_least': least('理事会组成', 3, '人', rce('二十九', '3.1.14')),
  'rce.board.size_most': most('理事会组成', 7, '人', rce('二十九', '3.1.14')),
  'rce.board.quorum': share('理事会到会', TWO_THIRDS, rce('三十一', '3.1.14')),
  'rce.board.pass': share('理事会通过', MAJORITY, rce('三十一', '3.1.14')),
  'residents.assembly.notice_days': least('居民会议提前通知', 10, '日', residents('二十六', '1.6.1')),
  'residents.assembly.quorum': share('居民会议到会', MAJORITY, residents('二十七', '1.6.1')),
  'residents.assembly.pass': share('居民会议通过', MAJORITY, residents('二十七', '1.6.1')),
  'residents.call.assembly_residents': share(
    '居民提议召集居民会议',
    atLeast(1, 10),
    residents('二十六', '1.6.1'),
  ),
  'residents.call.assembly_reps': share(
    '居民代表提议召集居民会议',
    atLeast(1, 3),
    residents('二十六', '1.6.1'),
  ),
  'residents.call.reps': share('居民代表提议召集居民代表会议', atLeast(1, 5), residents('二十八', '1.6.2')),
  'residents.reps.quorum': share('居民代表会议到会', TWO_THIRDS, residents('二十九', '1.6.2')),
  'residents.reps.pass': share('居民代表会议通过', MAJORITY, residents('二十九', '1.6.2')),
  'residents.reps.share_reps': share('居民代表占组成人员', atLeast(4, 5), residents('二十八', '1.6.2')),
  'residents.reps.per_half_year': least('居民代表会议每半年召开', 1, '次', residents('二十八', '1.6.2')),
  'lease.max_years': most('租赁期限', 20, '年', civil('七百零五', '3.4.1')),
  // What was sent out live is kept for sixty days; then it goes, because nobody is kept longer than needed (PIPL 19).
  'live.recording_days': least('会议直播录像保存', 60, '日', live('十六', 'L2')),
  'party.members.notice_days': least('方案提前送党员', 3, '日', party('2.2')),
  'party.members.present': share('党员大会到会', TWO_THIRDS, party('2.2')),
  'party.members.pass': share('党员大会通过', MAJORITY, party('2.2')),
  'party.joint.quorum': share('村“两委”联席会议到会', MAJORITY, party('2.3')),
  'party.joint.pass': share('村“两委”联席会议通过', MAJORITY, party('2.3')),
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof LIMITS
export type Limits = Readonly<Record<LimitName, Limit>>

/** What a province, a county or a village sets: the new value and where it is written. */
export type Tightening = Readonly<Partial<Record<LimitName, { value: Share | number; source: string }>>>

/** A rule below the law’s floor; the sentence names the article. */
export class WeakerThanLaw extends Error {}

/** How an article is cited on screen and paper. */
export const cite = ({ law, article }: Pick<Limit, 'law' | 'article'>) => `《${LAWS[law].name}》${article}`

/** A limit’s value in words: 三分之二以上, 10 日. */
export const valueName = (limit: Limit) =>
  limit.kind === 'share' ? shareName(limit.value) : `${limit.value} ${limit.unit}`

/**
 * The limits of a place: the law’s, with what is stricter there. Throws `WeakerThanLaw` for a weaker one, and for a
 * value of another kind.
 */
export function limitsWith(tightening: Tightening = {}): Limits {
  const limits: Record<string, Limit> = { ...LIMITS }
  for (const [name, own] of Object.entries(tightening)) {
    const law = limits[name]
    if (!law || !own) continue
    limits[name] = tightened(law, own.value, own.source)
  }
  // Every name of LIMITS is still there: only values were replaced.
  return limits as Limits
}

/** One limit with a stricter value. Throws `WeakerThanLaw` for a weaker one. */
export function tightened(law: Limit, value: Share | number, source: string): Limit {
  const weaker = () =>
    new WeakerThanLaw(`“${law.name}”不能低于${cite(law)}的规定（${valueName(law)}），${source}不能这样定`)
  if (law.kind === 'share') {
    if (typeof value === 'number' || !isAsStrict(value, law.value)) throw weaker()
    return { ...law, value }
  }
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw weaker()
  if (law.kind === 'least' ? value < law.value : value > law.value) throw weaker()
  return { ...law, value }
}

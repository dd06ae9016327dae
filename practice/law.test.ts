import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DISCLOSURE_LIMITS } from './disclosure/period.ts'
import { articleWords } from './meetings/articles.ts'
import { cite, LAWS, LIMITS, limitsWith, valueName, type LawId } from './meetings/limits.ts'
import { KEPT_FROM } from './meetings/powers.ts'
import { shareName, VOTE_CMP } from './meetings/share.ts'

/** Law as data is complete: every parameter of deliberation has its name in code, its boundary test and its row for people. */

const sources = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', 'practice', 'server'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|\.gen\.ts$|meetings\/limits\.ts$/.test(file))
const texts = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]))
const usersOf = (name: string) =>
  [...texts].flatMap(([file, text]) => (text.includes(`'${name}'`) ? [file] : []))

/** A line of docs/law.md. */
type Row = {
  rule: string
  name: string
  what: string
  value: string
  law: LawId
  article: string
  status: string
}

const ROWS: readonly Row[] = [
  ...Object.entries(VOTE_CMP).map(([name, share]): Row => ({
    rule: '0.1',
    name,
    what: '怎么比：以上包括本数，过半数不包括',
    value: shareName(share),
    law: 'civil',
    article: '第一千二百五十九条',
    status: '按条文推定',
  })),
  ...Object.entries(limitsWith()).map(([name, limit]): Row => ({
    ...limit,
    name,
    what: limit.name,
    value: valueName(limit),
    status: limit.practice ? '通行做法' : limit.reading ? '按条文推定' : '条文',
  })),
  ...Object.entries(KEPT_FROM).map(([name, items]): Row => ({
    rule: '3.1.12',
    name,
    what: '成员代表大会不能决定',
    value: `第二十六条第${items.map((item) => `（${item}）`).join('')}项`,
    law: 'rce',
    article: '第二十八条',
    status: '条文',
  })),
]

/**
 * The parameters of deliberation in `rules.md` §12, in its order and by its names, with the names they have in code. The
 * others of that table (accounts, petitions, video, paper …) belong to other areas.
 */
const SECTION_12: Readonly<Record<string, readonly string[]>> = {
  'vote.cmp.two_thirds': ['vote.cmp.two_thirds'],
  'vote.cmp.majority': ['vote.cmp.majority'],
  'vc.assembly.notice_days': ['vc.assembly.notice_days'],
  'vc.assembly.min_per_year': ['vc.assembly.min_per_year'],
  'vc.assembly.quorum': ['vc.assembly.quorum_persons', 'vc.assembly.quorum_households'],
  'vc.assembly.pass': ['vc.assembly.pass'],
  'vc.reps.quorum': ['vc.reps.quorum'],
  'vc.reps.pass': ['vc.reps.pass'],
  'vc.reps.share_reps/women': ['vc.reps.share_reps', 'vc.reps.share_women'],
  'vc.reps.households_per_rep': ['vc.reps.households_per_rep_least', 'vc.reps.households_per_rep_most'],
  'vc.reps.per_quarter': ['vc.reps.per_quarter'],
  'vc.call.assembly': ['vc.call.assembly_villagers', 'vc.call.assembly_reps'],
  'vc.call.reps': ['vc.call.reps'],
  'vc.group.quorum/pass': ['vc.group.quorum', 'vc.group.pass'],
  'vc.recall.motion': ['vc.recall.motion_voters', 'vc.recall.motion_reps'],
  'vc.election.turnout/elect': ['vc.election.turnout', 'vc.election.elect'],
  'vc.election.runoff': ['vc.election.runoff'],
  'vc.election.roll_days': ['vc.election.roll_days', 'vc.election.object_days', 'vc.election.decide_days'],
  'vc.proxy.max': ['vc.proxy.max'],
  'vc.committee.size': ['vc.committee.size_least', 'vc.committee.size_most', 'vc.committee.women'],
  'vc.appraisal.per_year': ['vc.appraisal.per_year', 'vc.appraisal.bad_in_a_row'],
  'disclose.min_posted_days': ['disclose.min_posted_days'],
  'rce.assembly.notice_days': ['rce.assembly.notice_days'],
  'rce.assembly.quorum': ['rce.assembly.quorum'],
  'rce.assembly.pass': ['rce.assembly.pass'],
  'rce.reps.min': ['rce.reps.min', 'rce.reps.households_per_rep_least', 'rce.reps.households_per_rep_most'],
  'rce.reps.pass': ['rce.reps.pass'],
  'rce.reps.forbidden': ['rce.reps.forbidden'],
  'rce.nonmember.pass': ['rce.nonmember.pass'],
  'rce.board': ['rce.board.size_least', 'rce.board.size_most', 'rce.board.quorum', 'rce.board.pass'],
  'rce.report_days_before': ['rce.report_days_before'],
  'lease.max_years': ['lease.max_years'],
  'party.members.present/pass': ['party.members.present', 'party.members.pass', 'party.members.notice_days'],
}

it('every limit is used by name, and its article is here in words', () => {
  const unused = ROWS.filter(({ name }) => usersOf(name).length === 0).map(({ name }) => name)
  expect(unused).toEqual([])
  for (const row of ROWS) expect(articleWords(row).length).toBeGreaterThan(10)
})

it('every parameter of rules §12 is used by name, has its boundary on both sides, and its row for people', () => {
  const boundaries = readFileSync('practice/boundaries.test.ts', 'utf8')
  const page = readFileSync('docs/law.md', 'utf8')
  const faults = Object.entries(SECTION_12).flatMap(([parameter, names]) =>
    names.flatMap((name) => [
      ...(usersOf(name).length > 0 ? [] : [`${parameter}: ${name} is used nowhere`]),
      // A key of the table of boundaries, or a test of its own.
      ...(new RegExp(`^ +'${name}': |^  it\\('${name}'|^    \\['${name}', `, 'm').test(boundaries)
        ? []
        : [`${parameter}: ${name} has no boundary test`]),
      ...(page.includes(`| \`${name}\` |`) ? [] : [`${parameter}: ${name} has no row in docs/law.md`]),
    ]),
  )
  expect(faults).toEqual([])
  // And nothing is counted by that the table of boundaries does not know.
  const known = new Set(Object.values(SECTION_12).flat())
  const beyond = Object.keys(LIMITS).filter((name) => !known.has(name))
  expect(beyond.filter((name) => !boundaries.includes(`  '${name}': `))).toEqual([])
})

/** What no law counts and the house holds all the same. */
const HOUSE = [
  '## No figure of the law, held all the same',
  '',
  'The laws say that votes are counted and minutes signed, not by how many hands. So that nobody can sign in, vote and count for',
  'everybody, the house holds these; how to work with them is [Enter for others](how-to/enter-for-others.md).',
  '',
  '| rule | what | file |',
  '|---|---|---|',
  '| 代录 | a named vote entered for somebody else is told to them, confirmed by a second person before the result, and theirs to take back | `practice/meetings/entered.ts` `server/modules/motions/entered.ts` |',
  '| 代签到 | who is noted as present by another is told, and stands as such on the roll and in the minutes | `server/modules/meetings/attend.ts` |',
  '| 补录 | two counts of a meeting entered afterwards come from two people, with the signed sheet | `server/modules/motions/commands.ts` |',
  '| 补录 | what it passed is a resolution once two who were there have signed its minutes | `practice/meetings/life.ts` `server/modules/meetings/signing.ts` |',
  '| 签字 | minutes are signed by whoever was there and by nobody else | `server/modules/meetings/signing.ts` |',
]

it('every limit stands in docs/law.md with its rule, article and file (`vitest -u` writes it)', async () => {
  const files = (name: string) =>
    usersOf(name)
      .map((file) => `\`${file}\``)
      .join(' ')
  const rows = ROWS.map(
    ({ rule, name, what, value, status, ...source }) =>
      `| ${rule} | \`${name}\` | ${what} | ${value} | ${cite(source)} | ${status} | ${files(name)} |`,
  )
  const posted = DISCLOSURE_LIMITS['disclose.min_posted_days']
  const laws = Object.values(LAWS).map(
    (each) => `- 《${each.name}》 ${each.version}，${each.inForceOn} 起施行`,
  )
  const page = [
    '# Law as data',
    '',
    'Every legal limit of deliberation by name, as `practice/meetings/limits.ts` holds it, and the files that use it by',
    'that name. Rules are those of the domain notes. A county or a village may set a stricter value, a weaker one is refused',
    'with the article; people read them at `/law` and `/desk/law`. `practice/boundaries.test.ts` holds each to its boundary:',
    'just enough is taken, one less is not.',
    '',
    ...laws,
    '',
    '| rule | name | 事项 | 数值 | 条文 | 依据 | files |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    `| ${posted.rule} | \`disclose.min_posted_days\` | ${posted.name} | ${valueName(posted)} | ${cite(posted)} | 条文 | ${files('disclose.min_posted_days')} |`,
    '',
    ...HOUSE,
    '',
  ]
  await expect(page.join('\n')).toMatchFileSnapshot('../docs/law.md')
  const named = [...page.join('\n').matchAll(/`((?:practice|server)\/[^`]+)`/g)].map(([, file = '']) => file)
  expect(named.filter((file) => !existsSync(file))).toEqual([])
})

import { dateOf } from '#practice/kit/index.ts'
import { articleWords } from '#practice/meetings/articles.ts'
import { BODIES, bodyOf, type BodyId } from '#practice/meetings/bodies.ts'
import { cite, LAWS, LIMITS, valueName, type Limit, type LimitName } from '#practice/meetings/limits.ts'
import { OPINION_KINDS } from '#practice/meetings/opinions.ts'
import { DECISIONS, type DecisionId } from '#practice/meetings/powers.ts'
import { isCommunity, rhythmOf, type Held } from '#practice/meetings/rhythm.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { notFound } from '#server/core/problem.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { limitsAt } from './commands.ts'
import { opinionListOf } from './opinions.ts'
import { lawOf } from './rules.ts'
import * as store from './store.ts'

/** Every rule a village’s meetings go by, each with its article in words, and what is stricter there and why. */
export async function lawOfPlace({ db }: App, code: string, division: string) {
  const county = await getCounty(db, code)
  if (!county.divisions.has(division)) throw notFound('村')
  const today = dateOf(new Date())
  return db.read(code, async (tx) => {
    const rules = await store.limitRules(tx, division, today)
    const sources = new Map(rules.map(({ name, source }) => [name, source]))
    const limits = await limitsAt(tx, division, today)
    return {
      divisionName: county.placeName(division),
      laws: Object.values(LAWS).map(({ name, version, inForceOn }) => ({ name, version, inForceOn })),
      bodies: bodiesOf(division),
      decisions: (Object.keys(DECISIONS) as DecisionId[]).map((id) => decisionIn(code, id)),
      rhythm: rhythmOf(limits, division, await heldIn(tx, division), today).map(
        ({ last: _, ...rest }) => rest,
      ),
      limits: Object.entries(limits).map(([name, limit]) =>
        presentLimit(name as LimitName, limit, sources.get(name)),
      ),
    }
  })
}

function presentLimit(name: LimitName, limit: Limit, source: string | undefined) {
  const [floor, value] = [boundName(LIMITS[name]), boundName(limit)]
  return {
    name,
    what: limit.name,
    value,
    law: cite(limit),
    words: articleWords(limit),
    status: limit.practice
      ? ('practice' as const)
      : limit.reading
        ? ('reading' as const)
        : ('article' as const),
    ...(source && value !== floor ? { source, floor } : {}),
  }
}

/** A value with the side it bounds: 至少 10 日, 最多 7 人. */
function boundName(limit: Limit): string {
  if (limit.kind === 'share') return valueName(limit)
  if (limit.kind === 'least' && limit.value === 0) return '没有规定'
  return `${limit.kind === 'least' ? '至少' : '最多'} ${valueName(limit)}`
}

/** Bodies of a village, or of a neighbourhood, with the figures each goes by. */
function bodiesOf(division: string) {
  const isOf = (id: BodyId) => id.startsWith('residents-') === isCommunity(division)
  const shared: readonly BodyId[] = [
    'party-members',
    'joint-committees',
    'member-assembly',
    'member-representatives',
    'board',
  ]
  return (Object.keys(BODIES) as BodyId[])
    .filter((id) => isOf(id) || shared.includes(id))
    .map((id) => {
      const { name, members, quorum, pass, notice, calledBy = [] } = bodyOf(id)
      const names = [notice, ...Object.values(quorum), pass.limit, ...calledBy.map(({ limit }) => limit)]
      return { id, name, members, limits: [...new Set(names.filter((each) => each !== undefined))] }
    })
}

function decisionIn(county: string, id: DecisionId) {
  const rule = opinionListOf(county)[id]
  const opinions =
    rule && `表决前要有${rule.kinds.map((kind) => OPINION_KINDS[kind]).join('、')}（${rule.source}）`
  return { id, name: DECISIONS[id].name, who: lawOf(id), ...(opinions ? { opinions } : {}) }
}

/** Meetings that were held to their end, as far back as any rule looks; one that only sits, or is called, was not. */
function heldIn(tx: Tx, division: string): Promise<Held[]> {
  return tx.rows(
    `select m.body, to_char(m.meets_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on,
       array(select o.decision from motions o where o.county = m.county and o.meeting = m.id and o.state = 'declared'
             and (o.verdict ->> 'valid')::boolean) as decisions
     from meetings m where m.county = current_county() and m.division = $1 and m.state in ('closed', 'archived')
       and m.meets_at > now() - interval '400 days'`,
    [division],
  )
}

import { contains, type HandlingLevel } from '#contract/division-codes.ts'
import {
  findAction,
  plays,
  foldAll,
  handlingLevel,
  isAside,
  seenText,
  type AnyFlow,
  type Entry,
  type Matter,
  type Refusal,
  type Values,
} from '#practice/kit/index.ts'
import { Problem } from '#server/core/problem.ts'
import { sha256 } from '#server/core/secrets.ts'
import { allows, type Scope } from '#server/core/scope.ts'

/**
 * The promise of this module: a matter is its entries. Each carries the hash of the one before it, so a changed
 * history is found; the row is their fold, so it can always be proved.
 */

/** JSON with sorted keys: the same value always gives the same text, whatever the database did to the order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const pairs: string[] = []
    for (const key of Object.keys(value).sort()) {
      const inner: unknown = value[key as never]
      if (inner !== undefined) pairs.push(`${JSON.stringify(key)}:${canonical(inner)}`)
    }
    return `{${pairs.join()}}`
  }
  return JSON.stringify(value)
}

/** The link of an entry in its matter's chain. */
export function linkOf(before: Uint8Array | undefined, matter: string, entry: Entry): Buffer {
  const { seq, action, actor, post, at, answers, change } = entry
  return sha256(
    before ?? new Uint8Array(),
    matter,
    canonical({ seq, action, actor, post, at, answers, change }),
  )
}

/** Where a history breaks: the first entry whose hash is not the one its content gives; undefined when sound. */
export function brokenLink(
  matter: string,
  entries: readonly (Entry & { hash: Uint8Array })[],
): number | undefined {
  let before: Uint8Array | undefined
  for (const [index, entry] of entries.entries()) {
    const sound = entry.seq === index + 1 && linkOf(before, matter, entry).equals(entry.hash)
    if (!sound) return entry.seq
    before = entry.hash
  }
  return undefined
}

/** Whether the row equals the fold of the entries. */
export function isFold(state: Matter, entries: readonly Entry[]): boolean {
  return canonical(foldAll(entries)) === canonical(state)
}

/** What a scope needs to know of a matter to tell whether it may be seen. */
export type Seen = {
  flow: string
  division: string
  asker: string
  agent: string | null
  unit: string | null
  holder: string | null
  confidential: boolean
  /** About those who run the village. */
  conduct: boolean
  shown: boolean
}

export type Side = 'asking' | 'handling' | 'watching'
/** By which rule somebody sees a matter, and from which side. */
export const RULES = {
  own: 'asking',
  holder: 'handling',
  unit: 'handling',
  area: 'handling',
  question: 'handling',
  'unit-before': 'handling',
  follows: 'watching',
  neighbour: 'watching',
} as const satisfies Record<string, Side>
export type Rule = keyof typeof RULES

type ScopePost = NonNullable<Scope['post']>

/**
 * Whether somebody acts for the village itself, at whatever post: what is reported on those who run it is never passed
 * to them (信访工作条例 30: 不得透露给、转给被检举的人员或者单位).
 */
export function isOfVillage({ post }: { post: Pick<ScopePost, 'division'> | undefined }): boolean {
  return post !== undefined && handlingLevel(post.division) === 'village'
}

/**
 * Whether the village must not know of it; who asked sees their own nevertheless, as the person they are. Without a post
 * as well: whoever is meant may lay theirs down for a moment, and followed it before it was known what it is about.
 */
export const isKeptFrom = (scope: Scope, { conduct }: Pick<Seen, 'conduct'>): boolean =>
  conduct && isAmongVillagers(scope)

/** Whether somebody looks from within a village: at a post of it, or at none. */
export const isAmongVillagers = (scope: Scope): boolean => scope.post === undefined || isOfVillage(scope)

/** Numbers tell confidential kinds not apart, so the village counts none of them: it would count its own complaints. */
export const countsConfidential = (scope: Scope): boolean =>
  allows(scope, 'matters.confidential') && !isOfVillage(scope)

/**
 * What stands for the asker where this reader must not know who asked; undefined where they may. Of what is reported on
 * the village's people only the unit that handles it learns the name. Who opened it to everybody without their name is
 * named only to who handles it and the posts over it; whoever holds the printed code is one of everybody.
 */
export function unnamedFor(
  { unnamed }: AnyFlow,
  { conduct, unit, state }: Pick<Seen, 'conduct' | 'unit'> & { state: Matter },
  { side, post }: { side: Side; post?: ScopePost | undefined },
): string | undefined {
  if (side === 'asking') return undefined
  if (unnamed !== undefined) return unnamed
  if (conduct && !(unit !== null && unit === post?.unit)) return '报事人（保密）'
  return side === 'watching' && state.answers['privacy'] === 'anonymous' ? '一位村民' : undefined
}

/**
 * Whether who wrote an entry at a post may have known who asked. What others write is left as it is: hiding the asker's
 * name in a list of a whole village would say which of them it is.
 */
export function mayKnowAsker(
  { unnamed }: AnyFlow,
  { conduct }: Pick<Seen, 'conduct'>,
  { in_hand }: { in_hand: boolean },
): boolean {
  return unnamed === undefined && (!conduct || in_hand)
}

/** A value with its text, or its address, as `inWords` makes it. */
export function readIn(value: Values[string], inWords: (text: string) => string): Values[string] {
  if (typeof value === 'string') return inWords(value)
  if (typeof value !== 'object' || !('address' in value) || value.address === undefined) return value
  return { ...value, address: inWords(value.address) }
}

/** From where a person looks at a matter. `undefined`: not at all. Units and followers are looked up apart. */
export function outlook(scope: Scope, row: Seen): Side | undefined {
  const rule = ruleAtSight(scope, row)
  return rule && RULES[rule]
}

/** The rule behind `outlook`. */
export function ruleAtSight(scope: Scope, row: Seen): Rule | undefined {
  if (row.asker === scope.person || row.agent === scope.person) return 'own'
  if (isKeptFrom(scope, row)) return undefined
  if (row.holder === scope.person) return 'holder'
  const { post } = scope
  if (!post) return undefined
  if (allows(scope, 'matters.unit') && row.unit === post.unit) return 'unit'
  const within =
    contains(post.division, row.division) ||
    (contains(row.division, post.division) && handlingLevel(row.division) === 'village')
  if (!within) return undefined
  if (allows(scope, 'matters.area') && (!row.confidential || allows(scope, 'matters.confidential')))
    return 'area'
  if (row.flow === QUESTION_FLOW && allows(scope, 'disclosure.answer') && !row.confidential) return 'question'
  return undefined
}

/** Supervisors have no matters of an area, but what it asks about its publications is theirs to answer (R15). */
export const QUESTION_FLOW = 'disclosure-question'

const STATUS: Record<Refusal['code'], number> = {
  moved: 409,
  hold: 409,
  needs: 409,
  denied: 403,
  limit: 403,
  rule: 422,
}

/** Its matters are about what the register has of somebody, so that somebody is in it. */
export const DATA_FLOW = 'personal-data'

/** A refusal of the rules as the API answers it. */
export function refused(
  { code, says }: Refusal,
  changed?: { by: string; at: string; action: string; stage: string },
): Problem {
  return new Problem(STATUS[code], code, says, code === 'moved' && changed ? { changed } : {})
}

/** Whether the action belongs to the asking side, and so may be done with the printed code alone. */
export function isAskers(flow: AnyFlow, name: string, matter: Matter): boolean {
  if (isAside(name)) return name === 'add' || name === 'urge'
  const action = findAction(flow, name)
  return (
    action !== undefined &&
    action.by !== 'anyone' &&
    action.by !== 'clock' &&
    plays(flow, action.by, matter, { person: matter.asker })
  )
}

/** Whether the asker opened it to everybody; who said nothing kept it to those who handle it (个人信息保护法 6). */
export function isOpenToAll({ answers }: Matter): boolean {
  return answers['privacy'] === 'open' || answers['privacy'] === 'anonymous'
}

/** Throws a 422 for a flow whose matters are opened where it is checked what they are about. */
export function demandOpenHere({ opensElsewhere }: AnyFlow): void {
  if (opensElsewhere !== undefined) throw new Problem(422, 'rule', opensElsewhere)
}

/** Whether others can meet the same thing and follow it: a hole in the road, not an application. */
export function canBeMet(flow: AnyFlow): boolean {
  return flow.fields['privacy'] !== undefined
}

/** The level whose people answer when no unit holds the matter. */
export const answering = (matter: { level: HandlingLevel; division: string }): string => {
  const length = { village: 12, town: 9, county: 6 }[matter.level]
  return matter.division.slice(0, length)
}

/** A text as it is kept: without characters nobody sees, and without blanks around it. */
export const cleanText = (text: string): string => seenText(text).trim()

import { sql as raw, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import type { z } from 'zod'
import type { MatterFilter } from '#contract/matters.ts'
import { takesPart } from '#contract/roles.ts'
import { handlingLevel, marksOf, type AnyFlow, type Marks } from '#practice/kit/index.ts'
import type { DB } from '#db/types.gen.ts'
import { isWritten, wrongCursor } from '#server/core/cursor.ts'
import { sql, type Tx } from '#server/core/db.ts'
import { isId } from '#server/core/ids.ts'
import { allows, type Scope } from '#server/core/scope.ts'
import { countReasons, hasAnyReason, hasReason, rankOf, type Rules } from './attention.ts'
import { asking } from './policy.ts'
import { isAmongVillagers, QUESTION_FLOW } from './rules.ts'
import { COLUMNS, type MatterRecord } from './store.ts'

/** Lists: what a scope may see, narrowed by filters, one page at a time. Composed, because filters vary. */

export type Filter = z.output<typeof MatterFilter>
export type Builder = ExpressionBuilder<DB, 'matters'>
type Condition = Expression<SqlBool>

const columns = COLUMNS.split(',').map((column) => column.trim()) as (keyof MatterRecord &
  keyof DB['matters'])[]

/** Everything the person may see from the chosen side. Village codes are 12 digits, towns 9 (division-codes.ts). */
function inView(
  b: Builder,
  scope: Scope,
  view: NonNullable<Filter['view']>,
  home: string | undefined,
): Condition {
  if (view === 'asked') return b.or([...asking(b, scope.person), follows(b, scope)])
  if (view === 'village') {
    const village = (scope.post?.division ?? home ?? '').slice(0, 12)
    return b.and([
      b('shown', '=', true),
      b('confidential', '=', false),
      b('village', '=', village.length === 12 ? village : ''),
    ])
  }
  return byPost(b, scope)
}

/** The SQL of `isKeptFrom`: without what is reported on the village's people, but for one's own. */
function notKept(b: Builder, scope: Scope): Condition[] {
  if (!isAmongVillagers(scope)) return []
  return [b.or([b('conduct', '=', false), ...asking(b, scope.person)])]
}

function byPost(b: Builder, scope: Scope): Condition {
  const { post } = scope
  if (post && allows(scope, 'matters.area')) {
    const open = allows(scope, 'matters.confidential') ? [] : [b('confidential', '=', false)]
    return b.and([within(b, post.division), ...open])
  }
  if (post?.unit && allows(scope, 'matters.unit')) {
    return b.or([b('unit', '=', post.unit), hadInHand(b, post.unit)])
  }
  const own = [...asking(b, scope.person), b('holder', '=', scope.person)]
  if (!post || !allows(scope, 'disclosure.answer')) return b.or(own)
  const asked = [b('flow', '=', QUESTION_FLOW), b('confidential', '=', false), within(b, post.division)]
  return b.or([...own, b.and(asked)])
}

/** In a division, by the column that has an index of its own for that level. */
function within(b: Builder, division: string): Condition {
  if (division.length <= 6) return b.lit(true)
  if (division.length === 9) return b('town', '=', division)
  if (division.length === 12) return b('village', '=', division)
  // A grid sees its own matters and those of its village that name no grid.
  return b.and([
    b('village', '=', division.slice(0, 12)),
    b('division', 'in', [division, division.slice(0, 12)]),
  ])
}

/** What became confidential since is closed to whoever met the same. */
const follows = (b: Builder, scope: Scope): Condition =>
  b.and([
    b('confidential', '=', false),
    b.exists(
      b.selectFrom('followers').select(raw<number>`1`.as('one'))
        .whereRef('followers.county', '=', 'matters.county').whereRef('followers.matter', '=', 'matters.id').where('followers.person', '=', scope.person),
    ),
  ]) // prettier-ignore

const hadInHand = (b: Builder, unit: string): Condition =>
  b.exists(
    b.selectFrom('matter_units').select(raw<number>`1`.as('one'))
      .whereRef('matter_units.county', '=', 'matters.county').whereRef('matter_units.matter', '=', 'matters.id').where('matter_units.unit', '=', unit),
  ) // prettier-ignore

/** The stages of all flows in one of the desk's queues. */
function stagesIn(
  flows: readonly AnyFlow[],
  queue: 'accept' | 'dispatch' | 'disputed' | 'confirming',
): [string, string][] {
  return flows.flatMap((flow) =>
    Object.entries(flow.stages).flatMap(([name, stage]): [string, string][] => {
      if ('end' in stage) return []
      const waitsForAsker = flow.roles[stage.owner]?.sits === 'asker'
      return (queue === 'confirming' ? waitsForAsker : stage.queue === queue) ? [[flow.id, name]] : []
    }),
  )
}

/** What waits for this person: the stages whose owner they are, by the seat the flow gives them. */
function waitsFor(b: Builder, flows: readonly AnyFlow[], scope: Scope): Condition {
  const { post, person } = scope
  const conditions: Condition[] = []
  for (const flow of flows) {
    for (const [name, stage] of Object.entries(flow.stages)) {
      if ('end' in stage) continue
      const part = flow.roles[stage.owner]
      const here = b.and([b('flow', '=', flow.id), b('stage', '=', name)])
      if (part?.sits === 'asker') conditions.push(b.and([here, b.or(asking(b, person))]))
      if (part?.sits === 'holder') conditions.push(b.and([here, b('holder', '=', person)]))
      if (!(post && part && 'posts' in part && part.posts.includes(post.role) && takesPart(post))) continue
      if (part.sits === 'unit' && post.unit) conditions.push(b.and([here, b('unit', '=', post.unit)]))
      const level = handlingLevel(post.division)
      if (part.sits === 'area' && level) {
        const atLevel =
          part.level === undefined ? [b('level', '=', level)] : part.level === level ? [] : [b.lit(false)]
        conditions.push(b.and([here, within(b, post.division), ...atLevel]))
      }
    }
  }
  return conditions.length === 0 ? b.lit(false) : b.or(conditions)
}

function inQueue(b: Builder, listing: Listing, queue: NonNullable<Filter['queue']>): Condition {
  const { scope, flows } = listing
  const open = b('ended_at', 'is', null)
  switch (queue) {
    case 'open':
      return open
    case 'ended':
      return b('ended_at', 'is not', null)
    case 'warned':
      return b.and([open, b('warned_at', 'is not', null), b('overdue_at', 'is', null)])
    case 'overdue':
      return b.and([open, b('overdue_at', 'is not', null)])
    case 'attention':
      return b.and([open, hasAnyReason(b, attentionOf(listing))])
    case 'mine':
      return b.and([open, waitsFor(b, flows, scope)])
    default: {
      const stages = stagesIn(flows, queue)
      return b.and([
        open,
        b.or(stages.map(([flow, stage]) => b.and([b('flow', '=', flow), b('stage', '=', stage)]))),
      ])
    }
  }
}

function narrowed(b: Builder, listing: Listing): Condition[] {
  const { flows, filter } = listing
  const { flow, stage, item, division, unit, confidential, q } = filter
  return [
    ...(flow ? [b('flow', '=', flow)] : []),
    ...(stage ? [b('stage', '=', stage)] : []),
    ...(item ? [item === 'none' ? b('item', 'is', null) : b.fn<SqlBool>('starts_with', ['item', b.val(item)])] : []),
    ...(division ? [within(b, division)] : []),
    ...(unit ? [b('unit', '=', unit)] : []),
    ...(confidential ? [b('confidential', '=', false)] : []),
    ...timed(b, flows, filter),
    ...(q ? searched(b, listing, q) : []),
  ] // prettier-ignore
}

const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`)
const nextMidnight = (day: string) => new Date(midnight(day).getTime() + 86_400_000)

/** When it was opened and ended, how, and whether in time. */
function timed(b: Builder, flows: readonly AnyFlow[], filter: Filter): Condition[] {
  const { day, from, to, endedFrom, endedTo, ending, except, late, had } = filter
  return [
    ...(day ? [b('opened_at', '>=', midnight(day)), b('opened_at', '<', nextMidnight(day))] : []),
    ...(from ? [b('opened_at', '>=', midnight(from))] : []),
    ...(to ? [b('opened_at', '<', nextMidnight(to))] : []),
    ...(endedFrom ? [b('ended_at', '>=', midnight(endedFrom))] : []),
    ...(endedTo ? [b('ended_at', '<', nextMidnight(endedTo))] : []),
    ...(ending ? [b('ending', '=', ending)] : []),
    ...(except ? [b('ending', 'is distinct from', except)] : []),
    ...(late ? [late === 'yes' ? wasLate : b.not(wasLate)] : []),
    ...refused(b, flows, filter),
    ...(had ? [happened(b, flows, had)] : []),
  ]
}

/**
 * The marks of the stage are taken away when it is left, so lateness is read from how often the clock wrote it. What
 * ended unanswered has one more, for the asker's own silence.
 */
const wasLate = raw<SqlBool>`coalesce((state #>> '{done,overdue,times}')::int, 0) > (ending is not distinct from 'unanswered')::int`

/** Last refused in that time; so it is open, or has ended since, which the indexes know. */
function refused(b: Builder, flows: readonly AnyFlow[], { refusedFrom, refusedTo }: Filter): Condition[] {
  if (!refusedFrom && !refusedTo) return []
  const since = midnight(refusedFrom ?? '2000-01-01')
  const until = refusedTo ? nextMidnight(refusedTo) : new Date('9999-12-31')
  const last = (action: string) =>
    raw<SqlBool>`(state #>> array['done', ${action}, 'at'])::timestamptz >= ${since}::timestamptz
      and (state #>> array['done', ${action}, 'at'])::timestamptz < ${until}::timestamptz`
  const each = flows.flatMap((flow) =>
    marksOf(flow).refusal.map((action) => b.and([b('flow', '=', flow.id), last(action)])),
  )
  return [b.or([b('ended_at', 'is', null), b('ended_at', '>=', since)]), b.or(each)]
}

const wasDone = (actions: readonly string[]) =>
  raw<SqlBool>`state -> 'done' ?| array[${raw.join(actions.length > 0 ? actions : [''])}]`

/** The same milestones that numbers are counted by (kit/life.ts), as the row or its entries show them. */
function happened(b: Builder, flows: readonly AnyFlow[], had: NonNullable<Filter['had']>): Condition {
  const byFlow = (mark: keyof Marks) =>
    b.or(flows.map((flow) => b.and([b('flow', '=', flow.id), wasDone(marksOf(flow)[mark])])))
  switch (had) {
    case 'contact':
      return wasDone(['contact'])
    case 'missed':
      return wasDone(['contact-late'])
    case 'kept':
      return b.and([wasDone(['contact']), b.not(wasDone(['contact-late']))])
    case 'upheld':
      return b.or(flows.map((flow) => b.and([b('flow', '=', flow.id), upheld(marksOf(flow).ruling)])))
    default:
      return byFlow(had)
  }
}

/** A ruling gave it to another unit than had it; found in the entries of the few that were ruled on. */
const upheld = (rulings: readonly string[]) => raw<SqlBool>`${wasDone(rulings)} and exists (
  select from entries r
  where r.county = matters.county and r.matter = matters.id and r.action = any(${rulings}) and r.change ? 'unit'
    and r.change ->> 'unit' is distinct from (
      select d.change ->> 'unit' from entries d
      where d.county = r.county and d.matter = r.matter and d.seq < r.seq and d.change ? 'unit'
      order by d.seq desc limit 1))`

/**
 * Two characters and more go through the bigram index, and every word must occur; one character begins a number.
 * A whole name finds what that person asked, but only for those who handle matters and see names anyway; where they do not,
 * nor is it looked for in the words.
 */
function searched(b: Builder, { flows, filter, scope }: Listing, q: string): Condition[] {
  const { view = 'post' } = filter
  const unnamed = flows.flatMap((flow) => (flow.unnamed ? [flow.id] : []))
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return words.map((word) => {
    if (Array.from(word).length < 2) return b.fn<SqlBool>('starts_with', ['number', b.val(word)])
    const occurs = (column: 'words' | 'open_words') =>
      raw<SqlBool>`bigrams(words) @> bigrams(${word}) and position(${word} in lower(${raw.ref(column)})) > 0`
    const asked = raw<SqlBool>`asker = any(array(select id from people where county = current_county() and name = ${word}))`
    const isNamed = raw<SqlBool>`flow <> all(${unnamed}::text[]) and not conduct`
    if (view === 'post') return b.or([occurs('open_words'), b.and([isNamed, b.or([occurs('words'), asked])])])
    // By the words one reads: a search by hidden ones would tell them digit by digit. Whoever only follows what was not opened
    // reads its class alone.
    const read = occurs('open_words')
    if (view !== 'asked') return read
    return b.or([
      b.and([read, b('shown', '=', true)]),
      b.and([occurs('words'), b.or(asking(b, scope.person))]),
    ])
  })
}

type Cursor = { at: string | null; id: string; rank?: number | undefined }
/** There are fewer ranks than that (attention.ts). */
const RANK_MAX = 99

const encodeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

function decodeCursor(text: string): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString()) as Partial<Cursor>
    const { at, id, rank = 0 } = cursor
    const isRank = Number.isInteger(rank) && rank >= 0 && rank <= RANK_MAX
    const isMoment = at === null || (typeof at === 'string' && isWritten(at))
    if (typeof id === 'string' && isId(id) && isMoment && isRank) return { at, id, rank }
  } catch {
    // Falls through to the same refusal as a cursor of the wrong shape.
  }
  throw wrongCursor()
}

type Sort = NonNullable<Filter['sort']>

function after(b: Builder, listing: Listing, sort: Sort, { at, id, rank = 0 }: Cursor): Condition {
  if (sort === 'worst') {
    const own = rankOf(b, attentionOf(listing))
    const later = after(b, listing, 'due', { at, id })
    return raw<SqlBool>`(${own} > ${rank} or (${own} = ${rank} and ${later}))`
  }
  if (sort === 'newest') return raw<SqlBool>`(opened_at, id) < (${at}::timestamptz, ${id}::uuid)`
  if (at === null) return b.and([b('due_at', 'is', null), b('id', '>', id)])
  return raw<SqlBool>`((due_at, id) > (${at}::timestamptz, ${id}::uuid) or due_at is null)`
}

export type Listing = {
  scope: Scope
  flows: readonly AnyFlow[]
  filter: Filter
  home?: string | undefined
  /** The items that are emergencies; needed where the filter speaks of attention. */
  urgent?: readonly string[] | undefined
}

/** Fails rather than leave emergencies out of a list unnoticed. */
function attentionOf({ flows, urgent }: Listing): Rules {
  if (!urgent) throw new Error('a listing of what needs attention must be told the urgent items')
  return { flows, urgent }
}

/** What the list of that filter shows; counts elsewhere use the same, so a number is as long as its list. */
export function inListing(b: Builder, listing: Listing): Condition {
  const { scope, filter, home } = listing
  return b.and([
    raw<SqlBool>`county = current_county()`,
    inView(b, scope, filter.view ?? 'post', home),
    ...notKept(b, scope),
    fits(b, listing),
  ])
}

/** The filter alone, for counting parts of what is already in view. */
export function fits(b: Builder, listing: Listing): Condition {
  const { filter } = listing
  const isOpen = b('ended_at', 'is', null)
  return b.and([
    ...(filter.queue ? [inQueue(b, listing, filter.queue)] : []),
    ...(filter.reason ? [isOpen, hasReason(b, attentionOf(listing), filter.reason)] : []),
    ...narrowed(b, listing),
  ])
}

/** One page of a list, and where the next begins. */
export async function listMatters(
  tx: Tx,
  listing: Listing,
  limit: number,
  cursor?: string,
): Promise<{ rows: MatterRecord[]; next: string | null }> {
  const { filter } = listing
  const sort = filter.sort ?? (filter.queue === 'attention' ? 'worst' : 'newest')
  const rank = sort === 'worst' ? (b: Builder) => rankOf(b, attentionOf(listing)) : () => raw<number>`0`
  let query = sql
    .selectFrom('matters')
    .select(columns)
    .select((b) => rank(b).as('rank'))
    .where((b) => inListing(b, listing))
    .limit(limit + 1)
  query =
    sort === 'newest'
      ? query.orderBy('opened_at', 'desc').orderBy('id', 'desc')
      : (sort === 'worst' ? query.orderBy('rank', 'asc') : query)
          .orderBy('due_at', 'asc')
          .orderBy('id', 'asc')
  if (cursor) query = query.where((b) => after(b, listing, sort, decodeCursor(cursor)))
  // The columns are those of MatterRecord; Kysely cannot know what the JSON in `state` is.
  const rows = (await tx.run(query.compile())) as unknown as (MatterRecord & { rank: number })[]
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const at = sort === 'newest' ? last?.opened_at : last?.due_at
  return {
    rows: page,
    next:
      rows.length > limit && last
        ? encodeCursor({ at: at?.toISOString() ?? null, id: last.id, rank: last.rank })
        : null,
  }
}

/** A queue of a thousand is as long as one of ten thousand to whoever works it, and counting stops there. */
const COUNTED_MAX = 1000

/** How many matters fit, up to `most`. */
export async function countMatters(tx: Tx, listing: Listing, most = COUNTED_MAX): Promise<number> {
  const some = sql
    .selectFrom('matters')
    .select(raw<number>`1`.as('one'))
    .where((b) => inListing(b, listing))
    .limit(most)
  const query = sql.selectFrom(some.as('some')).select(raw<number>`count(*)::int`.as('n'))
  return (await tx.run(query.compile()))[0]?.n ?? 0
}

/** How many need attention, in all and for each reason, read at one moment. */
export const countAttention = (tx: Tx, listing: Listing) =>
  countReasons(tx, attentionOf(listing), (b) =>
    inListing(b, { ...listing, filter: { ...listing.filter, queue: 'attention' } }),
  )

import type { z } from 'zod'
import type {
  Draft,
  PublicationDetail,
  PublicationRow,
  PublicStep,
  Question,
  Version,
} from '#contract/publications.ts'
import { may } from '#contract/roles.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Content } from '#practice/disclosure/content.ts'
import type { KnownItem } from '#practice/disclosure/item.ts'
import { PUBLICATION_STATES, refusal, STEPS, type StepId } from '#practice/disclosure/life.ts'
import { colourOf, daysLate, periodName } from '#practice/disclosure/period.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import { askedAbout, presentAsked, type AskedRow } from '#server/modules/matters/index.ts'
import type { County } from '#server/modules/places/index.ts'
import { nameOf } from './commands.ts'
import { besideOf, neighboursOf } from './follow.ts'
import { summaryOf } from './publish.ts'
import type { BoardRow } from './queries.ts'
import * as queries from './queries.ts'
import { faultsIn, lifeOf } from './rules.ts'
import * as store from './store.ts'

/** Publications as screens get them: only what the reader may see, and never who asked. */

export function presentRow(
  county: County,
  row: BoardRow,
  item: KnownItem,
  readable: boolean,
): z.input<typeof PublicationRow> {
  return {
    id: row.id,
    division: row.division,
    divisionName: county.placeName(row.division),
    item: row.item,
    period: row.period,
    periodName: periodName(row.period),
    title: row.hung,
    kind: item.kind,
    class: item.class,
    reach: item.scope,
    hot: item.hot,
    version: row.version,
    postedFrom: row.posted_from,
    postedUntil: row.posted_until,
    ...(row.taken_down_on === null ? {} : { takenDownOn: row.taken_down_on }),
    late: daysLate({ dueOn: row.due_on, publishedOn: row.published_on }, row.posted_from),
    readable,
  }
}

const presentStep = ({
  action,
  version,
  by,
  at,
  reason,
  file,
}: store.StepRecord): z.input<typeof PublicStep> => ({
  action,
  name: nameOf(action),
  version,
  by,
  at: at.toISOString(),
  ...(reason === null ? {} : { reason }),
  ...(file === null ? {} : { file }),
})

const presentVersion = (row: store.NamedVersion): z.input<typeof Version> => ({
  version: row.version,
  title: row.title,
  content: row.content,
  summary: row.summary,
  ...(row.reason === null ? {} : { reason: row.reason }),
  author: row.author_by,
  publisher: row.publisher_by,
  at: row.at.toISOString(),
  code: row.code,
  hash: row.hash.toString('hex'),
})

const QUESTIONS = 'disclosure-question'

const presentQuestion = (row: AskedRow, person: string | undefined): z.input<typeof Question> => ({
  ...presentAsked(QUESTIONS, row, person),
  ...(row.line === null ? {} : { line: row.line }),
  wrong: row.answers.some(({ outcome }) => outcome === 'wrong'),
})

async function affairOf(tx: Tx, { affair }: { affair: string | null }) {
  const rows = affair === null ? [] : await queries.affairOf(tx, affair)
  return rows.map(({ node, posted_from, ...rest }) => ({
    ...rest,
    ...(node === null ? {} : { node }),
    postedFrom: posted_from,
  }))
}

/** One publication in full; without its content when this reader may not read it. */
export async function presentDetail(
  tx: Tx,
  county: County,
  row: BoardRow,
  item: KnownItem,
  { readable, person }: { readable: boolean; person: string | undefined },
): Promise<z.input<typeof PublicationDetail>> {
  const versions = readable ? await store.versionsOf(tx, row.id) : []
  const steps = await store.stepsOf(tx, row.id)
  const about = { flow: QUESTIONS, field: 'publication', id: row.id, village: row.division } as const
  const questions = readable ? await askedAbout(tx, about) : []
  return {
    ...presentRow(county, row, item, readable),
    itemName: item.name,
    ...(item.basis ? { basis: item.basis } : {}),
    dueOn: row.due_on,
    ...(row.owes === null ? {} : { owes: row.owes }),
    versions: versions.map(presentVersion),
    // What is being corrected is nobody's business before it is published.
    steps: steps
      .filter(({ version }) => version <= row.version)
      .map(presentStep)
      // Why it was corrected says what is in it.
      .map(({ reason, file, ...step }) => (readable ? { ...step, reason, file } : step)),
    affair: await affairOf(tx, row),
    questions: questions.map((question) => presentQuestion(question, person)),
  }
}

/** What the desk works on, with what this person may do. */
export async function presentDraft(
  tx: Tx,
  county: County,
  scope: Scope,
  row: store.PublicationRecord,
  item: KnownItem,
): Promise<z.input<typeof Draft>> {
  const today = dateOf(new Date())
  const content: Content = row.draft ??
    (await store.newestVersion(tx, row.id))?.content ?? { columns: item.columns, rows: [] }
  const neighbours = await neighboursOf(tx, row)
  const beside = besideOf(neighbours)
  return {
    id: row.id,
    division: row.division,
    divisionName: county.placeName(row.division),
    item: row.item,
    itemName: item.name,
    period: row.period,
    periodName: periodName(row.period),
    n: row.n,
    kind: item.kind,
    class: item.class,
    reach: item.scope,
    hot: item.hot,
    mask: [...(item.mask ?? [])],
    dueOn: row.due_on,
    colour: colourOf({ dueOn: row.due_on, publishedOn: row.published_on }, today),
    state: row.state,
    stateName: PUBLICATION_STATES[row.state],
    rev: row.rev,
    version: row.version,
    title: row.title,
    ...(row.reason === null ? {} : { reason: row.reason }),
    content,
    beside,
    ...(row.owes === null ? {} : { owes: row.owes }),
    faults: faultsIn(content, item, { today, title: row.title, period: row.period, beside }),
    summary: summaryOf(county, row, item.name, { content, neighbours, today }),
    ...(neighbours.before ? { previous: neighbours.before.publication } : {}),
    steps: (await store.stepsOf(tx, row.id)).map(presentStep),
    affair: await affairOf(tx, row),
    can: possible(row, scope, today),
  }
}

/** Steps of this post at this state, and those only time or another person keeps it from. */
function possible(row: store.PublicationRecord, scope: Scope, today: string): z.input<typeof Draft>['can'] {
  const life = lifeOf(row)
  const person = { id: scope.person, post: scope.post }
  const isWriter = scope.post?.division === row.division && may(scope.post, STEPS.edit.permission)
  const proof = row.version > 0 && isWriter ? [{ action: 'prove', name: nameOf('prove') }] : []
  const steps = (Object.keys(STEPS) as StepId[]).flatMap((step) => {
    const { name, permission, from } = STEPS[step]
    const states: readonly string[] = from
    if (scope.post?.division !== row.division || !may(scope.post, permission) || !states.includes(row.state))
      return []
    // A return is refused without its reason, which is asked for when it is pressed.
    const refused = refusal(step, life, person, today, '理由')
    return [{ action: step, name, ...(refused === undefined ? {} : { refused }) }]
  })
  return [...steps, ...proof]
}

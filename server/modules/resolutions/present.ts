import { dateOf } from '#practice/kit/index.ts'
import { bodyOf } from '#practice/meetings/bodies.ts'
import { isCarriedOut, isLate, RESOLUTION_STEPS, TASK_STATES } from '#practice/meetings/execution.ts'
import { FOUR_TWO, isTyped } from '#practice/meetings/four-two.ts'
import { OPINION_KINDS, STANCES } from '#practice/meetings/opinions.ts'
import { decisionOf } from '#practice/meetings/powers.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import { isKeeper, lawOf } from '#server/modules/meetings/index.ts'
import type { County } from '#server/modules/places/index.ts'
import * as store from './store.ts'

/** How a resolution looks from outside: its row and its chain, from the proposal to the money. */

const lifeOf = (task: store.TaskRecord) => ({ state: task.state, dueOn: task.due_on })

export function presentRow(
  county: County,
  reader: string,
  row: store.ResolutionRecord,
  tasks: readonly store.TaskRecord[],
) {
  const today = dateOf(new Date())
  const sum = (of: (task: store.TaskRecord) => number) => tasks.reduce((total, task) => total + of(task), 0)
  return {
    id: row.id,
    division: row.division,
    divisionName: county.placeName(row.division),
    title: row.title,
    decisionName: decisionOf(row.decision).name,
    bodyName: bodyOf(row.body).name,
    paper: row.paper,
    decidedOn: row.decided_on,
    tasks: tasks.length,
    done: tasks.filter(({ state }) => state === 'done').length,
    late: tasks.filter((task) => isLate(lifeOf(task), today)).length,
    budgetFen: sum(({ budget_fen }) => budget_fen),
    paidFen: sum(({ paid_fen }) => paid_fen),
    carriedOut: isCarriedOut(tasks),
    mine: tasks.filter(({ executor, state }) => executor === reader && state === 'open').length,
  }
}

/** The whole chain of one resolution for one reader. */
export async function presentDetail(tx: Tx, county: County, scope: Scope, row: store.ResolutionRecord) {
  const today = dateOf(new Date())
  const tasks = await store.tasksOf(tx, [row.id])
  const proposal = await store.proposalOf(tx, row.id)
  const publication = await postedOf(tx, row, 'decided')
  const result = await postedOf(tx, row, 'result')
  return {
    ...presentRow(county, scope.person, row, tasks),
    ...presentVote(row),
    words: row.words,
    proposer: row.proposer,
    ...(proposal ? { proposal: presentProposal(proposal) } : {}),
    talks: proposal ? (await store.talksOf(tx, proposal.id)).map(presentTalk) : [],
    opinions: proposal ? (await store.adviceOf(tx, proposal.id)).map(presentAdvice) : [],
    ...(publication ? { publication } : {}),
    ...(result ? { result } : {}),
    taskList: tasks.map((task) => presentTask(task, today, scope.person)),
    steps: (await store.stepsOf(tx, row.id)).map(
      ({ action, task, words, by, at, files, amount_fen, voucher }) => ({
        action,
        name: RESOLUTION_STEPS[action],
        task,
        words,
        by,
        at: at.toISOString(),
        files,
        ...(amount_fen === null ? {} : { amountFen: amount_fen }),
        ...(voucher === null ? {} : { voucher }),
      }),
    ),
    returned: (await store.returnsOf(tx, row.id)).map(({ on, ...rest }) => ({ ...rest, on: dateOf(on) })),
    keeps: isKeeper(scope, row.division),
  }
}

/** The study before it, the meeting, and the arithmetic of its vote. */
function presentVote(row: store.ResolutionRecord) {
  const { due, present, in_favour, against, abstained } = row
  const counted =
    due === null || present === null || in_favour === null || against === null || abstained === null
      ? undefined
      : { due, present, inFavour: in_favour, against, abstained }
  return {
    meeting: {
      id: row.meeting,
      title: row.meeting_title,
      paper: row.paper,
      on: dateOf(row.meets_at),
      ...(row.noticed_on ? { noticedOn: row.noticed_on } : {}),
    },
    law: lawOf(row.decision),
    ...(row.studied ? { studied: row.studied } : {}),
    ...(counted ? { counts: counted } : {}),
    lines: row.verdict.lines,
    verdict: row.verdict.says,
  }
}

function presentTask(task: store.TaskRecord, today: string, reader: string) {
  return {
    id: task.id,
    words: task.words,
    executor: task.executor_name,
    dueOn: task.due_on,
    budgetFen: task.budget_fen,
    paidFen: task.paid_fen,
    state: task.state,
    stateName: TASK_STATES[task.state],
    late: isLate(lifeOf(task), today),
    ...(task.done_on ? { doneOn: task.done_on } : {}),
    mine: task.executor === reader,
  }
}

const presentProposal = ({ opened_on, ...rest }: store.ProposalOf) => ({ ...rest, openedOn: opened_on })

function presentTalk({ step, on, record }: store.TalkOf) {
  const { says, due, present, inFavour, meeting } = record
  return {
    name: FOUR_TWO.find(({ id }) => id === step)?.name ?? '',
    step,
    on,
    says,
    ...(due === undefined || present === undefined || inFavour === undefined
      ? {}
      : { counts: { due, present, inFavour } }),
    ...(meeting === undefined ? {} : { meeting }),
    typed: isTyped({ step, meeting }),
  }
}

const presentAdvice = ({ kind, by, stance, words, given_at, entered_by: enteredBy }: store.AdviceOf) => ({
  kindName: OPINION_KINDS[kind],
  by,
  stanceName: STANCES[stance],
  words,
  on: dateOf(given_at),
  ...(enteredBy === null ? {} : { enteredBy }),
})

/** How far one of the two publications has come; undefined while nothing is owed. */
async function postedOf(tx: Tx, row: store.ResolutionRecord, of: 'decided' | 'result') {
  const duty = store.dutyOf(row, of)
  const posting = duty && (await store.postingOf(tx, row.division, duty))
  if (!duty || !posting) return undefined
  const { due_on, published_on, posted_until, id } = posting
  return {
    dueOn: due_on,
    ...(published_on ? { publishedOn: published_on } : {}),
    ...(posted_until ? { until: posted_until } : {}),
    ...(id ? { id } : {}),
    address: duty,
  }
}

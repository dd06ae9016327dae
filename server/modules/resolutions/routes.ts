import { resolutions } from '#contract/resolutions.ts'
import { dateOf } from '#practice/kit/index.ts'
import { bodyOf } from '#practice/meetings/bodies.ts'
import { isCarriedOut, isLate, RESOLUTION_STEPS, TASK_STATES } from '#practice/meetings/execution.ts'
import { decisionOf } from '#practice/meetings/powers.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { isKeeper, mayRead } from '#server/modules/meetings/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { assign, takeStep } from './commands.ts'
import * as store from './store.ts'

/** Binds contract/resolutions.ts. */
export function resolutionsRoutes(app: App): void {
  const { db, http } = app
  implement(http, 'resolutions', resolutions, {
    list: async ({ query: { division } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        if (!mayRead(scope, division, await placeOf(tx, scope))) throw notFound('决议')
        const rows = await store.resolutionsOf(tx, division)
        const tasks = await store.tasksOf(
          tx,
          rows.map(({ id }) => id),
        )
        return rows.map((row) =>
          presentRow(
            county,
            row,
            tasks.filter(({ resolution }) => resolution === row.id),
          ),
        )
      })
    },
    show: async ({ params: { id } }, { scope }) => {
      const county = await getCounty(db, scope.county)
      return db.read(scope.county, async (tx) => {
        const row = await store.findResolution(tx, id)
        if (!row || !mayRead(scope, row.division, await placeOf(tx, scope))) throw notFound('决议')
        return presentDetail(tx, county, scope, row)
      })
    },
    assign: ({ params: { id }, body }, { scope, key }) => assign(app, scope, id, body, key),
    step: ({ params: { id }, body }, { scope, key }) => takeStep(app, scope, id, body, key),
  })
}

const lifeOf = (task: store.TaskRecord) => ({ state: task.state, dueOn: task.due_on })

function presentRow(county: County, row: store.ResolutionRecord, tasks: readonly store.TaskRecord[]) {
  const today = dateOf(new Date())
  const sum = (of: (task: store.TaskRecord) => number) => tasks.reduce((total, task) => total + of(task), 0)
  return {
    id: row.id,
    division: row.division,
    divisionName: county.placeName(row.division),
    title: row.title,
    decisionName: decisionOf(row.decision).name,
    bodyName: bodyOf(row.body).name,
    decidedOn: row.decided_on,
    tasks: tasks.length,
    done: tasks.filter(({ state }) => state === 'done').length,
    late: tasks.filter((task) => isLate(lifeOf(task), today)).length,
    budgetFen: sum(({ budget_fen }) => budget_fen),
    paidFen: sum(({ paid_fen }) => paid_fen),
    carriedOut: isCarriedOut(tasks),
  }
}

async function presentDetail(tx: Tx, county: County, scope: Scope, row: store.ResolutionRecord) {
  const today = dateOf(new Date())
  const tasks = await store.tasksOf(tx, [row.id])
  const [item, period, n] = [row.item, row.period, row.n]
  const posting =
    item && period && n !== null ? await store.postingOf(tx, row.division, { item, period, n }) : undefined
  const result =
    item && row.result_period && row.result_n !== null
      ? await store.postingOf(tx, row.division, { item, period: row.result_period, n: row.result_n })
      : undefined
  const proposal = await store.proposalOf(tx, row.id)
  return {
    ...presentRow(county, row, tasks),
    meeting: { id: row.meeting, title: row.meeting_title, paper: row.paper },
    words: row.words,
    proposer: row.proposer,
    verdict: row.verdict.says,
    ...(proposal ? { proposal } : {}),
    ...(posting ? { publication: presentPosting(posting) } : {}),
    ...(result ? { result: presentPosting(result) } : {}),
    taskList: tasks.map((task) => ({
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
    })),
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

const presentPosting = ({ due_on, published_on, id }: store.Posting) => ({
  dueOn: due_on,
  ...(published_on ? { publishedOn: published_on } : {}),
  ...(id ? { id } : {}),
})

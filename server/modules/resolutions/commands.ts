import { dateOf } from '#practice/kit/index.ts'
import {
  isCarriedOut,
  paymentFault,
  twinFault,
  voucherFault,
  voucherKey,
} from '#practice/meetings/execution.ts'
import { decisionOf, isDeliberation } from '#practice/meetings/powers.ts'
import type { Services } from '#server/core/app.ts'
import { isDuplicate, type Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import { openDuty } from '#server/modules/disclosure/index.ts'
import { addedFiles } from '#server/modules/files/index.ts'
import {
  demandKeeper,
  isKeeper,
  villageOf,
  type MeetingRecord,
  type MotionRecord,
} from '#server/modules/meetings/index.ts'
import { announce } from '#server/modules/webhooks/index.ts'
import * as store from './store.ts'

/** What was decided is done. */

/** 四议两公开事项目录与进度: under which item of the catalogue a resolution and its result are published. */
const ITEM = 'P13'

const moved = (says: string) => new Problem(409, 'moved', says)

/**
 * Makes a resolution of a motion that was declared passed, once, and opens the duty to publish it (VCL 35; rules 2.5).
 * What was only talked over on its way to whoever decides resolves nothing.
 */
export async function resolve(
  tx: Tx,
  { meeting, motion }: { meeting: MeetingRecord; motion: MotionRecord },
  now: Date,
): Promise<void> {
  if (isDeliberation({ ...motion, body: meeting.body }) || (await store.byMotion(tx, motion.id))) return
  const division = villageOf(meeting.division)
  const decidedOn = dateOf(meeting.paper ? meeting.meets_at : now)
  const asked = {
    division,
    item: ITEM,
    on: decidedOn,
    reason: `决议公开：${motion.title}（${motion.id.slice(-6)}）`,
  }
  const duty = decisionOf(motion.decision).studied ? await openDuty(tx, asked, dateOf(now)) : undefined
  const id = newId(now)
  await store.insertResolution(tx, { id, motion: motion.id, meeting: meeting.id, division, decidedOn, duty })
  // That there is one, and where; its words hang on the board, for whom they may.
  await announce(tx, { event: 'resolution.passed', at: now, data: { id, division, decidedOn } })
}

type Assignment = { words: string; executor: string; dueOn: string; budgetFen: number }

/** Gives a task. The same key again answers with the one there is. */
export async function assign(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { words, executor, dueOn, budgetFen }: Assignment,
  key: string,
  now: Date = new Date(),
): Promise<{ task: string }> {
  const task = newId(now)
  if (dueOn < dateOf(now)) throw invalid({ dueOn: '完成期限不能早于今天' })
  const given = await once(db, scope, id, key, async (tx) => {
    const row = await store.lockResolution(tx, id)
    if (!row) throw notFound('决议')
    demandKeeper(scope, row.division)
    if (row.result_period !== null) throw moved('这项决议已经办结并公开结果，不能再交办')
    await store.insertTask(tx, { id: task, resolution: id, words, executor, dueOn, budgetFen })
    await store.insertStep(tx, { resolution: id, action: 'assign', task, words, ...by(scope, now), key })
    return task
  }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === '23503')
      throw invalid({ executor: '没有找到这个人，请重新选择' })
    throw error
  })
  live.changed(scope.county)
  return { task: given }
}

const by = (scope: Scope, at: Date) => ({ person: scope.person, post: scope.post?.id, at })

export type StepInput = {
  action: 'progress' | 'pay' | 'finish'
  task: string
  words: string
  files?: readonly string[] | undefined
  amountFen?: number | undefined
  voucher?: string | undefined
}

/**
 * Notes progress, a payment or the end of a task. Throws 403 for whose task it is not, 422 for a payment over the budget,
 * 409 when it is done already.
 */
export async function takeStep(
  { db, live }: Services,
  scope: Scope,
  id: string,
  input: StepInput,
  key: string,
  now: Date = new Date(),
): Promise<{ carriedOut: boolean }> {
  await once(db, scope, id, key, async (tx) => {
    const row = await store.lockResolution(tx, id)
    if (!row) throw notFound('决议')
    const task = (await store.tasksOf(tx, [id])).find((each) => each.id === input.task)
    if (!task) throw notFound('任务')
    demandDoer(scope, row.division, task, input.action)
    if (task.state === 'done') throw moved('这项任务已经办结')
    const files = input.files ?? []
    if (files.length > 0 && !(await addedFiles(tx, scope.person, files)))
      throw invalid({ files: '有一张照片没有传上来，请重新选一次' })
    if (input.action === 'finish' && files.length === 0)
      throw invalid({ files: '办结要附上现场照片或凭证' }, '办结要附上现场照片或凭证')
    await effect(tx, row, task, input, now)
    const { action, task: taskId, words, amountFen, voucher } = input
    const money = action === 'pay' ? { amountFen, voucher } : {}
    await store.insertStep(tx, {
      resolution: id,
      action,
      task: taskId,
      words,
      files,
      ...money,
      ...by(scope, now),
      key,
    })
    noteChange(id, { action, ...(action === 'pay' && amountFen !== undefined ? { amountFen } : {}) })
    return taskId
  })
  live.changed(scope.county)
  const carriedOut = isCarriedOut(await db.read(scope.county, (tx) => store.tasksOf(tx, [id])))
  if (carriedOut) live.disclosed(scope.county)
  return { carriedOut }
}

/** Whoever has the task says how it goes; money is the desk's. */
function demandDoer(
  scope: Scope,
  division: string,
  task: store.TaskRecord,
  action: StepInput['action'],
): void {
  if (isKeeper(scope, division)) return
  if (action !== 'pay' && task.executor === scope.person) return
  throw denied('由承办这项任务的人或村“两委”填写')
}

async function effect(
  tx: Tx,
  row: store.ResolutionRecord,
  task: store.TaskRecord,
  { action, amountFen = 0, voucher, files = [] }: StepInput,
  now: Date,
): Promise<void> {
  if (action === 'pay') {
    const { state, due_on, budget_fen, paid_fen } = task
    const says = paymentFault({ state, dueOn: due_on, budgetFen: budget_fen, paidFen: paid_fen }, amountFen)
    if (says) throw invalid({ amountFen: says }, says)
    await bookVoucher(tx, row, task.id, { voucher, amountFen, shown: files.length > 0, at: now })
    await store.bookPayment(tx, task.id, amountFen)
  }
  if (action !== 'finish') return
  await store.finishTask(tx, task.id, dateOf(now))
  if (!row.item || !isCarriedOut(await store.tasksOf(tx, [row.id]))) return
  const reason = `实施结果公开：${row.title}（${row.motion.slice(-6)}）`
  const duty = await openDuty(
    tx,
    { division: row.division, item: ITEM, on: dateOf(now), reason },
    dateOf(now),
  )
  if (duty) await store.setResult(tx, row.id, duty)
}

/** Throws 422 without a voucher, for one that paid before, saying where, and for a namesake of another month without its picture. */
async function bookVoucher(
  tx: Tx,
  { id, division }: store.ResolutionRecord,
  task: string,
  {
    voucher = '',
    shown,
    amountFen,
    at,
  }: { voucher: string | undefined; shown: boolean; amountFen: number; at: Date },
): Promise<void> {
  const key = voucherKey(voucher)
  if (!key) throw invalid({ voucher: '请填付款凭证号' }, '请填付款凭证号')
  const twin = shown ? undefined : await store.findTwin(tx, division, key)
  if (await store.insertVoucher(tx, { division, voucher: key, resolution: id, task, amountFen, at })) {
    if (!twin) return
    const says = twinFault(voucher, bookedAs(twin))
    throw invalid({ files: says }, says)
  }
  const used = await store.findVoucher(tx, division, key)
  if (!used) throw new Error(`the voucher ${key} is neither new nor known`)
  const says = voucherFault(voucher, bookedAs(used))
  throw invalid({ voucher: says }, says)
}

const bookedAs = ({ at, amount_fen: amountFen, ...where }: store.VoucherRow) => ({
  ...where,
  on: dateOf(at),
  amountFen,
})

/** Runs a change once; the same key answers with the task it was about. */
async function once(
  db: Services['db'],
  scope: Scope,
  resolution: string,
  key: string,
  change: (tx: Tx) => Promise<string>,
): Promise<string> {
  const repeat = async (tx: Tx): Promise<string | undefined> => {
    const step = await store.findStepByKey(tx, key)
    if (!step) return undefined
    if (step.resolution !== resolution || step.person !== scope.person)
      throw new Problem(409, 'key', '这个防重复编号已经用在别的操作上了，请重新提交')
    return step.task
  }
  try {
    return await db.inCounty(scope.county, async (tx) => (await repeat(tx)) ?? change(tx))
  } catch (error) {
    const same =
      (isDuplicate(error, 'resolution_steps_key') || error instanceof Problem) &&
      (await db.read(scope.county, repeat))
    if (same) return same
    throw error
  }
}

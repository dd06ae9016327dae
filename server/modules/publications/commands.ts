import { dateOf, minuteOf } from '#practice/kit/index.ts'
import type { Content } from '#practice/disclosure/content.ts'
import { canonical } from '#practice/disclosure/canonical.ts'
import type { Fault } from '#practice/disclosure/checks.ts'
import { maskText } from '#practice/disclosure/mask.ts'
import {
  after,
  mayComeDownOn,
  PUBLICATION_STATES,
  refusal,
  STEPS,
  type StepId,
} from '#practice/disclosure/life.ts'
import { periodName } from '#practice/disclosure/period.ts'
import type { Services } from '#server/core/app.ts'
import { isDuplicate, type Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import { bump, findDuty, itemsOf, type DutyKeys } from '#server/modules/disclosure/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { besideOf, neighboursOf } from './follow.ts'
import { publish, summaryOf } from './publish.ts'
import { demandDesk } from './policy.ts'
import { conformed, faultsIn, lifeOf, masked, refusals, vouchersOf } from './rules.ts'
import * as store from './store.ts'

/** Every change of a publication, each one transaction: lock, check, row, step. */

export type When = { now?: Date; key?: string | undefined }
export type Stepped = {
  id: string
  rev: number
  state: store.PublicationRecord['state']
  version: number
  code?: string
}

/**
 * Begins the draft of a duty; again, or a moment after somebody else, answers with the one there is. `continues` puts it
 * on the time line of an earlier one. Throws 403 for another village, 404 without such a duty, 409 when it is excused.
 */
export async function begin(
  { db, live }: Services,
  scope: Scope,
  { continues, ...keys }: DutyKeys & { continues?: string | undefined },
  { now = new Date() }: When = {},
): Promise<{ id: string; rev: number }> {
  demandDesk(scope, keys.division)
  const begun = await db.inCounty(scope.county, async (tx) => {
    const known = await store.findByDuty(tx, keys)
    if (known) return known
    const duty = await findDuty(tx, keys)
    if (!duty) throw notFound('公开事项')
    if (duty.exempt_on) throw new Problem(409, 'moved', '这一项已经由监委会和镇（街道）签字豁免，不用公开')
    const item = (await itemsOf(tx, dateOf(now))).of(duty)
    const id = newId(now)
    const title = `${periodName(keys.period)}${item.name}`
    const draft: Content = { columns: item.columns, rows: [] }
    const affair = continues === undefined ? null : await affairFrom(tx, continues, keys.division)
    const isNew = await store.insertPublication(tx, {
      ...keys,
      id,
      title,
      draft,
      author: scope.person,
      affair,
    })
    if (!isNew) return (await store.findByDuty(tx, keys)) ?? Promise.reject(notFound('公开事项'))
    await store.insertStep(tx, { ...stepBy(scope, now), publication: id, action: 'draft', version: 1 })
    noteChange(id, { state: 'drafted' })
    return { id, rev: 1 }
  })
  live.disclosed(scope.county)
  return begun
}

async function affairFrom(tx: Tx, id: string, division: string): Promise<string> {
  const earlier = await store.findPublication(tx, id)
  if (earlier?.division !== division) throw invalid({ continues: '接续的须是本村的公开' })
  await store.headAffair(tx, id)
  return earlier.affair ?? id
}

const stepBy = (scope: Scope, at: Date) => ({ person: scope.person, post: scope.post?.id, at })

type Saved = { rev: number; title: string; content: Content; continues?: string | undefined }

/**
 * Saves the draft and answers with what is wrong in it; the same again, after an answer that was lost, as the first did.
 * Throws 409 with who was faster when `rev` is not the newest, and 409 for what was published: that is corrected, never
 * edited.
 */
export async function save(
  { db }: Services,
  scope: Scope,
  id: string,
  { rev, title, content: sent, continues }: Saved,
  { now = new Date() }: When = {},
): Promise<{ rev: number; faults: Fault[]; summary: string }> {
  const county = await getCounty(db, scope.county)
  return db.inCounty(scope.county, async (tx) => {
    const row = await lockFor(tx, scope, id)
    demandStep(row, 'edit', scope, now)
    const today = dateOf(now)
    const item = (await itemsOf(tx, today)).of(row)
    const content = conformed(sent, item)
    const isRepeat =
      row.rev === rev + 1 &&
      row.author === scope.person &&
      row.title === title &&
      canonical(row.draft) === canonical(content)
    if (!isRepeat) await demandNewest(tx, row, rev)
    const affair = continues === undefined ? {} : { affair: await affairFrom(tx, continues, row.division) }
    const changed = { title, draft: content, author: scope.person, ...affair }
    const next = isRepeat ? row.rev : await store.updatePublication(tx, id, changed)
    noteChange(id, { rev: next }, { rev: row.rev })
    const neighbours = await neighboursOf(tx, row)
    return {
      rev: next,
      faults: faultsIn(content, item, { today, title, period: row.period, beside: besideOf(neighbours) }),
      summary: summaryOf(county, row, item.name, { content, neighbours, today }),
    }
  })
}

export type StepInput = {
  action: Exclude<StepId, 'edit'> | 'prove'
  rev: number
  reason?: string | undefined
  file?: string | undefined
}

/** Throws when sums of money may not go up on the wall under this hand now. */
type BeforeMoney = () => void

/**
 * Takes a step of its life. The same key again answers as things stand and does nothing. Throws 403 for another village
 * or post, 409 when it has moved on or may not come down yet, 422 with the faults of the table, and what `beforeMoney`
 * throws.
 */
export async function takeStep(
  services: Services,
  scope: Scope,
  id: string,
  said: StepInput,
  { now = new Date(), key, beforeMoney }: When & { beforeMoney?: BeforeMoney } = {},
): Promise<Stepped> {
  const { db, live } = services
  const county = await getCounty(db, scope.county)
  // Why something was sent back or corrected is read by everybody.
  const input = { ...said, reason: said.reason && maskText(said.reason).text }
  try {
    const stepped = await db.inCounty(scope.county, async (tx) =>
      perform(tx, county, scope, await lockFor(tx, scope, id), input, { now, key, beforeMoney }),
    )
    live.disclosed(scope.county)
    return stepped
  } catch (error) {
    // Whether it was done before is asked of what is refused alone: everything else has a trip less.
    const mayBeRepeat = error instanceof Problem || isDuplicate(error, 'publication_steps_key')
    const same =
      key !== undefined && mayBeRepeat
        ? await db.read(scope.county, (tx) => repeated(tx, scope, id, input.action, key))
        : undefined
    if (same) return same
    if (isForeignKey(error)) throw invalid({ file: '有一张照片没有传上来，请重新选一次' })
    throw error
  }
}

const tellsMoney = ({ draft }: store.PublicationRecord) =>
  draft?.columns.some(({ kind }) => kind === 'money') ?? false

async function perform(
  tx: Tx,
  county: County,
  scope: Scope,
  row: store.PublicationRecord,
  input: StepInput,
  { now, key, beforeMoney }: { now: Date; key: string | undefined; beforeMoney: BeforeMoney | undefined },
): Promise<Stepped> {
  const { action, reason, file } = input
  const today = dateOf(now)
  if (action === 'prove') await demandProof(tx, row, scope, file)
  else demandStep(row, action, scope, now, reason)
  await demandNewest(tx, row, input.rev)
  const item = (await itemsOf(tx, today)).of(row)
  const next = action === 'prove' ? lifeOf(row) : after(action, lifeOf(row), idOf(scope), today)
  let code: string | undefined
  let changed: store.Changed = {
    state: next.state === 'corrected' ? 'drafted' : next.state,
    reviewer: next.reviewerId ?? null,
    party_approver: next.partyApproverId ?? null,
    committee_approver: next.committeeApproverId ?? null,
  }
  if (action === 'submit') changed = { ...changed, ...(await submitted(tx, row, item, today)) }
  if (action === 'submit' || action === 'return')
    changed = { ...changed, reviewer: null, party_approver: null, committee_approver: null }
  if (action === 'correct') changed = { ...changed, ...(await reopened(tx, scope, row, reason)) }
  if (action === 'take-down') changed = { ...changed, taken_down_on: today }
  if (action === 'publish') {
    if (tellsMoney(row)) beforeMoney?.()
    const done = await publish(tx, county, scope, row, item, now)
    code = done.code
    changed = {
      ...changed,
      ...done.changed,
      posted_from: today,
      posted_until: mayComeDownOn(today),
      taken_down_on: null,
    }
  }
  if (action === 'prove' && file !== undefined) await store.addFiles(tx, row.id, [file])
  if (['publish', 'prove', 'take-down'].includes(action)) await bump(tx, [row.division])
  const version = ['prove', 'take-down', 'publish'].includes(action)
    ? (changed.version ?? row.version)
    : row.version + 1
  const by = stepBy(scope, now)
  await store.insertStep(tx, { ...by, publication: row.id, action, version, reason, file, key })
  const rev = await store.updatePublication(tx, row.id, changed)
  const stands = { state: changed.state ?? row.state, version: changed.version ?? row.version }
  noteChange(row.id, stands, { state: row.state, version: row.version })
  return {
    id: row.id,
    rev,
    ...stands,
    ...(code === undefined ? {} : { code }),
  }
}

/** Checked and masked: from here on more people read it than wrote it. */
async function submitted(
  tx: Tx,
  row: store.PublicationRecord,
  item: Parameters<typeof faultsIn>[1],
  today: string,
): Promise<store.Changed> {
  if (!row.draft) throw new Error(`publication ${row.id} has nothing to submit`)
  const { title: named, period } = row
  const beside = besideOf(await neighboursOf(tx, row))
  const fields = refusals(faultsIn(row.draft, item, { today, title: named, period, beside }))
  if (fields) throw invalid(fields, Object.values(fields)[0])
  const vouchers = vouchersOf(row.draft)
  const own = await store.ownFiles(tx, row.division, vouchers)
  if (vouchers.some((file) => !own.has(file))) throw invalid({ vouchers: NOT_OWN }, NOT_OWN)
  const { title, content } = masked(row.title, row.draft, item)
  if (row.version > 0) await demandChange(tx, row, title, content)
  return { title, draft: content }
}

/** A correction that corrects nothing would settle what is owed with the same wrong figure. */
async function demandChange(
  tx: Tx,
  { id }: store.PublicationRecord,
  title: string,
  content: Content,
): Promise<void> {
  const hangs = await store.newestVersion(tx, id)
  if (hangs?.title === title && canonical(hangs.content) === canonical(content))
    throw new Problem(422, 'rule', '和正在公示的一版一样，没有更正什么，请改好再提交')
}

const NOT_OWN = '有一张凭证照片不是本村上传的，或者没有传上来，请重新拍一张'

/** A correction begins from what hangs, which stays until the new version replaces it. */
async function reopened(
  tx: Tx,
  scope: Scope,
  row: store.PublicationRecord,
  reason: string | undefined,
): Promise<store.Changed> {
  if (!reason?.trim()) throw invalid({ reason: '更正须写明为什么，理由会和两个版本一起公开' })
  const hangs = await store.newestVersion(tx, row.id)
  if (!hangs) throw new Error(`publication ${row.id} was never published`)
  return {
    draft: hangs.content,
    title: hangs.title,
    reason: reason.trim(),
    author: scope.person,
    reviewer: null,
    party_approver: null,
    committee_approver: null,
  }
}

async function lockFor(tx: Tx, scope: Scope, id: string): Promise<store.PublicationRecord> {
  const row = await store.lockPublication(tx, id)
  if (!row) throw notFound('公开')
  demandDesk(scope, row.division)
  return row
}

const idOf = (scope: Scope) => ({ id: scope.person, post: scope.post })

/** Throws what life says against it: 403 when it is not for this post or person, 409 when it is not the time. */
function demandStep(
  row: store.PublicationRecord,
  step: StepId,
  scope: Scope,
  now: Date,
  reason?: string,
): void {
  const says = refusal(step, lifeOf(row), idOf(scope), dateOf(now), reason)
  if (says === undefined) return
  if (step === 'return' && !reason?.trim() && row.state === 'submitted') throw invalid({ reason: says })
  // The state of `edit` has no name the screens offer; what is published is corrected.
  const states: readonly string[] = STEPS[step].from
  const isLate = step === 'take-down' || !states.includes(row.state)
  throw isLate && !says.includes('您的岗位') ? new Problem(409, 'moved', says) : denied(says)
}

async function demandProof(
  tx: Tx,
  row: store.PublicationRecord,
  scope: Scope,
  file: string | undefined,
): Promise<void> {
  if (row.version === 0) throw new Problem(409, 'moved', '公布以后才有张贴的照片')
  const says = refusal('edit', { ...lifeOf(row), state: 'drafted' }, idOf(scope), '')
  if (says !== undefined) throw denied('张贴照片由村报账员或村“两委”上传')
  const own = file !== undefined && (await store.ownFiles(tx, row.division, [file])).has(file)
  if (!own) throw invalid({ file: '请拍下公开栏上张贴的样子' }, '请拍下公开栏上张贴的样子')
}

async function demandNewest(tx: Tx, row: store.PublicationRecord, rev: number): Promise<void> {
  if (row.rev === rev) return
  const last = (await store.stepsOf(tx, row.id)).at(-1)
  // Saving writes no step: while it is being written, whoever saved last is the one who was faster.
  const writer = STEPS.edit.from.some((state) => state === row.state)
    ? await store.nameOfPerson(tx, row.author)
    : undefined
  throw new Problem(409, 'moved', '刚才有人改过，请看看最新的再继续，您填的还在', {
    changed: {
      by: writer ?? last?.by ?? '',
      at: (last?.at ?? new Date(0)).toISOString(),
      action: writer ? '改过内容' : last ? `${minuteOf(last.at)} ${nameOf(last.action)}` : '',
      stage: PUBLICATION_STATES[row.state],
    },
  })
}

const NAMES: Record<string, string> = { draft: '起草', prove: '上传张贴照片' }
/** What a step is called on screen. */
export const nameOf = (action: string): string => NAMES[action] ?? STEPS[action as StepId]?.name ?? action

async function repeated(
  tx: Tx,
  scope: Scope,
  id: string,
  action: string,
  key: string,
): Promise<Stepped | undefined> {
  const step = await store.findStepByKey(tx, key)
  if (!step) return undefined
  if (step.publication !== id || step.action !== action || step.person !== scope.person)
    throw new Problem(409, 'key', '这个防重复编号已经用在别的操作上了，请重新提交')
  const row = await store.findPublication(tx, id)
  if (!row) throw notFound('公开')
  const { rev, state, version } = row
  const hangs = action === 'publish' ? await store.newestVersion(tx, id) : undefined
  return { id, rev, state, version, ...(hangs ? { code: hangs.code } : {}) }
}

function isForeignKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23503'
}

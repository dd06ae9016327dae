import { dateOf, minuteOf } from '#practice/kit/index.ts'
import { adoptionFault, covenantRefusal, type CovenantStep } from '#practice/meetings/covenant.ts'
import { covenantFindings } from '#practice/meetings/covenant-lint.ts'
import type { Services } from '#server/core/app.ts'
import { isDuplicate, type Tx } from '#server/core/db.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import { demandKeeper } from '#server/modules/meetings/index.ts'
import { demandTown } from './policy.ts'
import * as store from './store.ts'

/** Every change of a covenant, each one transaction. What hurts rights is told while it is a draft and never filed. */

export type Text = { title: string; words: string; why: string }
type Moved = { id: string; rev: number; state: store.CovenantRecord['state'] }

const moved = (says: string) => new Problem(409, 'moved', says)

/** Begins a version. The key is its id, so that sent twice it is there once. */
export async function draft(
  { db }: Services,
  scope: Scope,
  { division, ...text }: Text & { division: string },
  id: string,
  now: Date = new Date(),
): Promise<Moved> {
  demandKeeper(scope, division)
  return db.inCounty(scope.county, async (tx) => {
    if (await store.insertCovenant(tx, { id, division, ...text, at: now })) {
      await note(tx, scope, id, 'draft', text.why, now)
      return { id, rev: 1, state: 'drafted' }
    }
    const row = await store.findCovenant(tx, id)
    if (row?.division !== division)
      throw new Problem(409, 'key', '这个防重复编号已经用在别的操作上了，请重新提交')
    return { id, rev: row.rev, state: row.state }
  })
}

/** Writes a draft anew. Throws 409 when somebody else was faster, or it was adopted. */
export async function write(
  { db }: Services,
  scope: Scope,
  id: string,
  { rev, ...text }: Text & { rev: number },
  now: Date = new Date(),
): Promise<Moved> {
  return db.inCounty(scope.county, async (tx) => {
    const row = await lock(tx, id, rev)
    demandKeeper(scope, row.division)
    const says = covenantRefusal('write', { state: row.state, findings: [] })
    if (says) throw moved(says)
    await note(tx, scope, id, 'write', text.why, now)
    return { id, state: row.state, rev: await store.updateCovenant(tx, id, text) }
  })
}

async function lock(tx: Tx, id: string, rev: number): Promise<store.CovenantRecord> {
  const row = await store.lockCovenant(tx, id)
  if (!row) throw notFound('村规民约')
  if (row.rev !== rev) throw moved('刚才有人改过这一版，请刷新看看最新的再继续，您填的还在')
  return row
}

async function note(
  tx: Tx,
  scope: Scope,
  covenant: string,
  action: CovenantStep,
  words: string,
  at: Date,
): Promise<void> {
  if (!scope.post) throw denied()
  await store.insertStep(tx, { covenant, action, words, person: scope.person, post: scope.post.id, at })
}

export type StepInput = {
  action: 'adopt' | 'file' | 'order' | 'withdraw'
  rev: number
  resolution?: string | undefined
  number?: string | undefined
  on?: string | undefined
  reason?: string | undefined
}

/**
 * Adopts, files, orders or withdraws a version. Throws 403 for whose it is not, 422 with the article for a text that
 * hurts rights or a decision that is none of its kind.
 */
export async function takeStep(
  { db, live }: Services,
  scope: Scope,
  id: string,
  input: StepInput,
  now: Date = new Date(),
): Promise<Moved> {
  const stepped = await db
    .inCounty(scope.county, async (tx) => {
      const row = await lock(tx, id, input.rev)
      if (input.action === 'file' || input.action === 'order') demandTown(scope, row.division)
      else demandKeeper(scope, row.division)
      const says = covenantRefusal(input.action, { state: row.state, findings: covenantFindings(row.words) })
      if (says && input.action === 'file' && row.state === 'adopted') throw invalid({ words: says }, says)
      if (says) throw moved(says)
      const { words, ...changed } = await effect(tx, row, input, dateOf(now))
      await note(tx, scope, id, input.action, words, now)
      const rev = await store.updateCovenant(tx, id, changed)
      noteChange(id, { state: changed.state ?? row.state }, { state: row.state })
      return { id, rev, state: changed.state ?? row.state }
    })
    .catch((error: unknown) => {
      if (isDuplicate(error, 'covenants_resolution')) throw moved('这次决议已经通过了另一版')
      throw error
    })
  live.changed(scope.county)
  return stepped
}

async function effect(
  tx: Tx,
  row: store.CovenantRecord,
  { action, resolution, number, on, reason }: StepInput,
  today: string,
): Promise<store.Changed & { words: string }> {
  switch (action) {
    case 'adopt':
      return adopted(tx, row, resolution)
    case 'file': {
      if (!number) throw invalid({ number: '请写备案号' }, '请写备案号')
      if (on === undefined || on > today) throw invalid({ on: '请填备案日期，不能晚于今天' })
      const n = await store.nextNumber(tx, row.division)
      return { state: 'filed', n, filed_number: number, filed_on: on, words: `备案号 ${number}` }
    }
    case 'order':
    case 'withdraw': {
      const words = reason?.trim()
      if (!words) throw invalid({ reason: '请写明原因' }, '请写明原因')
      return action === 'order' ? { ordered: words, words } : { state: 'withdrawn', words }
    }
  }
}

async function adopted(tx: Tx, row: store.CovenantRecord, resolution: string | undefined) {
  const found = resolution === undefined ? undefined : await store.findAdoption(tx, resolution)
  const says = found?.division === row.division ? adoptionFault(found.decision) : '请选择通过它的那次决议'
  if (!found || says) throw invalid({ resolution: says ?? '' }, says)
  // What the assembly passed are the words that lay before it (VCL 31). A meeting held on paper had them on paper.
  const writtenAt = await store.writtenAt(tx, row.id)
  if (!found.paper && writtenAt && writtenAt > found.declared_at) {
    const late = `这一版在会议宣布结果（${minuteOf(found.declared_at)}）以后写过，会上通过的不是这些字；请重新提交会议表决`
    throw invalid({ resolution: late }, late)
  }
  return { state: 'adopted' as const, resolution: found.id, words: `${found.title}：${found.verdict.says}` }
}

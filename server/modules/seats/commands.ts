import { dateOf } from '#practice/kit/index.ts'
import { appraisalEnd, type Mark } from '#practice/meetings/appraisal.ts'
import { conflictsOf, standingConflicts, type Holding, type Seat } from '#practice/meetings/posts.ts'
import type { Services } from '#server/core/app.ts'
import { isDuplicate } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import { limitsAt } from '#server/modules/meetings/index.ts'
import * as store from './store.ts'

/** Who sits where. Seats that exclude each other are refused with the article (system Z4). */

export type SeatInput = { division: string; person: string; seat: Seat; startsOn: string; decidedBy: string }

function demandVillage(scope: Scope, division: string): void {
  if (scope.post?.division !== division) throw denied('只能登记本村的组织成员')
}

/** Gives a seat. Throws 422 with the article when something excludes it, 409 when it is held already. */
export async function give({ db }: Services, scope: Scope, input: SeatInput): Promise<{ id: string }> {
  demandVillage(scope, input.division)
  const id = newId()
  try {
    await db.inCounty(scope.county, async (tx) => {
      await store.lockVillage(tx, input.division)
      const person = await store.findVillager(tx, input.person, input.division)
      if (!person) throw invalid({ person: '这个人不在本村，请重新选择' }, '这个人不在本村，请重新选择')
      const held = await store.heldOn(tx, input.division, input.startsOn)
      const next: Holding = { person: input.person, name: person.name, seat: input.seat }
      const [says] = conflictsOf(held, next, await store.kinshipsOf(tx, input.person))
      if (says) throw invalid({ seat: says }, says)
      await store.insertSeat(tx, { id, ...input, by: scope.person })
      noteChange(id, { seat: input.seat, person: input.person, from: input.startsOn })
    })
  } catch (error) {
    if (isDuplicate(error, 'seats_held')) throw new Problem(409, 'moved', '这个人已经登记过这个身份')
    throw error
  }
  return { id }
}

export async function end({ db }: Services, scope: Scope, id: string, endsOn: string): Promise<void> {
  await db.inCounty(scope.county, async (tx) => {
    const row = await store.lockSeat(tx, id)
    if (!row) throw notFound('登记')
    demandVillage(scope, row.division)
    if (endsOn < row.starts_on) throw invalid({ endsOn: '结束的日期不能早于开始的日期' })
    if (row.ends_on !== null) throw new Problem(409, 'moved', '这项登记已经结束')
    await store.endSeat(tx, id, endsOn)
    noteChange(id, { seat: row.seat, to: endsOn }, { seat: row.seat })
  })
}

/** Records a kinship. What excludes seats already held is told, because the law takes one of the two seats away. */
export async function relate(
  { db }: Services,
  scope: Scope,
  { a, b, relation, consent }: { a: string; b: string; relation: string; consent: string },
): Promise<{ says: string[] }> {
  const village = scope.post?.division ?? '-'
  if (a === b) throw invalid({ b: '请选择两个不同的人' })
  const [first, second] = a < b ? [a, b] : [b, a]
  return db.inCounty(scope.county, async (tx) => {
    await store.lockVillage(tx, village)
    for (const person of [first, second])
      if (!(await store.findVillager(tx, person, village))) throw invalid({ b: '两个人都要是本村的' })
    await store.insertKinship(tx, { a: first, b: second, relation, consent, by: scope.person })
    const held = await store.heldOn(tx, village, dateOf(new Date()))
    return { says: standingConflicts(held, [[first, second]]).filter((says) => says.includes('近亲属')) }
  })
}

/** Notes an appraisal. Throws 422 for a seat that is not appraised, 409 for a second one of the day. */
export async function appraise(
  { db }: Services,
  scope: Scope,
  id: string,
  { on, mark, decidedBy }: { on: string; mark: Mark; decidedBy: string },
): Promise<{ says?: string }> {
  return db.inCounty(scope.county, async (tx) => {
    const row = await store.lockSeat(tx, id)
    if (!row) throw notFound('登记')
    demandVillage(scope, row.division)
    if (row.seat !== 'committee') throw invalid({ mark: '民主评议的是村民委员会成员' })
    if (on < row.starts_on || on > dateOf(new Date()))
      throw invalid({ on: '评议的日期要在任期内，不能晚于今天' })
    const noted = await store.insertAppraisal(tx, { seat: id, on, mark, decidedBy, by: scope.person })
    if (!noted) throw new Problem(409, 'moved', '这一天已经登记过评议')
    const marks = (await store.appraisalsOf(tx, row.division)).filter(({ seat }) => seat === id)
    const says = appraisalEnd(
      await limitsAt(tx, row.division, on),
      row.name,
      marks.map((each) => each.mark).toReversed(),
    )
    return says ? { says } : {}
  })
}

import { dateOf, saidDate } from '#practice/kit/index.ts'
import { appraisalEnd, type Mark } from '#practice/meetings/appraisal.ts'
import { conflictsOf, SEATS, standingConflicts, type Holding, type Seat } from '#practice/meetings/posts.ts'
import type { Services } from '#server/core/app.ts'
import { isDuplicate } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { hushed } from '#server/core/secrets.ts'
import { noteChange, noteSaid } from '#server/core/trace.ts'
import { limitsAt } from '#server/modules/meetings/index.ts'
import { nameOf } from '#server/modules/notices/index.ts'
import * as store from './store.ts'
import { tellSeated } from './telling.ts'

/** Who sits where. Seats that exclude each other are refused with the article (system Z4). */

export type SeatInput = { division: string; person: string; seat: Seat; startsOn: string; decidedBy: string }

function demandVillage(scope: Scope, division: string): void {
  if (scope.post?.division !== division) throw denied('只能登记本村的组织成员')
}

/** Gives a seat. Throws 422 with the article when something excludes it, 409 when it is held already. */
export async function give({ db, live }: Services, scope: Scope, input: SeatInput): Promise<{ id: string }> {
  demandVillage(scope, input.division)
  const id = newId()
  try {
    const told = await db.inCounty(scope.county, async (tx) => {
      await store.lockVillage(tx, input.division)
      const person = await store.findVillager(tx, input.person, input.division)
      if (!person) throw invalid({ person: '这个人不在本村，请重新选择' }, '这个人不在本村，请重新选择')
      const held = await store.heldOn(tx, input.division, input.startsOn)
      const next: Holding = { person: input.person, name: person.name, seat: input.seat }
      const [says] = conflictsOf(held, next, await store.kinshipsOf(tx, input.person))
      if (says) throw invalid({ seat: says }, says)
      await store.insertSeat(tx, { id, ...input, by: scope.person })
      noteChange(id, { seat: input.seat, person: input.person, from: input.startsOn })
      const name = SEATS[input.seat]
      return tellSeated(tx, scope, { division: input.division, people: [input.person] }, (by) => ({
        title: `登记了${person.name}任${name}`,
        text: `${by}登记${person.name}从${saidDate(input.startsOn)}起任${name}，依据：${input.decidedBy}。不对的，请向村务监督委员会说。`,
      }))
    })
    live.told(scope.county, told)
  } catch (error) {
    if (isDuplicate(error, 'seats_held')) throw new Problem(409, 'moved', '这个人已经登记过这个身份')
    throw error
  }
  return { id }
}

/** Ends a seat on a day and says what ended it. Throws 422 for a day before it began, 409 when it has ended already. */
export async function end(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { endsOn, decidedBy }: { endsOn: string; decidedBy: string },
): Promise<void> {
  const told = await db.inCounty(scope.county, async (tx) => {
    const row = await store.lockSeat(tx, id)
    if (!row) throw notFound('登记')
    demandVillage(scope, row.division)
    if (endsOn < row.starts_on) throw invalid({ endsOn: '结束的日期不能早于开始的日期' })
    if (row.ends_on !== null) throw new Problem(409, 'moved', '这项登记已经结束')
    await store.endSeat(tx, id, endsOn, decidedBy)
    noteSaid({ why: hushed(decidedBy) })
    noteChange(id, { seat: row.seat, to: endsOn }, { seat: row.seat })
    const name = SEATS[row.seat]
    return tellSeated(tx, scope, { division: row.division, people: [row.person] }, (by) => ({
      title: `登记了${row.name}不再任${name}`,
      text: `${by}登记${row.name}任${name}到${saidDate(endsOn)}为止，依据：${decidedBy}。不对的，请向村务监督委员会或街道说。`,
    }))
  })
  live.told(scope.county, told)
}

/** Records a kinship. What excludes seats already held is told, because the law takes one of the two seats away. */
export async function relate(
  { db, live }: Services,
  scope: Scope,
  { a, b, relation, consent }: { a: string; b: string; relation: string; consent: string },
): Promise<{ says: string[] }> {
  const village = scope.post?.division ?? '-'
  if (a === b) throw invalid({ b: '请选择两个不同的人' })
  const [first, second] = a < b ? [a, b] : [b, a]
  const { told, says } = await db.inCounty(scope.county, async (tx) => {
    await store.lockVillage(tx, village)
    for (const person of [first, second])
      if (!(await store.findVillager(tx, person, village))) throw invalid({ b: '两个人都要是本村的' })
    await store.insertKinship(tx, { a: first, b: second, relation, consent, by: scope.person })
    const held = await store.heldOn(tx, village, dateOf(new Date()))
    const names = [await nameOf(tx, first), await nameOf(tx, second)]
    const heard = await tellSeated(tx, scope, { division: village, people: [first, second] }, (by) => ({
      title: `登记了${names.join('和')}是近亲属`,
      text: `${by}登记${names.join('和')}是${relation}，两人同意的依据：${consent}。没有这回事的，请马上向村务监督委员会或街道说。`,
    }))
    return {
      told: heard,
      says: standingConflicts(held, [[first, second]]).filter((line) => line.includes('近亲属')),
    }
  })
  live.told(scope.county, told)
  return { says }
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

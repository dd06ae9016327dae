import { seats } from '#contract/seats.ts'
import { dateOf } from '#practice/kit/index.ts'
import { appraisalEnd } from '#practice/meetings/appraisal.ts'
import { compositionFaults, SEATS, standingConflicts, type Composition } from '#practice/meetings/posts.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import { allows, type Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { limitsAt, mayRead } from '#server/modules/meetings/index.ts'
import { appraise, end, give, relate } from './commands.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

/** Binds contract/seats.ts. Who sits where is public in the village: it elected them. */
export function seatsRoutes(app: App): void {
  const { db, http } = app
  implement(http, 'seats', withSheets(seats, sheets), {
    list: ({ query: { division } }, { scope }) =>
      db.read(scope.county, async (tx) => {
        if (!mayRead(scope, division, await placeOf(tx, scope))) throw notFound('名单')
        return listOf(tx, scope, division)
      }),
    give: ({ body }, { scope }) => give(app, scope, body),
    end: ({ params: { id }, body }, { scope }) => end(app, scope, id, body),
    relate: ({ body }, { scope }) => relate(app, scope, body),
    appraise: ({ params: { id }, body }, { scope }) => appraise(app, scope, id, body),
  })
}

async function listOf(tx: Tx, scope: Scope, division: string) {
  const today = dateOf(new Date())
  const limits = await limitsAt(tx, division, today)
  const rows = await store.seatsOf(tx, division)
  const [kin, appraisals] = [await store.kinOfVillage(tx, division), await store.appraisalsOf(tx, division)]
  const ofSeat = (id: string) => appraisals.filter(({ seat }) => seat === id)
  const current = rows.filter((row) => (row.ends_on ?? today) >= today)
  const ended = current.flatMap(({ id, name }) => {
    const marks = ofSeat(id).map(({ mark }) => mark)
    return appraisalEnd(limits, name, marks.toReversed()) ?? []
  })
  return {
    rows: rows.map(({ id, person, name, seat, starts_on, ends_on, decided_by }) => ({
      id,
      person,
      name,
      seat,
      seatName: SEATS[seat],
      startsOn: starts_on,
      ...(ends_on ? { endsOn: ends_on } : {}),
      decidedBy: decided_by,
      appraisals: ofSeat(id).map(({ on, mark }) => ({ on, mark })),
    })),
    faults: [
      ...standingConflicts(
        await store.heldOn(tx, division, today),
        kin.map(({ a, b }) => [a, b] as const),
      ),
      ...ended,
      ...compositionFaults(limits, compositionOf(rows, await store.countHouseholds(tx, division), today)),
    ],
    // Whose relative somebody is, only those read who need it to give a seat.
    ...(allows(scope, 'seats.give') && scope.post?.division === division
      ? {
          kinships: kin.map(({ a_name, b_name, relation, consent }) => ({
            a: a_name,
            b: b_name,
            relation,
            consent,
          })),
        }
      : {}),
  }
}

/** Bodies that exist, as they are made up today; one without members has no faults. */
function compositionOf(rows: readonly store.SeatRecord[], households: number, today: string): Composition {
  const held = (seat: string) =>
    rows.filter((row) => row.seat === seat && row.starts_on <= today && (row.ends_on ?? today) >= today)
  const women = (some: readonly store.SeatRecord[]) => some.filter(({ sex }) => sex === '女').length
  const [committee, representatives] = [held('committee'), held('representative')]
  const [members, board] = [held('member-representative'), held('board')]
  return {
    ...(committee.length > 0 ? { committee: { members: committee.length, women: women(committee) } } : {}),
    ...(representatives.length > 0
      ? {
          representatives: {
            committee: committee.length,
            representatives: representatives.length,
            women: women(representatives),
            // Groups may choose so many as they like (VCL 29); then households are not counted.
            ...(representatives.every((row) => row.decided_by.includes('小组')) ? {} : { households }),
          },
        }
      : {}),
    ...(members.length > 0
      ? { memberRepresentatives: { representatives: members.length, women: women(members), households } }
      : {}),
    ...(board.length > 0 ? { board: { members: board.length } } : {}),
  }
}

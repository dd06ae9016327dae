import { agenda } from '#contract/agenda.ts'
import { FLOWS } from '#practice/flows.gen.ts'
import { dateOf } from '#practice/kit/index.ts'
import { TOPIC_STATES } from '#practice/meetings/agenda.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import {
  findMeeting,
  isKeeper,
  mayRead,
  mayReadMeeting,
  ordersOn,
  signaturesOf,
  topicsOn,
} from '#server/modules/meetings/index.ts'
import { note, noteRefusal, raise, sift } from './commands.ts'
import { collects } from './policy.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

/** Binds contract/agenda.ts. */
export function agendaRoutes(app: App): void {
  implement(app.http, 'agenda', withSheets(agenda, sheets), {
    village: ({ params: { division } }, { scope }) => villageAgenda(app, scope, division),
    raise: ({ body }, { scope, key }) => raise(app, scope, body, key),
    sift: ({ params: { id }, body }, { scope }) => sift(app, scope, id, body),
    meeting: ({ params: { id } }, { scope }) => meetingAgenda(app, scope, id),
    note: ({ params: { id, topic }, body }, { scope }) => note(app, scope, id, topic, body),
  })
}

const stageName = (stage: string) => FLOWS['village-order']?.stages[stage]?.name ?? stage

function villageAgenda({ db }: App, scope: Scope, division: string) {
  return db.read(scope.county, async (tx) => {
    const place = await placeOf(tx, scope)
    if (!mayRead(scope, division, place)) throw notFound('村')
    const sees = collects(scope, division) || isKeeper(scope, division)
    const topics = await store.topicsOf(tx, division)
    return {
      // What was taken up is everybody’s; what waits or was not taken is between whoever raised it and the village’s desk.
      topics: topics
        .filter(
          ({ state, raised_by }) =>
            sees || state === 'collected' || state === 'settled' || raised_by === scope.person,
        )
        .map((topic) => presentTopic(topic, scope)),
      orders: (await store.ordersOf(tx, division)).map(presentOrder),
      late: (await store.lateOf(tx, division, dateOf(new Date()))).map(({ due_on, ...late }) => ({
        ...late,
        dueOn: due_on,
      })),
      raises: place?.slice(0, 12) === division,
      collects: collects(scope, division),
    }
  })
}

function presentTopic(
  { id, title, words, by, raised_at, state, reason, raised_by }: store.TopicRow,
  scope: Scope,
) {
  return {
    id,
    title,
    words,
    by,
    at: raised_at.toISOString(),
    state,
    stateName: TOPIC_STATES[state],
    ...(reason === null ? {} : { reason }),
    mine: raised_by === scope.person,
  }
}

const presentOrder = ({ id, number, title, stage, opened_at }: store.OrderRow) => ({
  id,
  number,
  title,
  stage,
  stageName: stageName(stage),
  openedAt: opened_at.toISOString(),
})

function meetingAgenda({ db }: App, scope: Scope, id: string) {
  return db.read(scope.county, async (tx) => {
    const row = await findMeeting(tx, id)
    if (!row || !mayReadMeeting(scope, row, await placeOf(tx, scope))) throw notFound('会议')
    const refused = isKeeper(scope, row.division)
      ? noteRefusal(row.state, (await signaturesOf(tx, id)).length)
      : '由会议召集人记录'
    return {
      topics: (await topicsOn(tx, id)).map(({ topic, outcome, says, ...rest }) => ({
        id: topic,
        ...rest,
        ...(outcome === null ? {} : { outcome }),
        ...(says === null ? {} : { says }),
      })),
      orders: (await ordersOn(tx, id)).map(({ matter, was, ...rest }) => ({
        ...presentOrder({ id: matter, ...rest }),
        was: stageName(was),
      })),
      ...(refused === undefined ? {} : { refused }),
    }
  })
}

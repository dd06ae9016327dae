import { floor } from '#contract/floor.ts'
import { askRefusal, HELD_ON_PAPER, POLL_SAYS } from '#practice/meetings/floor.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { findMeeting, isKeeper, mayReadMeeting } from '#server/modules/meetings/index.ts'
import { answerPoll, ask, endPoll, handle, openPoll } from './commands.ts'
import { mayAsk } from './policy.ts'
import * as store from './store.ts'

/** Binds contract/floor.ts. */
export function floorRoutes(app: App): void {
  implement(app.http, 'floor', floor, {
    show: ({ params: { id } }, { scope }) => floorFor(app, scope, id),
    ask: ({ params: { id }, body }, { scope, key }) => ask(app, scope, id, body, key),
    handle: ({ params: { id }, body }, { scope }) => handle(app, scope, id, body),
    openPoll: ({ params: { id }, body }, { scope, key }) => openPoll(app, scope, id, body, key),
    answerPoll: ({ params: { id }, body: { choice } }, { scope }) => answerPoll(app, scope, id, choice),
    closePoll: ({ params: { id } }, { scope }) => endPoll(app, scope, id),
  })
}

function floorFor({ db }: App, scope: Scope, id: string) {
  return db.read(scope.county, async (tx) => {
    const row = await findMeeting(tx, id)
    if (!row || !mayReadMeeting(scope, row, await placeOf(tx, scope))) throw notFound('会议')
    const keeps = isKeeper(scope, row.division)
    const asks = await mayAsk(tx, scope, row.division)
    const waiting = await store.waitingOf(tx, id, scope.person)
    const early = row.paper && !keeps ? HELD_ON_PAPER : askRefusal(row.state, waiting)
    const refused = asks ? early : '只有本村的人可以在会上发言和提问'
    return {
      // What was struck is seen by the chair and by whoever asked.
      requests: (await store.requestsOf(tx, id))
        .filter(({ state, person }) => state !== 'struck' || keeps || person === scope.person)
        .map((request) => presentRequest(request, scope)),
      // A poll ends with its meeting.
      polls: (await store.pollsOf(tx, id, scope.person)).map((poll) =>
        presentPoll(poll, row.state === 'open'),
      ),
      keeps,
      asks,
      ...(refused === undefined ? {} : { refused }),
    }
  })
}

function presentRequest(request: store.RequestRow, scope: Scope) {
  const { id, kind, name, words, via, state, answer, reason, asked_at, person, noter } = request
  return {
    id,
    kind,
    name,
    words,
    via,
    ...(via === 'floor' ? { enteredBy: noter } : {}),
    state,
    ...(answer === null ? {} : { answer }),
    ...(reason === null ? {} : { reason }),
    askedAt: asked_at.toISOString(),
    mine: person === scope.person,
  }
}

function presentPoll(poll: store.PollRow, isHeld: boolean) {
  const { id, n, question, options, counts, state, mine } = poll
  return {
    id,
    n,
    question,
    options: options.map((text, index) => ({ text, count: counts[index] ?? 0 })),
    answered: counts.reduce((sum, count) => sum + count, 0),
    open: state === 'open' && isHeld,
    says: POLL_SAYS,
    ...(mine === null ? {} : { mine }),
  }
}

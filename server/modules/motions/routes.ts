import { motions } from '#contract/motions.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { declare, put, tally, vote, withdraw } from './commands.ts'
import { confirmEntered, recuse, stay, takeBack } from './entered.ts'

/** Binds contract/motions.ts. */
export function motionsRoutes(app: App): void {
  implement(app.http, 'motions', motions, {
    put: ({ params: { id }, body }, { scope }) => put(app, scope, id, body.tellers),
    withdraw: ({ params: { id }, body }, { scope }) => withdraw(app, scope, id, body.reason),
    recuse: ({ params: { id }, body }, { scope }) => recuse(app, scope, id, body),
    stay: ({ params: { id }, body }, { scope }) => stay(app, scope, id, body.member),
    tally: ({ params: { id }, body }, { scope, key }) => tally(app, scope, id, body, { key }),
    vote: ({ params: { id }, body }, { scope }) => vote(app, scope, id, body),
    confirm: ({ params: { id }, body }, { scope }) => confirmEntered(app, scope, id, body.votes),
    takeBack: ({ params: { id }, body }, { scope }) => takeBack(app, scope, id, body.vote),
    declare: ({ params: { id }, body }, { scope }) => declare(app, scope, id, body),
  })
}

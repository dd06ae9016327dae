import { ballots } from '#contract/ballots.ts'
import { BOX_STATES } from '#practice/meetings/ballot.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { notFound, Problem } from '#server/core/problem.ts'
import { tokenOf } from '#server/core/token.ts'
import { findMotion } from '#server/modules/motions/index.ts'
import { beginCasting, cast, closeBox, count, openBox } from './commands.ts'
import { Mix } from './mix.ts'
import { Tickets } from './tickets.ts'
import { givePaper, markPaper, talliesFor, tallyPaper, votersFor } from './writing.ts'
import * as store from './store.ts'

/** Binds contract/ballots.ts. */
export function ballotsRoutes(app: App): void {
  const { db, http } = app
  const mix = new Mix(app)
  const tickets = new Tickets(app)
  http.addHook('preClose', () => mix.close())
  http.addHook('onClose', () => tickets.close())
  implement(http, 'ballots', ballots, {
    open: ({ params: { motion } }, { scope }) => openBox(app, scope, motion),
    ticket: ({ params: { motion }, body }, { scope }) => tickets.take(scope, motion, body),
    begin: ({ params: { motion }, body }, { scope }) => beginCasting(app, scope, motion, body),
    cast: ({ params: { motion }, body }, { county, request }) => {
      // Whoever sends it is nobody; a phone that says who it is has a fault that would give its owner away.
      if (tokenOf(request) !== undefined)
        throw new Problem(400, 'session', '投票不能带登录信息，请从投票页面投票')
      return cast(mix, county, motion, body)
    },
    close: ({ params: { motion }, body }, { scope }) => closeBox(app, mix, scope, motion, body),
    count: ({ params: { motion } }, { scope }) => count(app, mix, scope, motion),
    paperVoters: ({ params: { id } }, { scope }) =>
      db.read(scope.county, async (tx) => ({ rows: await votersFor(tx, scope, id) })),
    mark: ({ params: { id }, body: { members } }, { scope }) => markPaper(app, scope, id, members),
    give: ({ params: { motion }, body: { member } }, { scope }) => givePaper(app, scope, motion, member),
    tallies: ({ params: { motion } }, { scope }) =>
      db.read(scope.county, (tx) => talliesFor(tx, scope, motion)),
    tally: ({ params: { motion }, body }, { scope, key }) => tallyPaper(app, scope, motion, body, { key }),
    show: ({ params: { motion } }, { county }) =>
      db.read(county, async (tx) => {
        const [box, put] = [await store.findBox(tx, motion), await findMotion(tx, motion)]
        if (!box || !put) throw notFound('投票')
        const counted = box.state === 'counted'
        const all = counted ? await store.ballotsOf(tx, motion) : []
        // Declared without counts: what lies in the box would say who voted what.
        const unopened = counted && put.in_favour === null
        const handedOut =
          box.issued === null
            ? await store.countTickets(tx, motion)
            : { issued: box.issued, given: box.paper_given ?? 0 }
        return {
          title: put.title,
          state: box.state,
          stateName: BOX_STATES[box.state],
          modulus: box.modulus,
          issued: handedOut.issued,
          paper: { given: handedOut.given, ...(box.paper ? { counted: box.paper } : {}) },
          received: counted ? all.length : (await store.countBallots(tx, motion)) + mix.count(county, motion),
          unopened,
          ballots: (unopened ? [] : all).map(([receipt, { c, n, s }]) => ({
            receipt,
            choice: c,
            serial: n,
            signature: s,
          })),
        }
      }),
  })
}

import { proposals } from '#contract/proposals.ts'
import { FOUR_TWO, nextStep } from '#practice/meetings/four-two.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { mayRead } from '#server/modules/meetings/index.ts'
import { closeStep, openProposal } from './commands.ts'
import * as store from './store.ts'

/** Binds contract/proposals.ts. */
export function proposalsRoutes(app: App): void {
  const { db, http } = app
  implement(http, 'proposals', proposals, {
    list: ({ query: { division } }, { scope }) =>
      db.read(scope.county, async (tx) => {
        if (!mayRead(scope, division, await placeOf(tx, scope))) throw notFound('提议')
        return (await store.proposalsOf(tx, division)).map(presentRow)
      }),
    show: ({ params: { id } }, { scope }) =>
      db.read(scope.county, async (tx) => {
        const row = await store.findProposal(tx, id)
        if (!row || !mayRead(scope, row.division, await placeOf(tx, scope))) throw notFound('提议')
        return {
          ...presentRow(row),
          words: row.words,
          ...(row.resolution ? { resolution: row.resolution } : {}),
          steps: (await store.stepsOf(tx, id)).map(presentStep),
        }
      }),
    open: ({ body }, { scope, key }) => openProposal(app, scope, body, key),
    step: ({ params: { id }, body }, { scope }) => closeStep(app, scope, id, body),
  })
}

function presentRow({ id, division, title, origin, closed }: store.ProposalRecord) {
  const next = nextStep(closed)
  return { id, division, title, origin, closed, ...(next ? { next: { id: next.id, name: next.name } } : {}) }
}

function presentStep({ n, step, on, record, by }: store.StepRow) {
  const { says, due, present, inFavour, townSigner, postedFrom, postedUntil, supervision } = record
  return {
    n,
    id: step,
    name: FOUR_TWO.find((each) => each.id === step)?.name ?? '',
    on,
    says,
    by,
    ...(due === undefined ? {} : { due }),
    ...(present === undefined ? {} : { present }),
    ...(inFavour === undefined ? {} : { inFavour }),
    // Computed, never typed (rules 2.7).
    ...(due && present !== undefined ? { ratio: `${Math.floor((present * 1000) / due) / 10}%` } : {}),
    ...(townSigner ? { townSigner } : {}),
    ...(postedFrom ? { postedFrom } : {}),
    ...(postedUntil ? { postedUntil } : {}),
    ...(supervision ? { supervision } : {}),
  }
}

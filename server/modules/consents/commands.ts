import type { ConsentWay } from '#contract/consent-ways.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import { invalid } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import { postOf } from '#server/modules/people/index.ts'
import { demandNeighbour } from './policy.ts'
import * as store from './store.ts'

/** Says it oneself, from one's own telephone. */
export async function sayConsent(
  { db }: Services,
  scope: Scope,
  id: string,
  isGiven: boolean,
): Promise<void> {
  const { person } = scope
  const on = dateOf(new Date())
  await db.inCounty(scope.county, async (tx) => {
    const said = { id, subject: person, isGiven, way: undefined, on, by: person, post: undefined }
    await store.insertConsent(tx, said)
    noteChange(person, { consent: isGiven })
  })
}

/**
 * Writes down what somebody said who has no telephone at hand. Throws a 404 outside one's area, a 422 for a day to come.
 */
export async function recordConsent(
  { db }: Services,
  scope: Scope,
  id: string,
  { subject, isGiven, way, on }: { subject: string; isGiven: boolean; way: ConsentWay; on: string },
): Promise<void> {
  if (on > dateOf(new Date())) throw invalid({ on: '日期在今天以后，请核对' })
  await db.inCounty(scope.county, async (tx) => {
    await demandNeighbour(tx, scope, subject)
    const post = postOf(scope).id
    await store.insertConsent(tx, { id, subject, isGiven, way, on, by: scope.person, post })
    noteChange(subject, { consent: isGiven, way })
  })
}

import { contains } from '#contract/division-codes.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { getCounty } from '#server/modules/places/index.ts'
import * as announcing from './announcing.ts'
import { areaOf, demandArea, demandOwnVillage } from './policy.ts'
import * as store from './store.ts'

/** Ordering paper for many villages, and speaking to one. */

type Ordered = Pick<store.NewJob, 'kind' | 'paper' | 'format' | 'month' | 'area' | 'base'>

/** Orders files for every village of an area; the worker makes them. The same key again changes nothing. */
export async function order(services: Services, scope: Scope, key: string, wanted: Ordered): Promise<void> {
  demandArea(scope, wanted.area)
  const { post } = scope
  if (!post) throw denied()
  const { divisions } = await getCounty(services.db, scope.county)
  const villages = [...divisions.values()]
    .filter(({ code, level }) => level === 'village' && contains(wanted.area, code))
    .map(({ code }) => code)
    .toSorted()
  if (villages.length === 0) throw invalid({ area: '这个地方没有村，请另选' })
  await services.db.inCounty(scope.county, (tx) =>
    store.insertJob(tx, { ...wanted, id: key, villages, person: scope.person, post: post.id }),
  )
}

/** Stops one’s own order. Throws a 404 outside the area, a 403 for a colleague’s. */
export async function cancel(services: Services, scope: Scope, id: string): Promise<void> {
  await services.db.inCounty(scope.county, async (tx) => {
    const job = await store.findJob(tx, id)
    if (!job || !contains(areaOf(scope), job.area)) throw notFound('打印任务')
    if (job.person !== scope.person) throw denied(`这是${job.by}要印的，请联系本人取消`)
    await store.cancelJob(tx, id)
  })
}

type Announced = { division: string; month: string; channel: 'text' | 'loudspeaker'; words: string }

/**
 * Sends the words to those who asked for them, or notes down that they were read out. The same key again sends nothing.
 * The row is there before the first message goes: what was interrupted shows how far it came, and is not sent twice.
 */
export async function announce(
  services: Services,
  scope: Scope,
  key: string,
  { division, month, channel, words }: Announced,
): Promise<void> {
  demandOwnVillage(scope, division)
  const { post } = scope
  if (!post) throw denied()
  const { db, secrets, texts } = services
  const phones = await db.inCounty(scope.county, async (tx) => {
    const people = channel === 'text' ? await announcing.subscribersOf(tx, division) : undefined
    if (people?.length === 0)
      throw new Problem(409, 'nobody', '还没有人登记要短信。请先登记，或者用广播和明白纸告诉大家')
    const row = { id: key, division, month, channel, words, person: scope.person, post: post.id }
    const isNew = await announcing.insertAnnouncement(tx, { ...row, phones: people?.length ?? null })
    return isNew ? (people ?? []).map(({ phone_sealed }) => secrets.unseal(phone_sealed)) : []
  })
  let taken = 0
  for (const phone of phones) {
    taken += await texts.send(phone, words).then(
      () => 1,
      () => 0,
    )
  }
  if (phones.length > 0) await db.inCounty(scope.county, (tx) => announcing.countTaken(tx, key, taken))
}

/** Writes down that somebody of the own village wants the digest. Answers with how many do. */
export function subscribe({ db }: Services, scope: Scope, person: string): Promise<number> {
  return db.inCounty(scope.county, async (tx) => {
    const found = await announcing.findPerson(tx, person)
    if (!found) throw notFound('村民')
    const village = found.division.slice(0, 12)
    demandOwnVillage(scope, village)
    if (!found.has_phone) throw new Problem(409, 'no-phone', '名册里没有这个人的手机号，请先在名册补上手机号')
    await announcing.insertSubscriber(tx, newId(), person, scope.person)
    return (await announcing.subscribersOf(tx, village)).length
  })
}

/** Ends it for one of the own village. Answers with how many are left. */
export function unsubscribe({ db }: Services, scope: Scope, id: string): Promise<number> {
  return db.inCounty(scope.county, async (tx) => {
    const village = await announcing.villageOfSubscriber(tx, id)
    if (village === undefined) throw notFound('登记')
    demandOwnVillage(scope, village)
    await announcing.endSubscriber(tx, id, scope.person)
    return (await announcing.subscribersOf(tx, village)).length
  })
}

import { KINSHIPS, SAID_WAYS, type ConsentWay, type Kinship } from '#contract/consent-ways.ts'
import { birthdayOf } from '#practice/kit/age.ts'
import { dateOf } from '#practice/kit/index.ts'
import { ADULT_YEARS } from '#practice/meetings/life.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import { postOf } from '#server/modules/people/index.ts'
import { askSecondWord, waitingAbout, type Kind, type WordRow } from '#server/modules/second-words/index.ts'
import { ageOf, demandNeighbour, demandSpeaker } from './policy.ts'
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
    const said = {
      id,
      subject: person,
      isGiven,
      way: undefined,
      on,
      by: person,
      post: undefined,
      guardian: undefined,
    }
    await store.insertConsent(tx, said)
    noteChange(person, { consent: isGiven })
  })
}

type Heard = {
  subject: string
  isGiven: boolean
  way: ConsentWay
  on: string
  guardian: string | undefined
}

/**
 * Writes down what somebody said who has no telephone at hand, or for a child its guardian. Throws a 404 outside one's area,
 * a 422 for a day to come, for a child without a guardian, and for who is not the guardian, a 409 for what was taken back on a
 * telephone: that is given again there (个人信息保护法 15).
 */
export async function recordConsent(
  { db }: Services,
  scope: Scope,
  id: string,
  { subject, isGiven, way, on, guardian }: Heard,
): Promise<void> {
  demandPast(on)
  await db.inCounty(scope.county, async (tx) => {
    await demandNeighbour(tx, scope, subject)
    await demandSpeaker(tx, subject, guardian)
    if (isGiven && (await store.tookBackThemselves(tx, subject))) throw new Problem(409, 'moved', TAKEN_BACK)
    const post = postOf(scope).id
    await store.insertConsent(tx, { id, subject, isGiven, way, on, by: scope.person, post, guardian })
    noteChange(subject, { consent: isGiven, way, ...(guardian === undefined ? {} : { guardian }) })
  })
}

const TAKEN_BACK = '本人在自己的手机上收回了同意，要恢复请本人在手机上重新同意，别人不能替他登记'

function demandPast(on: string): void {
  if (on > dateOf(new Date())) throw invalid({ on: '日期在今天以后，请核对' })
}

type Guarding = {
  child: string
  guardian: string
  kinship: Kinship
  isGiven: boolean
  way: Exclude<ConsentWay, 'family'>
  on: string
}

/**
 * Writes down what a guardian of a child below fourteen said (个人信息保护法 31), or that they are no longer its guardian.
 * That somebody consents takes effect when a second person has agreed (`guardianWord`): one alone could write down a friend.
 * What ends it holds at once. Throws a 404 outside one's area, a 422 for who is no child, or no guardian by the law, and for oneself: nobody writes down
 * their own word alone.
 */
export async function recordGuardian(
  { db, live }: Services,
  scope: Scope,
  id: string,
  { child, guardian, kinship, isGiven, way, on }: Guarding,
): Promise<void> {
  demandPast(on)
  if (guardian === scope.person)
    throw invalid({
      guardian: '不能自己登记自己是监护人；您要是孩子的监护人，请村里另一位管名册的同事核对后来登记',
    })
  const told = await db.inCounty(scope.county, async (tx) => {
    await demandNeighbour(tx, scope, child)
    await demandChild(tx, child)
    await demandNeighbour(tx, scope, guardian)
    await demandOfAge(tx, guardian, child)
    const post = postOf(scope).id
    const said = { child, guardian, kinship, isGiven, way, on, by: scope.person, post }
    noteChange(child, { guardian, handling: isGiven, way, kinship, ...(isGiven && { verdict: 'waiting' }) })
    await store.lockChild(tx, child)
    const waits = await waitsForSecond(tx, id, said)
    if (!isGiven) {
      if (!waits && !(await store.wasGuardian(tx, { id, ...said })))
        throw invalid({ guardian: '没有登记过这位是孩子的监护人，不用登记结束；请核对选的人' })
      await store.insertGuardianship(tx, { id, ...said })
      return []
    }
    if (waits) throw new Problem(409, 'moved', '已经登记过了，正等另一位同事复核')
    return askSecondWord(tx, scope.county, {
      id,
      kind: 'guardian',
      subject: child,
      concerned: guardian,
      area: await store.villageOf(tx, child),
      what: { kinship, way, on },
      person: scope.person,
      post,
    })
  })
  live.told(scope.county, told)
}

/** Whether another word that they are the guardian waits to be agreed to; what was said since makes it moot. */
async function waitsForSecond(
  tx: Tx,
  id: string,
  { child, guardian }: Pick<Guarding, 'child' | 'guardian'>,
): Promise<boolean> {
  for (const { id: word, concerned, asked_at: at } of await waitingAbout(tx, child))
    if (word !== id && concerned === guardian && !(await store.saidSince(tx, { child, guardian, at })))
      return true
  return false
}

async function demandChild(tx: Tx, child: string): Promise<void> {
  const age = await ageOf(tx, child)
  if (age === 'unknown') throw invalid({ child: '名册里没有出生日期，请先补上，再登记监护人' })
  if (age === 'older') throw invalid({ child: '已满十四周岁，由本人同意，不用登记监护人' })
}

/** A guardian is able to act alone (民法典 18, 27). */
async function demandOfAge(tx: Tx, guardian: string, child: string): Promise<void> {
  const born = await store.bornOn(tx, guardian)
  if (guardian === child || (born && birthdayOf(born, ADULT_YEARS) > dateOf(new Date())))
    throw invalid({ guardian: '监护人要满十八周岁，请另选一位（民法典第二十七条）' })
}

/** 复核: that somebody is a child's guardian and consents, written down by one, agreed to by another. */
export const guardianWord: Kind = {
  says: async (tx, _, { subject, concerned, concerned_name, what, verdict, asked_at }) => {
    const child = await store.nameOf(tx, subject)
    const isMoot =
      (await ageOf(tx, subject)) !== 'child' ||
      (await store.saidSince(tx, { child: subject, guardian: concerned, at: asked_at }))
    if (verdict === null && isMoot) return undefined
    const { kinship, way, on } = heardOf(what)
    return `${concerned_name ?? ''}登记为${child}的监护人（${KINSHIPS[kinship]}），同意用孩子的信息：${on}，${SAID_WAYS[way]}`
  },
  people: async (_, __, { subject, concerned }) =>
    [subject, concerned].flatMap((person) => (person === null ? [] : [{ person, phone: '' }])),
  effect: async (tx, _, { id, subject: child, concerned: guardian, what, person: by, post }) => {
    if (guardian === null || post === null) throw notFound('登记')
    await demandChild(tx, child)
    const { kinship, way, on } = heardOf(what)
    await store.insertGuardianship(tx, { id, child, guardian, kinship, isGiven: true, way, on, by, post })
    noteChange(child, { guardian, handling: true, way, kinship, first: by })
    return async () => undefined
  },
}

// As `recordGuardian` wrote it.
const heardOf = (what: WordRow['what']) => what as unknown as Pick<Guarding, 'kinship' | 'way' | 'on'>

/**
 * A guardian says on their own telephone whether a child's data may be handled, or whether others may act for it. Throws a
 * 404 for who is not their ward, a 409 when the desk ended the guardianship or their consent does not hold.
 */
export async function sayForWard(
  { db }: Services,
  scope: Scope,
  id: string,
  { child, what, isGiven }: { child: string; what: 'handling' | 'acting'; isGiven: boolean },
): Promise<void> {
  const { person } = scope
  const on = dateOf(new Date())
  await db.inCounty(scope.county, async (tx) => {
    const ward = (await store.wardsOf(tx, person, on)).find((row) => row.child === child)
    if (!ward) throw notFound('孩子')
    // What the desk has written down only the desk changes.
    if (!ward.is_given && !ward.is_own)
      throw new Problem(409, 'moved', '村里登记您不再是监护人，或者收回了同意，要恢复请到村里办')
    const said = { id, isGiven, way: undefined, on, by: person, post: undefined, guardian: person }
    if (what === 'acting') {
      if (!ward.is_given) throw new Problem(409, 'moved', '您收回了监护人的同意，请先重新同意')
      await store.insertConsent(tx, { ...said, subject: child })
      noteChange(child, { consent: isGiven, guardian: person })
      return
    }
    await store.insertGuardianship(tx, { ...said, child, kinship: ward.kinship })
    noteChange(child, { guardian: person, handling: isGiven, kinship: ward.kinship })
  })
}

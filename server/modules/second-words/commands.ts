import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, Problem } from '#server/core/problem.ts'
import { hushed } from '#server/core/secrets.ts'
import type { Scope } from '#server/core/scope.ts'
import { isNewWord, type Verdict } from '#server/core/second-person.ts'
import { noteChange, noteSaid } from '#server/core/trace.ts'
import { insertNotices } from '#server/modules/notices/index.ts'
import { makerOf, postOf } from '#server/modules/people/index.ts'
import { getWord, mayAnswer } from './policy.ts'
import {
  answeredText,
  answeredTitle,
  ASKED_TITLE,
  askedText,
  HOUSEHOLD_TITLE,
  householdText,
  stateOf,
  WAIT_DAYS,
  type Kinds,
} from './rules.ts'
import * as store from './store.ts'

/**
 * Lets something wait for its second word and tells those who may give it; answers with whom, for `live.told` after the
 * commit. One with that id that is there already stays as it is.
 */
export async function askSecondWord(tx: Tx, county: string, word: store.NewWord): Promise<string[]> {
  if (!(await store.insertWord(tx, word))) return []
  const row = await store.findWord(tx, word.id)
  const seconds = await store.secondsOf(tx, word.id)
  await tell(tx, county, seconds, ASKED_TITLE, askedText(row?.by_name ?? ''))
  return seconds
}

/**
 * Gives the second word: what was agreed to takes effect in the same transaction. The same again changes nothing. Throws a
 * 403 for one's own and for whom it concerns, a 404 for who is not asked, a 409 when it was answered or nothing is left of
 * it, a 422 for a refusal without a reason.
 */
export async function decideWord(
  services: Services,
  kinds: Kinds,
  scope: Scope,
  id: string,
  { verdict, said }: { verdict: Verdict; said: string | undefined },
): Promise<void> {
  const { db, live } = services
  const { person, county } = scope
  if (said !== undefined) noteSaid({ why: hushed(said) })
  const after = await db.inCounty(county, async (tx) => {
    const row = await getWord(tx, scope, id)
    if (!isNewWord(row, { verdict, said, person })) return undefined
    if (!mayAnswer(scope, row)) throw denied('这件登记要由另一位同事复核')
    const kind = kinds[row.kind]
    const says = await kind.says(tx, services, row)
    if (stateOf(row, new Date()) === 'lapsed' || (row.verdict === null && says === undefined))
      throw new Problem(409, 'moved', `这件登记已经不算了（满 ${WAIT_DAYS} 天，或者后来又变了），不用复核`)
    const reason = verdict === 'refused' ? said : undefined
    const answer = { id, verdict, said: reason, person, post: postOf(scope).id }
    if (!(await store.decide(tx, answer))) throw new Problem(409, 'moved', '这件登记已经有人复核过了')
    noteChange(id, { verdict, first: row.person })
    const done = verdict === 'approved' ? await kind.effect(tx, services, row) : undefined
    if (!done) await kind.refused?.(tx, row)
    const { name } = await makerOf(tx, scope)
    await tell(tx, county, [row.person], answeredTitle(verdict), answeredText(says ?? '', name, reason))
    return { done, told: row.person }
  })
  if (!after) return
  live.told(county, [after.told])
  await after.done?.()
}

/**
 * Tells others of a household who have a telephone whose number was let in: if it is not theirs, they know. Answers with
 * whom, for `live.told` after the commit.
 */
export async function tellHousehold(
  tx: Tx,
  county: string,
  given: readonly { person: string; tail: string }[],
): Promise<string[]> {
  const tails = new Map(given.map(({ person, tail }) => [person, tail]))
  const at = new Date()
  const members = await store.membersBeside(tx, [...tails.keys()])
  await insertNotices(
    tx,
    members.map(({ subject, name, person }) => {
      const text = householdText(name, tails.get(subject) ?? '')
      return { id: newId(at), county, person, at, title: HOUSEHOLD_TITLE, text, matter: null }
    }),
  )
  return members.map(({ person }) => person)
}

async function tell(
  tx: Tx,
  county: string,
  people: readonly string[],
  title: string,
  text: string,
): Promise<void> {
  const at = new Date()
  await insertNotices(
    tx,
    people.map((person) => ({ id: newId(at), county, person, at, title, text, matter: null })),
  )
}

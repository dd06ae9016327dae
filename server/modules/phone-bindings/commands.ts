import { isChild } from '#practice/kit/age.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import { isDuplicate, type Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { hushed, maskPhone } from '#server/core/secrets.ts'
import { noteChange, noteSaid } from '#server/core/trace.ts'
import { insertNotices } from '#server/modules/notices/index.ts'
import { postOf } from '#server/modules/people/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import {
  askSecondWord,
  tellHousehold,
  waitingAbout,
  type Kind,
  type WordRow,
} from '#server/modules/second-words/index.ts'
import { endSessions, sendNewCode, tryCode, WRONG_CODE } from '#server/modules/session/index.ts'
import { lockBinding } from './policy.ts'
import {
  CHILD,
  codeText,
  confirmedText,
  KNOWN_TEXT,
  refusedText,
  replacedText,
  STAFF,
  WAITING_TEXT,
  WAITING_TITLE,
} from './rules.ts'
import * as store from './store.ts'

/** Sends a code to a phone nobody knows, and to one that is known a word that it is. Throws a 429 as for signing in. */
export function sendBindingCode(services: Services, county: string, phone: string): Promise<void> {
  return sendNewCode(services, county, { phone, use: 'binding' }, (code, isKnown) =>
    isKnown ? KNOWN_TEXT : codeText(code),
  )
}

type Asked = { village: string; name: string; household: string; phone: string; code: string }

/**
 * Asks the village to register a phone; the same id again changes nothing. Throws a 422 on the code in the same words
 * whatever is wrong with it or the phone, which is known for one to whom no code ever went; a 422 for no village.
 */
export async function askBinding(
  services: Services,
  county: string,
  id: string,
  { village, name, household, phone, code }: Asked,
): Promise<void> {
  const { db, secrets, live } = services
  const hashes = secrets.hashes('phone', phone)
  noteSaid({ phone: maskPhone(phone) })
  const places = await getCounty(db, county)
  if (places.divisions.get(village)?.level !== 'village') throw invalid({ village: '没有这个村，请重新选' })
  const before = await db.read(county, (tx) => store.findBinding(tx, id))
  if (before && !hashes.some((hash) => hash.equals(before.phone_hash))) throw notFound('申请')
  if (before) return
  const useUp = await tryCode(services, county, { phone, use: 'binding', code })
  const told = await db.inCounty(county, async (tx) => {
    if (!(await useUp?.(tx))) {
      // Sent twice at the same moment: the other one has used it up.
      if (await store.findBinding(tx, id)) return []
      throw invalid({ code: WRONG_CODE }, WRONG_CODE)
    }
    // Whoever reads this has the phone in their hand.
    if (await store.ownerOf(tx, hashes)) throw invalid({ phone: '这个手机号刚刚登记好了，直接登录就行' })
    const waited = await store.supersede(tx, hashes)
    const [phone_sealed, phone_hash] = [secrets.seal(phone), secrets.hash('phone', phone)]
    await store.insertBinding(tx, { id, village, name, household, phone_sealed, phone_hash })
    noteChange(id)
    // Whoever mends what they wrote is not told of twice.
    return waited.includes(village) ? [] : tellKeepers(tx, county, village)
  })
  live.told(county, told)
}

/** Tells those who keep the register of a village that a telephone waits; answers with whom. */
async function tellKeepers(tx: Tx, county: string, village: string): Promise<string[]> {
  const at = new Date()
  const keepers = await store.keepersOf(tx, village, dateOf(at))
  const said = { title: WAITING_TITLE, text: WAITING_TEXT, matter: null }
  await insertNotices(
    tx,
    keepers.map((person) => ({ id: newId(at), county, person, at, ...said })),
  )
  return keepers
}

type Confirmed = { person: string; replacing?: string | undefined }
type Told = { phone: string; before: string | undefined; village: string }

/**
 * Says whose phone it is. It takes effect when a second person has said the same (`effectOf`): one alone could let their own
 * telephone in as a neighbour. The same again changes nothing. Throws a 404 for a request of another village or a person
 * outside it, a 409 when it was answered otherwise or waits, a 422 for a child, for staff, for a person with another number,
 * and for a phone that is somebody's.
 */
export async function confirmBinding(
  services: Services,
  scope: Scope,
  id: string,
  { person, replacing }: Confirmed,
): Promise<void> {
  const { db, secrets, live } = services
  if (replacing !== undefined) noteSaid({ why: hushed(replacing) })
  const told = await db.inCounty(scope.county, async (tx) => {
    const row = await lockBinding(tx, scope, id)
    if (row.verdict === 'confirmed' && row.person === person) return []
    demandWaiting(row)
    const [before] = await waitingAbout(tx, id)
    if (before?.person === scope.person && before.concerned === person) return []
    if (before) throw new Problem(409, 'moved', `${before.by_name}已经核对过了，正等另一位同事复核`)
    const phone = secrets.unseal(row.phone_sealed)
    const had = await demandBindable(tx, services, row.village, { person, phone, replacing })
    noteChange(id)
    noteChange(person, { phone: maskPhone(phone), verdict: 'waiting' })
    return askSecondWord(tx, scope.county, {
      id: newId(),
      kind: 'phone',
      subject: id,
      concerned: person,
      area: row.village,
      what: had === undefined || replacing === undefined ? {} : { replacing: hushed(replacing) },
      person: scope.person,
      post: postOf(scope).id,
    })
  })
  live.told(scope.county, told)
}

/** 复核: whose phone it is, said by one keeper, agreed to by another. */
export const bindingWord: Kind = {
  says: async (tx, { secrets }, row) => {
    const binding = await store.findBinding(tx, row.subject)
    if (!binding || (row.verdict === null && binding.verdict !== null)) return undefined
    const phone = maskPhone(secrets.unseal(binding.phone_sealed))
    const { replacing } = row.what
    const instead = replacing === undefined ? '' : `，换掉原来的号码：${String(replacing)}`
    // What the telephone said of itself: only beside it does the second person see whether it is the same one.
    const asked = `申请的人写的是“${binding.name}，${binding.household}”`
    return `${row.concerned_name ?? ''}的手机号登记为 ${phone}${instead}；${asked}`
  },
  people: async (tx, { secrets }, { subject, concerned }) => {
    const binding = await store.findBinding(tx, subject)
    if (!binding || concerned === null) return []
    return [{ person: concerned, phone: maskPhone(secrets.unseal(binding.phone_sealed)) }]
  },
  effect: effectOf,
}

/**
 * From now on the person signs in with it. What they had before is told, and what was signed in by it ends; others of the
 * household are told. Throws as `confirmBinding` does for what has changed since.
 */
async function effectOf(tx: Tx, services: Services, word: WordRow): Promise<() => Promise<void>> {
  const { secrets, live } = services
  const { subject: id, area: village, person: by } = word
  const county = word.county
  const row = await store.lockBinding(tx, id, village)
  if (!row || word.concerned === null || word.post === null) throw notFound('申请')
  demandWaiting(row)
  const { replacing } = word.what
  const said = replacing === undefined ? undefined : String(replacing)
  const person = word.concerned
  const phone = secrets.unseal(row.phone_sealed)
  const before = await demandBindable(tx, services, village, { person, phone, replacing: said })
  await store
    .setPhone(tx, person, secrets.seal(phone), secrets.hash('phone', phone))
    .catch((error: unknown) => {
      // A list that is being imported gave it to somebody at this moment.
      if (isDuplicate(error, 'people_phone')) throw invalid({ person: TAKEN }, TAKEN)
      throw error
    })
  if (before !== undefined) await endSessions(tx, county, person)
  const why = before === undefined ? undefined : said
  await store.decide(tx, { id, verdict: 'confirmed', person, said: why, by, post: word.post })
  noteChange(
    person,
    { phone: maskPhone(phone), first: by },
    before === undefined ? before : { phone: maskPhone(before) },
  )
  const told = await tellHousehold(tx, county, [{ person, tail: phone.slice(-4) }])
  return async () => {
    live.told(county, told)
    await tellConfirmed(services, county, { phone, before, village })
  }
}

const TAKEN = '这个手机号现在登记着另一个人，他能直接登录；请退回，让申请的人到村里说清楚'

function demandWaiting({ verdict }: store.BindingRow): void {
  if (verdict === 'superseded') throw new Problem(409, 'moved', '他又申请了一次，请看最近的那一份')
  if (verdict !== null) throw new Problem(409, 'moved', '这份申请已经答复过了，请刷新再看')
}

/** The number the person has now, which the phone may replace. Throws for whom it may not be given. */
async function demandBindable(
  tx: Tx,
  { secrets }: Services,
  village: string,
  { person, phone, replacing }: Confirmed & { phone: string },
): Promise<string | undefined> {
  const found = await store.lockPerson(tx, person, village)
  if (!found) throw notFound('人')
  const today = dateOf(new Date())
  if (found.born_on && isChild(found.born_on, today)) throw invalid({ person: CHILD }, CHILD)
  if (await store.isStaff(tx, person)) throw invalid({ person: STAFF }, STAFF)
  const owner = await store.ownerOf(tx, secrets.hashes('phone', phone))
  if (owner !== undefined && owner !== person) throw invalid({ person: TAKEN }, TAKEN)
  const before = found.phone_sealed ? secrets.unseal(found.phone_sealed) : undefined
  if (before === undefined || before === phone) return undefined
  if (replacing === undefined)
    throw invalid({ replacing: `他登记着另一个号码 ${maskPhone(before)}；真要换的，请写明为什么` })
  return before
}

/**
 * Sends a request back with a reason; the same again changes nothing. Throws a 404 for one of another village, a 409 when
 * it was answered otherwise.
 */
export async function refuseBinding(
  { db, secrets, texts }: Services,
  scope: Scope,
  id: string,
  reason: string,
): Promise<void> {
  noteSaid({ why: hushed(reason) })
  const refused = await db.inCounty(scope.county, async (tx) => {
    const row = await lockBinding(tx, scope, id)
    if (row.verdict === 'refused') return undefined
    demandWaiting(row)
    await store.decide(tx, { id, verdict: 'refused', said: reason, by: scope.person, post: postOf(scope).id })
    noteChange(id, { verdict: 'refused' })
    return row
  })
  if (!refused) return
  const places = await getCounty(db, scope.county)
  const text = refusedText(places.placeName(refused.village), reason)
  // The answer stands whether the gateway takes the message or not; the asker's page says it, too.
  await texts.send(secrets.unseal(refused.phone_sealed), text).catch(() => undefined)
}

async function tellConfirmed(
  { db, texts }: Services,
  county: string,
  { phone, before, village }: Told,
): Promise<void> {
  const places = await getCounty(db, county)
  const name = places.placeName(village)
  const messages: [to: string, text: string][] = [[phone, confirmedText(name)]]
  if (before !== undefined)
    messages.push([before, replacedText(name, phone.slice(-4), officePhone(places, village))])
  await Promise.allSettled(messages.map(([to, text]) => texts.send(to, text)))
}

/** The telephone of a village's office, where the county's list of units has it. */
const officePhone = ({ units }: County, village: string): string | undefined =>
  [...units.values()].find(({ level, division }) => level === 'village' && division === village)?.phone ??
  undefined

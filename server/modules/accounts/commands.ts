import { randomBytes } from 'node:crypto'
import { tidyCode } from '#contract/tracking-code.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { tooMany } from '#server/core/limits.ts'
import { hashPassword, matchesPassword, passwordFault } from '#server/core/passwords.ts'
import { denied, invalid, notFound, TooSoon } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { maskPhone } from '#server/core/secrets.ts'
import { noteWho } from '#server/core/trace.ts'
import { base32, matchingStep, newTotpSecret, totpUri } from '#server/core/totp.ts'
import { getCounty } from '#server/modules/places/index.ts'
import {
  endSessions,
  noteProof,
  openSession,
  sendNewCode,
  takesOwnCode,
  tryCode,
  type Door,
  type Opened,
} from '#server/modules/session/index.ts'
import {
  activationText,
  failuresAfter,
  isRecoveryCode,
  recoveryCode,
  RECOVERY_CODES,
  TOTP_CHANGED,
  waitSeconds,
  WRONG,
  WRONG_CODE,
  WRONG_PHONE_CODE,
  WRONG_PROOF,
  WRONG_TOTP,
} from './rules.ts'
import * as store from './store.ts'

type Typed = { name: string; password: string; code: string }
type TotpSetup = { uri: string; secret: string }

/**
 * Signs in with name, password and app code. Throws a 422 in the same words, after the same time, whatever is wrong,
 * and a 429 when that name was tried too often. `browser`: a browser that came in under this name before, whose tries
 * are counted apart from those of strangers.
 */
export async function signIn(
  services: Services,
  county: string,
  typed: Typed,
  { browser, door }: { browser: string | undefined; door: Door },
): Promise<Opened> {
  const { db, secrets } = services
  const name = nameOf(typed.name)
  const key = secrets.hash('sign-in', `try ${name} ${browser ?? ''}`)
  await countTry(services, county, key)
  const account = await db.read(county, (tx) => store.findByName(tx, name))
  if (account) noteWho(account.person)
  const isRight = await matchesPassword(passwordOf(services, account), typed.password)
  if (!account || !isRight) throw invalid({}, WRONG)
  const taken = await db.inCounty(county, async (tx) => {
    const isTaken = await takesCode(services, tx, account, typed.code)
    if (isTaken) await store.forgetTries(tx, key)
    return isTaken
  })
  if (!taken) throw invalid({}, WRONG)
  return openSession(services, county, account.person, undefined, door)
}

/** A locked account has none, so that it is refused like a name nobody has. */
function passwordOf({ secrets }: Services, account: store.AccountRecord | undefined): string | undefined {
  return account?.password_sealed && !account.locked_at ? secrets.unseal(account.password_sealed) : undefined
}

/** Whether it is the app’s code of now or a recovery code left; uses it up. */
async function takesCode(
  { secrets }: Services,
  tx: Tx,
  { person, totp_sealed: sealed }: store.AccountRecord,
  code: string,
): Promise<boolean> {
  if (!sealed) return false
  const step = matchingStep(secrets.unsealBytes(sealed), code, new Date())
  if (step !== undefined) return store.takeStep(tx, person, step)
  const tidied = tidyCode(code)
  return isRecoveryCode(tidied) && store.takeRecovery(tx, person, recoveryHashes(secrets, person, tidied))
}

/**
 * Whether it is a code of the app of somebody who was recognised in another way, or a recovery code left; uses it up and
 * counts as at the door. Throws a 429 when that was tried too often.
 */
export async function takesAppCode(
  services: Services,
  county: string,
  person: string,
  code: string,
): Promise<boolean> {
  const { db, secrets } = services
  const key = secrets.hash('sign-in', `code ${person}`)
  await countTry(services, county, key)
  return db.inCounty(county, async (tx) => {
    const account = await store.findByPerson(tx, person)
    const isTaken = account !== undefined && (await takesCode(services, tx, account, code))
    if (isTaken) await store.forgetTries(tx, key)
    return isTaken
  })
}

/** Counts one try before it is looked at. Throws a 429 when the next one is not welcome yet. */
async function countTry({ db }: Services, county: string, key: Buffer): Promise<void> {
  // Committed before anything is refused; otherwise a refusal would give it back.
  const wait = await db.inCounty(county, async (tx) => {
    await store.dropOldTries(tx)
    const { failures, ago } = await store.lockTries(tx, key)
    const seconds = waitSeconds(failures, ago)
    if (seconds === 0) await store.setFailures(tx, key, failuresAfter(failures, ago))
    return seconds
  })
  if (wait > 0) throw tooMany(wait)
}

/**
 * Whose account a one-time code opens. To their telephone goes a code, and the secret for the app is shown only to who
 * gives it back, so that whoever hands one-time codes out does not become them, nor ever knows their second factor.
 * Throws a 422 in the same words whatever is wrong with the one-time code, or on the telephone's.
 */
export async function beginActivation(
  services: Services,
  county: string,
  typed: { name: string; code: string; phoneCode?: string | undefined },
): Promise<{ person: string; phone?: string; setup?: TotpSetup }> {
  const account = await getPromised(services, county, typed)
  const phone = phoneOf(services, account)
  const person = account.name
  // Only the first administrator, from the machine itself, has none.
  if (phone === undefined) return { person, setup: await nextTotp(services, county, account) }
  const shown = { person, phone: maskPhone(phone) }
  if (typed.phoneCode === undefined) {
    await sendNewCode(services, county, { phone, use: 'activation' }, activationText).catch(
      (error: unknown) => {
        // The one of a moment ago still counts.
        if (!(error instanceof TooSoon)) throw error
      },
    )
    return shown
  }
  await demandPhoneCode(services, county, phone, typed.phoneCode)
  return { ...shown, setup: await nextTotp(services, county, account) }
}

/** Counts a try of what was sent to that telephone, and answers with what uses it up. Throws a 422. */
async function demandPhoneCode(services: Services, county: string, phone: string, typed: string) {
  const useUp = await tryCode(services, county, { phone, use: 'activation', code: typed.trim() })
  if (!useUp) throw invalid({ phoneCode: WRONG_PHONE_CODE }, WRONG_PHONE_CODE)
  return useUp
}

const phoneOf = ({ secrets }: Pick<Services, 'secrets'>, { phone_sealed: sealed }: store.AccountRecord) =>
  sealed ? secrets.unseal(sealed) : undefined

async function getPromised(
  { db, secrets }: Services,
  county: string,
  { name, code }: { name: string; code: string },
): Promise<store.AccountRecord & { code_hash: Buffer }> {
  const account = await db.read(county, (tx) => store.findByName(tx, nameOf(name)))
  if (account) noteWho(account.person)
  const said = secrets.hashes('sign-in', oneTimeText(account?.person ?? '', code))
  const wanted = account?.code_hash
  const isGood = wanted && !account.locked_at && (account.code_until ?? new Date(0)) > new Date()
  if (!isGood || !said.some((hash) => hash.equals(wanted))) throw invalid({}, WRONG_CODE)
  return { ...account, code_hash: wanted }
}

async function nextTotp(
  { db, secrets }: Services,
  county: string,
  { person, sign_in_name: name }: store.AccountRecord,
): Promise<TotpSetup> {
  const secret = newTotpSecret()
  await db.inCounty(county, (tx) => store.putNextTotp(tx, person, secrets.sealBytes(secret)))
  const issuer = `共治 ${(await getCounty(db, county)).name}`
  return { uri: totpUri(secret, issuer, name), secret: base32(secret) }
}

/**
 * Uses the one-time code up: from now on password and app count. Answers with the recovery codes, which nobody can read
 * again, and a session. Throws a 422 at what is wrong.
 */
export async function activate(
  services: Services,
  county: string,
  typed: { name: string; code: string; password: string; totp: string; phoneCode?: string | undefined },
  door: Door,
): Promise<Opened & { codes: string[] }> {
  const { db, secrets } = services
  const account = await getPromised(services, county, typed)
  const { person, code_hash: code, totp_next_sealed: next } = account
  await demandGood(services, county, account, typed.password)
  const step = stepOfNext(services, next, typed.totp)
  const phone = phoneOf(services, account)
  const useUp =
    phone === undefined
      ? () => Promise.resolve(true)
      : await demandPhoneCode(services, county, phone, typed.phoneCode ?? '')
  const password = secrets.seal(await hashPassword(typed.password))
  const codes = await db.inCounty(county, async (tx) => {
    if (!next || !(await store.activate(tx, person, { code, password, next, step })))
      throw invalid({}, WRONG_CODE)
    if (!(await useUp(tx))) throw invalid({ phoneCode: WRONG_PHONE_CODE }, WRONG_PHONE_CODE)
    // What came in by telephone alone before acted from posts that now ask for more.
    await endSessions(tx, county, person)
    return newRecovery(secrets, tx, person)
  })
  return { ...(await openSession(services, county, person, undefined, door)), codes }
}

function stepOfNext({ secrets }: Services, next: Buffer | null, totp: string): number {
  const step = next ? matchingStep(secrets.unsealBytes(next), totp, new Date()) : undefined
  if (step === undefined) throw invalid({ totp: WRONG_TOTP }, WRONG_TOTP)
  return step
}

/** Throws a 422 at a password somebody would guess. */
async function demandGood(
  { db, secrets }: Services,
  county: string,
  { name, sign_in_name: signInName, phone_sealed: phone }: store.AccountRecord,
  password: string,
): Promise<void> {
  const place = (await getCounty(db, county)).name
  const own = [name, signInName, place, ...(phone ? [secrets.unseal(phone)] : [])]
  const fault = await passwordFault(password, own)
  if (fault !== undefined) throw invalid({ password: fault }, fault)
}

async function newRecovery(secrets: Services['secrets'], tx: Tx, person: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomBytes(16)))
  await store.putRecovery(
    tx,
    person,
    codes.map((code) => secrets.hash('sign-in', recoveryText(person, tidyCode(code)))),
  )
  return codes
}

/**
 * Notes that the person of this session is there: by password or app code, without an account by the code sent to their
 * phone, and in the demo, where people without an account have neither, by saying so. Throws a 422 or a 429.
 */
export async function prove(services: Services, scope: Scope, secret: string): Promise<void> {
  const { config, db } = services
  const account = await db.read(scope.county, (tx) => store.findByPerson(tx, scope.person))
  const isProven = account?.password_set_at
    ? await provesAccount(services, scope, account, secret)
    : config.demo || (await takesOwnCode(services, scope, secret.trim()))
  if (!isProven) throw invalid({ secret: WRONG_PROOF }, WRONG_PROOF)
  await noteProof(services, scope)
}

async function provesAccount(
  services: Services,
  { county, person }: Scope,
  account: store.AccountRecord,
  secret: string,
): Promise<boolean> {
  const { db, secrets } = services
  const key = secrets.hash('sign-in', `prove ${person}`)
  await countTry(services, county, key)
  const isProven =
    (await matchesPassword(passwordOf(services, account), secret)) ||
    (await db.inCounty(county, (tx) => takesCode(services, tx, account, secret)))
  if (isProven) await db.inCounty(county, (tx) => store.forgetTries(tx, key))
  return isProven
}

/** Another password for whoever knows the present one; their other sessions end. Throws a 422 at what is wrong. */
export async function changePassword(
  services: Services,
  scope: Scope,
  typed: { old: string; password: string },
): Promise<void> {
  const { db, secrets } = services
  const { county, person, session } = scope
  const account = await getOwn(services, scope)
  const key = secrets.hash('sign-in', `prove ${person}`)
  await countTry(services, county, key)
  if (!(await matchesPassword(passwordOf(services, account), typed.old)))
    throw invalid({ old: '现在的密码不对，请再试一次' }, '现在的密码不对，请再试一次')
  await db.inCounty(county, (tx) => store.forgetTries(tx, key))
  await demandGood(services, county, account, typed.password)
  const sealed = secrets.seal(await hashPassword(typed.password))
  await db.inCounty(county, async (tx) => {
    await store.setPassword(tx, person, sealed)
    await endSessions(tx, county, person, session?.id)
  })
}

/** A secret for another app, which counts once a code of it was shown. Throws a 403 or, without an account, a 404. */
export async function beginTotp(services: Services, scope: Scope): Promise<TotpSetup> {
  demandDoor(scope)
  return nextTotp(services, scope.county, await getOwn(services, scope))
}

/** Throws a 403 for who came in by telephone alone: one factor must not set the other. */
function demandDoor({ session }: Scope): void {
  if (session?.way === 'phone') throw denied('请先退出，用登录名、密码和动态码登录，再来换动态码')
}

/** The new app counts from now on, with other recovery codes; its owner is told. Throws a 403, or a 422 when the code is not of it. */
export async function setTotp(services: Services, scope: Scope, totp: string): Promise<string[]> {
  const { db, secrets } = services
  demandDoor(scope)
  const account = await getOwn(services, scope)
  const { person, totp_next_sealed: next } = account
  const step = stepOfNext(services, next, totp)
  const codes = await db.inCounty(scope.county, async (tx) => {
    if (!next || !(await store.takeNextTotp(tx, person, { next, step })))
      throw invalid({ totp: WRONG_TOTP }, WRONG_TOTP)
    await endSessions(tx, scope.county, person, scope.session?.id)
    return newRecovery(secrets, tx, person)
  })
  tellOwner(services, phoneOf(services, account), TOTP_CHANGED)
  return codes
}

/** Tells whose account it is what was done with it; whether the gateway takes the message changes nothing. */
export function tellOwner({ texts }: Pick<Services, 'texts'>, phone: string | undefined, text: string): void {
  if (phone !== undefined) texts.send(phone, text).catch(() => undefined)
}

async function getOwn({ db }: Services, { county, person }: Scope): Promise<store.AccountRecord> {
  const account = await db.read(county, (tx) => store.findByPerson(tx, person))
  if (!account?.password_set_at) throw notFound('账号')
  return account
}

/** A sign-in name as it is kept, however it was typed. */
export const nameOf = (typed: string) => typed.normalize('NFKC').trim().toLowerCase()

/** The hash of a one-time code as the database keeps it. */
export const oneTimeHash = (secrets: Services['secrets'], person: string, code: string) =>
  secrets.hash('sign-in', oneTimeText(person, code))
/** Whether that hash is of that code. */
export const isOneTime = (secrets: Services['secrets'], person: string, code: string, hash: Buffer) =>
  secrets.ageOf(hash, 'sign-in', oneTimeText(person, code)) !== undefined
const oneTimeText = (person: string, code: string) => `one-time ${person} ${tidyCode(code)}`
const recoveryHashes = (secrets: Services['secrets'], person: string, tidied: string) =>
  secrets.hashes('sign-in', recoveryText(person, tidied))
const recoveryText = (person: string, tidied: string) => `recovery ${person} ${tidied}`

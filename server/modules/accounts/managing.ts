import { createHmac, randomBytes } from 'node:crypto'
import pg from 'pg'
import { ROLES, type RoleId } from '#contract/roles.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange, type Facts } from '#server/core/trace.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { endSessions, heldPosts, isForPeople } from '#server/modules/session/index.ts'
import { oneTimeHash, tellOwner } from './commands.ts'
import * as register from './register.ts'
import {
  CODE_HOURS,
  handedText,
  oneTimeCode,
  placeFault,
  positionFault,
  refusalToGive,
  refusalToHold,
} from './rules.ts'
import * as store from './store.ts'

/** For whom an account is opened, and how they will call themselves at the door. */
export type Wanted = { person: string; phone: string; signInName: string }
/** What is wrong with it, by field. */
export type Faults = Partial<Record<keyof Wanted, string>>
type HandedOver = { id: string; code: string; until: string }
type Deed = { key: string; deed: register.Deed['deed'] }
type Outcome<D> = { account: string; detail: D }

/**
 * Opens an account for a person, found by their phone or new, and answers with its one-time code; the same key answers
 * the same. Throws a 422 when phone, name or person are somebody else's or have an account.
 */
export async function openAccount(
  services: Services,
  scope: Scope,
  key: string,
  wanted: Wanted,
): Promise<HandedOver> {
  const { secrets } = services
  const code = codeFor(secrets, key)
  let isNew = false
  const { account, detail } = await act(services, scope, { key, deed: 'open' }, async (tx) => {
    await openingInLine(tx)
    const { faults, known } = await weigh(tx, secrets, wanted)
    if (faults) throw invalid(faults)
    const { person, until } = await openFor(tx, secrets, wanted, known, () => code)
    isNew = true
    return { account: person, detail: { until, signInName: wanted.signInName } }
  })
  if (isNew) tellOpened(services, wanted.phone)
  return { id: account, code, until: detail.until }
}

/** Whoever it is opened for hears of it, however they get their code. */
export const tellOpened = (services: Services, phone: string): void =>
  tellOwner(services, phone, handedText('开了工作账号'))

/** Of two who open at once the second sees what the first did. */
export const openingInLine = (tx: Tx): Promise<void> => register.inLine(tx, 'open account')

/** What stands against an account for them under that name, by field, if anything; `known`: who the register says it is. */
export async function weigh(
  tx: Tx,
  secrets: Services['secrets'],
  { person: name, phone, signInName }: Wanted,
): Promise<{ faults?: Faults; known: string | undefined }> {
  const found = await register.findPhone(tx, secrets.hashes('phone', phone))
  const faults: Faults = {}
  if (found && found.name !== name) faults.phone = '这个手机号登记的是另一个人，请核对姓名和手机号'
  else if (found && (await store.findByPerson(tx, found.id)))
    faults.person = '他已经有账号了，忘了密码请用“重发启用码”'
  if (await store.findByName(tx, signInName)) faults.signInName = NAME_TAKEN
  return { ...(Object.keys(faults).length > 0 ? { faults } : {}), known: found?.id }
}
const NAME_TAKEN = '这个登录名已经有人用了，请换一个'

/** Opens an account nothing stands against, for who is known or somebody new; answers whose it is and how long its code counts. */
export async function openFor(
  tx: Tx,
  secrets: Services['secrets'],
  { person: name, phone, signInName }: Wanted,
  known: string | undefined,
  codeOf: (person: string) => string,
): Promise<{ person: string; until: string }> {
  const person = known ?? newId()
  const sealed = { sealed: secrets.seal(phone), hash: secrets.hash('phone', phone) }
  if (known === undefined) await register.insertPerson(tx, { id: person, name, phone: sealed })
  const until = await insert(tx, secrets, { person, signInName, code: codeOf(person) })
  return { person, until: until.toISOString() }
}

async function insert(
  tx: Tx,
  secrets: Services['secrets'],
  { person, signInName, code }: { person: string; signInName: string; code: string },
): Promise<Date> {
  const hash = oneTimeHash(secrets, person, code)
  const until = await register.insertAccount(tx, { person, signInName, code: hash, hours: CODE_HOURS })
  if (!until) throw invalid({ signInName: NAME_TAKEN })
  return until
}

/** Begins an account anew for whoever lost everything; their sessions end. Throws a 404, or a 403 for one's own. */
export async function renewAccount(
  services: Services,
  scope: Scope,
  key: string,
  id: string,
): Promise<HandedOver> {
  const { secrets } = services
  const code = codeFor(secrets, key)
  let phone: Buffer | null = null
  const { detail } = await act(services, scope, { key, deed: 'renew' }, async (tx) => {
    phone = (await lockOther(tx, scope, id)).phone_sealed
    const until = await register.renew(tx, {
      person: id,
      code: oneTimeHash(secrets, id, code),
      hours: CODE_HOURS,
    })
    if (!until) throw notFound('账号')
    await endSessions(tx, scope.county, id)
    return { account: id, detail: { until: until.toISOString() } }
  })
  if (phone) tellOwner(services, secrets.unseal(phone), handedText('重发了启用码，原来的密码和动态码作废了'))
  return { id, code, until: detail.until }
}

/** Locks or unlocks an account. Locked, its person comes in nowhere, and no post of theirs counts. Throws 404 or 403. */
export async function setLock(
  services: Services,
  scope: Scope,
  key: string,
  { id, isLocked }: { id: string; isLocked: boolean },
): Promise<void> {
  let phone: Buffer | null | undefined
  await act(services, scope, { key, deed: isLocked ? 'lock' : 'unlock' }, async (tx) => {
    phone = (await lockOther(tx, scope, id)).phone_sealed
    await register.setLocked(tx, id, isLocked)
    if (isLocked) await endSessions(tx, scope.county, id)
    return { account: id, detail: {} }
  })
  const what = isLocked ? '停用了工作账号，不能再登录' : '重新启用了工作账号'
  if (phone) tellOwner(services, services.secrets.unseal(phone), handedText(what))
}

type Given = {
  role: RoleId
  position?: string | undefined
  division: string
  unit?: string | undefined
  title: string
}

/**
 * Gives a post from today on. Throws a 403 when it is not theirs to give or the person may not hold it beside what they
 * hold, a 404, a 409 when they hold it, or a 422 when place and role do not fit.
 */
export async function givePost(
  services: Services,
  scope: Scope,
  key: string,
  { id, ...given }: Given & { id: string },
): Promise<{ post: string }> {
  const { role, division, title } = given
  const county = await getCounty(services.db, scope.county)
  const unit = given.unit === undefined ? undefined : county.units.get(given.unit)
  if (given.unit !== undefined && !unit) throw invalid({ unit: '没有这个单位，请重新选' })
  if (!county.divisions.has(division)) throw invalid({ division: '没有这个地方，请重新选' })
  const fault = isForPeople(role)
    ? placeFault(role, division, unit)
    : { role: '这是别的系统凭密钥用的，不能授予人' }
  if (fault) throw invalid(fault)
  const now = new Date()
  const today = dateOf(now)
  const { detail } = await act(services, scope, { key, deed: 'give-post' }, async (tx) => {
    // Of two who see that nobody holds it only one gives it.
    await register.inLine(tx, `give ${role}`)
    const isVacant = !(await register.wasHeld(tx, 'security-administrator'))
    const refused = refusalToGive(scope.post?.role, role, { isSelf: id === scope.person, isVacant })
    if (refused !== undefined) throw denied(refused)
    if (!(await store.lockByPerson(tx, id))) throw notFound('账号')
    const held = (await heldPosts(tx, id, now)).map((post) => post.role)
    const excluded = refusalToHold(held, role)
    if (excluded !== undefined) throw denied(excluded)
    await demandPosition(tx, given, unit?.level)
    const post = newId()
    const { position = null, unit: at = null } = given
    const wanted = { id: post, person: id, role, position, title, division, unit: at }
    // Under the lock of their account: of two requests at once the second sees the first.
    if (await register.isHeldBy(tx, wanted, today)) throw new Problem(409, 'state', HELD)
    await register.insertPost(tx, wanted, today)
    return {
      account: id,
      detail: { post, role, division, ...(given.position === undefined ? {} : { position: given.position }) },
    }
  }).catch(sayExcluded)
  return { post: detail.post }
}

const HELD = '他已经有这个岗位了，不用再授；名称要改的，先收回原来的再授'

/** Throws a 422 when the position is not of the county, the role or the place. */
async function demandPosition(tx: Tx, { position: id, ...given }: Given, level?: string): Promise<void> {
  if (id === undefined) return
  const position = await register.findPosition(tx, id)
  const fault = position ? positionFault(position, { ...given, level }) : '没有这个职位，请重新选'
  if (fault !== undefined) throw invalid({ position: fault })
}

/** The triggers below every way in (db/migrations/0020_deeds.sql, 0027_accounts.sql) refuse what was given meanwhile, too. */
function sayExcluded(error: unknown): never {
  if (error instanceof pg.DatabaseError && error.code === '23514')
    throw denied('这个岗位和他现在的岗位不能由一个人担任，请先收回原来的，或者换一个人')
  throw error
}

/** Takes a post back: from today on it is not held. Throws a 404, or a 403 for one's own. */
export async function endPost(
  services: Services,
  scope: Scope,
  key: string,
  { id, post }: { id: string; post: string },
): Promise<void> {
  await act(services, scope, { key, deed: 'end-post' }, async (tx) => {
    await lockOther(tx, scope, id)
    if (!(await register.endPost(tx, id, post, dateOf(new Date())))) throw notFound('岗位')
    // Screens that listen as that post hear no more.
    await endSessions(tx, scope.county, id)
    return { account: id, detail: { post } }
  })
}

async function lockOther(tx: Tx, scope: Scope, id: string): Promise<store.AccountRecord> {
  if (id === scope.person) throw denied('不能对自己的账号这样做，请另一位管理员来办')
  const account = await store.lockByPerson(tx, id)
  if (!account) throw notFound('账号')
  return account
}

/** One deed in one transaction; the same key again answers what came of it the first time. */
async function act<D extends Facts>(
  { db }: Services,
  scope: Scope,
  { key, deed }: Deed,
  work: (tx: Tx) => Promise<Outcome<D>>,
): Promise<Outcome<D>> {
  return db.inCounty(scope.county, async (tx) => {
    await register.inLine(tx, key)
    const before = await register.findDeed(tx, key)
    if (before) {
      if (before.person !== scope.person || before.deed !== deed) throw notFound('账号')
      // Written below by the same deed.
      return { account: before.account, detail: before.detail as D }
    }
    const outcome = await work(tx)
    const { person, post } = scope
    await register.insertDeed(tx, { id: key, ...outcome, deed, person, post: post?.id ?? null })
    noteChange(outcome.account, outcome.detail)
    return outcome
  })
}

/** The same for the same key, so that an answer lost on the way can be asked for again, and known to nobody else. */
export function codeFor(secrets: Services['secrets'], key: string): string {
  return oneTimeCode(createHmac('sha256', secrets.hash('sign-in', 'one-time')).update(key).digest())
}

/** Whom only the machine itself puts in place: the first administrator, and a security administrator when theirs is lost. */
export type FirstRole = 'system-administrator' | 'security-administrator'

/**
 * An administrator from the machine itself: opens their account and answers with its one-time code. Again gives another code
 * until it was used. Throws a sentence when there is one of that kind who can come in, and for who holds another post.
 */
export async function openFirst(
  { db, secrets }: Pick<Services, 'db' | 'secrets'>,
  county: string,
  { name, signInName, role = 'system-administrator' }: { name: string; signInName: string; role?: FirstRole },
): Promise<string> {
  const today = dateOf(new Date())
  const code = oneTimeCode(randomBytes(32))
  await db.inCounty(county, async (tx) => {
    await register.inLine(tx, 'first administrator')
    if (await register.isHeld(tx, role, today)) throw new Problem(409, 'moved', IN_PLACE[role])
    const known = await store.findByName(tx, signInName)
    const person = known?.person ?? newId()
    if (known) {
      if (known.name !== name)
        throw new Problem(409, 'moved', `登录名 ${signInName} 是${known.name}的，请换一个`)
      await register.renew(tx, { person, code: oneTimeHash(secrets, person, code), hours: CODE_HOURS })
      await register.setLocked(tx, person, false)
      await endSessions(tx, county, person)
    } else {
      await register.insertPerson(tx, { id: person, name, phone: undefined })
      await insert(tx, secrets, { person, signInName, code })
    }
    const deed = known ? 'renew' : 'open'
    await register.insertDeed(tx, {
      id: newId(),
      account: person,
      deed,
      person: null,
      post: null,
      detail: {},
    })
    const held = (await heldPosts(tx, person, new Date())).map((post) => post.role)
    if (held.includes(role)) return
    const says = refusalToHold(held, role)
    if (says !== undefined) throw denied(says)
    const title = ROLES[role].name
    await register.insertPost(
      tx,
      { id: newId(), person, role, position: null, title, division: county, unit: null },
      today,
    )
  })
  return code
}

const IN_PLACE: Record<FirstRole, string> = {
  'system-administrator': '已经有能登录的系统管理员了，请他来开账号、重发启用码',
  'security-administrator': '已经有能登录的安全管理员了；他来不了的，请系统管理员先停用他的账号',
}

/** Whether anybody has an account; until then a real server is nobody's. */
export function hasAccounts({ db }: Pick<Services, 'db'>, county: string): Promise<boolean> {
  return db.read(county, (tx) => register.hasAny(tx))
}

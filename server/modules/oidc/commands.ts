import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteWho } from '#server/core/trace.ts'
import { takesAppCode } from '#server/modules/accounts/index.ts'
import { endSessions } from '#server/modules/session/index.ts'
import type { Identity, Provider } from './provider.ts'
import {
  boundAlreadySays,
  codeStaleSays,
  LOCKED,
  NOT_BY_PASSWORD,
  takenSays,
  unboundSays,
  WRONG_CODE,
} from './rules.ts'
import * as store from './store.ts'

/** Whose account somebody of the provider opens. Throws a 422 when nobody bound it, or the account is locked. */
export async function findBound(
  services: Services,
  county: string,
  provider: Provider,
  { subject }: Identity,
): Promise<store.BoundRow> {
  const hashes = subjectHashes(services, provider, subject)
  const bound = await services.db.read(county, (tx) => store.findBySubject(tx, provider.issuer, hashes))
  return unlocked(bound, unboundSays(provider.name))
}

/**
 * The person whose app's code that is, after the provider vouched for them. Throws a 422 when it is wrong, or when the
 * binding ended or the account was locked meanwhile, and a 429.
 */
export async function takeCode(
  services: Services,
  county: string,
  provider: Provider,
  { binding, code }: { binding: string; code: string },
): Promise<string> {
  const bound = await services.db.read(county, (tx) => store.findById(tx, provider.issuer, binding))
  const { person } = unlocked(bound, codeStaleSays(provider.name))
  if (!(await takesAppCode(services, county, person, code))) throw invalid({ code: WRONG_CODE }, WRONG_CODE)
  return person
}

function unlocked(bound: store.BoundRow | undefined, otherwise: string): store.BoundRow {
  if (bound) noteWho(bound.person)
  if (!bound) throw invalid({}, otherwise)
  if (bound.locked_at) throw invalid({}, LOCKED)
  return bound
}

/** Throws a 403 unless this session was opened by name, password and app, and a 422 when the account is bound already. */
export async function demandBindable(
  { db }: Services,
  { county, person, session }: Scope,
  { issuer, name }: Provider,
): Promise<void> {
  if (session?.way !== 'account') throw denied(NOT_BY_PASSWORD)
  await db.read(county, async (tx) => {
    if (await store.findByPerson(tx, issuer, person)) throw invalid({}, boundAlreadySays(name))
  })
}

/** From now on that person of the provider opens this account. Throws a 403 or a 422 with the reason. */
export async function bind(
  services: Services,
  scope: Scope,
  provider: Provider,
  { subject }: Identity,
): Promise<void> {
  await demandBindable(services, scope, provider)
  const { issuer, name } = provider
  const hashes = subjectHashes(services, provider, subject)
  await services.db.inCounty(scope.county, async (tx) => {
    const isTaken = (await store.findBySubject(tx, issuer, hashes)) !== undefined
    const binding = {
      id: newId(),
      person: scope.person,
      issuer,
      subject: subjectHash(services, provider, subject),
    }
    if (isTaken || !(await store.insertBinding(tx, binding))) throw invalid({}, takenSays(name))
  })
}

/** The provider opens this account no more, and what is open elsewhere ends: it may have been opened by it. */
export async function unbind(
  { db }: Services,
  { county, person, session }: Scope,
  { issuer }: Provider,
): Promise<void> {
  await db.inCounty(county, async (tx) => {
    if (await store.endBinding(tx, issuer, person)) await endSessions(tx, county, person, session?.id)
  })
}

const subjectText = ({ issuer }: Provider, subject: string) => `oidc ${issuer} ${subject}`
const subjectHash = ({ secrets }: Services, provider: Provider, subject: string) =>
  secrets.hash('sign-in', subjectText(provider, subject))
/** By each of our keys: one that was changed must not lose who bound what. */
const subjectHashes = ({ secrets }: Services, provider: Provider, subject: string) =>
  secrets.hashes('sign-in', subjectText(provider, subject))

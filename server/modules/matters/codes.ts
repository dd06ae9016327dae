import { timingSafeEqual } from 'node:crypto'
import { CODE_LENGTH } from '#contract/tracking-code.ts'
import type { Tx } from '#server/core/db.ts'
import type { Secrets } from '#server/core/secrets.ts'
import { codeOpens, guards } from '#server/modules/consents/index.ts'
import * as store from './store.ts'

/**
 * The codes that open a matter without signing in (一事一码). Who enters something for another is shown its code, and
 * whoever was shown a code may use it: so there it only reads. The asker's own goes to their telephone alone.
 */

export type Given = 'reads' | 'speaks'

/**
 * What a code as it was typed gives of the matter its beginning was found by, to a person where somebody is signed in;
 * undefined: it is nobody's, or no more whose it was. A child's guardian of today speaks for it whoever entered it.
 */
export async function givenBy(
  tx: Tx,
  secrets: Pick<Secrets, 'codesOf'>,
  matter: Pick<store.MatterRecord, 'id' | 'asker' | 'agent'>,
  { typed, person }: { typed: string; person: string | undefined },
): Promise<Given | undefined> {
  const given = writtenIn(secrets, matter, typed)
  if (!given || !(await codeOpens(tx, matter, person))) return undefined
  return person !== undefined && (await guards(tx, person, matter.asker)) ? 'speaks' : given
}

function writtenIn(
  { codesOf }: Pick<Secrets, 'codesOf'>,
  { id, agent }: Pick<store.MatterRecord, 'id' | 'agent'>,
  typed: string,
): Given | undefined {
  if (typed.length === CODE_LENGTH) return agent === null ? 'speaks' : 'reads'
  return codesOf(id).some(({ own }) => isSame(own, typed)) ? 'speaks' : undefined
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** What a typed code is found by: its beginning is the matter's own. */
export const hashesIn = ({ hashes }: Pick<Secrets, 'hashes'>, typed: string): Buffer[] =>
  hashes('code', typed.slice(0, CODE_LENGTH))

/**
 * The codes a matter got when it was opened, which stand on paper and in a text: after a new key of ours they stay what they
 * were. `county`: for the worker, who reads as the owner.
 */
export async function keptCodes(
  tx: Tx,
  { codesOf }: Pick<Secrets, 'codesOf'>,
  { county, id }: { county: string; id: string },
): Promise<{ code: string; own: string }> {
  const [newest, ...older] = codesOf(id)
  if (!newest) throw new Error('no key')
  if (older.length === 0) return newest
  const hash = await store.codeHashOf(tx, county, id)
  const kept = [newest, ...older].find((one) => hash?.equals(one.hash))
  if (!kept) throw new Error(`no key made the code of ${id}`)
  return kept
}

import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid } from '#server/core/problem.ts'
import { allows, type Scope } from '#server/core/scope.ts'
import type { Secrets } from '#server/core/secrets.ts'
import { childRefusal, guards, isWithdrawn } from '#server/modules/consents/index.ts'
import { cleanText } from './rules.ts'

/** For whom something is asked, when not for oneself: whom the register knows by what was chosen or typed. */

export type OnBehalf = {
  person?: string | undefined
  name: string
  /** Of somebody not on the register. */
  phone?: string | undefined
  consent: 'present' | 'phone' | 'paper' | 'family'
}
/** Who asks, and who speaks for them. Throws 403 or 422 with sentences by field. */
export async function whoAsks(
  tx: Tx,
  scope: Scope,
  secrets: Secrets,
  { behalf, division }: { behalf?: OnBehalf | undefined; division: string },
): Promise<{ asker: string; agent?: string }> {
  if (!behalf) return { asker: scope.person }
  // A guardian acts for a child below fourteen without any post (民法典 23, 个人信息保护法 31).
  if (behalf.person && (await guards(tx, scope.person, behalf.person)))
    return { asker: behalf.person, agent: scope.person }
  if (!allows(scope, behalf.person ? 'people.area' : 'matters.behalf'))
    throw denied('替别人办要由网格员或民生代办员来录，也可以请对方用自己的手机报')
  const known = behalf.person
    ? await chosen(tx, scope, behalf.person, behalf.name)
    : await registeredAs(tx, scope, secrets, behalf, division)
  if (known) {
    const field = behalf.person ? 'behalf.person' : 'behalf.name'
    const refused = await childRefusal(tx, known)
    if (refused !== undefined) throw invalid({ [field]: refused })
    // Taking it back holds from then on; what was opened before goes its way (个人信息保护法 15).
    if (await isWithdrawn(tx, known))
      throw invalid({ [field]: '这位村民收回了代办同意，请他先同意，记下来再替他办' })
    return { asker: known, agent: scope.person }
  }
  const id = newId()
  const phone = behalf.phone === undefined ? null : secrets.seal(behalf.phone)
  await addUnregistered(tx, id, cleanText(behalf.name), phone)
  return { asker: id, agent: scope.person }
}

/** Somebody chosen from the register; the name that is kept with the consent is theirs. */
async function chosen(tx: Tx, scope: Scope, person: string, name: string): Promise<string> {
  const neighbour = await findNeighbour(tx, person, scope.post?.division.slice(0, 12) ?? '')
  if (!neighbour) throw invalid({ 'behalf.person': '这位村民不在您负责的村里' })
  if (bare(neighbour.name) !== bare(name))
    throw invalid({ 'behalf.name': '姓名和从名册里选的人对不上，请重新选一次' })
  return neighbour.id
}

/**
 * Whom the register knows by what was typed instead of chosen; undefined: nobody. Otherwise a consent that was taken back, and
 * a guardian's that is missing, would be got round by typing. Other systems may not look into the register, and their
 * answers do not tell who is in it; who calls a hotline speaks for themselves.
 */
async function registeredAs(
  tx: Tx,
  scope: Scope,
  secrets: Secrets,
  { name: typed, phone }: OnBehalf,
  division: string,
): Promise<string | undefined> {
  if (!allows(scope, 'people.area')) return undefined
  const name = bare(typed)
  const area = scope.post?.division.slice(0, 12) ?? ''
  // Of a street's many villages it is the one the matter is in.
  const village = area.length === 12 ? area : division.slice(0, 12)
  const owner = phone && (await findByPhone(tx, secrets.hashes('phone', phone)))
  if (owner && owner.id === scope.person) throw invalid({ 'behalf.phone': OWN_PHONE })
  if (owner && owner.division?.startsWith(area)) {
    if (bare(owner.name) === name) return owner.id
    throw invalid({ 'behalf.phone': OTHERS_PHONE })
  }
  const [only, ...others] = await neighboursNamed(tx, name, village)
  if (!only) return undefined
  if (others.length === 0 && phone === undefined) return only.id
  throw invalid({
    'behalf.name': `村里的名册上有${name}，请从名册里选；不是名册里的人，请在姓名后面写明是哪里的，比如“${name}（外村）”`,
  })
}

const OWN_PHONE = '这是您自己的手机号，请写对方的；对方没有手机的不用写'
const OTHERS_PHONE = '名册里这个手机号是另一位的，请从名册里选替谁办；对方没有手机的不用写'

/** A name as it is compared, however it was typed. */
const bare = (name: string) => cleanText(name).normalize('NFKC').replaceAll(/\s/g, '')

/** Someone not on the register for whom another asks. Their phone signs nobody in: it was not proved. */
async function addUnregistered(tx: Tx, id: string, name: string, phone: Buffer | null): Promise<void> {
  await tx.rows('insert into people (county, id, name, phone_sealed) values (current_county(), $1, $2, $3)', [
    id,
    name,
    phone,
  ])
}

/** A villager living in the area of a post, for whom it may ask. */
function findNeighbour(
  tx: Tx,
  person: string,
  division: string,
): Promise<{ id: string; name: string } | undefined> {
  return tx.first(
    `select p.id, p.name from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.id = $1 and starts_with(h.division, $2)`,
    [person, division],
  )
}

/** Those of that name who live in the area. */
function neighboursNamed(tx: Tx, name: string, division: string): Promise<{ id: string }[]> {
  return tx.rows(
    `select p.id from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.name = $1 and starts_with(h.division, $2) limit 2`,
    [name, division],
  )
}

/** Whose telephone it is, and where they live if that is known. */
function findByPhone(
  tx: Tx,
  hashes: readonly Buffer[],
): Promise<{ id: string; name: string; division: string | null } | undefined> {
  return tx.first(
    `select p.id, p.name, h.division from people p
     left join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.phone_hash = any($1)`,
    [hashes],
  )
}

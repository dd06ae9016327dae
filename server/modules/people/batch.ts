import { isChild } from '#practice/kit/age.ts'
import { newId } from '#server/core/ids.ts'
import type { Secrets } from '#server/core/secrets.ts'
import { masked, type Candidate, type Field, type Refusal } from './rules.ts'
import type { Counts, HouseholdRow, PersonRow, WrittenPerson } from './store.ts'

export type Sealing = Pick<Secrets, 'seal' | 'hash' | 'hashes'>
type Taken = Candidate & { idHash: Buffer | undefined }
type Known = {
  households: readonly HouseholdRow[]
  people: readonly PersonRow[]
  phones: readonly { id: string; phone_hash: Buffer }[]
  area: string
  /** China's date. */
  today: string
  /** Whether phones wait for a second word, or are written with the rest. */
  phonesWait: boolean
}

const MINE = '户主'

/** Decides over a batch against what the database knows; the caller writes what it says. Nothing here asks. */
export class Batch {
  readonly newHouseholds: HouseholdRow[] = []
  readonly changedHouseholds = new Map<string, HouseholdRow>()
  readonly added: WrittenPerson[] = []
  readonly changed: WrittenPerson[] = []
  readonly changes: { person: string; fields: Field[] }[] = []
  /** Phones that wait for a second word. */
  readonly waiting: ({ person: string } & NonNullable<WrittenPerson['phone']>)[] = []
  readonly refusals: Refusal[] = []
  readonly #households: Map<string, HouseholdRow>
  readonly #byIdNumber: Map<string, PersonRow>
  readonly #byBirth: Map<string, PersonRow>
  readonly #phones: Map<string, string>
  readonly #area: string
  readonly #today: string
  readonly #phonesWait: boolean
  readonly #secrets: Sealing
  #unchanged = 0

  constructor({ households, people, phones, area, today, phonesWait }: Known, secrets: Sealing) {
    this.#households = new Map(households.map((row) => [row.number, row]))
    this.#byIdNumber = new Map(
      people.flatMap((row) => (row.id_number_hash ? [[keyOf(row.id_number_hash), row]] : [])),
    )
    this.#byBirth = new Map(people.map((row) => [`${row.household} ${row.name} ${row.born_on}`, row]))
    this.#phones = new Map(phones.map(({ id, phone_hash }) => [keyOf(phone_hash), id]))
    this.#area = area
    this.#today = today
    this.#phonesWait = phonesWait
    this.#secrets = secrets
  }

  take(row: Taken, phoneHash: Buffer | undefined): void {
    const known = this.#find(row)
    if (known && !this.#isOurs(known)) {
      return this.#refuse(row, 'name', '这个人登记在您的辖区以外，请先由那边的同事迁出')
    }
    const home = this.#households.get(row.household)
    if (home && home.division.slice(0, 12) !== row.village) {
      return this.#refuse(row, 'household', '这个户号已经登记在别的村，请核对户号或村名')
    }
    const household = home ?? this.#settle(row)
    const id = known?.id ?? newId()
    const listed = this.#phoneFor(row, known, phoneHash)
    if (listed) this.#phones.set(keyOf(listed.hash), id)
    const waits = listed !== null && this.#phonesWait
    if (waits) this.waiting.push({ person: id, ...listed })
    const phone = waits ? null : listed
    if (!known) return this.#add(row, id, household.id, phone)
    const fields = this.#differences(row, known, household, phone)
    if (fields.length === 0) {
      this.#unchanged += 1
      return
    }
    this.changes.push({ person: id, fields })
    const isSealed = known.id_number_hash !== null
    this.changed.push(this.#written(row, id, household.id, { phone, isSealed }))
  }

  counts(refusedBefore: number): Counts {
    const partly = this.refusals.filter(({ scope }) => scope === 'cell').length
    return {
      added: this.added.length,
      changed: this.changed.length,
      unchanged: this.#unchanged,
      refused: refusedBefore + this.refusals.length - partly,
      partly,
    }
  }

  #find({ idHash, household, name, bornOn }: Taken): PersonRow | undefined {
    const byNumber = idHash && this.#byIdNumber.get(keyOf(idHash))
    if (byNumber) return byNumber
    const home = this.#households.get(household)
    const byBirth = home && this.#byBirth.get(`${home.id} ${name} ${bornOn}`)
    // Another ID number is another person.
    return byBirth && (idHash === undefined || byBirth.id_number_hash === null) ? byBirth : undefined
  }

  /** Whoever lives nowhere yet belongs to the county. */
  #isOurs({ division }: PersonRow): boolean {
    return division === null ? this.#area.length <= 6 : division.startsWith(this.#area.slice(0, 12))
  }

  #settle(row: Taken): HouseholdRow {
    const { household: number, village: division, name, address } = row
    const home = { id: newId(), number, division, name: `${name}家`, address }
    this.#households.set(number, home)
    this.newHouseholds.push(home)
    return home
  }

  /**
   * A phone signs in, so a list fills empty ones and changes none: the checks of phone bindings, the word to the old number
   * and the reason belong to a change (server/modules/phone-bindings). Of a row that says otherwise the rest is taken.
   */
  #phoneFor(row: Taken, known: PersonRow | undefined, hash: Buffer | undefined): WrittenPerson['phone'] {
    if (row.phone === undefined || hash === undefined) return null
    if (known?.phone_hash && keyOf(known.phone_hash) === keyOf(hash)) return null
    const reason = this.#whyNoPhone(row, known, hash)
    if (reason === undefined) return { sealed: this.#secrets.seal(row.phone), hash }
    this.#refuse(row, 'phone', reason, 'cell')
    return null
  }

  #whyNoPhone({ bornOn }: Taken, known: PersonRow | undefined, hash: Buffer): string | undefined {
    // Whoever had it keeps it; the same person with the same number was let through before.
    if (this.#phones.has(keyOf(hash))) return OTHERS_PHONE
    if (isChild(bornOn, this.#today)) return CHILDS_PHONE
    if (known?.is_staff) return STAFFS_PHONE
    return known?.phone_hash ? HAS_PHONE : undefined
  }

  /** Which fields the list says otherwise. The head's row also speaks for the household. */
  #differences(row: Taken, known: PersonRow, home: HouseholdRow, phone: object | null): Field[] {
    const differs: [Field, boolean][] = [
      ['name', row.name !== known.name],
      ['household', home.id !== known.household],
      ['bornOn', row.bornOn !== known.born_on],
      ['sex', row.sex !== undefined && row.sex !== known.sex],
      ['relation', row.relation !== undefined && row.relation !== known.relation],
      ['idNumber', row.idHash !== undefined && known.id_number_hash === null],
      ['phone', phone !== null],
      ['address', this.#rename(row, home)],
    ]
    return differs.filter(([, is]) => is).map(([field]) => field)
  }

  #rename({ relation, name, address }: Taken, home: HouseholdRow): boolean {
    if (relation !== MINE) return false
    const renamed = { ...home, name: `${name}家`, address: address || home.address }
    if (renamed.name === home.name && renamed.address === home.address) return false
    Object.assign(home, renamed)
    if (!this.newHouseholds.includes(home)) this.changedHouseholds.set(home.id, home)
    return true
  }

  #add(row: Taken, id: string, household: string, phone: WrittenPerson['phone']): void {
    const home = this.#households.get(row.household)
    if (home) this.#rename(row, home)
    this.added.push(this.#written(row, id, household, { phone, isSealed: false }))
  }

  #written(
    row: Taken,
    id: string,
    household: string,
    { phone, isSealed }: { phone: WrittenPerson['phone']; isSealed: boolean },
  ): WrittenPerson {
    const { name, bornOn, sex = null, relation = null, idNumber, idHash } = row
    const sealed =
      idNumber === undefined || idHash === undefined || isSealed
        ? null
        : { sealed: this.#secrets.seal(idNumber), hash: idHash }
    return { id, household, name, bornOn, sex, relation, phone, idNumber: sealed }
  }

  #refuse(row: Taken, field: Field, reason: string, scope: 'row' | 'cell' = 'row'): void {
    const value = field === 'phone' ? row.phone : field === 'household' ? row.household : row.name
    this.refusals.push({ row: row.row, field, value: masked(field, value ?? ''), reason, scope })
  }
}

const OTHERS_PHONE = '手机号已经登记给别人，人已导入，手机号没有导入'
/** 个人信息保护法 31, as phone bindings have it. */
const CHILDS_PHONE =
  '不满十四周岁的孩子不登记手机号，其他内容已导入；请登记监护人的手机号，由监护人替孩子办（个人信息保护法第三十一条）'
const STAFFS_PHONE =
  '有工作账号或岗位的人，手机号不能用名单登记或修改，其他内容已导入；请本人找区里的系统管理员，当面核实后办'
const HAS_PHONE =
  '已经登记着另一个手机号，名单不能换号，其他内容已导入；真要换的，请本人在登录页申请登记手机号，村里在“名册”的“登记手机号”里核对'

const keyOf = (hash: Buffer) => hash.toString('latin1')

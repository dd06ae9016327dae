import { dateOf } from '#practice/kit/index.ts'
import type { Content, Row } from '#practice/disclosure/content.ts'
import { disclosureItem, DISCLOSURE_CATALOGUE } from '#practice/disclosure/item.ts'
import { daysOf, plusDays } from '#practice/disclosure/period.ts'
import { totalOf } from '#practice/disclosure/sums.ts'
import { cashBook, contentFor, DISCLOSURE_CAST, GRANT, PROJECT, QUESTION } from '#db/village/disclosure.ts'
import { COUNTY, VILLAGE } from '#db/village/grids.ts'
import type { Services } from '#server/core/app.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import { addDuty, makeDuties } from '#server/modules/disclosure/index.ts'
import { addPicture } from '#server/modules/files/index.ts'
import { act, openMatter } from '#server/modules/matters/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { begin, save, takeStep, type StepInput } from '#server/modules/publications/index.ts'
import { drawScene } from './drawings.ts'
import { idOf } from './rules.ts'
import * as store from './store.ts'

type Who = keyof typeof DISCLOSURE_CAST
type Playing = { services: Services; scopes: Record<Who, Scope>; voucher: string }
type Keys = { division: string; item: string; period: string; n: number }

/**
 * The board of 老寨村 as it would be at `now`: two months published through the ordinary commands, one item late, one
 * due in two days and waiting for its review, one answered question with its correction. Again adds nothing.
 */
export async function seedDisclosure(
  services: Services,
  { now = new Date() }: { now?: Date } = {},
): Promise<void> {
  if (await services.db.read(COUNTY, store.hasPublications)) return
  const today = dateOf(now)
  // The village began two whole months ago; what is older was on paper.
  const from = `${plusDays(`${today.slice(0, 7)}-01`, -45).slice(0, 7)}-01`
  await makeDuties(services, COUNTY, { now, from, villages: [VILLAGE] })
  const scopes = await castOf(services)
  const { id: voucher } = await addPicture(services, scopes.accountant, await drawScene('invoice'))
  const playing: Playing = { services, scopes, voucher }
  await publishPast(playing, today)
  await askAndCorrect(playing, today)
  await leaveInWork(playing, today)
}

async function castOf({ db }: Services): Promise<Record<Who, Scope>> {
  const rows = await db.read(COUNTY, (tx) => store.postsNamed(tx, Object.values(DISCLOSURE_CAST)))
  const scopes = Object.entries(DISCLOSURE_CAST).map(([who, name]) => {
    const row = rows.find((each) => each.name === name)
    if (!row) throw new Error(`the village has no ${name}`)
    const { person, post: id, role, division, unit } = row
    return [who, scopeOf(COUNTY, person, { id, role, division, ...(unit ? { unit } : {}) })] as const
  })
  return Object.fromEntries(scopes) as Record<Who, Scope> // One for each name of the cast.
}

/** Hot, due every quarter: what villagers ask for first. In a quarter without it, the month’s hospitality. */
const LATE = ['F19', 'F22']

/** In hand when the village began, in fen. */
const OPENING = 18_431_802

/** Everything due until now but one, each the day before it was due. */
async function publishPast(playing: Playing, today: string): Promise<void> {
  const { services } = playing
  const duties = await services.db.read(COUNTY, (tx) => store.dutiesUntil(tx, VILLAGE, today))
  const items = await itemsOf(services)
  const late =
    duties.findLast(({ item }) => item === LATE[0]) ?? duties.findLast(({ item }) => item === LATE[1])
  const sums = new Map<string, { income: number; expense: number }>()
  let held = OPENING
  // The cash book comes last: it adds up the others.
  for (const duty of duties.toSorted((a, b) => Number(a.item === 'F29') - Number(b.item === 'F29'))) {
    if (duty === late) continue
    const month = daysOf(duty.period).last.slice(0, 7)
    const newest = !duties.some(({ item, due_on }) => item === duty.item && due_on > duty.due_on)
    const sum = sums.get(month) ?? { income: 0, expense: 0 }
    const columns = items.get(duty.item)?.columns ?? []
    const content =
      duty.item === 'F29'
        ? cashBook(month, held, sum.income, sum.expense)
        : contentFor(duty.item, month, newest, columns)
    held = content.closing ?? held
    if (duty.item.startsWith('F') && duty.item !== 'F29')
      sums.set(month, {
        income: sum.income + totalOf(content, 'income'),
        expense: sum.expense + totalOf(content, 'expense'),
      })
    await publishWhole(playing, duty, content, plusDays(duty.due_on, -1))
  }
}

/** From the first line to the wall in one day, with the supervisors’ hour in between. */
async function publishWhole(playing: Playing, keys: Keys, content: Content, day: string): Promise<string> {
  const vouchers = keys.item.startsWith('F') ? [playing.voucher] : []
  const rows = content.rows.map((row, index) =>
    index === 0 && vouchers.length > 0 ? { ...row, vouchers } : row,
  )
  const id = await draft(playing, keys, { ...content, rows }, day, 9)
  await pass(playing, id, day)
  return id
}

const at = (day: string, hour: number) => new Date(`${day}T${String(hour).padStart(2, '0')}:10:00+08:00`)

async function draft(
  playing: Playing,
  keys: Keys,
  content: Content,
  day: string,
  hour: number,
): Promise<string> {
  const { services, scopes } = playing
  const { division, item, period, n } = keys
  const { id, rev } = await begin(
    services,
    scopes.accountant,
    { division, item, period, n },
    { now: at(day, hour) },
  )
  const { title } = await services.db.read(COUNTY, (tx) => store.publicationNamed(tx, id))
  await save(services, scopes.accountant, id, { rev, title, content }, { now: at(day, hour) })
  return id
}

/** The whole way of a draft: submitted, examined, approved by both, published. */
async function pass(playing: Playing, id: string, day: string): Promise<void> {
  await step(playing, 'accountant', id, { action: 'submit' }, at(day, 10))
  await step(playing, 'supervisor', id, { action: 'review' }, at(day, 11))
  await step(playing, 'secretary', id, { action: 'approve-party' }, at(day, 14))
  await step(playing, 'director', id, { action: 'approve-committee' }, at(day, 15))
  await step(playing, 'director', id, { action: 'publish' }, at(day, 16))
}

async function step(
  { services, scopes }: Playing,
  who: Who,
  id: string,
  input: Omit<StepInput, 'rev'>,
  now: Date,
): Promise<void> {
  const { rev } = await services.db.read(COUNTY, (tx) => store.publicationNamed(tx, id))
  await takeStep(services, scopes[who], id, { ...input, rev }, { now })
}

/** A villager away from home finds a wrong line; the supervisors look and the accountant corrects it. */
async function askAndCorrect(playing: Playing, today: string): Promise<void> {
  const { services, scopes } = playing
  const found = await services.db.read(COUNTY, (tx) =>
    store.hungSince(tx, VILLAGE, 'F21', plusDays(today, -7)),
  )
  if (!found) return
  const { id, posted_from } = found
  const asker = await services.db.read(COUNTY, (tx) => store.personNamed(tx, QUESTION.by))
  const scope = scopeOf(COUNTY, asker)
  const later = (days: number) => [plusDays(posted_from, days), plusDays(today, -1)].toSorted()[0] ?? today
  const { words, line, reply, reason, wrongCell } = QUESTION
  const input = {
    flow: 'disclosure-question',
    action: 'ask',
    division: VILLAGE,
    answers: { words, line, publication: id },
  }
  const matter = await openMatter(services, scope, input, {
    now: at(later(2), 20),
    key: idOf('step', 'question 0'),
  })
  const answer = { action: 'answer', answers: { reply, outcome: 'wrong' } }
  await act(services, scopes.supervisor, matter.id, answer, {
    now: at(later(4), 10),
    key: idOf('step', 'question 1'),
  })
  await step(playing, 'accountant', id, { action: 'correct', reason }, at(later(4), 15))
  const work = await services.db.read(COUNTY, (tx) => store.publicationNamed(tx, id))
  if (!work.draft) throw new Error('a correction begins from what hangs')
  const rows = work.draft.rows.map((row, index) =>
    index === wrongCell.row ? { ...row, cells: { ...row.cells, [wrongCell.column]: wrongCell.fen } } : row,
  )
  const content = { ...work.draft, rows }
  await save(
    services,
    scopes.accountant,
    id,
    { rev: work.rev, title: work.title, content },
    { now: at(later(4), 16) },
  )
  await pass(playing, id, later(5))
  await followInBooks(playing, work.draft, content, later(5))
  const accept = { action: 'accept', answers: { stars: 5 } }
  await act(services, scope, matter.id, accept, { now: at(later(6), 21), key: idOf('step', 'question 2') })
}

/** The cash book of that month and of those after it follow the correction, the oldest first. */
async function followInBooks(playing: Playing, old: Content, now: Content, day: string): Promise<void> {
  const { services, scopes } = playing
  const saved = totalOf(old, 'expense') - totalOf(now, 'expense')
  let held: number | undefined
  for (;;) {
    const book = await services.db.read(COUNTY, (tx) => store.owing(tx, VILLAGE))
    if (!book) return
    const reason = `${QUESTION.reason}账跟着更正。`
    await step(playing, 'accountant', book.id, { action: 'correct', reason }, at(day, 17))
    const { rev, title, ...work } = await services.db.read(COUNTY, (tx) =>
      store.publicationNamed(tx, book.id),
    )
    if (work.draft?.opening === undefined) throw new Error(`${title} owes and is no cash book`)
    const hung = work.draft
    // The first has the wrong line in it, the later ones only what was carried over.
    const rows = held === undefined ? hung.rows.map((row) => lessExpense(row, saved)) : hung.rows
    const opening = held ?? work.draft.opening
    held = opening + totalOf({ ...hung, rows }, 'income') - totalOf({ ...hung, rows }, 'expense')
    const content = { ...hung, rows, opening, closing: held }
    await save(services, scopes.accountant, book.id, { rev, title, content }, { now: at(day, 17) })
    await pass(playing, book.id, day)
  }
}

const lessExpense = (row: Row, fen: number): Row =>
  typeof row.cells['expense'] === 'number'
    ? { ...row, cells: { ...row.cells, expense: row.cells['expense'] - fen } }
    : row

/** A grant eight days old waits for its review, due in two days; the project it pays for is being written. */
async function leaveInWork(playing: Playing, today: string): Promise<void> {
  const { services, scopes } = playing
  const day = plusDays(today, -8)
  const open = async (item: string, reason: string, on: string) =>
    addDuty(services, scopes.accountant, { division: VILLAGE, item, on, reason }, { now: at(today, 8) })
  const grant = await open(GRANT.item, GRANT.reason, day)
  const id = await draft(playing, grant, GRANT.content(day), plusDays(today, -2), 9)
  await step(playing, 'accountant', id, { action: 'submit' }, at(plusDays(today, -1), 9))
  const project = await open(PROJECT.item, PROJECT.reason, plusDays(today, -3))
  await draft(playing, project, PROJECT.content, plusDays(today, -1), 17)
}

async function itemsOf({ db }: Services) {
  const { catalogues } = await getCounty(db, COUNTY)
  const listed = catalogues.get(DISCLOSURE_CATALOGUE)?.items ?? []
  return new Map(listed.map((item) => [item.code, disclosureItem(item)]))
}

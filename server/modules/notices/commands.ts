import pg from 'pg'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import {
  changesSince,
  endOfChanges,
  keepPlace,
  keptCodes,
  openTitle,
  statesAround,
  takePlace,
  type Around,
  type ChangeRow,
} from '#server/modules/matters/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import type { Values } from '#practice/kit/index.ts'
import { tells } from './rules.ts'
import * as store from './store.ts'

const BATCH = 200
/** A text about last month helps nobody: entries seeded or caught up after a long stop make notices only. */
const TEXT_WITHIN_MS = 3_600_000

type Text = { county: string; person: string; text: string }
type Written = { read: number; people: Map<string, Set<string>>; texts: { phone: string; text: string }[] }

/** All notices of the person are seen. */
export async function markAllRead({ db, live }: Services, scope: Scope): Promise<void> {
  await db.inCounty(scope.county, (tx) => store.markRead(tx, scope))
  live.told(scope.county, [scope.person])
}

/**
 * Tells people of every entry not told of yet, each exactly once: notices and the reader's place are written in one
 * transaction. Texts leave after the commit; one lost in a crash is not sent again, for the notice itself stands.
 * Any number of workers may run it: one does the work, the others find nothing. Answers with the entries read;
 * once `signal` is aborted it ends with the batch it is at.
 */
export async function tellPeople(services: Services, signal?: AbortSignal): Promise<number> {
  for (let read = 0; ;) {
    const written = await services.db.asOwner((tx) => writeNext(services, tx))
    for (const [county, people] of written.people) services.live.told(county, [...people])
    await Promise.allSettled(written.texts.map(({ phone, text }) => services.texts.send(phone, text)))
    read += written.read
    if (written.read === 0 || signal?.aborted) return read
  }
}

/** Goes on behind all that has been written: for histories seeded or imported, of which nobody needs to be told. */
export async function passOver({ db }: Services): Promise<void> {
  await db.asOwner(async (tx) => {
    if (await takePlace(tx, 'notices')) await keepPlace(tx, 'notices', await endOfChanges(tx))
  })
}

async function writeNext(services: Services, tx: Tx): Promise<Written> {
  const from = await takePlace(tx, 'notices')
  if (!from) return { read: 0, people: new Map(), texts: [] }
  const { rows, cursor } = await changesSince(tx, from, BATCH)
  const around = await statesAround(tx, rows)
  const find = await store.openFinder(tx, rows)
  const notices: store.NewNotice[] = []
  const texts: Text[] = []
  for (const [index, row] of rows.entries()) {
    const states = around[index]
    // An entry nobody can make sense of, of a flow that is gone say, must not silence all that come after it.
    if (states) await setAside(row, () => tellOf(services, tx, find, row, states, notices, texts))
  }
  await store.insertNotices(tx, notices)
  if (rows.length > 0) await keepPlace(tx, 'notices', cursor)
  const people = new Map<string, Set<string>>()
  for (const { county, person } of notices) people.set(county, (people.get(county) ?? new Set()).add(person))
  return { read: rows.length, people, texts: await addressed(services, tx, texts) }
}

/** Says which entry could not be told of and goes on; a fault of the database itself still stops the batch. */
async function setAside(row: ChangeRow, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof pg.DatabaseError) throw error
    console.error(`notices: ${row.number} ${row.action}: ${String(error)}`)
  }
}

async function tellOf(
  { db, secrets }: Services,
  tx: Tx,
  find: store.FindPeople,
  row: ChangeRow,
  { before, after }: Around,
  notices: store.NewNotice[],
  texts: Text[],
): Promise<void> {
  const { county: code, matter, at, actor, action, number, title, confidential, conduct } = row
  const county = await getCounty(db, code)
  const happened = {
    flow: county.flow(row.flow),
    action,
    actor: actor ?? undefined,
    // The database holds what the rules let through when the entry was written.
    answers: row.answers as Values,
    before,
    after,
    number,
    title,
    openTitle: openTitle(county, row, after),
    confidential,
    conduct,
    placeName: county.placeName(after.division),
  }
  const told = new Set([actor])
  for (const { who, sms, withOwnCode, title: heading, text } of tells(happened)) {
    for (const person of await find(code, matter, who)) {
      if (told.has(person)) continue
      told.add(person)
      notices.push({ id: newId(), county: code, person, at, title: heading, text, matter })
      if (!sms || Date.now() - at.getTime() >= TEXT_WITHIN_MS) continue
      const own = withOwnCode
        ? sayOwnCode((await keptCodes(tx, secrets, { county: code, id: matter })).own)
        : ''
      texts.push({ county: code, person, text: sms + own })
    }
  }
}

/** In no row of ours: whoever has it speaks for the asker. */
const sayOwnCode = (code: string) =>
  `在“用查询码看进度”里输入 ${code.replaceAll(/.{4}(?=.)/g, '$&-')}，不登录也能补充、催办、确认。这是您本人的码，别告诉别人。`

async function addressed({ secrets }: Services, tx: Tx, texts: readonly Text[]): Promise<Written['texts']> {
  const found: Written['texts'] = []
  for (const county of new Set(texts.map((text) => text.county))) {
    const own = texts.filter((text) => text.county === county)
    const phones = await store.phonesOf(tx, county, [...new Set(own.map(({ person }) => person))])
    for (const { person, text } of own) {
      const sealed = phones.get(person)
      if (sealed) found.push({ phone: secrets.unseal(sealed), text })
    }
  }
  return found
}

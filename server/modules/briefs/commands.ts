import type { z } from 'zod'
import type { BriefChange } from '#contract/briefs.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { denied, invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import { ageOf, countsOf, numbersOf, type Asked, type Numbers } from '#server/modules/indicators/index.ts'
import { insertNotices } from '#server/modules/notices/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { EMPTY, fold, sentenceOf, textOf, type Deed, type Sentence } from './content.ts'
import { draft, type Plan } from './drafting.ts'
import {
  areaOf,
  demandOwn,
  isReceiver,
  receiverOf,
  RECEIVERS,
  seesBrief,
  WRITERS,
  type Holders,
} from './policy.ts'
import { areaName, handName, hashOf, mondayOf, weekName, weekOf } from './rules.ts'
import * as store from './store.ts'

/** Numbers before any week that is told apart: nothing was reported earlier. */
const BEGINNING = '2000-01-01'

/** The machine's sentences for a week, all of one moment, and when that was. */
export async function readDraft(
  { db }: Services,
  county: County,
  area: string,
  weekOn: string,
): Promise<{ sentences: Sentence[]; at: Date }> {
  const { week, before } = weekOf(weekOn)
  return db.read(county.code, async (tx) => {
    await tx.rows('set transaction isolation level repeatable read')
    const asked: Asked = {
      divisions: [area],
      ...week,
      flow: undefined,
      class: undefined,
      confidential: false,
    }
    const read = {
      area,
      week,
      before,
      numbers: await numbersOf(tx, asked),
      previous: await numbersOf(tx, { ...asked, ...before }),
      earlier: await numbersOf(tx, { ...asked, from: BEGINNING, to: before.to }),
      classes: {
        now: await classesOf(tx, asked),
        before: await classesOf(tx, { ...asked, ...before }),
      },
      plans: await plansOf(tx, county, area, before.from),
    }
    return { sentences: draft(county, read), at: (await ageOf(tx)).at }
  })
}

async function classesOf(tx: Tx, asked: Asked): Promise<Map<string, Numbers>> {
  const found = new Map<string, Numbers>()
  for (const { key, ...row } of await countsOf(tx, asked, 'class')) {
    const known = found.get(key)?.counts ?? []
    found.set(key, { counts: [...known, row], standings: [], shares: [] })
  }
  return found
}

async function plansOf(tx: Tx, county: County, area: string, weekOn: string): Promise<Plan[]> {
  const last = await store.signedOf(tx, area, weekOn)
  return (last?.content.sentences ?? [])
    .filter(({ section }) => section === 'plan')
    .map((sentence) => ({
      brief: last?.id ?? '',
      sentence: sentence.id,
      area: county.placeName(area),
      text: textOf(sentence),
    }))
}

/** Drafts the brief of a week, or finds the one there is; answers with its id. Throws a 422 for a week to come. */
export async function openBrief(services: Services, scope: Scope, weekOn: string): Promise<string> {
  const area = areaOf(scope)
  if (weekOn !== mondayOf(weekOn)) throw invalid({ weekOn: '一周从星期一算起' })
  if (weekOn > dateOf(new Date())) throw invalid({ weekOn: '这一周还没有到' })
  if (weekOn < BEGINNING) throw invalid({ weekOn: '那时还没有记录，请核对年份' })
  const known = await services.db.read(scope.county, (tx) => store.newestOf(tx, area, weekOn))
  if (known) return known.id
  const county = await getCounty(services.db, scope.county)
  const { sentences, at } = await readDraft(services, county, area, weekOn)
  return services.db.inCounty(scope.county, async (tx) => {
    const deed: Deed = { kind: 'drafted', detail: { sentences } }
    const id = await begin(tx, scope, { area, week_on: weekOn, version: 1, counted_at: at }, deed)
    // Somebody else was faster; theirs is the one there is.
    return id ?? (await store.newestOf(tx, area, weekOn))?.id ?? ''
  })
}

type Beginning = Pick<store.BriefRow, 'area' | 'week_on' | 'version' | 'counted_at'>

/** Its id; undefined when that version is there already. */
async function begin(tx: Tx, scope: Scope, of: Beginning, deed: Deed): Promise<string | undefined> {
  const brief = { id: newId(), ...of }
  const { by, title, at } = await handOf(tx, scope)
  const content = fold(EMPTY, deed, { by, at })
  if (!(await store.insertBrief(tx, { ...brief, content }))) return undefined
  noteChange(brief.id, { state: 'drafted' })
  await store.insertEntry(tx, brief.id, { seq: 1, who: scope.person, post: title, at, ...deed })
  return brief.id
}

async function handOf(tx: Tx, scope: Scope): Promise<{ by: string; title: string; at: string }> {
  const hand = await store.handOf(tx, scope)
  return { by: handName(hand), title: hand.title, at: new Date().toISOString() }
}

type Change = z.output<typeof BriefChange>

/** One change to a draft. Throws 409 when somebody changed it meanwhile or it is signed. */
export async function changeBrief(
  services: Services,
  scope: Scope,
  id: string,
  rev: number,
  change: Change,
): Promise<void> {
  const county = await getCounty(services.db, scope.county)
  await services.db.inCounty(scope.county, async (tx) => {
    const row = await lockDraft(tx, scope, id, rev)
    await write(tx, scope, row, await deedOf(tx, scope, county, row, change))
  })
}

/** Renews the machine's sentences from the present numbers. */
export async function redraftBrief(services: Services, scope: Scope, id: string, rev: number): Promise<void> {
  const county = await getCounty(services.db, scope.county)
  const seen = await services.db.read(scope.county, (tx) => store.findBrief(tx, id))
  if (!seen) throw notFound('简报')
  demandOwn(scope, seen)
  const { sentences, at } = await readDraft(services, county, seen.area, seen.week_on)
  await services.db.inCounty(scope.county, async (tx) => {
    const row = await lockDraft(tx, scope, id, rev)
    await write(tx, scope, { ...row, counted_at: at }, { kind: 'drafted', detail: { sentences } })
  })
}

async function lockDraft(tx: Tx, scope: Scope, id: string, rev: number): Promise<store.BriefRow> {
  const row = await store.lockBrief(tx, id)
  if (!row) throw notFound('简报')
  demandOwn(scope, row)
  if (row.state !== 'drafted') throw new Problem(409, 'signed', '这份简报已经签发，不能再改；要改请写更正版')
  if (row.rev !== rev) throw new Problem(409, 'changed', '刚才有人改过这份简报，请看过最新的内容再改')
  return row
}

async function write(tx: Tx, scope: Scope, row: store.BriefRow, deed: Deed): Promise<void> {
  const { by, title, at } = await handOf(tx, scope)
  const content = fold(row.content, deed, { by, at })
  const seq = row.rev + 1
  await store.insertEntry(tx, row.id, { seq, who: scope.person, post: title, at, ...deed })
  await store.updateContent(tx, { ...row, content, rev: seq })
  noteChange(row.id, { rev: seq }, { rev: row.rev })
}

async function deedOf(
  tx: Tx,
  scope: Scope,
  county: County,
  row: store.BriefRow,
  change: Change,
): Promise<Deed> {
  switch (change.kind) {
    case 'word':
      return { kind: 'word', detail: { sentence: change.sentence, text: change.text } }
    case 'add':
      return { kind: 'add', detail: { id: newId(), section: change.section, text: change.text } }
    case 'move':
      return { kind: 'move', detail: { sentence: change.sentence, by: change.by } }
    case 'take':
      return { kind: 'take', detail: { sentence: await takenFrom(tx, scope, county, row, change) } }
    default:
      return { kind: change.kind, detail: { sentence: change.sentence } }
  }
}

type Take = Extract<Change, { kind: 'take' }>

/** A sentence from below with its source, so that it is typed once. Throws 409 when it was taken before. */
async function takenFrom(
  tx: Tx,
  scope: Scope,
  county: County,
  row: store.BriefRow,
  take: Take,
): Promise<Sentence> {
  const source = await store.findBrief(tx, take.brief)
  if (!source || source.area === row.area || !seesBrief(scope, source)) throw notFound('简报')
  const found = sentenceOf(source.content.sentences, take.sentence)
  const isTaken = ({ from }: Sentence) => from?.brief === source.id && from.sentence === found.id
  const { sentences, removed } = row.content
  if ([...sentences, ...removed].some(isTaken)) throw new Problem(409, 'taken', '这句话已经采用过了')
  return {
    id: newId(),
    section: take.section ?? found.section,
    own: textOf(found),
    figures: found.figures,
    from: { brief: source.id, sentence: found.id, area: county.placeName(source.area) },
  }
}

const NOT_JUDGED = '还没有写研判意见，请写上一句再签发'

/**
 * Signs a draft as it was read: from then on the database itself refuses to change it. Throws a 422 without a judgement:
 * the figures count themselves, what they mean is what a person signs for.
 */
export function signBrief({ db }: Services, scope: Scope, id: string, rev: number): Promise<void> {
  return db.inCounty(scope.county, async (tx) => {
    const row = await lockDraft(tx, scope, id, rev)
    if (!row.content.sentences.some(({ section }) => section === 'judgement'))
      throw invalid({ judgement: NOT_JUDGED }, NOT_JUDGED)
    const { title, at } = await handOf(tx, scope)
    const hash = hashOf(row, scope.person, at)
    const seq = row.rev + 1
    const detail = { hash: hash.toString('hex') }
    await store.insertEntry(tx, id, { seq, who: scope.person, post: title, at, kind: 'signed', detail })
    await store.signBrief(tx, { ...row, rev: seq }, scope.person, at, hash)
    noteChange(id, { state: 'signed' }, { state: row.state })
  })
}

/** Sends a signed brief one level up and tells who receives it. Throws 409 when it is not signed or sent already. */
export async function sendBrief(services: Services, scope: Scope, id: string): Promise<void> {
  const county = await getCounty(services.db, scope.county)
  await tellingOf(services, scope, async (tx) => {
    const row = await store.lockBrief(tx, id)
    if (!row) throw notFound('简报')
    demandOwn(scope, row)
    const above = receiverOf(row.area)
    if (above === undefined) throw denied('区级简报签发后就是最后一级，不用上报')
    if (row.state !== 'signed') throw new Problem(409, 'state', '签发后、还没有上报的简报才能上报')
    await pass(tx, scope, row, 'sent', {})
    return {
      at: above,
      to: RECEIVERS,
      title: `${areaName(county, row.area)}报来周研判简报`,
      text: `${weekName(row.week_on)}的简报已经报来，请在“周研判”里查看。`,
    }
  })
}

/**
 * Gives a brief back with the reason and tells who writes there; the area below writes a new version. Throws 409 when it
 * is not with us.
 */
export function returnBrief(services: Services, scope: Scope, id: string, reason: string): Promise<void> {
  return tellingOf(services, scope, async (tx) => {
    const row = await store.lockBrief(tx, id)
    if (!row || !seesBrief(scope, row)) throw notFound('简报')
    if (!isReceiver(scope, row)) throw denied('只能退回报给本级的简报')
    if (row.state !== 'sent') throw new Problem(409, 'state', '这份简报已经退回过了')
    await pass(tx, scope, row, 'returned', { reason })
    return {
      at: row.area,
      to: WRITERS,
      title: '周研判简报被退回，请更正再报',
      text: `${weekName(row.week_on)}的简报被退回，原因：${reason}。请在“周研判”里写更正版。`,
    }
  })
}

type News = { at: string; to: Holders; title: string; text: string }

/** Does the work and writes, in the same transaction, a notice for everybody else in those posts there. */
async function tellingOf(
  { db, live }: Services,
  scope: Scope,
  work: (tx: Tx) => Promise<News>,
): Promise<void> {
  const { county, person: but } = scope
  const told = await db.inCounty(county, async (tx) => {
    const { at: area, to, title, text } = await work(tx)
    const now = new Date()
    const people = await store.peopleAt(tx, area, to, { today: dateOf(now), but })
    const notice = { county, at: now, title, text, matter: null }
    await insertNotices(
      tx,
      people.map((person) => ({ ...notice, id: newId(), person })),
    )
    return people
  })
  if (told.length > 0) live.told(county, told)
}

async function pass(
  tx: Tx,
  scope: Scope,
  row: store.BriefRow,
  state: 'sent' | 'returned',
  detail: object,
): Promise<void> {
  const { title, at } = await handOf(tx, scope)
  const seq = row.rev + 1
  await store.insertEntry(tx, row.id, { seq, who: scope.person, post: title, at, kind: state, detail })
  await store.updateState(tx, { ...row, state, rev: seq })
  noteChange(row.id, { state }, { state: row.state })
}

/** Begins the next version with the sentences of the newest; answers with its id. Throws 409 when one is being written. */
export function correctBrief({ db }: Services, scope: Scope, id: string): Promise<string> {
  return db.inCounty(scope.county, async (tx) => {
    const row = await store.lockBrief(tx, id)
    if (!row) throw notFound('简报')
    demandOwn(scope, row)
    const newest = await store.newestOf(tx, row.area, row.week_on)
    if (row.state === 'drafted' || newest?.id !== id)
      throw new Problem(409, 'state', '更正从最新的签发版开始，请打开最新一版')
    const next = { ...row, version: row.version + 1 }
    const { area, week_on, version, counted_at, content } = next
    const made = await begin(
      tx,
      scope,
      { area, week_on, version, counted_at },
      { kind: 'corrected', detail: { content } },
    )
    if (!made) throw new Problem(409, 'changed', '刚才有人开始写更正版了，请打开最新一版')
    return made
  })
}

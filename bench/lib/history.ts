import { act, openMatter } from '#server/modules/matters/index.ts'
import { newId } from '#server/core/ids.ts'
import { addPerson, COUNTY, type People } from './people.ts'
import { dispatchBody, reportBody } from './reports.ts'
import type { House } from './house.ts'

/**
 * A county's past, made in bulk: real matters written by our own code, copied under other ids over all villages.
 * Copies are for reading and for acting on; their chains are those of the original, so nothing here verifies.
 */
export type Past = {
  matters: number
  /** Every n-th is still open; the rest ended satisfied. */
  everyNthOpen: number
  /** With the first entry of each, for benches that write; lists read rows only. */
  entries: boolean
}

/** Keeps copies of several kinds apart; the first part of their ids. */
let batches = 0

/** Writes the past and brings the planner's statistics up to date. */
export async function writePast({ services }: House, people: People, past: Past): Promise<void> {
  const ended = await endedMatter(services, people)
  const open = await openMatterBy(services, people)
  await copy(services, { from: ended, count: past.matters, days: 1500, skip: past.everyNthOpen, entries: past.entries })
  await copy(services, {
    from: open,
    count: Math.floor(past.matters / past.everyNthOpen),
    days: 10,
    skip: 0,
    entries: past.entries,
  })
  await settleDown(services)
}

/** Reported matters waiting for the street's dispatcher; answers with the SQL of the n-th id, and the id itself. */
export async function writePool({ services }: House, people: People, count: number): Promise<Pool> {
  const from = await openMatterBy(services, people)
  const batch = await copy(services, { from, count, days: 1, skip: 0, entries: true, inPlace: true })
  await settleDown(services)
  return { id: (n) => idOf(batch, n), sql: (n) => idSql(batch, n) }
}
export type Pool = { id: (n: number) => string; sql: (n: string) => string }

async function openMatterBy(services: House['services'], { villagers: [who] }: People): Promise<string> {
  if (!who) throw new Error('nobody reports')
  return (await openMatter(services, who.scope, reportBody(0), { key: newId() })).id
}

/** One matter carried through to its end by the people whose part it is. */
async function endedMatter(services: House['services'], people: People): Promise<string> {
  const id = await openMatterBy(services, people)
  const [asker] = people.villagers
  if (!asker) throw new Error('nobody confirms')
  const handler = await addPerson(services, '承办人', 'handler', COUNTY, dispatchBody().answers.unit)
  await act(services, people.street.scope, id, dispatchBody())
  await act(services, handler.scope, id, { action: 'accept', answers: {} })
  const informed = { informed: 'phone', note: '电话里说了，下午就去' }
  await act(services, handler.scope, id, { action: 'contact', answers: informed }).catch(() =>
    act(services, handler.scope, id, { action: 'contact', answers: {} }),
  )
  return id
}

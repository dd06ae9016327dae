import type { z } from 'zod'
import type { Ticket as TicketSchema } from '#contract/hotline.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { invalid, Problem } from '#server/core/problem.ts'
import type { Client } from '#server/modules/api-clients/index.ts'
import { report, type Reported } from '#server/modules/open311/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import * as store from './store.ts'

/** A ticket becomes a grid event through the same command as a report by Open311; here is what a hotline has besides. */

type Ticket = z.output<typeof TicketSchema>
/** What makes two calls of one number the same: told the key, and asked when the ticket was taken in before. */
type Sameness = { note: (key: string) => void; demand: () => Promise<void> }

const FLOW = 'grid-event'

/**
 * Takes a ticket in. Its number is enough to repeat the call: the key it opens with is written first, so that a crash in
 * between opens nothing twice. Throws a 422 by fields, a 409 when that number came with other words before.
 */
export async function handTicket(
  services: Services,
  client: Client,
  ticket: Ticket,
  same: Sameness,
): Promise<Reported> {
  demandPlace(ticket)
  const { county: code } = client.scope
  const { number } = ticket
  const county = await getCounty(services.db, code)
  const key = await services.db.inCounty(code, (tx) =>
    store.keyOf(tx, { client: client.id, number, fresh: newId() }),
  )
  same.note(key)
  try {
    const flow = county.flow(FLOW)
    // An operator of the county listens, so every class is taken, also what is said on the village's people.
    const offered = county.catalogues.get(flow.catalogue ?? '')?.items ?? []
    const reported = await report(services, county, flow, client, formOf(ticket), { key, services: offered })
    await same.demand()
    return reported
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'key') throw error
    throw new Problem(
      409,
      'key',
      `工单 ${number} 以前交来过，说的是别的事；要补充情况，请用新的工单号并写明原工单号`,
    )
  }
}

function demandPlace({ village, address, lat, lng }: Ticket): void {
  if ((lat === undefined) !== (lng === undefined)) throw invalid({ lat: 'lat 和 lng 要一起写' })
  if (village === undefined && address === undefined && lat === undefined)
    throw invalid({ village: '请写明在哪里：village、address，或者 lat 和 lng，至少一种' })
}

/** In the words of the standard that `report` reads. */
function formOf({ words, item, village, address, lat, lng, caller }: Ticket): Record<string, string> {
  const given: [string, string | number | undefined][] = [
    ['description', words],
    ['service_code', item],
    ['address_id', village],
    ['address_string', address],
    ['lat', lat],
    ['long', lng],
    ['last_name', caller?.name],
    ['phone', caller?.phone],
  ]
  return Object.fromEntries(
    given.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}

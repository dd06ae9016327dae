import type { Matter } from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'

/** The key under which a ticket opens its matter: of whoever hands it over first. */
export async function keyOf(
  tx: Tx,
  { client, number, fresh }: { client: string; number: string; fresh: string },
): Promise<string> {
  await tx.rows(
    `insert into hotline_tickets (county, client, number, key) values (current_county(), $1, $2, $3)
     on conflict (county, client, number) do nothing`,
    [client, number, fresh],
  )
  const row = await tx.first<{ key: string }>(
    'select key from hotline_tickets where county = current_county() and client = $1 and number = $2',
    [client, number],
  )
  return row?.key ?? fresh
}

export type TicketRow = {
  number: string
  flow: string
  stage: string
  unit: string | null
  opened_at: Date
  due_at: Date | null
  ended_at: Date | null
  ending: string | null
  state: Matter
}

/** The matter a client's ticket became. */
export function findTicket(tx: Tx, client: string, number: string): Promise<TicketRow | undefined> {
  return tx.first(
    `select m.number, m.flow, m.stage, m.unit, m.opened_at, m.due_at, m.ended_at, m.ending, m.state
     from hotline_tickets t
     join entries e on e.county = t.county and e.key = t.key
     join matters m on m.county = e.county and m.id = e.matter
     where t.county = current_county() and t.client = $1 and t.number = $2`,
    [client, number],
  )
}

/** The hotline's number of a matter, if it came from one; as the owner, across counties. */
export async function ticketOf(tx: Tx, county: string, matter: string): Promise<string | undefined> {
  const row = await tx.first<{ number: string }>(
    `select t.number from entries e join hotline_tickets t on t.county = e.county and t.key = e.key
     where e.county = $1 and e.matter = $2 and e.seq = 1`,
    [county, matter],
  )
  return row?.number
}

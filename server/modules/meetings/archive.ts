import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { scansOf } from './queries.ts'
import { archiveHash } from './rules.ts'
import * as store from './store.ts'

/** What was decided stays: minutes and figures in a chain of the village, proved at night. */

type ArchiveRecord = {
  meeting: string
  division: string
  seq: number
  minutes: string
  facts: object
  at: Date
  before: Buffer
  hash: Buffer
}

export async function archive(
  tx: Tx,
  row: store.MeetingRecord,
  minutes: readonly string[],
  now: Date,
): Promise<void> {
  const chain = await tx.first<{ seq: number; head: Buffer }>(
    `insert into meeting_chains (county, division) values (current_county(), $1)
     on conflict (county, division) do update set division = excluded.division returning seq, head`,
    [row.division],
  )
  if (!chain) throw new Error(`no chain for ${row.division}`)
  const motions = await store.motionsOf(tx, row.id)
  const facts = {
    paper: row.paper,
    body: row.body,
    basis: row.basis,
    due: row.due,
    roll: row.roll_hash?.toString('hex'),
    motions: motions.map(
      ({ id, n, decision, means, state, present, in_favour, against, abstained, verdict }) => ({
        id,
        n,
        decision,
        means,
        state,
        present,
        inFavour: in_favour,
        against,
        abstained,
        verdict,
      }),
    ),
    signatures: (await store.signaturesOf(tx, row.id)).map(({ name }) => name),
    // Named by the hash of their bytes: another picture would have another name.
    scans: (await scansOf(tx, row.id))
      .filter(({ withdrawn_reason }) => withdrawn_reason === null)
      .map(({ kind, file }) => ({ kind, file })),
  }
  const linked = {
    meeting: row.id,
    division: row.division,
    seq: chain.seq + 1,
    minutes: minutes.join('\n'),
    facts,
    at: now,
    before: chain.head,
  }
  const hash = archiveHash(linked)
  await tx.rows(
    `insert into meeting_archives (county, meeting, division, seq, minutes, facts, at, before, hash)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.division, linked.seq, linked.minutes, JSON.stringify(facts), now, chain.head, hash],
  )
  await tx.rows(
    'update meeting_chains set seq = $2, head = $3 where county = current_county() and division = $1',
    [row.division, linked.seq, hash],
  )
}

export function findArchive(tx: Tx, meeting: string): Promise<ArchiveRecord | undefined> {
  return tx.first(
    `select meeting, division, seq, minutes, facts, at, before, hash from meeting_archives
     where county = current_county() and meeting = $1`,
    [meeting],
  )
}

/** Computes every chain of a county anew. Answers with a sentence for each archive that is not what was filed. */
export async function verifyMeetings(
  { db }: Services,
  county: string,
): Promise<{ checked: number; faults: string[] }> {
  return db.read(county, async (tx) => {
    const rows = await tx.rows<ArchiveRecord>(
      `select meeting, division, seq, minutes, facts, at, before, hash from meeting_archives
       where county = current_county() order by division, seq`,
    )
    const ends = await tx.rows<{ division: string; seq: number; head: Buffer }>(
      'select division, seq, head from meeting_chains where county = current_county()',
    )
    const faults: string[] = []
    const heads = new Map<string, { seq: number; head: Buffer }>()
    for (const row of rows) {
      const last = heads.get(row.division) ?? { seq: 0, head: Buffer.alloc(0) }
      const at = `议事档案 ${row.division} 第 ${row.seq} 号`
      if (row.seq !== last.seq + 1 || !row.before.equals(last.head))
        faults.push(`${at}：与前一号接不上，中间被改动过`)
      if (!archiveHash(row).equals(row.hash)) faults.push(`${at}：内容与归档时不一样，被改动过`)
      heads.set(row.division, { seq: row.seq, head: row.hash })
    }
    for (const { division, seq, head } of ends) {
      const last = heads.get(division)
      if (seq > 0 && (last?.seq !== seq || !last.head.equals(head)))
        faults.push(`议事档案 ${division}：最后一号（第 ${seq} 号）不见了或被改动过`)
    }
    return { checked: rows.length, faults }
  })
}

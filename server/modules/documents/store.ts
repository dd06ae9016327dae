import type { PaperCount } from '#practice/meetings/ballot.ts'
import type { Tx } from '#server/core/db.ts'

/** Scans as rows; meetings/queries.ts reads them. And what the tally sheet says once it was counted. */

export async function insertScan(
  tx: Tx,
  row: { meeting: string; n: number; kind: string; file: string; by: string; at: Date },
): Promise<void> {
  await tx.rows(
    `insert into meeting_scans (county, meeting, n, kind, file, added_by, at)
     values (current_county(), $1, $2, $3, $4, $5, $6)`,
    [row.meeting, row.n, row.kind, row.file, row.by, row.at],
  )
}

/** Marks one; false when there is none, or it was marked before. */
export async function withdraw(
  tx: Tx,
  row: { meeting: string; n: number; reason: string; by: string; at: Date },
): Promise<boolean> {
  const done = await tx.first(
    `update meeting_scans set withdrawn_at = $5, withdrawn_by = $4, withdrawn_reason = $3
     where county = current_county() and meeting = $1 and n = $2 and withdrawn_at is null returning n`,
    [row.meeting, row.n, row.reason, row.by, row.at],
  )
  return done !== undefined
}

export type CountRow = {
  motion: string
  n: number
  put_at: Date | null
  declared_at: Date
  present: number
  recused: string[]
  in_favour: number
  against: number
  abstained: number
  /** The newest count of each teller, and who entered it for them. */
  tallies: {
    name: string
    inFavour: number
    against: number
    abstained: number
    at: string
    by: string | null
  }[]
  /** Of a secret vote: papers handed out by telephone and on paper, ballots in the box, what lay in the paper box. */
  issued: number | null
  paper_given: number | null
  received: number | null
  paper: PaperCount | null
}
/** What was counted of the motions of a meeting that were declared with a vote. */
export function countsOf(tx: Tx, meeting: string): Promise<CountRow[]> {
  return tx.rows(
    `select o.id as motion, o.n, o.put_at, o.declared_at, o.present, o.in_favour, o.against, o.abstained,
       array(select r.name from standing_recusals c
             join meeting_rolls r on r.county = c.county and r.meeting = c.meeting and r.member = c.member
             where c.county = o.county and c.motion = o.id order by r.n) as recused,
       coalesce((select jsonb_agg(jsonb_build_object('name', t.name, 'inFavour', t.in_favour, 'against', t.against,
           'abstained', t.abstained, 'at', t.at, 'by', t.by) order by t.name)
         from (select distinct on (y.teller) p.name, y.in_favour, y.against, y.abstained, y.at,
                 case when y.noted_by <> y.teller then b.name end as by
               from (select county, motion, teller, n, in_favour, against, abstained, noted_by, at from tallies
                     where county = current_county() and motion = o.id
                     union all
                     select county, motion, teller, n, in_favour, against, abstained, teller, at from paper_tallies
                     where county = current_county() and motion = o.id) y
               join people p on p.county = y.county and p.id = y.teller
               join people b on b.county = y.county and b.id = y.noted_by
               order by y.teller, y.n desc) t), '[]') as tallies,
       b.issued, b.paper_given, b.paper,
       case when b.motion is not null then
         (select count(*)::int from ballot_packs k, jsonb_object_keys(k.ballots)
          where k.county = b.county and k.motion = b.motion) end as received
     from motions o
     left join ballot_boxes b on b.county = o.county and b.motion = o.id
     where o.county = current_county() and o.meeting = $1 and o.state = 'declared' and o.in_favour is not null
     order by o.n`,
    [meeting],
  )
}

import type { z } from 'zod'
import type { Asked } from '#contract/asked.ts'
import { maskName, maskText, openWords } from '#practice/disclosure/mask.ts'
import { FLOWS } from '#practice/flows.gen.ts'
import type { Tx } from '#server/core/db.ts'

/** Matters asked in public about one record, for the page of that record. */
export type AskedRow = {
  matter: string
  asker: string
  /** Only to be hidden where they name themselves. */
  asker_name: string | null
  stage: string
  words: string
  line: number | null
  opened_at: Date
  due_at: Date | null
  overdue_at: Date | null
  answers: { by: string; at: string; words: string; outcome: string }[]
}

/** Which flow, which of its fields names the record, and which record of which village. */
export type About = { flow: string; field: 'publication' | 'proposal'; id: string; village: string }

const LISTED = 200

/** The newest of them first, without what was taken back, each with its public answers. */
export function askedAbout(tx: Tx, { flow, field, id, village }: About): Promise<AskedRow[]> {
  return tx.rows(
    // The field is written out, as the index on it is.
    `select m.id as matter, m.asker, a.name as asker_name, m.stage, m.state -> 'answers' ->> 'words' as words,
       (m.state -> 'answers' ->> 'line')::int as line, m.opened_at, m.due_at, m.overdue_at,
       coalesce((select jsonb_agg(jsonb_build_object('by', coalesce(o.title, ''), 'at', e.at,
           'words', e.answers ->> 'reply', 'outcome', e.answers ->> 'outcome') order by e.seq)
         from entries e left join posts o on o.county = e.county and o.id = e.post
         where e.county = m.county and e.matter = m.id and e.answers ? 'reply'), '[]') as answers
     from matters m left join people a on a.county = m.county and a.id = m.asker
     where m.county = current_county() and m.flow = $3 and m.village = $2
       and m.state -> 'answers' ->> '${field}' = $1 and m.ending is distinct from 'cancelled'
     order by m.opened_at desc limit ${LISTED}`,
    [id, village, flow],
  )
}

/** One of them as everybody reads it. */
export function presentAsked(flow: string, row: AskedRow, person: string | undefined): z.input<typeof Asked> {
  return {
    matter: row.matter,
    // Asked in private words and read by everybody.
    words: openWords(row.words, row.asker_name, FLOWS[flow]?.unnamed ?? maskName(row.asker_name ?? '')),
    askedAt: row.opened_at.toISOString(),
    stageName: FLOWS[flow]?.stages[row.stage]?.name ?? row.stage,
    ...(row.due_at === null ? {} : { dueAt: row.due_at.toISOString() }),
    late: row.overdue_at !== null,
    answers: row.answers.map(({ at, words, ...answer }) => ({
      ...answer,
      // Whoever replies is not told who asked (`mayKnowAsker`).
      words: maskText(words).text,
      at: new Date(at).toISOString(),
    })),
    mine: row.asker === person,
  }
}

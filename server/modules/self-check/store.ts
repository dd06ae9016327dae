import type { Tx } from '#server/core/db.ts'

/** Every column the program can read or write. */
export async function columnsOf(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' order by 1`,
  )
  return rows.map(({ name }) => name)
}

/** Calls to groups in the last days, by how urgent they were. */
export function callsSince(tx: Tx, since: Date): Promise<{ level: string; calls: number }[]> {
  return tx.rows(
    `select level, count(*)::int as calls from broadcasts
     where county = current_county() and sent_at >= $1 group by level order by level`,
    [since],
  )
}

/** The longest brief: all its texts together, so rather too much than too little; 0 while there is none. */
export async function longestBrief(tx: Tx): Promise<number> {
  const row = await tx.first<{ characters: number | null }>(
    `select max(characters)::int as characters from (
       select sum(length(said #>> '{}')) as characters
       from briefs b, jsonb_path_query(b.content, '$.** ? (@.type() == "string")') as said
       where b.county = current_county() group by b.id
     ) as briefs`,
  )
  return row?.characters ?? 0
}

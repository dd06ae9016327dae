import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/**
 * The database of the program the stories run against, as whoever holds the machine has it: the owner over the socket,
 * with the guards of the tables taken away. A program of one's own (BASE_URL) says with STORY_DATA where its data lies.
 */
export async function tamper(
  sql: string,
  values: readonly unknown[] = [],
  folder: string | undefined = process.env['STORY_DATA'],
): Promise<void> {
  if (folder === undefined) throw new Error('STORY_DATA names no data folder')
  // Written by server/core/postgres.ts for other programs of the same user.
  const { url } = JSON.parse(await readFile(join(folder, 'postgres.json'), 'utf8')) as { url: string }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set session_replication_role = replica')
    await client.query(sql, [...values])
  } finally {
    await client.end()
  }
}

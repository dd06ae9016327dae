import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'

/** Applies the numbered SQL files of db/migrations that have not run yet, each in a transaction. */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2 }) }),
  })
  try {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
    const migrations = Object.fromEntries(
      await Promise.all(
        files.map(async (file) => {
          const text = await readFile(join(folder, file), 'utf8')
          return [
            file,
            { up: async (trx: Kysely<unknown>) => void (await sql.raw(text).execute(trx)) },
          ] as const
        }),
      ),
    )
    const { error, results = [] } = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest()
    if (error) throw error
    return results.map(({ migrationName }) => migrationName)
  } finally {
    await db.destroy()
  }
}

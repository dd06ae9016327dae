import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import type { Db } from './db.ts'
import type { FileStore } from './file-store.ts'
import type { Live } from './live.ts'
import type { Secrets } from './secrets.ts'
import type { Texts } from './texts.ts'

/** What modules are handed at start; there are no globals. */
export type Services = {
  config: Config
  db: Db
  secrets: Secrets
  files: FileStore
  texts: Texts
  live: Live
}
export type App = Services & { http: FastifyInstance }

import type { Services } from '#server/core/app.ts'
import type { KeepRow } from '#server/core/trace.ts'
import { hashOfRow } from './rules.ts'
import { insertRow } from './store.ts'

/** The audit log: who did what, from where, on which record; read by the audit administrator alone. */
export { sealRows, tendMonths, verifyAudit } from './jobs.ts'
export { auditRoutes } from './routes.ts'

/** How rows of a county are written (core/tracing.ts). */
export const keepRowIn =
  ({ secrets }: Pick<Services, 'secrets'>, county: () => Promise<string>): KeepRow =>
  async (tx, row) =>
    insertRow(tx, row, hashOfRow(secrets, { ...row, county: await county() }))

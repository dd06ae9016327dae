import type { Services } from '#server/core/app.ts'
import type { FindSent } from '#server/core/call-keys.ts'
import type { KeepRows } from '#server/core/trace.ts'
import { hashOfRow } from './rules.ts'
import { findSent, insertRows } from './store.ts'

/** The audit log: who did what, from where, on which record; read by the audit administrator alone. */
export { logTerm, sealRows, tendMonths, verifyAudit } from './jobs.ts'
export { auditRoutes } from './routes.ts'

/** How rows of a county are written (core/tracing.ts). */
export const keepRowsIn =
  ({ secrets }: Pick<Services, 'secrets'>): KeepRows =>
  (tx, county, rows, ifChanged) =>
    insertRows(
      tx,
      rows.map((row) => ({ row, hash: hashOfRow(secrets, county, row) })),
      ifChanged,
    )

/** How it is found out what an idempotency key was first used for (core/call-keys.ts). */
export const findSentIn =
  ({ db }: Pick<Services, 'db'>): FindSent =>
  (county, key) =>
    db.read(county, (tx) => findSent(tx, key))

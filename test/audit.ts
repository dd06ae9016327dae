import { expect } from 'vitest'
import type { z } from 'zod'
import type { AuditRow as Shown } from '#contract/audit.ts'
import { sealRows, verifyAudit } from '#server/modules/audit/index.ts'
import type { AuditRow } from '#server/modules/audit/store.ts'
import type { World } from './world.ts'

/** The audit log as tests look at it: as it lies in the database, and as its administrator reads it. */

export const AUDITOR = ['温晓岚', 'audit-administrator'] as const

/** Rows as they are stored, newest first. */
export function logOf(
  { services }: World,
  { id, record, route }: { id?: string; record?: string; route?: string },
): Promise<AuditRow[]> {
  return services.db.asOwner((tx) =>
    tx.rows(
      `select * from audit_rows where ($1::uuid is null or id = $1) and ($2::text is null or record = $2)
         and ($3::text is null or route = $3) order by at desc, id desc`,
      [id ?? null, record ?? null, route ?? null],
    ),
  )
}

/** A page of the log as the audit administrator gets it. */
export async function auditor(
  world: World,
  sought: Record<string, string>,
): Promise<{ rows: z.output<typeof Shown>[]; next: string | null }> {
  const { status, body } = await world.ask(
    AUDITOR,
    'GET',
    `/api/audit?${new URLSearchParams(sought).toString()}`,
  )
  expect(status).toBe(200)
  return body
}

/** Seals until nothing waits: test files share one server, and whatever any of them is writing holds the edge back. */
export async function sealed({ services, county }: World): Promise<void> {
  for (;;) {
    await sealRows(services)
    if ((await verifyAudit(services, county)).waiting === 0) return
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

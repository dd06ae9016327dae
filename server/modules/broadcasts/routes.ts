import type { z } from 'zod'
import { broadcasts, type MyBroadcast, type SentBroadcast } from '#contract/broadcasts.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import { cursorAt, cursorIn } from '#server/core/cursor.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import type { Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { spareTrace } from '#server/core/trace.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { acknowledgeBroadcast, remindUnaware, sendBroadcast, withdrawBroadcast } from './commands.ts'
import { demandArea, getBroadcast, mayWithdraw, senderOf } from './policy.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

const PAGE = 30

/** Binds contract/broadcasts.ts. */
export function broadcastsRoutes(app: App): void {
  const { db, http, secrets } = app
  const read = <T>(scope: Scope, work: (tx: Tx, county: County) => Promise<T>) =>
    getCounty(db, scope.county).then((county) => db.read(scope.county, (tx) => work(tx, county)))

  implement(http, 'broadcasts', withSheets(broadcasts, sheets), {
    sent: ({ query: { cursor } }, { scope }) =>
      read(scope, async (tx, county) => {
        const rows = await store.sentTo(tx, senderOf(scope).division, cursorIn(cursor), PAGE + 1)
        const page = rows.slice(0, PAGE)
        const last = page.at(-1)
        return {
          rows: page.map((row) => presentSent(county, scope, row)),
          next: rows.length > PAGE && last ? cursorAt(last.sent_at, last.id) : null,
        }
      }),
    audience: ({ query: { division } }, { scope }) =>
      read(scope, async (tx) => {
        demandArea(scope, division)
        return { recipients: (await store.gridWorkersOf(tx, division, dateOf(new Date()))).length }
      }),
    mine: (_, { scope }) =>
      read(scope, async (tx, county) =>
        (await store.broadcastsFor(tx, scope.person, dateOf(new Date()))).map((row) =>
          presentMine(county, row),
        ),
      ),
    show: ({ params: { id } }, { scope }) =>
      read(scope, async (tx, county) => {
        const row = await getBroadcast(tx, scope, id)
        const shown = presentSent(county, scope, row)
        if (row.level === 'ordinary' || row.withdrawn_at) spareTrace()
        if (row.level === 'ordinary') return { ...shown, reminders: [] }
        const unaware = await store.unawareOf(tx, id)
        const reminders = await store.remindersOf(tx, id)
        return {
          ...shown,
          unaware: unaware.map(({ name, division, phone_sealed }) => ({
            name,
            divisionName: county.placeName(division),
            // A person's own telephone is for those who handle the matter (matters/present.ts), while there is one.
            ...(phone_sealed && !row.withdrawn_at ? { phone: secrets.unseal(phone_sealed) } : {}),
          })),
          reminders: reminders.map(({ at, recipients, ...by }) => ({
            at: at.toISOString(),
            by: byOf(by),
            recipients,
          })),
        }
      }),
    send: ({ body }, { scope, key }) => sendBroadcast(app, scope, { id: key, ...body }),
    remind: ({ params: { id } }, { scope, key }) => remindUnaware(app, scope, { id: key, broadcast: id }),
    withdraw: ({ params: { id }, body: { reason } }, { scope }) =>
      withdrawBroadcast(app, scope, { id, reason }),
    acknowledge: ({ params: { id } }, { scope }) => acknowledgeBroadcast(app, scope, id),
  })
}

const byOf = ({ sender, sender_title }: { sender: string; sender_title: string }) =>
  `${sender_title} ${sender}`

function presentAbout(county: County, row: store.SentRow | store.MyRow) {
  const { id, level, text, division, sent_at, withdrawn_at, withdrawn_by, withdrawn_reason } = row
  return {
    id,
    level,
    text,
    division,
    divisionName: county.placeName(division),
    sentAt: sent_at.toISOString(),
    by: byOf(row),
    // The table holds all three or none.
    ...(withdrawn_at
      ? {
          withdrawn: {
            at: withdrawn_at.toISOString(),
            by: withdrawn_by ?? '',
            reason: withdrawn_reason ?? '',
          },
        }
      : {}),
  }
}

function presentSent(county: County, scope: Scope, row: store.SentRow): z.input<typeof SentBroadcast> {
  return {
    ...presentAbout(county, row),
    recipients: row.recipients,
    ...(row.level === 'emergency' ? { known: row.known } : {}),
    mayWithdraw: mayWithdraw(scope, row),
  }
}

function presentMine(county: County, row: store.MyRow): z.input<typeof MyBroadcast> {
  return {
    ...presentAbout(county, row),
    awaits: row.awaits,
    ...(row.known_at ? { knownAt: row.known_at.toISOString() } : {}),
    ...(row.reminded_at ? { remindedAt: row.reminded_at.toISOString() } : {}),
  }
}

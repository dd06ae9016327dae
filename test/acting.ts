import { expect } from 'vitest'
import type { z } from 'zod'
import type { Acted, MatterDetail, MatterRow, Opened } from '#contract/matters.ts'
import type { Problem } from '#contract/values.ts'
import type { Who, World } from './world.ts'

/** People of the seed acting on grid events over HTTP, in few words. */

type Body = z.output<typeof Opened> &
  z.output<typeof Acted> &
  z.output<typeof MatterDetail> &
  z.output<typeof Problem> & { rows: z.output<typeof MatterRow>[] }
type Reply = { status: number; body: Body }

export const DISPATCHER: Who = ['陈晓东', 'town-dispatcher']
export const CENTRE: Who = ['周静', 'county-dispatcher']
export const WATER: Who = ['郭涛', 'handler']
export const HOUSING: Who = ['高鹏', 'handler']
export const DRAIN = '村口排水沟堵了，污水往外冒，路上都是臭水'

/** Follows what is not open to all, as somebody did while it was. */
export async function followed(world: World, id: string, name: string): Promise<void> {
  const { person } = await world.scope(name)
  await world.services.db.asOwner((tx) =>
    tx.rows('insert into followers (county, matter, person) values ($1, $2, $3)', [world.county, id, person]),
  )
}

/** The verbs of a test, on its own world. */
export function actingIn(world: World) {
  const ask = async (
    who: Who | undefined,
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    key?: string,
  ): Promise<Reply> => await world.ask(who, method, url, body, key)

  const opening = (answers: object, more: object = {}) => ({
    flow: 'grid-event',
    action: 'report',
    division: world.village,
    answers,
    ...more,
  })
  const report = async (
    answers: object = { words: DRAIN, item: '0402' },
    who: Who = '刘桂兰',
  ): Promise<string> => {
    const { status, body } = await ask(who, 'POST', '/api/matters', opening(answers))
    expect([status, body.title]).toEqual([200, undefined])
    return body.id
  }
  const act = (who: Who, id: string, action: string, answers: object = {}, key?: string) =>
    ask(who, 'POST', `/api/matters/${id}/actions`, { action, answers }, key)
  const must = async (who: Who, id: string, action: string, answers: object = {}): Promise<string> => {
    const { status, body } = await act(who, id, action, answers)
    expect([action, status, body.title]).toEqual([action, 200, undefined])
    return body.stage
  }
  const detail = async (who: Who, id: string) => (await ask(who, 'GET', `/api/matters/${id}`)).body
  return { ask, opening, report, act, must, detail }
}

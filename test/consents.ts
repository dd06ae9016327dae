import { newId } from '#server/core/ids.ts'
import { actingIn } from './acting.ts'
import type { Who, World } from './world.ts'

export const AGENT = ['李会芳', 'village-agent'] as const

export type Consents = {
  isWithdrawn: boolean
  said: { isGiven: boolean; way?: string; by: string }[]
  acted: { number: string; by: string; way: string }[]
  fields: Record<string, string>
}

/** Asks about consents as somebody; the same key again is the same call. */
export async function askConsents(
  world: World,
  who: Who,
  method: 'GET' | 'POST',
  url: string,
  body?: object,
  key = newId(),
): Promise<{ status: number; body: Consents }> {
  const { status, body: said } = await world.ask(who, method, url, body, key)
  return { status, body: said }
}

/** What comes of an agent's report for somebody chosen from the register. */
export function openFor(world: World, person: string, name: string) {
  const { ask, opening } = actingIn(world)
  const behalf = { person, name, consent: 'present' }
  return ask(AGENT, 'POST', '/api/matters', opening({ words: '门口的路灯不亮了', item: '0402' }, { behalf }))
}

import type { FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'
import type { Secrets } from './secrets.ts'

/**
 * An idempotency key stands for one call: sent again, it is answered as the first time. Sent again with other words it
 * would be answered so as well, and the words lost without a sign; so the row it leaves in the log has a hash of them.
 */

/** Whose call it is, and by which key. */
export type CallKey = { key: string; route: string; person: string | undefined }
/** What a call with a key says. */
export type Sent = CallKey & { text: string }
/** The hash of what was done first by that key; undefined when nothing was. */
export type FindSent = (county: string, key: CallKey) => Promise<Buffer | undefined>

/**
 * What was sent, as it came: before any field of a newer contract is added to it. Which version its sender had before
 * their eyes (`rev`) is no part of what they say: a screen that has read anew sends the same.
 */
export const textOf = ({ params, query, body }: Pick<FastifyRequest, 'params' | 'query' | 'body'>): string =>
  JSON.stringify([params, query, body], (name, value: unknown) => (name === 'rev' ? undefined : value))

/**
 * Asked when a call has changed nothing, so that doing costs nothing. Throws a 409 when the same caller has sent something
 * else with that key.
 */
export async function demandSame(
  { findSent, secrets }: { findSent: FindSent; secrets: Pick<Secrets, 'ageOf'> },
  county: string,
  { text, ...key }: Sent,
): Promise<void> {
  const first = await findSent(county, key)
  if (first && secrets.ageOf(first, 'call', text) === undefined)
    throw new Problem(
      409,
      'key',
      '刚才已经提交成功过一次，这次改过的内容没有收。请刷新，看看办成的那一份，要改在那里改',
    )
}

import { blind, receiptOf, SERIAL_BYTES, unblind } from '#practice/meetings/blind.ts'
import { dropBallot, keepBallot, type KeptBallot } from '#web/client/ballots.ts'
import { call, CallError } from '#web/client/call.ts'

/** Fetching a ballot paper: a random serial is blinded here, signed by the server unseen, and the blinding taken off. */

type Asked = {
  motion: string
  member: string
  /** Whether it is one’s own; for whom one stands in the server is told. */
  own: boolean
  modulus: string
  /** What an earlier try left on the telephone. */
  kept: KeptBallot | undefined
}

/** Gets a paper and keeps it. Throws `CallError`; after a cut network the same paper is asked for again. */
export async function fetchPaper({ motion, member, own, modulus, kept }: Asked): Promise<void> {
  const n = fromText(modulus)
  const ballot = kept?.asked ? kept : await begin(motion, member, n)
  const { asked, serial } = ballot
  if (!asked) return
  try {
    const body = { blinded: asked.blinded, ...(own ? {} : { member }) }
    const { signed } = await call('ballots.ticket', { params: { motion }, body })
    const paper = {
      message: fromText(serial),
      blinded: fromText(asked.blinded),
      inverse: BigInt(asked.inverse),
    }
    const signature = unblind(n, paper, fromText(signed))
    if (!signature) throw new CallError(0, { title: '领到的票不对，请再领一次' })
    const { asked: _, ...rest } = ballot
    await keepBallot({ ...rest, signature: toText(signature), receipt: receiptOf(fromText(serial)) })
  } catch (error) {
    // Another telephone has this voter’s paper: what lies here will never be signed.
    if (error instanceof CallError && !error.isPassing) await dropBallot(ballot)
    throw error
  }
}

async function begin(motion: string, member: string, n: Uint8Array): Promise<KeptBallot> {
  const serial = random(SERIAL_BYTES)
  const { blinded, inverse } = blind(n, serial, random)
  const asked = { blinded: toText(blinded), inverse: `0x${inverse.toString(16)}` }
  const ballot = { motion, member, serial: toText(serial), asked }
  await keepBallot(ballot)
  return ballot
}

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
const toText = (bytes: Uint8Array) =>
  btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
const fromText = (text: string) =>
  Uint8Array.from(
    atob(text.replaceAll('-', '+').replaceAll('_', '/')),
    (letter) => letter.codePointAt(0) ?? 0,
  )

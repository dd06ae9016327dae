import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { randomBytes, webcrypto } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  BOX_STATES,
  boxRefusal,
  countBallots,
  fewPapers,
  PAPER_LEAST,
  paperFault,
  type BoxState,
} from './meetings/ballot.ts'
import { blind, receiptOf, SERIAL_BYTES, unblind } from './meetings/blind.ts'
import { agreementOf } from './meetings/tally.ts'

/** The voter’s half against another implementation of RFC 9474. */

const suite = RSABSSA.SHA384.PSS.Deterministic()
let keys: webcrypto.CryptoKeyPair
let modulus: Uint8Array

beforeAll(async () => {
  const pair = await RSABSSA.SHA384.generateKey({
    modulusLength: 2048,
    publicExponent: Uint8Array.from([1, 0, 1]),
  })
  keys = pair as webcrypto.CryptoKeyPair
  const { n = '' } = await webcrypto.subtle.exportKey('jwk', keys.publicKey)
  modulus = Buffer.from(n, 'base64url')
})

describe('blind papers', () => {
  it('signed by the other implementation are good by both', async () => {
    const serial = randomBytes(SERIAL_BYTES)
    const paper = blind(modulus, serial, randomBytes)
    const signature = unblind(modulus, paper, await suite.blindSign(keys.privateKey, paper.blinded))
    if (!signature) throw new Error('not signed')
    expect(await suite.verify(keys.publicKey, signature, serial)).toBe(true)
    expect(await suite.verify(keys.publicKey, signature, randomBytes(SERIAL_BYTES))).toBe(false)
  })

  it('show the signer nothing twice, and a wrong answer is found out', async () => {
    const serial = randomBytes(SERIAL_BYTES)
    const [a, b] = [blind(modulus, serial, randomBytes), blind(modulus, serial, randomBytes)]
    expect(Buffer.from(a.blinded).equals(Buffer.from(b.blinded))).toBe(false)
    const signed = await suite.blindSign(keys.privateKey, a.blinded)
    expect(unblind(modulus, b, signed)).toBeUndefined()
    expect(unblind(modulus, a, randomBytes(256))).toBeUndefined()
  })
})

describe('a box', () => {
  it('hands out before it takes, takes before it closes, closes before it counts', () => {
    const states = Object.keys(BOX_STATES) as BoxState[]
    const allowed = {
      ticket: 'issuing',
      begin: 'issuing',
      cast: 'casting',
      close: 'casting',
      tally: 'closing',
      count: 'closing',
    } as const
    for (const [step, state] of Object.entries(allowed) as [keyof typeof allowed, BoxState][])
      for (const each of states)
        expect([step, each, boxRefusal(step, each) === undefined]).toEqual([step, each, each === state])
  })

  it('counts every choice once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('for', 'against', 'abstain')), (choices) => {
        const { inFavour, against, abstained } = countBallots(choices)
        expect(inFavour + against + abstained).toBe(choices.length)
        expect(inFavour).toBe(choices.filter((choice) => choice === 'for').length)
      }),
    )
  })

  it('gives receipts that read out well and differ', () => {
    const receipts = Array.from({ length: 500 }, () => receiptOf(randomBytes(SERIAL_BYTES)))
    expect(new Set(receipts).size).toBe(500)
    expect(receipts.every((receipt) => /^[0-9A-HJKMNP-TV-Z]{12}$/.test(receipt))).toBe(true)
  })
})

describe('votes on paper beside telephones', () => {
  it('are three at least, or nobody’s beside them: two would be known as soon as they are counted', () => {
    const few = (papers: number, others: number) => fewPapers({ papers, others })
    expect(few(PAPER_LEAST, 9)).toBeUndefined()
    expect(few(PAPER_LEAST - 1, 9)).toContain('再请 1 位')
    expect(few(1, 9)).toContain('再请 2 位')
    expect([few(0, 9), few(1, 0), few(2, 0)]).toEqual([undefined, undefined, undefined])
  })

  it('are never more than were given, and fewer only with a word why', () => {
    const count = (inFavour: number, spoiled = 0) => ({ inFavour, against: 1, abstained: 0, spoiled })
    expect(paperFault(5, count(4), undefined)).toBeUndefined()
    expect(paperFault(5, count(3, 1), undefined)).toBeUndefined()
    expect(paperFault(5, count(5), '多的是谁的不知道')).toMatchObject({ field: 'inFavour' })
    expect(paperFault(5, count(4, 1), undefined)?.says).toContain('四项合计 6 张，比发出的纸票 5 张还多')
    expect(paperFault(5, count(3), undefined)).toMatchObject({ field: 'missing' })
    expect(paperFault(5, count(3), '  ')?.says).toContain('写明另外 1 张去哪了')
    expect(paperFault(5, count(3), '一位先走了')).toBeUndefined()
  })

  it('count when two tellers say the same numbers, whatever they wrote beside them', () => {
    const said = { teller: '甲', inFavour: 2, against: 1, spoiled: 0, missing: '一位先走了' }
    const other = { ...said, teller: '乙', missing: null }
    expect(agreementOf([said], 2).agreed).toBe(false)
    expect(agreementOf([said, other], 2).agreed).toBe(true)
    expect(agreementOf([said, { ...other, spoiled: 1 }], 2).says).toContain('重新清点')
  })
})

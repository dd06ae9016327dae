import { expect, it } from 'vitest'
import { base32, matchingStep, stepOf, totpCode, totpUri } from './totp.ts'

const SECRET = Buffer.from('12345678901234567890')

it('gives the codes of RFC 6238, appendix B', () => {
  const seconds = [59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000, 20_000_000_000]
  const codes = seconds.map((at) => totpCode(SECRET, stepOf(new Date(at * 1000))))
  expect(codes).toEqual(['287082', '081804', '050471', '005924', '279037', '353130'])
})

it('takes the code of now and of one step either way, as it is typed', () => {
  const now = new Date('2026-11-26T08:00:10Z')
  const step = stepOf(now)
  const taken = [-2, -1, 0, 1, 2].map((skew) => matchingStep(SECRET, totpCode(SECRET, step + skew), now))
  expect(taken).toEqual([undefined, step - 1, step, step + 1, undefined])
  const code = totpCode(SECRET, step)
  expect(matchingStep(SECRET, ` ${code.slice(0, 3)} ${code.slice(3)}`, now)).toBe(step)
  expect(matchingStep(SECRET, '', now)).toBeUndefined()
})

it('writes the secret as apps read it', () => {
  expect(base32(SECRET)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  // RFC 4648, section 10: what is left over is filled up.
  expect(base32(Buffer.from('foob'))).toBe('MZXW6YQ')
  const uri = new URL(totpUri(SECRET, '共治 阎良区', 'zhang.wei'))
  expect([uri.protocol, decodeURIComponent(uri.pathname)]).toEqual(['otpauth:', '/共治 阎良区:zhang.wei'])
  expect(uri.searchParams.get('issuer')).toBe('共治 阎良区')
})

/** Money in words and figures people read and hear. Everything here takes integer fen. */

/** 3200000 → “32,000.00”. */
export function yuan(fen: number): string {
  const cents = Math.abs(fen)
  const whole = String(Math.floor(cents / 100)).replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${whole}.${String(cents % 100).padStart(2, '0')}`
}

const DIGITS = '零一二三四五六七八九'
const PLACES = ['', '十', '百', '千'] as const
const GROUPS = ['', '万', '亿', '万亿'] as const

/** As a loudspeaker says it: 3200000 → “三万二千元”, 50 → “五角”. */
export function spokenYuan(fen: number): string {
  const cents = Math.abs(fen)
  const [whole, jiao, last] = [Math.floor(cents / 100), Math.floor(cents / 10) % 10, cents % 10]
  const parts = [
    whole > 0 || cents === 0 ? `${spokenNumber(whole)}元` : '',
    jiao > 0 ? `${DIGITS[jiao] ?? ''}角` : whole > 0 && last > 0 ? '零' : '',
    last > 0 ? `${DIGITS[last] ?? ''}分` : '',
  ]
  return (fen < 0 ? '负' : '') + parts.join('')
}

/** A whole number in spoken Chinese: 10 → 十, 10 005 → 一万零五. */
export function spokenNumber(n: number): string {
  if (n === 0) return '零'
  const groups: string[] = []
  let gap = false
  for (let left = n, i = 0; left > 0; left = Math.floor(left / 10_000), i += 1) {
    const four = left % 10_000
    if (four > 0) groups.unshift(spokenFour(four) + (GROUPS[i] ?? '') + (gap ? '零' : ''))
    // A group that does not reach its thousands is joined with one 零 to what stands before it.
    gap = four > 0 ? four < 1000 : groups.length > 0
  }
  return groups.join('').replace(/^一十/, '十')
}

function spokenFour(four: number): string {
  let said = ''
  for (const [i, digit] of [...String(four)].entries()) {
    const place = PLACES[String(four).length - 1 - i] ?? ''
    said += digit === '0' ? '零' : (DIGITS[Number(digit)] ?? '') + place
  }
  return said.replaceAll(/零+/g, '零').replace(/零$/, '')
}

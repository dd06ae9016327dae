import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contrast, readPairings, readPalette } from './contrast.ts'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const tokens = read('./tokens.css')
const surfaces = read('./surfaces.css')
const base = readPalette(tokens, ':root')
const elder = readPalette(read('./elder.css'), 'html.elder')

const palettes = {
  phone: base,
  'phone, elder': { ...base, ...elder },
  desk: { ...base, ...readPalette(surfaces, "html[data-surface='desk']") },
  kiosk: { ...base, ...readPalette(surfaces, "html[data-surface='kiosk']") },
  tv: { ...base, ...readPalette(surfaces, "html[data-surface='tv']") },
  wall: { ...base, ...readPalette(surfaces, "html[data-surface='wall']") },
}

test('the measure agrees with known values', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#1f6f54', '#ffffff')).toBeCloseTo(6.08, 1)
})

describe.each(Object.entries(palettes))('%s', (_surface, palette) => {
  const pairs = readPairings(tokens).flatMap(({ least, texts, grounds }) =>
    texts.flatMap((text) => grounds.map((ground) => ({ text, ground, least }))),
  )

  test.each(pairs)('$text on $ground reaches $least', ({ text, ground, least }) => {
    const ink = palette[text]
    const paper = palette[ground]
    if (!ink || !paper) throw new Error(`--${ink ? ground : text} is not a declared colour`)
    expect(contrast(ink, paper)).toBeGreaterThanOrEqual(least)
  })
})

/** The custom properties of one CSS block that hold a plain colour, by name without dashes. */
export type Palette = Readonly<Record<string, string>>

/** Reads `--name: #rrggbb` from every block whose selector is exactly `selector`. */
export function readPalette(css: string, selector: string): Palette {
  const palette: Record<string, string> = {}
  const rules = css.replace(/\/\*[\s\S]*?\*\//g, '')
  for (const [, head, body] of rules.matchAll(/([^{};]+)\{([^{}]*)\}/g)) {
    if (head?.trim() !== selector || !body) continue
    for (const [, key, hex] of body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)) {
      if (key && hex) palette[key] = hex
    }
  }
  return palette
}

/** A promise made in the style sheet's comments: each of `texts` can be read on each of `grounds`. */
export interface Pairing {
  readonly least: number
  readonly texts: readonly string[]
  readonly grounds: readonly string[]
}

/** Reads the `@pair … on …` (text, 4.5) and `@edge … on …` (outline, 3) lines. */
export function readPairings(css: string): Pairing[] {
  return [...css.matchAll(/@(pair|edge) ([\w\- ]+?) on ([\w\- ]+)/g)].map(
    ([, kind, texts = '', grounds = '']) => ({
      least: kind === 'pair' ? 4.5 : 3,
      texts: texts.trim().split(/\s+/),
      grounds: grounds.trim().split(/\s+/),
    }),
  )
}

/** Contrast of two `#rrggbb` colours as WCAG 2 defines it, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

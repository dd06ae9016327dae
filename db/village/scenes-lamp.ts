import { group, lane, line, mirrored, oval, rect, shadow, shape } from './scenery.ts'

/** Street lamps at dusk: dead, failing, mended. */

/** A street lamp: post, arm, head; `light` is how much it gives. */
function lamp(light: 'dead' | 'weak' | 'lit'): string {
  const bulb = { dead: '#3a3f4c', weak: '#c9a567', lit: '#fff2c4' }[light]
  const head = rect(-62, -12, 70, 16, '#9aa3ad', 'rx="6"') + rect(-56, 2, 56, 8, bulb, 'rx="3"')
  const glow = { dead: 0, weak: 0.25, lit: 0.62 }[light]
  const halo = (id: string, strength: number) =>
    `<radialGradient id="${id}"><stop offset="0" stop-color="#fff0bf" stop-opacity="${strength}"/><stop offset="1" stop-color="#ffe6a0" stop-opacity="0"/></radialGradient>`
  const beam = glow
    ? `<radialGradient id="glow" cx="0.5" cy="0.16" r="0.75"><stop offset="0" stop-color="#ffe9a8" stop-opacity="${glow}"/><stop offset="1" stop-color="#ffe9a8" stop-opacity="0"/></radialGradient>` +
      '<filter id="soft"><feGaussianBlur stdDeviation="16"/></filter>' +
      shape(
        [
          [580, 196],
          [630, 196],
          [830, 690],
          [330, 690],
        ],
        'url(#glow)',
        'filter="url(#soft)"',
      ) +
      halo('pool', glow * 0.7) +
      oval(580, 650, 330, 80, 'url(#pool)') +
      halo('halo', Math.min(1, glow * 1.5)) +
      oval(604, 192, 120, 100, 'url(#halo)')
    : ''
  return (
    shadow(712, 662, 60) +
    rect(704, 176, 14, 486, '#77808c') +
    rect(692, 630, 38, 32, '#5f6772') +
    line('M711 182 C700 158 668 160 632 178', '#77808c', 9) +
    beam +
    group(head, light === 'dead' ? 'translate(640 190) rotate(38)' : 'translate(640 184)') +
    (light === 'dead' ? line('M632 182 C622 200 616 214 620 232', '#2c3038', 3) : '') +
    rect(722, 250, 46, 26, '#39496a', 'transform="rotate(-18 722 250)"') +
    line('M716 268 L742 250', '#77808c', 4)
  )
}

export const LAMP_SCENES = {
  lamp: () => lane('dusk', lamp('dead')),
  'lamp-dusk': () => mirrored(lane('dusk', lamp('weak'))),
  'lamp-lit': () => lane('dusk', lamp('lit')),
} as const

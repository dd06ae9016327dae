import { fade, fields, line, nearer, oval, path, scatter, shape } from './scenery.ts'

/** Irrigation canals: silted, broken, running. */

/** A concrete canal running away to the left of the middle; `bed` lies on its floor. */
function canal(bed: string, right = ''): string {
  return (
    shape(
      [
        [40, 720],
        [430, 314],
        [530, 314],
        [930, 720],
      ],
      '#a58d63',
    ) +
    shape(
      [
        [120, 720],
        [438, 314],
        [522, 314],
        [850, 720],
      ],
      '#cfc9bc',
    ) +
    shape(
      [
        [160, 720],
        [444, 316],
        [462, 322],
        [330, 720],
      ],
      '#b2ac9f',
    ) +
    shape(
      [
        [810, 720],
        [516, 316],
        [498, 322],
        [650, 720],
      ],
      '#a49e91',
    ) +
    shape(
      [
        [330, 720],
        [462, 322],
        [498, 322],
        [650, 720],
      ],
      '#8f8874',
    ) +
    [0.1, 0.22, 0.38, 0.58, 0.82]
      .map((t) => {
        const y = 320 + 400 * t
        return (
          line(`M${444 - 284 * t} ${y} L${462 - 132 * t} ${y + 6}`, '#8b8578', 3) +
          line(`M${516 + 294 * t} ${y} L${498 + 152 * t} ${y + 6}`, '#847e72', 3)
        )
      })
      .join('') +
    bed +
    right
  )
}

const silt =
  fade('silt', '#a48f68', '#8a744f') +
  shape(
    [
      [300, 720],
      [452, 380],
      [508, 380],
      [690, 720],
    ],
    'url(#silt)',
  ) +
  scatter(12, (i, a, b) =>
    line(`M${360 + a * 230} ${470 + b * 230} l${20 - (i % 3) * 20} ${14 + a * 12} l26 -4`, '#5f4e33', 3),
  ) +
  scatter(34, (i, a, b) =>
    line(`M${350 + a * 250} ${450 + b * 260} l${16 + (i % 4) * 8} ${(i % 5) * 3 - 6}`, '#d2b468', 3),
  ) +
  scatter(12, (_, a, b) => {
    const [x, y] = [350 + a * 260, 480 + b * 210]
    return line(`M${x} ${y} q-6 -18 -14 -26 M${x} ${y} q0 -22 4 -34 M${x} ${y} q8 -14 18 -20`, '#6f8a3f', 3)
  }) +
  path('M520 610 l40 -14 l16 24 l-42 12 Z', '#e2e6e4') +
  path('M400 560 l26 -8 l8 16 l-26 8 Z', '#9fb9c9')

const brokenSide =
  shape(
    [
      [560, 520],
      [640, 470],
      [760, 640],
      [640, 690],
    ],
    '#8c744c',
  ) +
  shape(
    [
      [566, 560],
      [640, 520],
      [690, 600],
      [604, 650],
    ],
    '#c6c0b3',
    'transform="rotate(9 620 580)"',
  ) +
  shape(
    [
      [590, 640],
      [650, 616],
      [690, 690],
      [630, 716],
    ],
    '#b8b2a5',
    'transform="rotate(-14 640 660)"',
  ) +
  scatter(26, (i, a, b) =>
    oval(520 + a * 190, 560 + b * 140, 7 + (i % 4) * 3, 5 + (i % 3) * 2, i % 2 ? '#7c653f' : '#9d855b'),
  ) +
  path('M330 720 C400 660 470 640 540 660 C570 690 560 710 540 720 Z', '#8ba7a8', 'opacity="0.85"')

const water =
  fade('water', '#a9c8cc', '#5d929d') +
  shape(
    [
      [262, 720],
      [456, 340],
      [504, 340],
      [722, 720],
    ],
    'url(#water)',
  ) +
  scatter(26, (i, a, b) => {
    const y = 380 + b * 330
    const half = (y - 320) * 0.42
    return line(
      `M${480 + (a - 0.5) * half * 2} ${y} q${10 + (i % 3) * 6} -7 ${24 + (i % 4) * 8} 0`,
      '#eaf4f4',
      2 + b * 2,
      'opacity="0.75"',
    )
  })

export const CANAL_SCENES = {
  canal: () => fields('', canal(silt)),
  'canal-broken': () => nearer(fields('', canal(silt, brokenSide)), [560, 640], 1.15),
  'canal-running': () => fields('', canal(water)),
} as const

import {
  fade,
  fields,
  group,
  line,
  mirrored,
  nearer,
  oval,
  path,
  rect,
  road,
  scatter,
  shadow,
  shape,
  tree,
} from './scenery.ts'

/** What happens in the fields: roads, canals, wires, greenhouses. */

const hole = (x: number, y: number, size: number, wet: boolean) => {
  const rim = `M${x - size} ${y} C${x - size * 0.9} ${y - size * 0.42} ${x - size * 0.2} ${y - size * 0.34} ${x + size * 0.1} ${y - size * 0.42} C${x + size * 0.7} ${y - size * 0.46} ${x + size * 1.1} ${y - size * 0.12} ${x + size} ${y + size * 0.08} C${x + size * 0.8} ${y + size * 0.42} ${x - size * 0.2} ${y + size * 0.44} ${x - size * 0.6} ${y + size * 0.3} C${x - size * 0.9} ${y + size * 0.24} ${x - size} ${y + size * 0.14} ${x - size} ${y} Z`
  return (
    path(
      rim,
      '#8d8069',
      `transform="translate(0 ${-size * 0.03}) scale(1)" stroke="#d5cfc1" stroke-width="4"`,
    ) +
    group(path(rim, '#5e5443'), `translate(${x} ${y}) scale(0.86 0.8) translate(${-x} ${-y + size * 0.05})`) +
    (wet
      ? group(path(rim, '#9fb3b8'), `translate(${x} ${y}) scale(0.76 0.62) translate(${-x} ${-y})`) +
        line(`M${x - size * 0.4} ${y} q${size * 0.3} -7 ${size * 0.5} 0`, '#e8f0f0', 3, 'opacity="0.8"')
      : scatter(9, (_, a, b) =>
          oval(x + (a - 0.5) * size * 1.2, y + (b - 0.5) * size * 0.4, 5 + a * 5, 4, '#a3967c'),
        ))
  )
}

const cracks =
  line('M400 470 l26 30 l-14 40 l40 44 l-18 50 l30 60', '#5c5546', 4) +
  line('M426 500 l50 12 l30 -10', '#5c5546', 3) +
  line('M452 584 l60 8 l40 30 l70 6', '#5c5546', 4) +
  line('M520 420 l-20 30 l10 30', '#5c5546', 3)

const gravel = scatter(46, (i, a, b) =>
  oval(250 + a * 480, 470 + b * 230, 4 + (i % 3) * 2, 3 + (i % 2), i % 2 ? '#9a8d75' : '#7d715b'),
)

const newSurface =
  shape(
    [
      [322, 560],
      [424, 420],
      [548, 420],
      [650, 560],
    ],
    '#55565a',
  ) +
  shape(
    [
      [322, 560],
      [424, 420],
      [548, 420],
      [650, 560],
    ],
    'none',
    'stroke="#3d3e42" stroke-width="5"',
  ) +
  scatter(60, (_, a, b) => oval(390 + a * 190 + (b - 0.5) * 60, 428 + b * 124, 2.4, 1.6, '#7b7d83')) +
  shape(
    [
      [360, 664],
      [400, 606],
      [600, 606],
      [640, 664],
    ],
    '#4e4f53',
  ) +
  [0, 1]
    .map((i) =>
      group(
        shape(
          [
            [-24, 0],
            [24, 0],
            [6, -74],
            [-6, -74],
          ],
          '#e0663a',
        ) +
          shape(
            [
              [-15, -28],
              [15, -28],
              [11, -44],
              [-11, -44],
            ],
            '#f5efe3',
          ) +
          rect(-32, 0, 64, 9, '#c2542c'),
        `translate(${250 + i * 470} ${600 + i * 14})`,
      ),
    )
    .join('')

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

const house = (x: number, y: number, scale: number) =>
  group(
    shadow(110, 6, 190, 18) +
      rect(0, -130, 220, 130, '#b3a799') +
      scatter(5, (i) => rect(0, -116 + i * 24, 220, 3, '#a19586')) +
      shape(
        [
          [-22, -126],
          [110, -196],
          [242, -126],
        ],
        '#7d5c4d',
      ) +
      scatter(9, (i) => line(`M110 -194 L${-10 + i * 30} -128`, '#694a3e', 2)) +
      rect(84, -84, 52, 84, '#8c3f34') +
      rect(20, -94, 44, 44, '#6f8590') +
      rect(156, -94, 44, 44, '#6f8590'),
    `translate(${x} ${y}) scale(${scale})`,
  )

/** A pole with cross-arm and insulators, standing in its own frame. */
const pole =
  rect(-9, -430, 18, 430, '#b4aca0') +
  rect(-9, -430, 6, 430, '#cfc8bd') +
  rect(-78, -408, 156, 12, '#6a6c6f') +
  rect(-54, -372, 108, 10, '#6a6c6f') +
  [-70, -24, 24, 70].map((x) => rect(x - 5, -426, 10, 20, '#7b4a3c', 'rx="4"')).join('') +
  rect(-22, -330, 44, 58, '#8d9296', 'rx="4"') +
  rect(-9, -170, 18, 44, '#2f5d8c')

/** Where the wires hang on a pole that leans. */
const hooks = (x: number, y: number, degrees: number) => {
  const [sin, cos] = [Math.sin((degrees / 180) * Math.PI), Math.cos((degrees / 180) * Math.PI)]
  return [-70, -24, 24, 70].map(
    (along) => [x + 424 * sin + along * cos, y - 424 * cos + along * sin] as const,
  )
}

const leaning =
  road() +
  house(620, 540, 1.3) +
  hooks(250, 660, 15)
    .map(([x, y], i) =>
      line(
        `M-20 ${150 + i * 16} Q${x / 2} ${y + 60 + i * 12} ${x} ${y} Q${x + 190} ${y + 230 - i * 22} 980 ${300 + i * 22}`,
        '#33363a',
        3,
      ),
    )
    .join('') +
  path('M150 660 C180 628 320 626 350 662 C330 690 170 692 150 660 Z', '#8c744c') +
  scatter(16, (i, a, b) => oval(160 + a * 180, 644 + b * 34, 9, 6, i % 2 ? '#a3905f' : '#73603c')) +
  group(pole, 'translate(250 660) rotate(15)') +
  line('M90 706 L90 618 M430 712 L430 622', '#d9a03a', 8) +
  line('M90 630 Q260 664 430 634', '#c8372d', 5, 'stroke-dasharray="26 16"')

const tangled =
  house(40, 540, 1.2) +
  tree(770, 706, 400, '#7f9152') +
  group(pole, 'translate(430 700)') +
  hooks(430, 700, 0)
    .map(([x, y], i) =>
      line(
        `M-20 ${230 + i * 14} Q${x / 2} ${y + 70} ${x} ${y} Q${x + 260} ${y + 70 + i * 14} 980 ${232 + i * 16}`,
        '#33363a',
        3,
      ),
    )
    .join('') +
  line(
    'M770 460 C700 420 660 380 600 356 M700 416 C660 380 650 340 640 300 M660 384 C620 372 590 372 560 340',
    '#6b5442',
    9,
  ) +
  scatter(26, (i, a, b) =>
    oval(
      540 + a * 210,
      286 + b * 120,
      26,
      16,
      i % 2 ? '#8a9a5b' : '#7f9152',
      `opacity="0.9" transform="rotate(${i * 40} ${540 + a * 210} ${286 + b * 120})"`,
    ),
  ) +
  hooks(430, 700, 0)
    .slice(2)
    .map(([x, y], i) => line(`M${x} ${y} Q${x + 260} ${y + 98 + i * 14} 980 ${260 + i * 16}`, '#33363a', 3))
    .join('') +
  line('M588 330 l12 12 l-6 8 l14 14 M612 322 l4 12 M576 346 l-10 8', '#f3b23a', 4)

const tunnel = (x: number, y: number, scale: number, torn: boolean) =>
  group(
    shadow(220, 6, 260, 20) +
      path('M0 0 C0 -190 120 -230 220 -230 C330 -230 440 -190 440 0 Z', torn ? '#8fa36a' : '#e9f0ee') +
      (torn
        ? path('M0 0 C0 -190 120 -230 180 -228 L140 -150 L170 -120 L120 -70 L150 0 Z', '#e4ecea') +
          path('M440 0 C440 -120 400 -180 340 -208 L310 -150 L340 -110 L316 -60 L340 0 Z', '#dfe8e6') +
          path(
            'M180 -228 C240 -300 330 -290 380 -330 C370 -270 300 -240 250 -228 Z',
            '#eef4f2',
            'opacity="0.9"',
          ) +
          path(
            'M40 0 C60 -150 130 -190 220 -190 C310 -190 380 -150 400 0',
            'none',
            'stroke="#6d7b52" stroke-width="5"',
          ) +
          path(
            'M90 0 C110 -110 160 -140 220 -140 C280 -140 330 -110 350 0',
            'none',
            'stroke="#647349" stroke-width="4"',
          ) +
          path('M120 0 L200 -96 L236 -96 L330 0 Z', '#7d6a45') +
          scatter(14, (i, a) =>
            line(
              `M${140 + i * 14} 0 q-6 -18 -14 -22 M${140 + i * 14} 0 q6 -20 14 -${18 + a * 10}`,
              i % 3 ? '#5e7d35' : '#a58d3e',
              4,
            ),
          )
        : scatter(6, (i) =>
            line(`M${40 + i * 70} -8 Q${60 + i * 66} -180 ${120 + i * 40} -222`, '#c3d0cc', 3),
          )) +
      [0, 1, 2, 3]
        .map((i) =>
          path(
            `M${i * 6} 0 C${i * 8} -${190 - i * 4} 120 -${230 - i * 4} 220 -${230 - i * 4} C330 -${230 - i * 4} 440 -190 ${440 - i * 6} 0`,
            'none',
            'stroke="#8d979a" stroke-width="4"',
          ),
        )
        .slice(0, 1)
        .join(''),
    `translate(${x} ${y}) scale(${scale})`,
  )

const greenhouses =
  shape(
    [
      [0, 470],
      [960, 430],
      [960, 720],
      [0, 720],
    ],
    '#a08a5e',
  ) +
  tunnel(560, 470, 0.72, false) +
  tunnel(40, 480, 0.8, false) +
  tunnel(230, 640, 1.24, true) +
  scatter(18, (i, a, b) =>
    line(`M${120 + a * 720} ${650 + b * 60} l${20 + (i % 3) * 10} -6`, '#e8efed', 5, 'opacity="0.85"'),
  )

export const FIELD_SCENES = {
  pothole: () =>
    fields(
      road(),
      cracks + gravel + hole(470, 610, 130, false) + hole(560, 470, 62, false) + hole(410, 420, 36, false),
    ),
  'pothole-wet': () =>
    mirrored(
      fields(
        road('#b0aa9d'),
        cracks + gravel + hole(480, 600, 150, true) + hole(400, 470, 60, true) + hole(560, 500, 46, true),
      ),
    ),
  'road-fixed': () => fields(road(), newSurface),
  canal: () => fields('', canal(silt)),
  'canal-broken': () => nearer(fields('', canal(silt, brokenSide)), [560, 640], 1.15),
  'canal-running': () => fields('', canal(water)),
  pole: () => fields('', leaning),
  'pole-wires': () => fields('', tangled),
  greenhouse: () => fields('', greenhouses),
} as const

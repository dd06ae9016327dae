import { fields, group, line, oval, path, rect, road, scatter, shadow, shape, tree } from './scenery.ts'

/** Poles and greenhouses at the edge of the village. */

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
  pole: () => fields('', leaning),
  'pole-wires': () => fields('', tangled),
  greenhouse: () => fields('', greenhouses),
} as const

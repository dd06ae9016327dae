import {
  leaves,
  lane,
  line,
  mirrored,
  nearer,
  onWall,
  oval,
  path,
  rect,
  scatter,
  shadow,
  shape,
} from './scenery.ts'

/** Rubbish and scrap in a lane, and the lane after. */

const bag = (x: number, y: number, size: number, colour: string) =>
  path(
    `M${x - size} ${y} C${x - size * 1.15} ${y - size * 0.9} ${x - size * 0.35} ${y - size * 1.15} ${x - 4} ${y - size * 1.3} L${x + 5} ${y - size * 1.3} C${x + size * 0.5} ${y - size * 1.1} ${x + size * 1.1} ${y - size * 0.8} ${x + size} ${y} Z`,
    colour,
  ) +
  path(`M${x - size * 0.16} ${y - size * 1.26} l-10 -16 l18 8 l14 -10 l-6 18 Z`, colour) +
  line(
    `M${x - size * 0.5} ${y - size * 0.3} q${size * 0.3} -${size * 0.4} ${size * 0.4} -${size * 0.7}`,
    '#ffffff',
    3,
    'opacity="0.28"',
  )

function bin(x: number, y: number, open: boolean): string {
  const cover = open
    ? shape(
        [
          [x - 62, y - 166],
          [x - 82, y - 236],
          [x + 40, y - 244],
          [x + 62, y - 166],
        ],
        '#2f6b45',
      )
    : rect(x - 68, y - 184, 136, 22, '#2f6b45', 'rx="8"')
  return (
    shadow(x, y + 6, 82) +
    (open ? cover : '') +
    shape(
      [
        [x - 64, y - 168],
        [x + 64, y - 168],
        [x + 52, y],
        [x - 52, y],
      ],
      '#3c8257',
    ) +
    scatter(3, (i) => line(`M${x - 34 + i * 34} ${y - 150} L${x - 28 + i * 28} ${y - 14}`, '#316e49', 5)) +
    (open ? '' : cover) +
    oval(x - 40, y + 2, 15, 15, '#25292b') +
    oval(x + 40, y + 2, 15, 15, '#25292b')
  )
}

const heap =
  bag(250, 500, 52, '#3a3d42') +
  bin(330, 560, true) +
  bag(318, 404, 40, '#e4e6e3') +
  bag(362, 402, 34, '#4a4d52') +
  bin(500, 572, true) +
  bag(486, 416, 42, '#2f3236') +
  bag(526, 420, 30, '#d7ded9') +
  bag(420, 622, 62, '#33363b') +
  bag(280, 640, 66, '#c9d2cc') +
  bag(590, 640, 60, '#3f434a') +
  bag(680, 616, 44, '#5d7f95') +
  bag(200, 600, 40, '#8b3f3a') +
  path('M470 660 l70 -16 l20 30 l-76 16 Z', '#c8a877') +
  path('M330 676 l40 -22 l30 22 l-34 20 Z', '#e9e6dc') +
  scatter(22, (i, a, b) =>
    path(
      `M${150 + a * 640} ${640 + b * 66} l18 -8 l8 12 l-16 6 Z`,
      ['#e8ece8', '#d3b26a', '#9fb8c2', '#c9544a'][i % 4] ?? '#fff',
    ),
  ) +
  leaves(160, 650, 620, 60, 12) +
  scatter(16, (_, a, b) => oval(220 + a * 440, 330 + b * 160, 2.6, 2, '#1d1f1d'))

const broom =
  line('M742 380 L706 610', '#b58a50', 8) +
  shape(
    [
      [688, 604],
      [730, 610],
      [744, 676],
      [668, 668],
    ],
    '#cda75f',
  ) +
  scatter(6, (i) => line(`M${692 + i * 7} 612 L${678 + i * 12} 668`, '#a8823f', 3))

const carton = (x: number, y: number, w: number, h: number, tone = '#c09a66') =>
  rect(x, y - h, w, h, tone) +
  shape(
    [
      [x, y - h],
      [x + 18, y - h - 20],
      [x + w + 18, y - h - 20],
      [x + w, y - h],
    ],
    '#d4b182',
  ) +
  shape(
    [
      [x + w, y],
      [x + w, y - h],
      [x + w + 18, y - h - 20],
      [x + w + 18, y - 18],
    ],
    '#9f7c4c',
  ) +
  rect(x + w * 0.44, y - h, w * 0.12, h, '#dcc59c')

const tyre = (x: number, y: number) =>
  oval(x, y, 66, 27, '#26282a') + oval(x, y - 6, 66, 27, '#3a3d40') + oval(x, y - 8, 34, 12, '#1b1d1e')

const scrapHeap =
  shadow(420, 640, 320, 40) +
  carton(250, 560, 130, 100) +
  carton(300, 462, 110, 80, '#b58f5a') +
  carton(400, 580, 150, 120) +
  carton(430, 462, 100, 66) +
  shape(
    [
      [560, 600],
      [606, 320],
      [640, 324],
      [610, 604],
    ],
    '#9a7a52',
  ) +
  shape(
    [
      [600, 606],
      [668, 350],
      [690, 356],
      [640, 610],
    ],
    '#b08d60',
  ) +
  tyre(640, 640) +
  tyre(646, 612) +
  tyre(636, 584) +
  bag(300, 640, 64, '#7b8f6a') +
  bag(210, 620, 54, '#d5d9d2') +
  carton(330, 660, 170, 74, '#c7a26c') +
  scatter(16, (i, a, b) =>
    rect(
      240 + a * 90,
      570 + b * 50,
      9,
      26,
      ['#4d8f74', '#9fc4c9', '#c7d9d2'][i % 3] ?? '#fff',
      'rx="4" opacity="0.85"',
    ),
  ) +
  leaves(160, 650, 560, 50, 10)

const notice =
  shape(onWall('right', [0.06, 0.16], [0.36, 0.66]), '#f1ede2') +
  shape(onWall('right', [0.07, 0.15], [0.58, 0.62]), '#c8372d')

export const RUBBISH_SCENES = {
  rubbish: () => lane('day', heap),
  'rubbish-near': () => mirrored(nearer(lane('day', heap), [440, 640], 1.25)),
  'rubbish-cleared': () =>
    lane(
      'day',
      bin(300, 600, false) +
        bin(462, 604, false) +
        broom +
        scatter(12, (_, a, b) => oval(240 + a * 380, 622 + b * 50, 20, 4, '#9d9484', 'opacity="0.3"')),
    ),
  scrap: () => lane('day', scrapHeap),
  'lane-clear': () => mirrored(lane('day', notice + broom)),
} as const

import {
  fade,
  group,
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

/** What happens in a lane: drains, lamps, rubbish. */

const manhole = (x: number, y: number) =>
  oval(x, y + 4, 74, 27, '#6f6a60') + oval(x, y, 70, 24, '#23261f') + oval(x, y + 5, 58, 17, '#2c3a2e')

/** An iron lid lying aside, pushed up by the water. */
const lid = (x: number, y: number) =>
  shadow(x + 4, y + 22, 78, 15) +
  group(
    oval(0, 8, 72, 26, '#3b3a37') +
      oval(0, 0, 72, 26, '#5d5a54') +
      oval(0, 0, 58, 20, '#6b6861') +
      scatter(4, (i) => line(`M${-42 + i * 28} -12 L${-42 + i * 28} 12`, '#4b4943', 4)) +
      line('M-52 0 L52 0', '#4b4943', 4),
    `translate(${x} ${y}) rotate(-14)`,
  )

const sewage = (d: string) =>
  fade('foul', '#5c6253', '#3d453c') +
  path(d, 'url(#foul)') +
  path(d, 'none', 'stroke="#8b8f7a" stroke-width="5" opacity="0.6"')

const glints = (x: number, y: number, width: number, n: number) =>
  scatter(n, (_, a, b) =>
    line(`M${x + a * width} ${y + b * 110} q18 -6 ${26 + a * 26} 0`, '#aebbb2', 3, 'opacity="0.5"'),
  )

const leaves = (x: number, y: number, w: number, h: number, n: number) =>
  scatter(n, (i, a, b) =>
    oval(
      x + a * w,
      y + b * h,
      8,
      4,
      i % 3 ? '#a9854a' : '#7f6a3b',
      `transform="rotate(${i * 47} ${x + a * w} ${y + b * h})"`,
    ),
  )

const SPILL =
  'M430 500 C350 486 296 506 268 540 C180 560 150 604 200 640 C130 664 96 700 110 730 L720 730 C742 690 700 664 640 656 C690 620 660 570 590 556 C566 512 510 496 430 500 Z'
const overflow =
  sewage(SPILL) +
  glints(230, 560, 330, 14) +
  manhole(450, 548) +
  path('M396 545 C400 522 430 512 452 520 C480 510 506 526 506 548 C484 562 420 562 396 545 Z', '#69715e') +
  scatter(9, (_, a, b) =>
    oval(412 + a * 84, 530 + b * 22, 5 + a * 5, 4 + b * 3, '#a8b09a', 'opacity="0.85"'),
  ) +
  lid(610, 520) +
  leaves(170, 590, 460, 120, 16) +
  path('M300 640 l46 -10 l10 22 l-44 12 Z', '#dfe3e0') +
  path('M520 676 c20 -16 48 -10 54 8 c-14 18 -44 16 -54 -8 Z', '#c4d3d8', 'opacity="0.9"')

const patched =
  shape(
    [
      [330, 500],
      [580, 500],
      [640, 610],
      [286, 610],
    ],
    '#d9d4c8',
  ) +
  shape(
    [
      [330, 500],
      [580, 500],
      [640, 610],
      [286, 610],
    ],
    'none',
    'stroke="#aaa395" stroke-width="4"',
  ) +
  shadow(462, 560, 82, 26) +
  oval(460, 554, 80, 29, '#3f403d') +
  oval(460, 549, 80, 29, '#62635e') +
  oval(460, 549, 66, 23, '#565752') +
  scatter(5, (i) => line(`M${412 + i * 24} 534 L${412 + i * 24} 564`, '#3f403d', 4)) +
  line('M398 549 L522 549', '#3f403d', 4) +
  scatter(14, (_, a, b) => oval(270 + a * 420, 620 + b * 60, 12 + a * 22, 3, '#8f887a', 'opacity="0.28"'))

const puddles =
  sewage(
    'M250 560 C330 530 470 540 500 570 C560 576 600 606 560 630 C470 660 300 650 258 622 C196 606 200 576 250 560 Z',
  ) +
  sewage('M500 690 C500 652 610 640 690 654 C760 662 770 700 720 712 C650 730 510 726 500 690 Z') +
  glints(270, 560, 240, 9) +
  scatter(26, (i, a, b) =>
    line(`M${200 + a * 560} ${520 + b * 170} l${10 + (i % 4) * 7} ${(i % 3) * 4 - 4}`, '#c9a85c', 3),
  ) +
  [0, 1, 2, 3]
    .map(
      (i) =>
        rect(330 + i * 96, 566 + i * 32, 66, 22, '#9a5a45', 'rx="3"') +
        rect(330 + i * 96, 584 + i * 32, 66, 10, '#71402f'),
    )
    .join('')

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

export const LANE_SCENES = {
  drain: () => lane('day', overflow),
  'drain-wide': () => mirrored(nearer(lane('day', overflow), [500, 620], 1.18)),
  'drain-fixed': () => lane('day', patched),
  puddle: () => mirrored(lane('day', puddles)),
  lamp: () => lane('dusk', lamp('dead')),
  'lamp-dusk': () => mirrored(lane('dusk', lamp('weak'))),
  'lamp-lit': () => lane('dusk', lamp('lit')),
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

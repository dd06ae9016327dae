import {
  leaves,
  fade,
  group,
  lane,
  line,
  mirrored,
  nearer,
  oval,
  path,
  rect,
  scatter,
  shadow,
  shape,
} from './scenery.ts'

/** Drains and puddles in a lane. */

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

export const DRAIN_SCENES = {
  drain: () => lane('day', overflow),
  'drain-wide': () => mirrored(nearer(lane('day', overflow), [500, 620], 1.18)),
  'drain-fixed': () => lane('day', patched),
  puddle: () => mirrored(lane('day', puddles)),
} as const

import { group, line, oval, path, rect, scatter, shadow, tree } from './scenery.ts'

/** Old walls and a gate. */

const tiles = scatter(26, (i) =>
  path(
    `M${i * 40 - 20} 96 C${i * 40 - 18} 128 ${i * 40 + 18} 128 ${i * 40 + 20} 96 L${i * 40 + 16} 0 L${i * 40 - 16} 0 Z`,
    i % 2 ? '#7d5c4d' : '#876556',
  ),
)

/** The back wall of an old house: adobe over brick, a beam end, tiles. */
const oldWall = (front: string) =>
  rect(0, 0, 960, 720, '#c8b28c') +
  scatter(90, (i, a, b) =>
    line(
      `M${a * 960} ${120 + b * 480} l${14 + (i % 4) * 8} ${(i % 3) * 3 - 3}`,
      '#b39a70',
      3,
      'opacity="0.7"',
    ),
  ) +
  rect(0, 560, 960, 160, '#9c9082') +
  scatter(5, (r) =>
    scatter(10, (i) =>
      rect(i * 104 - (r % 2) * 52, 566 + r * 31, 98, 25, (i + r) % 3 ? '#a79b8d' : '#94887a'),
    ),
  ) +
  rect(0, 84, 960, 26, '#6d5644') +
  tiles +
  [140, 430, 720]
    .map((x) => rect(x, 84, 46, 46, '#5c4535', 'rx="4"') + oval(x + 23, 107, 17, 17, '#7a5d47'))
    .join('') +
  rect(90, 250, 170, 190, '#6d5644') +
  rect(104, 264, 142, 162, '#4f5d63') +
  rect(170, 264, 10, 162, '#6d5644') +
  rect(104, 338, 142, 10, '#6d5644') +
  front

const CRACK = 'M560 110 L548 180 L574 236 L552 300 L590 352 L566 420 L604 476 L584 540 L612 600 L594 690'

const cracked =
  path('M610 330 C680 310 740 350 730 420 C742 480 690 520 640 500 C600 470 590 380 610 330 Z', '#a98a5c') +
  scatter(3, (r) => scatter(3, (i) => rect(628 + i * 36, 360 + r * 44, 32, 36, '#9a6a4c'))) +
  line(CRACK, '#3d2f20', 15) +
  line(CRACK, '#1e1710', 7) +
  line('M574 236 L640 250 L676 290 M590 352 L520 380 L496 430 M604 476 L680 520', '#3d2f20', 6) +
  path('M430 84 l46 0 l-8 46 l-30 -8 Z', '#3f3026') +
  scatter(26, (i, a, b) =>
    oval(480 + a * 300, 660 + b * 44, 9 + (i % 4) * 5, 7 + (i % 3) * 3, i % 2 ? '#b59a6d' : '#8f7650'),
  ) +
  scatter(5, (i, a) => path(`M${500 + i * 70} ${690 - a * 20} l40 -10 l6 22 l-42 8 Z`, '#7d5c4d'))

const mended =
  path(
    'M508 112 L668 112 C690 180 660 240 700 300 C760 330 770 470 720 520 C700 560 706 640 690 690 L556 690 C570 620 530 560 540 500 C520 430 470 420 500 340 C530 280 500 200 508 112 Z',
    '#dccdab',
  ) +
  line(
    'M540 170 Q600 150 640 182 M536 330 Q610 300 680 340 M560 470 Q630 446 690 476 M580 600 Q630 584 670 606',
    '#cbb98f',
    6,
  ) +
  scatter(6, (i) =>
    path(
      `M${420 + i * 40} 96 C${422 + i * 40} 128 ${458 + i * 40} 128 ${460 + i * 40} 96 L${456 + i * 40} 0 L${424 + i * 40} 0 Z`,
      '#a06a52',
    ),
  ) +
  line('M760 700 L806 130 M850 700 L880 130', '#b58a50', 10) +
  scatter(8, (i) => line(`M${766 + i * 6} ${640 - i * 66} L${856 + i * 4} ${640 - i * 66}`, '#b58a50', 8))

const gate =
  rect(0, 0, 960, 720, '#b5aa9d') +
  scatter(9, (r) =>
    scatter(9, (i) =>
      rect(i * 116 - (r % 2) * 58, 20 + r * 70, 110, 62, (i * r) % 3 ? '#bcb1a4' : '#ab9f91'),
    ),
  ) +
  rect(0, 640, 960, 80, '#c7bcab') +
  rect(190, 60, 580, 590, '#d8cdb8') +
  rect(250, 130, 460, 520, '#4d4238') +
  rect(266, 146, 428, 504, '#8f9a86') +
  tree(520, 640, 260, '#7f9152') +
  rect(196, 170, 46, 400, '#c8372d') +
  rect(718, 170, 46, 400, '#c8372d') +
  rect(300, 76, 360, 44, '#c8372d') +
  rect(262, 142, 208, 508, '#8c3f34') +
  scatter(5, (r) => scatter(3, (i) => oval(310 + i * 56, 200 + r * 96, 9, 9, '#d4a54a'))) +
  group(
    rect(0, 0, 208, 506, '#96463a') +
      scatter(5, (r) => scatter(3, (i) => oval(46 + i * 56, 56 + r * 96, 9, 9, '#d4a54a'))) +
      rect(4, 4, 200, 498, 'none', 'stroke="#6f3027" stroke-width="8"'),
    'translate(520 158) rotate(7 208 0) skewY(6)',
  ) +
  rect(692, 156, 22, 40, '#5a5f63') +
  path('M700 196 l26 18 l-10 14 l-20 -16 Z', '#7a8085') +
  shadow(600, 676, 200, 18)

export const WALL_SCENES = {
  wall: () => oldWall(cracked),
  'house-fixed': () => oldWall(mended),
  gate: () => gate,
} as const
